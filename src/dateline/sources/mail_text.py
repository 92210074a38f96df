"""The text of a newsletter without what surrounds it, and the address under which it stands on the web."""

from __future__ import annotations

import re
from itertools import islice

from dateline.sources.plain import to_line, to_plain

MAX_HTML_CHARS = 4_000_000  # mail programs cut off at 100 kB; ten times the longest seen is 1 MB
MAX_LINKS = 1_000  # a newsletter has a hundred
MAX_FURNITURE_CHARS = 160  # a longer line is more than an offer to read on elsewhere
# How newsletters offer their web version, and how they end, in the languages that most are written in.
_IN_BROWSER = (
    r"(?:view|read|see|open|show)\b.{0,40}\b(?:in (?:your|a|the)? ?(?:web )?browser|online|on the web|web version)",
    r"(?:web|browser|online) ?version",
    r"(?:voir|lire|afficher|ouvrir|consulter)\b.{0,40}\b(?:en ligne|navigateur)", r"version (?:en ligne|web)",
    r"(?:im browser|online) (?:ansehen|anzeigen|lesen|öffnen)",
    r"(?:ver|leer|abrir)\b.{0,40}\b(?:navegador|online|en línea)",
    r"versión (?:web|en línea|online)", r"(?:visualizza|leggi|apri)\b.{0,40}\b(?:browser|online|web)",
    r"(?:ver|ler|abrir|visualizar)\b.{0,40}\b(?:navegador|online)", r"versão (?:web|online)",
    r"(?:bekijk|lees|open)\b.{0,40}\b(?:browser|online)", r"(?:zobacz|otwórz)\b.{0,40}\bprzeglądarce",
    r"(?:открыть|посмотреть|читать)\b.{0,40}\b(?:браузере|онлайн)", r"(?:переглянути|відкрити)\b.{0,40}\bбраузері",
    r"tarayıcı(?:da|nızda)\b.{0,40}\b(?:görüntüle|aç)", r"(?:عرض|افتح|اقرأ).{0,40}(?:المتصفح|الويب)",
    r"在(?:浏览器|瀏覽器)中(?:查看|打开|檢視)", r"ブラウザで(?:表示|見る|読む)", r"웹(?:에서|브라우저에서) ?보기",
)  # fmt: skip
_LEAVING = (
    r"unsubscribe", r"(?:update|manage|change) (?:your )?(?:email )?(?:preferences|subscription|settings)",
    r"forward(?:ed)? (?:this|to a friend)", r"you (?:are receiving|received|get) this (?:e-?mail|newsletter|message)",
    r"(?:se )?désabonner|se désinscrire|désinscription", r"vous recevez ce(?:tte)? (?:e-?mail|courriel|message|lettre)",
    r"abmelden|abbestellen", r"sie erhalten diese(?:n)? (?:e-?mail|newsletter)",
    r"darse de baja|cancelar (?:la |su |a )?(?:suscripción|subscrição|assinatura|inscrição)",
    r"disiscriviti|annulla(?:re)? l['’]iscrizione", r"uitschrijven|afmelden", r"wypisz się|zrezygnuj z subskrypcji",
    r"отписаться", r"відписатися", r"abonelikten (?:çık|ayrıl)", r"إلغاء الاشتراك", r"取消订阅|退订|取消訂閱",
    r"配信停止|購読解除", r"수신 ?거부|구독 ?취소",
)  # fmt: skip
_OFFER = re.compile("|".join(_IN_BROWSER), re.IGNORECASE)
_FURNITURE = re.compile("|".join((*_IN_BROWSER, *_LEAVING)), re.IGNORECASE)
_LINK = re.compile(r"<a\b([^<>]{0,4000})>((?:(?!</?a\b).){0,500})", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""href\s*=\s*["']?\s*(https?://[^\s"'<>]+)""", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\b[^<>]{0,300}\brel\s*=\s*[\"']?canonical\b[^<>]{0,2000}>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
# What a mail program never shows: the lead that senders hide for the list of messages, and the head of the page.
_HIDABLE = re.compile(r"<(div|span|p|td|table)\b([^<>]{0,2000})>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_TITLE = re.compile(r"<title\b|</title\s*>", re.IGNORECASE)
_BARE_LINK = re.compile(r"[\[(<]?\s*https?://\S+\s*[\])>]?")
_RULE = re.compile(r"^[\W_]+$")


def html_to_text(html: str) -> str:
    """The paragraphs of a newsletter's HTML: hidden parts, titles of the page and offers to read elsewhere left out."""
    shown = _without_hidden(html[:MAX_HTML_CHARS])
    return _keep(to_plain(shown).split("\n"))


def without_furniture(text: str) -> str:
    """The paragraphs of a newsletter's plain text, its lines joined, without bare links, rules and offers."""
    paragraphs = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")[:MAX_HTML_CHARS])
    return _keep([" ".join(_BARE_LINK.sub(" ", paragraph).split()) for paragraph in paragraphs])


def find_web_version(html: str, plain: str, archived_at: str) -> str:
    """Where the newsletter stands on the web: its own word for it, its archive's, or its offer to read it there."""
    html = html[:MAX_HTML_CHARS]
    canonical = _CANONICAL.search(html)
    found = _HREF.search(canonical[0]) if canonical else None
    if found:
        return _address(found[1])
    archived = _ADDRESS.search(archived_at)
    if archived:
        return archived[0]
    for link in islice(_LINK.finditer(html), MAX_LINKS):
        target = _HREF.search(link[1])
        if target and _OFFER.search(to_line(link[2])):
            return _address(target[1])
    return _offer_in_plain(plain[:MAX_HTML_CHARS])


def _offer_in_plain(plain: str) -> str:
    """The address on the line of the offer or on one of the two behind it."""
    lines = plain.splitlines()
    for number, line in enumerate(lines):
        if len(line) < 2_000 and _OFFER.search(line):
            found = _ADDRESS.search(" ".join(lines[number : number + 3]))
            return found[0] if found else ""
    return ""


def _address(text: str) -> str:
    return to_line(text)


def _keep(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line and not _RULE.match(line) and not _is_furniture(line))


def _is_furniture(line: str) -> bool:
    return len(line) <= MAX_FURNITURE_CHARS and _FURNITURE.search(line) is not None


def _without_hidden(html: str) -> str:
    """Without elements that are styled not to be shown, up to their first closing tag, and without the page's title."""
    kept: list[str] = []
    at = 0
    for found in _HIDABLE.finditer(html):
        if found.start() < at or not _HIDDEN.search(found[2]):
            continue
        end = html.find(f"</{found[1]}", found.end())
        if end < 0:
            break
        kept.append(html[at : found.start()])
        at = end
    kept.append(html[at:])
    before, *others = _TITLE.split("".join(kept), maxsplit=2)
    return before + others[-1] if len(others) == 2 else "".join(kept)

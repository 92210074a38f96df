"""HTML of feeds -> plain text, by rules that are linear in its length and never fail."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from dateline.decoding import unscramble, windows_char

MAX_TEXT_CHARS = 2_000_000  # as for every report: what is longer is no text

_BLOCKS = (
    "p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|thead|tbody|tfoot|caption|blockquote|pre|hr|figure|figcaption"
    "|section|article|header|footer|aside|nav|main|address|form|fieldset|center|details|summary|option"
)
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|source|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr|iframe|picture|video|audio|embed|object|param|input|button|nobr|script|style"
    "|html|body|head|meta|link|svg|noscript|center|col|colgroup|map|area|track"
)
_BLOCK_NAMES = frozenset(
    name for word in _BLOCKS.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|") for name in (word, word.upper())
)
# The one entity that is often written without its end has none to wait for.
_ENTITY = re.compile(r"&(?:(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});|nbsp(?![a-zA-Z0-9;]))")
# A tag ends at the next ">" outside quotes, or at the next ">" at all where the quotes do not pair. None goes past
# the next "<", so that each character is looked at a fixed number of times.
_TAG = re.compile(r"""</?(?:\w+:)?([A-Za-z!?][A-Za-z0-9]*)(?:(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>|[^<>]*>)""")
_KNOWN_TAG = re.compile(rf"</?(?:\w+:)?(?:{_BLOCKS}|{_INLINE})(?=[\s/>])[^<>]*>|<!--", re.IGNORECASE)
_UNSEEN = re.compile(r"<([sS](?:cript|CRIPT|tyle|TYLE)|[tT](?:emplate|EMPLATE))\b")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\ud800-\udfff]")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_MAX_ROUNDS = 3  # HTML in HTML in HTML is the deepest that feeds were seen to nest it


def to_plain(text: str) -> str:
    """The text of a piece of HTML, or of plain text: entities decoded, blocks as lines, nothing else of the markup.

    HTML that was encoded once too often is decoded again. Without any tag, an empty line parts paragraphs and a
    single line end is a blank.
    """
    text = text[:MAX_TEXT_CHARS]
    if "<" in text or "&" in text:
        text = _decoded(text)
    elif "\n" in text or "\r" in text:
        text = _joined(text)
    return _tidy(text)


@lru_cache(maxsize=4_096)
def to_label(text: str) -> str:
    """The same for what a feed says again and again: names of authors and topics."""
    return to_line(text)


def to_line(text: str) -> str:
    """The same on one line, for titles and names."""
    text = _tidy(_decoded(text) if "<" in text or "&" in text else text)
    return text.replace("\n", " ") if "\n" in text else text


def _decoded(text: str) -> str:
    # A line end of the source means something only where there are no tags; those that tags made stay.
    if "<" in text and _KNOWN_TAG.search(text):
        text = _stripped(text.replace("\r", " ").replace("\n", " "))
    elif "\n" in text or "\r" in text:
        text = _joined(text)
    for _ in range(_MAX_ROUNDS):
        if "&" not in text:
            break
        text, n_entities = _ENTITY.subn(_character, text)
        if not n_entities:
            break
        if "<" in text and _KNOWN_TAG.search(text):
            text = _stripped(text)
    return text


def _stripped(text: str) -> str:
    """Without tags, comments and what is never shown; a block's begin and end are line ends."""
    if "<!" in text or _UNSEEN.search(text):
        text = without_unseen(text.replace("<![CDATA[", "").replace("]]>", ""))
    return _TAG.sub(_replacement, text)


def _replacement(found: re.Match[str]) -> str:
    return "\n" if found[1] in _BLOCK_NAMES else ""


def _character(found: re.Match[str]) -> str:
    return _known_character(found[0])


@lru_cache(maxsize=1_024)
def _known_character(entity: str) -> str:
    return html.unescape(entity)


def _joined(text: str) -> str:
    """Plain text whose lines were only broken to be short, as paragraphs."""
    paragraphs = _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)


def without_unseen(text: str) -> str:
    """HTML without its comments, scripts and styles; one that has no end goes on to the end."""
    if "<!--" in text:
        first, *others = text.split("<!--")
        text = first + "".join(part.partition("-->")[2] for part in others)
    if not _UNSEEN.search(text):
        return text
    parts = _UNSEEN.split(text)
    kept = [parts[0]]
    for name, part in zip(parts[1::2], parts[2::2], strict=True):
        end = part.lower().find(f"</{name.lower()}")
        kept.append(part[end:] if end >= 0 else "")
    return "".join(kept)


def _tidy(text: str) -> str:
    """Single blanks, no empty lines, composed characters, nothing that controls; what was misread is read again."""
    text = text.strip()
    if "\n" in text:
        text = "\n".join([line for line in map(_tidy_blanks, text.split("\n")) if line])
    else:
        text = _tidy_blanks(text)
    if text.isascii():
        return text
    mended = unscramble(text)
    return unicodedata.normalize("NFC", text) if mended is text else _tidy(mended)


def _tidy_blanks(line: str) -> str:
    if line.isprintable() and "  " not in line:  # the quick way to know that there is nothing to do
        return line.strip()
    return " ".join(_CONTROL.sub(_without_control, line).split())


def _without_control(found: re.Match[str]) -> str:
    """What a control character of Windows was meant to be, a blank for any other."""
    return windows_char(ord(found[0])) if "\x80" <= found[0] <= "\x9f" else " "

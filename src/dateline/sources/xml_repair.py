"""XML as it should have been: broken feeds, sitemaps and outlines made well-formed in one pass."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import islice

_MAX_ITEMS = 50_001  # one more than the largest sitemap may have
_MAX_ATTRIBUTES = 100
_MAX_DEPTH = 100  # no feed nests so deep, and the parser refuses more than 256

# Elements whose content is text, whatever stands in it, and elements that hold nothing but a value.
_TEXTS = frozenset(
    (
        "title", "description", "content:encoded", "content", "summary", "subtitle", "tagline", "itunes:summary",
        "itunes:subtitle", "xhtml:body", "dc:title", "dc:description", "media:title", "media:description",
    )
)  # fmt: skip
_VALUES = frozenset(
    (
        "link", "guid", "id", "pubdate", "published", "issued", "updated", "modified", "created", "lastbuilddate",
        "category", "language", "ttl", "name", "uri", "email", "dc:date", "dc:creator", "dc:subject", "dc:language",
        "comments", "generator", "copyright", "docs", "webmaster", "managingeditor", "loc", "lastmod", "changefreq",
        "priority", "news:title", "news:name", "news:language", "news:publication_date", "news:keywords",
    )
)  # fmt: skip
# One item ends where the next begins, and no text goes on beyond it.
_ITEMS = frozenset(("item", "entry", "url", "sitemap"))
_BORDERS = _ITEMS | {"channel", "feed", "rss", "rdf:rdf", "urlset", "sitemapindex"}

_TOKEN = re.compile(
    r"""<!\[CDATA\[|<!--|<\?|<!|<(?P<end>/?)(?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?![\w:.-])"""
    r"""(?P<rest>(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+(?=>)|[^<>]*)>""",
    re.ASCII,
)
_CLOSERS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": ">", "<!": ">"}
_REFERENCE = re.compile(r"&amp;(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,30});")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIXED = re.compile(r"(?<=[<\s/])([A-Za-z_][\w.-]*):[A-Za-z_]", re.ASCII)
_NAME = re.compile(r"<[A-Za-z_][\w.:-]*")
# What the usual prefixes stand for where a document forgot to say it.
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_ATTRIBUTE = re.compile(
    r"""(?<![\w:.-])([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.ASCII
)


@dataclass(slots=True)
class _Page:
    """What was written so far: pieces, the elements that are open, where the open item began."""

    pieces: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    item_at: int | None = None
    n_items: int = 0

    def open(self, name: str, attributes: str, *, is_empty: bool) -> None:
        if name.lower() in _ITEMS:
            self.close_item()
            self.item_at = len(self.pieces)
            self.n_items += 1
        elif self.stack and self.stack[-1].lower() in _VALUES:
            self.close(self.stack[-1])
        if len(self.stack) >= _MAX_DEPTH:
            return
        self.pieces.append(f"<{name}{attributes}{'/' if is_empty else ''}>")
        if not is_empty:
            self.stack.append(name)
        elif name.lower() in _ITEMS:
            self.item_at = None

    def close(self, name: str) -> None:
        """Close the latest element of this name and all in it; an end without a begin is left out.

        The root stays open to the end of the document, whatever closes it too early.
        """
        if name not in self.stack[1:]:
            return
        while True:
            last = self.stack.pop()
            self.pieces.append(f"</{last}>")
            if last.lower() in _ITEMS:
                self.item_at = None
            if last == name:
                return

    def close_item(self) -> None:
        for name in reversed(self.stack):
            if name.lower() in _ITEMS:
                self.close(name)
                return


def repair_xml(text: str) -> str:
    """Well-formed XML with the same elements; an item that is cut off is left out.

    Ends that are missing are put in, those without a begin are taken out, stray < and & are escaped, entities of
    HTML become characters, and markup within a text becomes part of the text. Prefixes may still be undeclared.
    """
    page = _Page()
    at = 0
    while page.n_items < _MAX_ITEMS:
        found = _TOKEN.search(text, at)
        if page.stack:
            page.pieces.append(_value(text[at : found.start() if found else len(text)]))
        if found is None:
            break
        at = _take(page, text, found)
    if page.item_at is not None:
        del page.pieces[page.item_at :]
        del page.stack[next(n for n, name in enumerate(page.stack) if name.lower() in _ITEMS) :]
    page.pieces.extend(f"</{name}>" for name in reversed(page.stack))
    return _declared("".join(page.pieces))


def _declared(text: str) -> str:
    """The same with each prefix that is used declared on the root."""
    begin = _NAME.match(text)
    if begin is None:
        return text
    used = {found[1] for found in _PREFIXED.finditer(text)} - {"xml", "xmlns"}
    root = text[: text.find(">")]
    wanting = sorted(prefix for prefix in used if f"xmlns:{prefix}=" not in root)
    spaces = "".join(f' xmlns:{prefix}="{NAMESPACES.get(prefix, prefix)}"' for prefix in wanting)
    return f"{begin[0]}{spaces}{text[begin.end() :]}"


def _take(page: _Page, text: str, found: re.Match[str]) -> int:
    """Write one token, and its content where that is text; where to go on."""
    closer = _CLOSERS.get(found[0])
    if closer is not None:
        end = text.find(closer, found.end())
        if found[0] == "<![CDATA[":
            page.pieces.append(html.escape(_FORBIDDEN.sub("", text[found.end() : end if end >= 0 else len(text)])))
        return end + len(closer) if end >= 0 else len(text)
    name, rest = found["name"], found["rest"]
    if found["end"]:
        page.close(name)
        return found.end()
    is_empty = rest.endswith("/")
    page.open(name, _attributes(rest), is_empty=is_empty)
    if is_empty or name.lower() not in _TEXTS:
        return found.end()
    return _take_text(page, text, name, found.end())


def _take_text(page: _Page, text: str, name: str, start: int) -> int:
    """Write the content of a text element as text; it ends at its own end, or where an item begins or ends."""
    at, end, parts = start, start, list[str]()
    while True:
        found = _TOKEN.search(text, at)
        if found is None:
            end = at = len(text)
            break
        at = found.end()
        if found[0] == "<![CDATA[":
            end = text.find("]]>", at)
            end = end if end >= 0 else len(text)
            parts += (text[start : found.start()], text[at:end])
            start = at = end + 3
        elif found["name"] and (found["name"].lower() in _BORDERS or (found["end"] and found["name"] == name)):
            end = at = found.start()
            break
    parts.append(text[start:end])
    outside, inside = "".join(parts[::2]), "".join(parts[1::2])
    has_tags = any(found["name"] for found in _TOKEN.finditer(outside))
    written = html.escape(_FORBIDDEN.sub("", outside)) if has_tags else _value(outside)
    page.pieces.append(written + html.escape(_FORBIDDEN.sub("", inside)))
    return at


def _value(text: str) -> str:
    """Text between tags: what may not stand in XML is escaped, turned into characters, or left out."""
    text = _FORBIDDEN.sub("", text).replace("<", "&lt;").replace(">", "&gt;")
    # All are escaped first, and those that mean something restored: a callback for each would take seconds.
    return _REFERENCE.sub(_reference, text.replace("&", "&amp;")) if "&" in text else text


def _reference(found: re.Match[str]) -> str:
    stated = f"&{found[1]};"
    if found[1] in _XML_ENTITIES:
        return stated
    return html.escape(_FORBIDDEN.sub("", html.unescape(stated)))


def _attributes(rest: str) -> str:
    kept: dict[str, str] = {}
    for found in islice(_ATTRIBUTE.finditer(rest), _MAX_ATTRIBUTES):
        value = next(value for value in found.groups()[1:] if value is not None)
        kept.setdefault(found[1], _value(value).replace('"', "&quot;"))
    return "".join(f' {name}="{value}"' for name, value in kept.items())

"""Bytes -> a tree of XML elements, without network, entities or mercy for endless documents."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dateline.decoding import decode_document
from dateline.sources.kinds import NotAFeed, describe, sniff
from dateline.sources.xml_repair import repair_xml

MAX_TAGS = 1_000_000  # 10,000 items with a hundred each; what is beyond takes more memory than a feed is worth

_DECLARATION = re.compile(r"<\?xml[^<>]*>")
_ROOT = re.compile(
    r"<(?:[A-Za-z][\w.-]*:)?(?:rss|rdf|feed|channel|redirect|urlset|sitemapindex|opml)(?=[\s/>])", re.IGNORECASE
)
_WHOLE_ROOT = re.compile(_ROOT.pattern + r"[^<>]*(?<!/)>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_TYPE = re.compile(r"<!DOCTYPE(?:[^\[<>]|<!--)*+", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")

# Prefixes by the namespace they are usually declared with, without its scheme and last slash.
_PREFIXES = {
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "purl.org/net/rss1.1#": "",
    "www.w3.org/2005/atom": "atom:",
    "purl.org/atom/ns#": "atom:",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "search.yahoo.com/rss": "media:",
    "video.search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "www.itunes.com/dtds/podcast-1.0.dtd#": "itunes:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "www.google.com/schemas/sitemap-news/0.9": "news:",
    "www.google.com/schemas/sitemap-image/1.1": "image:",
}


def read_tree(raw: bytes, content_type: str = "", *, max_tags: int = MAX_TAGS) -> Element:
    """The root element. Raises NotAFeed for what is no XML.

    What is not well-formed is repaired first. Document types are taken out, so that no entity is ever declared.
    """
    if len(raw) > max_tags and raw.count(b"<") > max_tags:
        raise NotAFeed(f"XML of more than {max_tags:,} tags")
    if raw.startswith(b"<") and b"<!DOCTYPE" not in raw:  # most are whole, and in UTF-8 whatever they say
        try:
            return _parse(raw)
        except ElementTree.ParseError:
            pass
    text = _without_type(decode_document(raw, content_type).lstrip("\ufeff \t\r\n\x00"))
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    if "<!DOCTYPE" not in text:
        try:
            return _parse(text.encode("utf-8", "replace"))
        except ElementTree.ParseError:
            pass
    start = _ROOT.search(text) or _ITEM.search(text)
    if start is None or sniff(raw, content_type) == "html":
        raise NotAFeed(describe(raw, content_type))
    begin = "" if _WHOLE_ROOT.match(text, start.start()) else "<channel>"  # the root's own tag is lost or broken
    mended = repair_xml(begin + text[start.start() :])
    if not mended:
        raise NotAFeed(f"truncated XML: {len(raw):,} bytes without a whole element")
    try:
        return _parse(mended.encode("utf-8", "replace"))
    except ElementTree.ParseError as error:
        raise NotAFeed(f"XML that cannot be read ({error})") from error


def _parse(utf_8: bytes) -> Element:
    # Half the time of lxml from the bytes to the last field. Expat takes nothing from the network, and what makes
    # it dangerous, entities that a document declares, went with the document type.
    parser = ElementTree.XMLParser(encoding="utf-8")  # noqa: S314
    parser.feed(utf_8)
    return parser.close()


def _without_type(text: str) -> str:
    """The document without its type declaration, which can only stand before the root."""
    root = _ROOT.search(text)
    found = _TYPE.search(text, 0, root.start() if root else len(text))
    if found is None:
        return text
    end = found.end()
    if text[end : end + 1] == "[":
        subset = _SUBSET_END.search(text, end)
        end = subset.end() if subset else len(text)
    else:
        end += 1
    return text[: found.start()] + text[end:]


def short_name(tag: str, home: str = "") -> str:
    """A tag as it is usually written, in small letters: "dc:creator". Tags of the namespace `home` have no prefix.

    Those of a namespace that is not known begin with "?".
    """
    space, _, name = tag.rpartition("}")
    space = space.lstrip("{")
    if not space or space == home:
        return name.lower()
    return _PREFIXES.get(_bare(space), "?:") + name.lower()


def home_of(root: Element) -> str:
    """The namespace of a root element, empty for none."""
    return root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""


def inner_markup(element: Element) -> str:
    """What an element holds, as HTML. Written without recursion, since nothing limits how deep elements nest."""
    pieces: list[str] = []
    waiting: list[Element | str] = [*reversed(element), escape(element.text or "", quote=False)]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        name = piece.tag.rpartition("}")[2]
        attributes = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in piece.items())
        pieces += (f"<{name}{attributes}>", escape(piece.text or "", quote=False))
        waiting += (f"</{name}>{escape(piece.tail or '', quote=False)}", *reversed(piece))
    return "".join(pieces)


def _bare(space: str) -> str:
    return space.lower().removeprefix("http://").removeprefix("https://").rstrip("/")

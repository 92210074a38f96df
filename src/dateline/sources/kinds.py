"""What a document is, by its first bytes; what it calls itself decides only where they leave it open."""

from __future__ import annotations

import re

from dateline.decoding import decode_document

_HEAD_BYTES = 16_384  # some pages have long comments and scripts in front; none was seen with more
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"WARC/", "warc"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"ID3", "media"),
    (b"OggS", "media"),
)
_ROOTS = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "channel": "feed",
    "redirect": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "opml": "opml",
    "html": "html",
    "head": "html",
    "body": "html",
    "svg": "image",
}
_SKIPPED = re.compile(r"<\?[^>]*+>|<!--.*?(?:-->|\Z)|<!(?!--)[^<>]*+>", re.DOTALL)
_HTML_TYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)(?=[\s/>])")
_HTML_TAG = re.compile(r"</?(?:div|p|span|script|meta|title|table|h1|a|br|b|center|font|style)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org|"items"\s*:\s*\[')
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.05  # text has hardly any; compressed bytes have one in ten
_NAMES = {
    "feed": "a feed",
    "sitemap": "a sitemap",
    "opml": "an OPML list",
    "html": "an HTML page",
    "pdf": "a PDF file",
    "gzip": "compressed bytes",
    "zstd": "compressed bytes",
    "zip": "an archive",
    "warc": "a web archive",
    "image": "a picture",
    "media": "a sound or film",
    "json": "JSON that is no feed",
    "xml": "XML that is no feed",
    "text": "plain text",
    "binary": "bytes of no known kind",
    "empty": "empty",
}


class NotAFeed(ValueError):  # noqa: N818 - reads as what it is
    """A document that is no feed; the message says what it is instead."""


def sniff(raw: bytes, content_type: str = "") -> str:
    """feed, sitemap, opml, html, pdf, json, xml, text, gzip, zstd, zip, warc, image, media, binary or empty.

    The bytes decide; `content_type` is the header's and only names the encoding and what plain text is meant as.
    """
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    head = decode_document(raw[:_HEAD_BYTES], content_type).lstrip("\ufeff \t\r\n\x00")
    if not head:
        return "empty"
    if head[0] in "{[":
        return "feed" if head[0] == "{" and _JSON_FEED.search(head) else "json"
    kind = _markup_kind(head)
    if kind:
        return kind
    return "binary" if len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head) else "text"


def describe(raw: bytes, content_type: str = "") -> str:
    """What a document is, in words: "an HTML page"."""
    return _NAMES[sniff(raw, content_type)]


def _markup_kind(head: str) -> str:
    """The kind of XML or HTML, whatever junk stands before it; empty for what is neither."""
    is_page = _HTML_TYPE.search(head)
    bare = _SKIPPED.sub(" ", head)
    roots = [found[1].lower() for found in _ROOT.finditer(bare)]
    if is_page and "rss" not in roots[:1]:
        return "html"
    if roots and roots[0] in _ROOTS:
        return _ROOTS[roots[0]]
    known = next((root for root in roots if root in _ROOTS), None)
    if known and (head[0] != "<" or _HTML_TAG.match(head)):  # a server's warning stands before the document
        return _ROOTS[known]
    if head.startswith("<?xml"):
        return "xml"
    if _HTML_TAG.search(bare):
        return "html"
    return "xml" if head[0] == "<" and roots else ""

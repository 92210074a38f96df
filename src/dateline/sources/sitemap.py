"""Sitemaps -> FeedDocument: plain ones, news sitemaps, indexes of sitemaps and bare lists of addresses."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from dateline.decoding import decode_document
from dateline.records.sources import FeedDocument, FeedItem
from dateline.sources.addresses import join_address
from dateline.sources.feed_items import MAX_TOPICS, language_code
from dateline.sources.kinds import NotAFeed, describe, sniff
from dateline.sources.plain import to_line
from dateline.sources.stated_dates import read_date
from dateline.sources.xml_tree import home_of, read_tree, short_name
from dateline.text import is_web

# What the protocol allows (sitemaps.org), for bodies as they are after decompression.
MAX_SITEMAP_BYTES = 52_428_800
MAX_ADDRESSES = 50_000

_MAX_TAGS = 5_000_000  # with fifty translations of each page
_GZIP = b"\x1f\x8b"
_WINDOW_BITS_GZIP = 31  # zlib's way to say that there is a gzip header


def read_sitemap(raw: bytes, *, url: str) -> FeedDocument:
    """The addresses in a sitemap, or the sitemaps in an index of them. Raises NotAFeed for anything else.

    A day on which a page last changed (`updated_at`) is no day of publication: only news sitemaps state that.
    """
    raw = _inflate(raw) if raw.startswith(_GZIP) else raw
    if len(raw) > MAX_SITEMAP_BYTES:
        raise NotAFeed(f"more than {MAX_SITEMAP_BYTES:,} bytes, which is the most that a sitemap may have")
    kind = sniff(raw)
    if kind == "text":
        return _read_list(raw, url)
    if kind not in ("sitemap", "xml"):
        raise NotAFeed(describe(raw))
    root = read_tree(raw, max_tags=_MAX_TAGS)
    home = home_of(root)
    name = short_name(root.tag, home)
    if name == "sitemapindex":
        return FeedDocument(form="sitemap", sitemaps=_read_index(_records(root, "sitemap", home), url))
    if name != "urlset":
        raise NotAFeed(describe(raw))
    items = (_read_item(fields, url) for fields in _records(root, "url", home))
    return FeedDocument(
        form="sitemap", items=tuple(islice((item for item in items if item is not None), MAX_ADDRESSES))
    )


def _read_index(records: Iterator[dict[str, str]], url: str) -> tuple[str, ...]:
    """The addresses of an index's sitemaps, the last changed first; those that do not say come after, as they stand."""
    found: dict[str, float] = {}
    for fields in records:
        address = join_address(url, fields.get("loc", ""))
        changed_at = read_date(fields.get("lastmod", ""))
        if address and len(found) < MAX_ADDRESSES:
            found.setdefault(address, changed_at.timestamp() if changed_at else 0.0)
    return tuple(sorted(found, key=lambda address: -found[address]))


def _inflate(raw: bytes) -> bytes:
    """What gzip holds, at most one byte more than a sitemap may have. Raises NotAFeed where nothing comes out."""
    inflater = zlib.decompressobj(_WINDOW_BITS_GZIP)
    try:
        found = inflater.decompress(raw, MAX_SITEMAP_BYTES + 1)
    except zlib.error as error:
        raise NotAFeed(f"compressed bytes that cannot be read ({error})") from error
    if not found:
        raise NotAFeed("compressed bytes that end before they begin")
    return found


def _read_list(raw: bytes, url: str) -> FeedDocument:
    """A sitemap of plain lines, each of which is an address."""
    lines = decode_document(raw).split()
    if any(not is_web(line) for line in lines[: len(lines) - 1]):
        raise NotAFeed(describe(raw))
    found = dict.fromkeys(filter(None, (join_address(url, line) for line in lines)))
    if not found:
        raise NotAFeed(describe(raw))
    return FeedDocument(form="sitemap", items=tuple(FeedItem(guid=each, url=each) for each in found)[:MAX_ADDRESSES])


def _records(root: Element, name: str, home: str) -> Iterator[dict[str, str]]:
    """The named elements' values by name, each value the first of its name, with those of inner elements."""
    for record in root:
        if short_name(record.tag, home) != name:
            continue
        fields: dict[str, str] = {}
        for child in record:
            for inner in (child, *child, *(deeper for middle in child for deeper in middle)):
                text = (inner.text or "").strip()
                if text:
                    fields.setdefault(short_name(inner.tag, home), text)
        yield fields


def _read_item(fields: dict[str, str], base: str) -> FeedItem | None:
    url = join_address(base, fields.get("loc", "").replace("&amp;", "&"))
    if not url:
        return None
    stated_lang = fields.get("news:language", "")
    published = fields.get("news:publication_date", "")
    updated = fields.get("lastmod", "")
    topics = (to_line(topic) for topic in fields.get("news:keywords", "").split(","))
    image = fields.get("image:loc", "")
    return FeedItem(
        guid=url,
        url=url,
        title=to_line(fields.get("news:title", "")),
        published_at=read_date(published, stated_lang) if published else None,
        updated_at=read_date(updated, stated_lang) if updated else None,
        stated_date=published or updated,
        lang=language_code(stated_lang),
        topics=tuple(dict.fromkeys(topic for topic in topics if topic))[:MAX_TOPICS],
        image_url=join_address(base, image) if image else "",
    )

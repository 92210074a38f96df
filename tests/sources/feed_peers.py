"""Feeds beside feedparser, and feeds mutilated: what the tests and the bench of feeds share."""

import random
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import feedparser

from dateline.records.sources import FeedItem
from dateline.sources.feed import read_feed

BLOCKS = ("p", "div", "br", "li", "ul", "ol", "figure", "figcaption", "h1", "h2", "h3", "td", "tr", "blockquote")

# (fixture, item, field) -> why it is not what feedparser says.
EXPLAINED = {
    ("rss20_ar.xml", 1, "date"): "feedparser knows no Arabic months and leaves the item undated",
    ("broken_entities_en.xml", 0, "title"): "feedparser takes the bare & of AT&T for an entity and adds a semicolon",
}
_PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00", b"\xff", b"<item>", b"</item>", b"<!--", b'"', b"&a;", b"\x1b",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"</channel>", b"{", b"\\u", b"&#x110000;",
)  # fmt: skip


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(" " if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def one_line(markup: str) -> str:
    """The text of a piece of HTML, read by the standard library's parser, with single blanks."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return " ".join("".join(parser.pieces).split())


def peer_fields(entry: Any) -> dict[str, Any]:
    """What feedparser says of an entry, in Dateline's terms."""
    moment = entry.get("published_parsed")
    if moment is None and "updated_parsed" in entry:  # asked for alone, it warns
        moment = entry["updated_parsed"]
    texts = [content["value"] for content in entry.get("content", [])] + [entry.get("summary", "")]
    is_plain = entry.get("title_detail", {}).get("type") == "text/plain"
    return {
        "title": " ".join(entry.get("title", "").split()) if is_plain else one_line(entry.get("title", "")),
        "link": entry.get("link", ""),
        "guid": entry.get("id", "") or entry.get("link", ""),  # as the brief asks: without one, the link
        "date": datetime(*moment[:6], tzinfo=UTC) if moment else None,
        "text": max(map(one_line, texts), key=len),
    }


def own_fields(item: FeedItem) -> dict[str, Any]:
    """What Dateline says of it."""
    date = item.published_at.replace(microsecond=0) if item.published_at else None  # which feedparser leaves out
    text = " ".join(item.text.split())
    return {"title": item.title, "link": item.url, "guid": item.guid, "date": date, "text": text}


def differences(name: str, raw: bytes) -> tuple[list[tuple[str, int, str, Any, Any]], int]:
    """The fields in which a feed is read otherwise than by feedparser without a reason given, and how many it has."""
    items = read_feed(raw, url="https://feed.example/feed.xml").items
    entries = feedparser.parse(raw).entries
    found = [] if len(items) == len(entries) else [(name, 0, "items", len(items), len(entries))]
    n_fields = 0
    for number, (item, entry) in enumerate(zip(items, entries, strict=False)):
        own, peer = own_fields(item), peer_fields(entry)
        n_fields += len(own)
        found += [
            (name, number, field, own[field], peer[field])
            for field in own
            if own[field] != peer[field] and (name, number, field) not in EXPLAINED
        ]
    return found, n_fields


def mutate(rng: random.Random, raw: bytes) -> bytes:
    """The same bytes with one to twenty faults: changed, cut off, put in, taken out or repeated."""
    body = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        if not body:
            break
        at, kind = rng.randrange(len(body)), rng.randrange(5)
        if kind == 0:
            body[at] = rng.randrange(256)
        elif kind == 1 and rng.random() < 0.3:
            del body[at:]
        elif kind == 2:
            body[at:at] = rng.choice(_PIECES)
        elif kind == 3:
            tags = [found.span() for found in re.finditer(rb"<[^<>]*>", body)]
            start, end = rng.choice(tags) if tags else (at, at + 1)
            del body[start:end]
        else:
            body[at:at] = body[at : at + rng.randrange(1, 200)]
    return bytes(body)

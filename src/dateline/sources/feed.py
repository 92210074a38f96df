"""Feeds of every kind -> FeedDocument: RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, however broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from xml.etree.ElementTree import Element

from dateline.records.sources import FeedDocument
from dateline.sources.addresses import join_address
from dateline.sources.feed_items import (
    LANG,
    Context,
    Fields,
    Roles,
    find_link,
    first_text,
    gather,
    language_code,
    read_authors,
    read_item,
)
from dateline.sources.feed_json import read_json_feed
from dateline.sources.kinds import NotAFeed, describe, sniff
from dateline.sources.plain import to_line
from dateline.sources.xml_tree import home_of, read_tree, short_name

__all__ = ["MAX_FEED_BYTES", "MAX_ITEMS", "NotAFeed", "read_feed"]

MAX_FEED_BYTES = 16_000_000  # a feed of full texts has 1-2 MB; what is beyond this is a dump or an attack
MAX_ITEMS = 10_000

_FORMS = {"rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom"}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|channel|rdf|feed|redirect)\s*>|<[^<>]*/>\s*\Z", re.IGNORECASE)
_TAIL_BYTES = 4_096  # room for comments of the server behind the end
_WHOLE_NUMBER = re.compile(r"[1-9]\d{0,6}")  # of minutes: nineteen years at most


def read_feed(raw: bytes, *, url: str, content_type: str = "") -> FeedDocument:
    """The feed in a body that came from `url`. Raises NotAFeed, which says what the body is instead.

    Items are those that are whole, in the feed's order, at most MAX_ITEMS. An item's language is the one that it
    states itself; where it has no date but that of an update, it counts as published then.
    """
    if len(raw) > MAX_FEED_BYTES:
        raise NotAFeed(f"{len(raw):,} bytes; a feed has at most {MAX_FEED_BYTES:,}")
    start = raw.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    if start in (b"{", b"["):
        return read_json_feed(raw, url=url, content_type=content_type, max_items=MAX_ITEMS)
    root = read_tree(raw, content_type)
    form = _form(root)
    if form is None:
        kind = sniff(raw, content_type)
        raise NotAFeed(describe(raw, content_type) if kind != "feed" else "XML that is no feed")
    document = _read_document(root, form, url, has_bases=b"xml:base" in raw)
    if not document.items and not document.moved_to and not _is_closed(raw):
        raise NotAFeed(f"truncated XML: {len(raw):,} bytes without a whole item")
    return document if _is_closed(raw) else replace(document, is_cut=True)


def _form(root: Element) -> str | None:
    name = short_name(root.tag, home_of(root)).rpartition(":")[2]
    return "rss" if name == "redirect" else _FORMS.get(name)


def _is_closed(raw: bytes) -> bool:
    """Whether a document has an end, in any encoding that has ASCII in it."""
    return bool(_END.search(raw[-_TAIL_BYTES:].replace(b"\x00", b"")))


def _read_document(root: Element, form: str, url: str, *, has_bases: bool) -> FeedDocument:
    roles = Roles(home_of(root))
    about, items = _sort_children(root, roles)
    lang = first_text(about, "language") or root.get(LANG, "")
    context = Context(
        url=url,
        roles=roles,
        lang=lang,
        bases=_find_bases(root, url) if has_bases else {},
        authors=read_authors(about, roles) if form == "atom" else (),
    )
    read = (read_item(item, context) for item in items)
    kept = tuple(islice((item for item in read if item is not None), MAX_ITEMS + 1))
    moved_to = join_address(url, stated) if (stated := first_text(about, "moved")) else ""
    return FeedDocument(
        form=form,
        title=to_line(first_text(about, "title")),
        site_url=find_link(about, context.bases.get(root, url), context),
        lang=language_code(lang),
        items=kept[:MAX_ITEMS],
        ttl_s=_ttl(about),
        moved_to=moved_to if moved_to != url else "",
        is_cut=len(kept) > MAX_ITEMS,
    )


def _sort_children(root: Element, roles: Roles) -> tuple[Fields, Iterable[Element]]:
    """What is said about the feed, and its items: in the channel, beside it, or deeper where neither has any."""
    beside = gather(root, roles)
    fields: dict[str, list[Element]] = {}
    for part in (*(gather(channel, roles) for channel in beside.get("channel", ())), beside):
        for role, children in part.items():
            fields.setdefault(role, []).extend(children)
    items = fields.pop("item", None)
    return fields, items or (inner for inner in root.iter() if inner is not root and roles[inner.tag] == "item")


def _find_bases(root: Element, url: str) -> Mapping[Element, str]:
    """What relative addresses are relative to, for each element in which it is not the feed's own address."""
    bases: dict[Element, str] = {}
    waiting = [(root, url)]
    while waiting:
        element, base = waiting.pop()
        stated = element.get(_BASE)
        if stated:
            base = join_address(base, stated) or base
        if base != url:
            bases[element] = base
        waiting.extend((child, base) for child in element)
    return bases


def _ttl(about: Fields) -> int | None:
    """Seconds from ttl (minutes), otherwise from the syndication module; skipHours says when, not how often."""
    minutes = first_text(about, "ttl")
    if _WHOLE_NUMBER.fullmatch(minutes):
        return int(minutes) * 60
    period = _PERIODS_S.get(first_text(about, "period").lower())
    if period is None:
        return None
    frequency = first_text(about, "frequency")
    return period // int(frequency) or None if _WHOLE_NUMBER.fullmatch(frequency) else period

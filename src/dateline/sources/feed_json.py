"""JSON Feed 1.0 and 1.1 -> FeedDocument."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

from dateline.decoding import decode_document
from dateline.records.sources import FeedDocument, FeedItem
from dateline.sources.addresses import join_address
from dateline.sources.feed_items import MAX_AUTHORS, MAX_TOPICS, language_code
from dateline.sources.kinds import NotAFeed
from dateline.sources.plain import to_line, to_plain
from dateline.sources.stated_dates import read_date
from dateline.text import digest

_VERSION = "jsonfeed.org/version"
_ITEM_SIGNS = ("content_html", "content_text", "date_published")  # one of them, where no version is stated


def read_json_feed(raw: bytes, *, url: str, content_type: str, max_items: int) -> FeedDocument:
    """The feed. Raises NotAFeed for JSON that is none, and for what is no JSON."""
    try:
        document = msgspec.json.decode(decode_document(raw, content_type).lstrip("\ufeff \t\r\n"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAFeed(f"JSON that cannot be read ({error})") from error
    if not isinstance(document, dict) or not _is_feed(document):
        raise NotAFeed("JSON that is no feed")
    lang = _text(document, "language")
    authors = _authors(document)
    items = (_read_item(item, url, lang, authors) for item in document["items"] if isinstance(item, dict))
    kept = tuple(islice((item for item in items if item is not None), max_items + 1))
    return FeedDocument(
        form="json",
        title=to_line(_text(document, "title")),
        site_url=_address(document, "home_page_url", url),
        lang=language_code(lang),
        items=kept[:max_items],
        is_cut=len(kept) > max_items,
    )


def _is_feed(document: Mapping[str, Any]) -> bool:
    items = document.get("items")
    if not isinstance(items, list):
        return False
    if _VERSION in _text(document, "version"):
        return True
    return any(isinstance(item, dict) and any(sign in item for sign in _ITEM_SIGNS) for item in items)


def _read_item(item: Mapping[str, Any], base: str, lang: str, authors: tuple[str, ...]) -> FeedItem | None:
    title = to_line(_text(item, "title"))
    texts = (to_plain(_text(item, name)) for name in ("content_html", "content_text", "summary"))
    text = max(texts, key=len)
    url = _address(item, "url", base) or _address(item, "external_url", base)
    stated_id = _text(item, "id")
    if not (title or text or url or stated_id):
        return None
    published_at, updated_at = _date(item, "date_published", lang), _date(item, "date_modified", lang)
    stated, stated_update = _text(item, "date_published"), _text(item, "date_modified")
    if updated_at and not published_at:
        stated = stated_update
    tags = item.get("tags")
    topics = (to_line(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else iter(())
    return FeedItem(
        guid=stated_id or url or (digest(title, stated) if title or stated else digest(text)),
        url=url,
        title=title,
        text=text,
        authors=_authors(item) or authors,
        published_at=published_at or updated_at,
        updated_at=updated_at,
        stated_date=stated or stated_update,
        lang=language_code(_text(item, "language")),
        topics=tuple(dict.fromkeys(topic for topic in topics if topic))[:MAX_TOPICS],
        image_url=_address(item, "image", base) or _address(item, "banner_image", base),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _address(record: Mapping[str, Any], name: str, base: str) -> str:
    stated = _text(record, name)
    return join_address(base, stated) if stated else ""


def _date(item: Mapping[str, Any], name: str, lang: str) -> datetime | None:
    return read_date(_text(item, name), lang)


def _authors(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Of version 1.1, which has several, or 1.0, which has one."""
    listed = record.get("authors")
    stated = listed if isinstance(listed, list) else [record.get("author")]
    names = (to_line(_text(author, "name")) for author in stated if isinstance(author, dict))
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_AUTHORS]

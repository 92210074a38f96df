"""A page's HTML -> the fields of an article; nothing in the page is run or fetched."""

from __future__ import annotations

from typing import Any

from dateline.extract.page import made_by, read_page
from dateline.moments import write_published

__all__ = ["MADE_BY", "fields_from_html", "read_page"]

MADE_BY = made_by()


def fields_from_html(raw: bytes) -> dict[str, Any]:
    """Title, text, date, outlet and address of one page; without a text where none was found."""
    found = read_page(raw)
    day = ""
    if found.published_at is not None and found.known_at is not None:
        day = write_published(found.published_at, found.known_at)
    return {
        "title": found.title,
        "text": found.text,
        "published_at": day,
        "outlet": found.outlet,
        "url": found.url,
    }

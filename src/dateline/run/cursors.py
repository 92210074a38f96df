"""Where a page of results ended, as an opaque text that asks for the next one."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from dateline import codec
from dateline.errors import UsageError
from dateline.records import Query, Sort
from dateline.text import digest

Key = tuple[float, str, int]  # what a hit is sorted by: how well it fits, when it appeared, its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The moment, the order and the last report in the store of the first page; the key of the last hit shown."""

    as_of: datetime
    ceiling: int
    sort: Sort
    key: Key

    def is_before(self, key: Key) -> bool:
        """Whether a hit comes on a later page."""
        return key > self.key if self.sort is Sort.OLDEST else key < self.key


def write_cursor(cursor: Cursor, query: Query) -> str:
    """The text of a cursor for a query."""
    fields = (cursor.as_of, cursor.ceiling, cursor.sort, cursor.key, _name(query))
    return base64.urlsafe_b64encode(codec.encode(fields).encode()).decode().rstrip("=")


def read_cursor(text: str, query: Query) -> Cursor:
    """The cursor of a text. Raises UsageError for a text that is none, or that another query made."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        as_of, ceiling, sort, key, name = codec.decode_as(raw, tuple[datetime, int, Sort, Key, str])
    except (ValueError, binascii.Error, codec.DecodeError):
        raise UsageError("The cursor cannot be read.", hint="Take it from the page before, or leave it out.") from None
    if name != _name(query) or as_of.tzinfo is None:
        raise UsageError("The cursor belongs to another search.", hint="Leave it out to begin at the first page.")
    return Cursor(as_of=as_of, ceiling=ceiling, sort=sort, key=key)


def _name(query: Query) -> str:
    return digest(codec.encode(query))

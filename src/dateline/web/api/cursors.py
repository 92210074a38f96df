"""Where a page of a list ended, as an opaque text that asks for the next one."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from dateline import codec
from dateline.errors import UsageError
from dateline.text import digest

MOST_CHARS = 1_000
T = TypeVar("T")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A page that is asked for: of which list, as of which moment, how many, after which key (None: the first page).

    A cursor keeps the moment, so that the pages of one list are all as of the same.
    """

    list_name: str
    moment: datetime
    limit: int
    after: Key | None = None


def write_cursor(paging: Paging, last: Key) -> str:
    """The text that asks for what follows `last`."""
    fields = (digest(paging.list_name), paging.moment, last)
    return base64.urlsafe_b64encode(codec.encode(fields).encode()).decode().rstrip("=")


def read_cursor(text: str, list_name: str) -> tuple[datetime, Key]:
    """The moment and the key of a cursor. Raises UsageError for a text that is none, or is of another list."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        name, moment, last = codec.decode_as(raw, tuple[str, datetime, tuple[str, ...]])
    except (ValueError, binascii.Error, codec.DecodeError):
        raise UsageError("This is no cursor.", hint="Take 'next' from the page before, or leave it out.") from None
    if name != digest(list_name) or moment.tzinfo is None or not last:
        raise UsageError("The cursor belongs to another list.", hint="Keep the other parameters, or leave it out.")
    return moment, last


def cut(found: Sequence[T], paging: Paging, key_of: Callable[[T], Key]) -> tuple[Sequence[T], Key | None]:
    """A page of a list whose items have keys of their own, and the key of its last item where more follow.

    What is added to the list meanwhile neither repeats an item nor leaves one out. Raises UsageError where the item
    that the page before ended with is gone.
    """
    start = 0
    if paging.after is not None:
        places = (at for at, one in enumerate(found) if key_of(one) == paging.after)
        start = next(places, -1) + 1
        if not start:
            raise UsageError("What the page before ended with is gone.", hint="Begin at the first page.")
    page = found[start : start + paging.limit]
    return page, key_of(page[-1]) if start + paging.limit < len(found) and page else None

"""How the SQLite store puts things on the wire: moments as text, backend errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from dateline import codec
from dateline.errors import StoreBroken

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
CHUNK = 500  # ids in one statement; SQLite's own limit is 32,766 variables

P = ParamSpec("P")
R = TypeVar("R")


def guard(function: Callable[P, R]) -> Callable[P, R]:
    """Backend errors never leak: they become StoreBroken with what to do."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (sqlite3.Error, codec.DecodeError, UnicodeDecodeError) as error:  # the last: a damaged name of a table
            raise broken(error) from error

    return wrapped


def select_among(
    connection: sqlite3.Connection, sql: str, names: Sequence[str] | Sequence[int], *before: str | int
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query for any number of names: `sql` says `IN ({marks})`; `before` are what it asks for first."""
    for at in range(0, len(names), CHUNK):
        chunk = names[at : at + CHUNK]
        yield from connection.execute(sql.format(marks=", ".join("?" * len(chunk))), (*before, *chunk))


def broken(error: Exception) -> StoreBroken:
    """The error of a store that a backend error makes it."""
    return StoreBroken(
        f"The store cannot be used: {error}.",
        hint="Run 'dateline doctor'; check free space and that the folder can be written.",
    )


def iso(moment: datetime) -> str:
    """A moment as text whose order is the order of time."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"  # unlike strftime, four digits for every year


def stamp(moment: datetime) -> int:
    """A moment as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND

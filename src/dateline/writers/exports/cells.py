"""How the values of exported rows look as text and in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dateline.records import Cells, Column


def write_moment(moment: datetime) -> str:
    """2025-11-07T18:30:00Z: to the second, so what is known at the end of a day is known at 23:59:59."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def to_plain(value: Any) -> Any:
    """A value as JSON has it: days and moments as ISO 8601, lists and records value by value."""
    if isinstance(value, datetime):
        return write_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [to_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: to_plain(one) for name, one in value.items()}
    return value


def order_row(row: Cells, columns: Sequence[Column]) -> Cells:
    """A row for JSON, in the order of its columns."""
    return {column.name: to_plain(row[column.name]) for column in columns}

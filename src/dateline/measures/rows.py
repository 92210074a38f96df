"""Rows of data as evidence, and how a sentence names what they count."""

from __future__ import annotations

from datetime import date

from dateline.editions import Edition
from dateline.records import Observation, Row


def as_row(row: Observation) -> Row:
    """A row as it stands under a sentence."""
    return (
        ("series_id", row.series_id),
        ("period", write_period(row.period_start, row.period_end)),
        ("value", plain(row.value)),
        ("released_at", row.released_at.isoformat()),
    )


def write_period(start: date, end: date) -> str:
    """2024-01-01/2024-01-31, or the day alone."""
    return end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def name_maker(row: Observation, edition: Edition) -> str:
    """Who counted: "UCDP"."""
    return edition.label(row.series_id.partition(":")[0].upper())


def plain(value: float) -> int | float:
    """A whole number without a point."""
    return int(value) if value == int(value) else value

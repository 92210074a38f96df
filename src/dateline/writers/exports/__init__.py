"""Tables of what is known as of a moment -> JSON lines, CSV, Parquet, GeoJSON, STIX 2.1, iCalendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.records import Export
from dateline.records.columns import COLUMNS
from dateline.writers.exports.as_csv import write_csv
from dateline.writers.exports.calendar import write_calendar
from dateline.writers.exports.geojson import write_geojson
from dateline.writers.exports.jsonl import write_jsonl
from dateline.writers.exports.parquet import write_parquet
from dateline.writers.exports.stix import write_stix

__all__ = ["COLUMNS", "FORMS", "Form", "form_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of exports: how it is written, how its files end, what servers call it, and which tables it can hold, the
    usual one first; or all of them at once."""

    write: Callable[[Export], Iterator[bytes]]
    ending: str
    media_type: str
    tables: tuple[str, ...]
    takes_all: bool = False


_TABLES = ("events", *(name for name in COLUMNS if name != "events"))

FORMS: Mapping[str, Form] = {
    "jsonl": Form(write_jsonl, ".jsonl", "application/jsonl", _TABLES),
    "csv": Form(write_csv, ".csv", "text/csv; charset=utf-8", _TABLES),
    "parquet": Form(write_parquet, ".parquet", "application/vnd.apache.parquet", _TABLES),
    "geojson": Form(write_geojson, ".geojson", "application/geo+json", ("events", "places")),
    "stix": Form(
        write_stix,
        ".stix.json",
        "application/stix+json;version=2.1",
        ("reports", "events", "statements", "relations", "episodes"),
        takes_all=True,
    ),
    "ics": Form(write_calendar, ".ics", "text/calendar; charset=utf-8", ("scheduled",)),
}


def form_of(file_name: str) -> str | None:
    """The form that a file's ending asks for, if any does."""
    return next((name for name, form in FORMS.items() if file_name.casefold().endswith(form.ending)), None)

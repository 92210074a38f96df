"""A table as CSV for spreadsheets: UTF-8 with a byte order mark and a header, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from dateline.codec import encode
from dateline.records import Cells, ColumnKind, Export, Sheet
from dateline.writers.exports.cells import to_plain

MARK = "\ufeff"  # by which spreadsheets know UTF-8
GUARD = "'"  # spreadsheets take what follows it for text
STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    GUARD,
)  # of formulas, and the guard
SEPARATOR = "; "


def write_csv(export: Export) -> Iterator[bytes]:
    """The table, as rows are made. Of several tables each has its own header."""
    for number, sheet in enumerate(export.sheets):
        header = ",".join(column.name for column in sheet.columns) + "\r\n"
        yield ((MARK if number == 0 else "\r\n") + header).encode("utf-8")
        for row in sheet.rows:
            yield _write_row(row, sheet).encode("utf-8", "replace")


def guard(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula. Undone by dropping one apostrophe where there is one."""
    return GUARD + text if text.startswith(STARTS) else text


def _write_row(row: Cells, sheet: Sheet) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_write_cell(row[column.name], column.kind) for column in sheet.columns])
    return line.getvalue()


def _write_cell(value: Any, kind: ColumnKind) -> str:
    if value is None:
        return ""
    if kind is ColumnKind.TEXT:
        return guard(value)
    if kind is ColumnKind.TEXTS:
        return guard(SEPARATOR.join(one.replace("\\", "\\\\").replace(";", "\\;") for one in value))
    if kind is ColumnKind.RECORDS:
        return encode(to_plain(value)) if value else ""
    if kind is ColumnKind.FLAG:
        return "true" if value else "false"
    return str(to_plain(value))

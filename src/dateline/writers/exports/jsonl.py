"""A table as JSON lines: one object a row, the form that loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codec import encode
from dateline.records import Export
from dateline.writers.exports.cells import order_row


def write_jsonl(export: Export) -> Iterator[bytes]:
    """A line a row, as rows are made."""
    for sheet in export.sheets:
        for row in sheet.rows:
            yield f"{encode(order_row(row, sheet.columns))}\n".encode()

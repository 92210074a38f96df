"""A table as Parquet, with types: numbers, days, moments in UTC, lists and records. Needs pyarrow."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dateline.codec import encode
from dateline.errors import BrokenWorldError
from dateline.records import Column, ColumnKind, Export
from dateline.writers.exports.cells import write_moment

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 10_000  # rows held at a time: one row group


def write_parquet(export: Export) -> Iterator[bytes]:
    """The table. Raises BrokenWorldError where pyarrow is not installed."""
    arrow, parquet = load_arrow()
    for sheet in export.sheets:
        notes = {"situation": export.situation_id, "as_of": write_moment(export.as_of), "table": sheet.name}
        schema = arrow.schema(
            [(column.name, _type(column, arrow)) for column in sheet.columns], {"dateline": encode(notes)}
        )
        body, rows = io.BytesIO(), iter(sheet.rows)
        with parquet.ParquetWriter(body, schema, compression="zstd") as writer:
            while group := list(islice(rows, GROUP)):
                writer.write_table(arrow.Table.from_pylist(group, schema))
        yield body.getvalue()


def load_arrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow and its Parquet part: 55 MB that only this form needs."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise BrokenWorldError(
            "Parquet needs the package pyarrow, which is not installed.",
            hint="Install it with: pip install 'dateline[parquet]'. CSV and JSON lines need nothing.",
        ) from error
    return pyarrow, pyarrow.parquet


def _type(column: Column, arrow: Any) -> pa.DataType:
    if column.kind is ColumnKind.RECORDS:
        return arrow.list_(arrow.struct(_fields(column.fields, arrow)))
    plain = {
        ColumnKind.TEXT: arrow.string(),
        ColumnKind.TEXTS: arrow.list_(arrow.string()),
        ColumnKind.WHOLE: arrow.int64(),
        ColumnKind.REAL: arrow.float64(),
        ColumnKind.FLAG: arrow.bool_(),
        ColumnKind.DAY: arrow.date32(),
        ColumnKind.MOMENT: arrow.timestamp("us", tz="UTC"),
    }
    return plain[column.kind]


def _fields(columns: Sequence[Column], arrow: Any) -> list[tuple[str, pa.DataType]]:
    return [(column.name, _type(column, arrow)) for column in columns]

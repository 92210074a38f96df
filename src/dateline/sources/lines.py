"""Records one after the other in a file or a stream: JSONL, a JSON array, CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import IO, Any

import msgspec

from dateline.records import Article, Failure, Page
from dateline.sources import columns
from dateline.sources.fields import article_from_fields

MAX_LINE_BYTES = 16_000_000
MAX_FIELD_CHARS = 4_000_000  # in CSV: a longer one is a quotation mark that was never closed
MAX_ARRAY_BYTES = 64_000_000
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the records of a file have in common: where they come from, when they arrived, which columns mean what."""

    source_id: str
    now: datetime
    mapping: columns.Mapping | None = None


def read_lines(stream: IO[bytes], origin: Origin) -> Iterator[Article | Page | Failure]:
    """JSONL: an object a line, numbered from 1; blank lines are nothing. An object with `html` is a page."""
    for number, line in enumerate(split_lines(stream), start=1):
        if line.strip():
            yield _read_line(line, origin, str(number))


def read_array(stream: IO[bytes], origin: Origin) -> Iterator[Article | Page | Failure]:
    """A JSON array of objects, numbered from 1."""
    raw = stream.read(MAX_ARRAY_BYTES + 1).removeprefix(_MARK)
    if len(raw) > MAX_ARRAY_BYTES:
        reason = f"a JSON array of over {MAX_ARRAY_BYTES:,} bytes; write one object a line"
        yield fail(origin.source_id, "1", reason, b"")
        return
    try:
        items = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield fail(origin.source_id, "1", f"not JSON ({error})", raw[:200])
        return
    for number, item in enumerate(items, start=1):
        yield _read_line(msgspec.json.encode(item), origin, str(number))


def read_csv(stream: IO[bytes], origin: Origin, delimiter: str) -> Iterator[Article | Page | Failure]:
    """A header line, then a record a row; `record_id` of a failure is the line on which its row ends."""
    csv.field_size_limit(MAX_FIELD_CHARS)
    lines = (line.decode("utf-8", "surrogateescape").replace("\0", "") for line in split_lines(stream))
    header = next(_without_mark(lines), "")
    if delimiter == "," and "," not in header and ";" in header:  # as spreadsheets write it in half of Europe
        delimiter = ";"
    rows = csv.DictReader(chain([header], lines), delimiter=delimiter)
    while True:
        try:
            fields = next(rows, None)
        except csv.Error as error:
            yield fail(origin.source_id, str(rows.line_num), f"not CSV ({error})", b"")
            continue
        if fields is None:
            return
        named = {key: value for key, value in fields.items() if key is not None}
        yield _read_row(named, origin, str(rows.line_num))


def begins_array(start: bytes) -> bool:
    """Whether a JSON file is one array, by its first bytes."""
    return start.lstrip(_MARK + b" \t\r\n").startswith(b"[")


def split_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long only the beginning, so that no file fills the memory."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)


def fail(source_id: str, record_id: str, reason: str, raw: bytes) -> Failure:
    """A record that cannot be used, with how it begins."""
    detail = raw.decode("utf-8", "replace").strip()
    return Failure(stage="import", source_id=source_id, record_id=record_id, reason=reason, detail=detail)


def _read_line(line: bytes, origin: Origin, record_id: str) -> Article | Page | Failure:
    if len(line) > MAX_LINE_BYTES:
        reason = f"the line is too long; at most {MAX_LINE_BYTES:,} bytes are taken"
        return fail(origin.source_id, record_id, reason, line[:200])
    try:
        fields = msgspec.json.decode(line.lstrip(_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return fail(origin.source_id, record_id, f"not JSON ({error}); expected one object a line", line)
    if not isinstance(fields, dict):
        reason = f"a JSON {type(fields).__name__}; expected an object with text and date"
        return fail(origin.source_id, record_id, reason, line)
    return _read_fields(fields, origin, record_id, line)


def _read_row(fields: dict[str, Any], origin: Origin, record_id: str) -> Article | Page | Failure:
    raw = repr(fields).encode()
    try:
        "".join(value or "" for value in fields.values()).encode()
    except UnicodeEncodeError:  # a byte that was set aside as a surrogate
        return fail(origin.source_id, record_id, "not UTF-8; save the file in that encoding", raw)
    return _read_fields(fields, origin, record_id, raw)


def _read_fields(fields: dict[str, Any], origin: Origin, record_id: str, raw: bytes) -> Article | Page | Failure:
    if isinstance(fields.get("html"), str) and not fields.get("text"):
        return _page(fields, origin, record_id)
    try:
        named = columns.rename(fields, origin.mapping) if origin.mapping else fields
        return article_from_fields(named, origin.source_id)
    except ValueError as error:
        return fail(origin.source_id, record_id, str(error), raw)


def _page(fields: dict[str, Any], origin: Origin, record_id: str) -> Page:
    """A page that another tool fetched. Without an address it goes by the name that the tool gave it."""
    name = str(fields.get("page_id") or f"{origin.source_id}#{record_id}")
    body = fields["html"].encode("utf-8", "replace")
    return Page(
        url=str(fields.get("url") or name),
        name=name,
        body=body,
        fetched_at=origin.now,
        content_type="text/html; charset=utf-8",
        source_id=origin.source_id,
    )


def _without_mark(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line

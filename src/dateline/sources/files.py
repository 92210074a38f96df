"""JSONL, CSV, plain text and HTML from files, folders or standard input, one record at a time."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from dateline.errors import UnreadableFile
from dateline.extract import fields_from_html
from dateline.moments import day_in_name
from dateline.records import Article, Failure
from dateline.sources.fields import article_from_fields

STDIN = "-"
MAX_LINE_BYTES = 16_000_000
MAX_FILE_BYTES = 64_000_000
LINE_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
PAGE_SUFFIXES = (".txt", ".md", ".html", ".htm")

Item = Article | Failure
_ENCODING = "utf-8-sig"


def read_path(path: str) -> Iterator[Item]:
    """Every record under a path ('-' is JSONL on standard input) as an Article or a Failure.

    Raises UnreadableFile when the path itself cannot be read.
    """
    if path == STDIN:
        yield from _read_lines(sys.stdin.buffer, "stdin")
        return
    for file in _files(Path(path)):
        yield from _read_file(file)


def count_records(path: str) -> int | None:
    """How many records to expect, for a progress bar; None where nobody can know."""
    if path == STDIN:
        return None
    return sum(_count_lines(file) if file.suffix.lower() in LINE_SUFFIXES else 1 for file in _files(Path(path)))


def _count_lines(file: Path) -> int:
    with _open(file) as stream:
        return sum(1 for line in stream if line.strip()) - (file.suffix.lower() in (".csv", ".tsv"))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        suffixes = LINE_SUFFIXES + PAGE_SUFFIXES
        found = [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in suffixes]
        if not found:
            raise UnreadableFile(
                f"The folder '{path}' holds no file that can be read.",
                hint=f"Expected one of {', '.join(suffixes)}.",
            )
        return found
    if not path.exists():
        raise UnreadableFile(f"There is no file or folder '{path}'.", hint="Check the path; '-' is standard input.")
    if path.suffix.lower() not in LINE_SUFFIXES + PAGE_SUFFIXES:
        raise UnreadableFile(
            f"'{path.name}' is of a kind that is not known.",
            hint=f"Expected one of {', '.join(LINE_SUFFIXES + PAGE_SUFFIXES)}, a folder, or '-'.",
        )
    return [path]


def _open(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise UnreadableFile(f"'{file}' cannot be opened: {error.strerror}.") from error


def _read_file(file: Path) -> Iterator[Item]:
    suffix = file.suffix.lower()
    if suffix in (".csv", ".tsv"):
        yield from _read_csv(file, delimiter="," if suffix == ".csv" else "\t")
    elif suffix in LINE_SUFFIXES:
        with _open(file) as stream:
            yield from _read_lines(stream, file.name)
    else:
        yield _read_page(file)


def _read_lines(stream: Iterable[bytes], source_id: str) -> Iterator[Item]:
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield _line(line, source_id, str(number))


def _line(line: bytes, source_id: str, record_id: str) -> Item:
    if len(line) > MAX_LINE_BYTES:
        return _failure(
            source_id,
            record_id,
            f"the line has {len(line):,} bytes; at most {MAX_LINE_BYTES:,} are taken",
            line[:200],
        )
    try:
        fields = msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _failure(source_id, record_id, f"not JSON ({error}); expected one object a line", line)
    if not isinstance(fields, dict):
        return _failure(
            source_id,
            record_id,
            f"a JSON {type(fields).__name__}; expected an object with text and date",
            line,
        )
    return _article(fields, source_id, record_id, line)


def _read_csv(file: Path, delimiter: str) -> Iterator[Item]:
    csv.field_size_limit(MAX_LINE_BYTES)
    with _open(file) as stream:
        lines = (line.decode("utf-8", "replace").replace("\0", "") for line in stream)
        rows = csv.DictReader(_without_mark(lines), delimiter=delimiter)
        while True:
            try:
                fields = next(rows, None)
            except csv.Error as error:
                yield _failure(file.name, str(rows.line_num), f"not CSV ({error})", b"")
                continue
            if fields is None:
                return
            named = {key: value for key, value in fields.items() if key is not None}
            yield _article(named, file.name, str(rows.line_num), repr(named).encode())


def _without_mark(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line


def _read_page(file: Path) -> Item:
    try:
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            return _failure(file.name, "1", f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are taken", b"")
        raw = file.read_bytes()
    except OSError as error:
        return _failure(file.name, "1", f"cannot be read: {error.strerror}", b"")
    is_html = file.suffix.lower() in (".html", ".htm")
    fields = fields_from_html(raw) if is_html else _fields_from_text(raw)
    day = day_in_name(file.name)
    if day and not fields.get("published_at"):
        fields["published_at"] = day.isoformat()
    return _article(fields, file.name, "1", raw[:2000])


def _fields_from_text(raw: bytes) -> dict[str, Any]:
    """A text file: a short first line followed by a blank one is its title."""
    text = raw.decode(_ENCODING, "replace")
    head, _, body = text.partition("\n\n")
    if body.strip() and "\n" not in head.strip() and len(head) < 200:
        return {"title": head.strip(), "text": body}
    return {"text": text}


def _article(fields: dict[str, Any], source_id: str, record_id: str, raw: bytes) -> Item:
    try:
        return article_from_fields(fields, source_id)
    except ValueError as error:
        return _failure(source_id, record_id, str(error), raw)


def _failure(source_id: str, record_id: str, reason: str, raw: bytes) -> Failure:
    detail = raw.decode("utf-8", "replace").strip()
    return Failure(stage="import", source_id=source_id, record_id=record_id, reason=reason, detail=detail)

"""JSONL, CSV, plain text and HTML from files, folders or standard input, one record at a time."""

from __future__ import annotations

import csv
import os.path
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from dateline.errors import UnreadableFile
from dateline.extract import fields_from_html
from dateline.moments import day_in_name
from dateline.records import Article, Failure
from dateline.sources.fields import article_from_fields
from dateline.text import clean

STDIN = "-"
MAX_LINE_BYTES = 16_000_000
MAX_FIELD_CHARS = 4_000_000  # in CSV: a longer one is a quotation mark that was never closed
MAX_FILE_BYTES = 64_000_000
LINE_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
PAGE_SUFFIXES = (".txt", ".md", ".html", ".htm")

Item = Article | Failure
_ENCODING = "utf-8-sig"


def read_path(path: str) -> Iterator[Item]:
    """Every record under a path ('-' is JSONL on standard input) as an Article or a Failure.

    Raises UnreadableFile when the path itself cannot be read; one file of a folder is only a Failure.
    """
    if path == STDIN:
        yield from _read_lines(sys.stdin.buffer, "stdin")
        return
    for file in _files(Path(path)):
        try:
            yield from _read_file(file)
        except UnreadableFile as error:
            if file == Path(path):
                raise
            yield _failure(clean(file.name), "1", error.message, b"")


def count_records(path: str) -> int | None:
    """How many records to expect, for a progress bar; None where nobody can know."""
    if path == STDIN:
        return None
    return sum(_count_lines(file) if file.suffix.lower() in LINE_SUFFIXES else 1 for file in _files(Path(path)))


def _count_lines(file: Path) -> int:
    with _open(file) as stream:
        return sum(1 for line in _lines(stream) if line.strip()) - (file.suffix.lower() in (".csv", ".tsv"))


def _files(path: Path) -> list[Path]:
    if os.path.isdir(path):
        suffixes = LINE_SUFFIXES + PAGE_SUFFIXES
        found = [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in suffixes]
        if not found:
            raise UnreadableFile(
                f"The folder '{path}' holds no file that can be read.",
                hint=f"Expected one of {', '.join(suffixes)}.",
            )
        return found
    if not os.path.exists(path):
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
    suffix, source_id = file.suffix.lower(), clean(file.name)
    if suffix in (".csv", ".tsv"):
        yield from _read_csv(file, source_id, delimiter="," if suffix == ".csv" else "\t")
    elif suffix == ".json" and _begins_array(file):
        yield from _read_array(file, source_id)
    elif suffix in LINE_SUFFIXES:
        with _open(file) as stream:
            yield from _read_lines(stream, source_id)
    else:
        yield _read_page(file, source_id)


def _begins_array(file: Path) -> bool:
    with _open(file) as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def _read_array(file: Path, source_id: str) -> Iterator[Item]:
    """A JSON file that is one array of objects; its records are numbered from 1."""
    if file.stat().st_size > MAX_FILE_BYTES:
        yield _failure(source_id, "1", f"a JSON array of over {MAX_FILE_BYTES:,} bytes; write one object a line", b"")
        return
    with _open(file) as stream:
        raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    try:
        items = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield _failure(source_id, "1", f"not JSON ({error})", raw[:200])
        return
    for number, item in enumerate(items, start=1):
        yield _line(msgspec.json.encode(item), source_id, str(number))


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long only the beginning, so that no file fills the memory."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)


def _read_lines(stream: IO[bytes], source_id: str) -> Iterator[Item]:
    for number, line in enumerate(_lines(stream), start=1):
        if line.strip():
            yield _line(line, source_id, str(number))


def _line(line: bytes, source_id: str, record_id: str) -> Item:
    if len(line) > MAX_LINE_BYTES:
        reason = f"the line is too long; at most {MAX_LINE_BYTES:,} bytes are taken"
        return _failure(source_id, record_id, reason, line[:200])
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


def _read_csv(file: Path, source_id: str, delimiter: str) -> Iterator[Item]:
    csv.field_size_limit(MAX_FIELD_CHARS)
    with _open(file) as stream:
        lines = (line.decode("utf-8", "surrogateescape").replace("\0", "") for line in _lines(stream))
        rows = csv.DictReader(_without_mark(lines), delimiter=delimiter)
        while True:
            try:
                fields = next(rows, None)
            except csv.Error as error:
                yield _failure(source_id, str(rows.line_num), f"not CSV ({error})", b"")
                continue
            if fields is None:
                return
            named = {key: value for key, value in fields.items() if key is not None}
            yield _row(named, source_id, str(rows.line_num))


def _row(fields: dict[str, Any], source_id: str, record_id: str) -> Item:
    raw = repr(fields).encode()
    try:
        "".join(value or "" for value in fields.values()).encode()
    except UnicodeEncodeError:  # a byte that was set aside as a surrogate
        return _failure(source_id, record_id, "not UTF-8; save the file in that encoding", raw)
    return _article(fields, source_id, record_id, raw)


def _without_mark(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line


def _read_page(file: Path, source_id: str) -> Item:
    with _open(file) as stream:
        raw = stream.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        return _failure(source_id, "1", f"the file is too long; at most {MAX_FILE_BYTES:,} bytes are taken", b"")
    try:
        is_html = file.suffix.lower() in (".html", ".htm")
        fields = fields_from_html(raw) if is_html else _fields_from_text(raw)
    except UnicodeDecodeError as error:
        return _failure(source_id, "1", f"not UTF-8 ({error}); save the file in that encoding", raw[:2000])
    day = day_in_name(file.name)
    if day and not fields.get("published_at"):
        fields["published_at"] = day.isoformat()
    return _article(fields, source_id, "1", raw[:2000])


def _fields_from_text(raw: bytes) -> dict[str, Any]:
    """A text file: a short first line followed by a blank one is its title."""
    text = raw.decode(_ENCODING).replace("\r\n", "\n")
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

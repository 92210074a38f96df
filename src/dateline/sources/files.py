"""Files, folders and standard input, one record at a time: what each kind of file is read with stands in READERS."""

from __future__ import annotations

import bz2
import gzip
import os.path
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from dateline.errors import UnreadableFile
from dateline.moments import day_in_name
from dateline.records import Article, Failure, Page
from dateline.sources import columns
from dateline.sources.fields import article_from_fields
from dateline.sources.lines import Origin, begins_array, fail, read_array, read_csv, read_lines, split_lines
from dateline.sources.mail import read_eml, read_mbox
from dateline.sources.skips import Skipped
from dateline.sources.warc import read_wacz, read_warc
from dateline.sources.wiki import read_current_events, read_wikinews
from dateline.text import clean

STDIN = "-"
MAX_FILE_BYTES = 64_000_000  # of a page, a text or a message

_DUMP_HEAD_BYTES = 8_192  # where a dump names its wiki

Item = Article | Page | Failure | Skipped
_Reader = Callable[[Path, Origin], Iterator[Item]]
_BROKEN = (OSError, EOFError, zlib.error)  # what a damaged compressed file raises while it is read


def read_path(path: str, *, now: datetime | None = None, mapping: columns.Mapping | None = None) -> Iterator[Item]:
    """Every record under a path ('-' is JSONL on standard input), one after the other.

    A page is handed on as it is, with `now` as the moment it arrived where nothing else says so. `mapping` tells which
    columns of JSONL and CSV mean what. Raises UnreadableFile when the path itself cannot be read; one file of a folder
    is only a Failure.
    """
    now = now or datetime.now(UTC)
    if path == STDIN:
        yield from read_lines(sys.stdin.buffer, Origin(source_id="stdin", now=now, mapping=mapping))
        return
    for file in _files(Path(path)):
        origin = Origin(source_id=clean(file.name), now=now, mapping=mapping)
        try:
            yield from READERS[_ending(file)](file, origin)
        except UnreadableFile as error:
            if file == Path(path):
                raise
            yield fail(origin.source_id, "1", error.message, b"")
        except _BROKEN as error:
            yield fail(origin.source_id, "1", f"the file is damaged ({error})", b"")


def count_records(path: str) -> int | None:
    """How many records to expect, for a progress bar; None where nobody can know."""
    if path == STDIN:
        return None
    endings = [(file, _ending(file)) for file in _files(Path(path))]
    if any(ending.startswith((".warc", ".wacz", ".mbox", ".xml")) or ending.endswith(".gz") for _, ending in endings):
        return None
    return sum(_count_lines(file) if ending in LINE_ENDINGS else 1 for file, ending in endings)


def _count_lines(file: Path) -> int:
    with _open(file) as stream:
        return sum(1 for line in split_lines(stream) if line.strip()) - (file.suffix.lower() in (".csv", ".tsv"))


def _files(path: Path) -> list[Path]:
    if os.path.isdir(path):
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.is_file() and _ending(file) and not file.name.startswith(".")
        ]
        if not found:
            raise UnreadableFile(
                f"The folder '{path}' holds no file that can be read.", hint=f"Expected one of {', '.join(READERS)}."
            )
        return found
    if not os.path.exists(path):
        raise UnreadableFile(f"There is no file or folder '{path}'.", hint="Check the path; '-' is standard input.")
    if not _ending(path):
        raise UnreadableFile(
            f"'{path.name}' is of a kind that is not known.",
            hint=f"Expected one of {', '.join(READERS)}, a folder, or '-'.",
        )
    return [path]


def _ending(file: Path) -> str:
    """The longest known ending of a file's name, or an empty string."""
    name = file.name.lower()
    return max((ending for ending in READERS if name.endswith(ending)), key=len, default="")


def _open(file: Path) -> BinaryIO:
    """The file's bytes, unpacked."""
    try:
        if file.suffix.lower() == ".gz":
            return cast(BinaryIO, gzip.open(file, "rb"))
        if file.suffix.lower() == ".bz2":
            return cast(BinaryIO, bz2.open(file, "rb"))
        return file.open("rb")
    except OSError as error:
        raise UnreadableFile(f"'{file}' cannot be opened: {error.strerror}.") from error


def _each(read: Callable[[BinaryIO, Origin], Iterator[Item]]) -> _Reader:
    """A reader of files from a reader of streams."""

    def read_file(file: Path, origin: Origin) -> Iterator[Item]:
        with _open(file) as stream:
            yield from read(stream, origin)

    return read_file


def _read_json(stream: IO[bytes], origin: Origin) -> Iterator[Item]:
    start = stream.read(64)
    stream.seek(0)
    yield from read_array(stream, origin) if begins_array(start) else read_lines(stream, origin)


def _read_dump(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """A MediaWiki dump: of Wikinews, or else of a Wikipedia with its lists of current events."""
    head = stream.read(_DUMP_HEAD_BYTES)
    stream.seek(0)
    read = read_wikinews if b"wikinews" in head.lower() else read_current_events
    yield from read(stream, origin.source_id)


def _read_whole(stream: BinaryIO, origin: Origin, make: Callable[[bytes, Origin], Item]) -> Iterator[Item]:
    """A file that is one record."""
    raw = stream.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        reason = f"the file is too long; at most {MAX_FILE_BYTES:,} bytes are taken"
        yield fail(origin.source_id, "1", reason, b"")
    else:
        yield make(raw, origin)


def _make_page(raw: bytes, origin: Origin, *, content_type: str) -> Page:
    """A saved page goes by its file's name, which may hold its date; where it is from, it says itself."""
    return Page(
        url=origin.source_id, body=raw, fetched_at=origin.now, content_type=content_type, source_id=origin.source_id
    )


def _make_text(raw: bytes, origin: Origin) -> Article | Failure:
    """A text file: a short first line followed by a blank one is its title."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        head, _, body = text.partition("\n\n")
        is_titled = body.strip() and "\n" not in head.strip() and len(head) < 200
        fields: dict[str, Any] = {"title": head.strip(), "text": body} if is_titled else {"text": text}
        day = day_in_name(origin.source_id)
        return article_from_fields({**fields, "published_at": day.isoformat() if day else ""}, origin.source_id)
    except UnicodeDecodeError as error:
        return fail(origin.source_id, "1", f"not UTF-8 ({error}); save the file in that encoding", raw[:2000])
    except ValueError as error:
        return fail(origin.source_id, "1", str(error), raw[:2000])


def _whole(make: Callable[[bytes, Origin], Item]) -> _Reader:
    return _each(partial(_read_whole, make=make))


def _read_archive(file: Path, origin: Origin) -> Iterator[Item]:
    """An archive, packed or not: its own reader unpacks it, record by record."""
    with file.open("rb") as stream:
        yield from read_warc(stream, origin.source_id)


_LINES = _each(read_lines)
_HTML = _whole(partial(_make_page, content_type="text/html"))
_DUMP = _each(_read_dump)

# By the ending of a file's name; the longest one that fits counts.
READERS: Mapping[str, _Reader] = {
    ".jsonl": _LINES,
    ".jsonl.gz": _LINES,
    ".ndjson": _LINES,
    ".json": _each(_read_json),
    ".csv": _each(partial(read_csv, delimiter=",")),
    ".csv.gz": _each(partial(read_csv, delimiter=",")),
    ".tsv": _each(partial(read_csv, delimiter="\t")),
    ".txt": _whole(_make_text),
    ".md": _whole(_make_text),
    ".html": _HTML,
    ".html.gz": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": _whole(partial(_make_page, content_type="application/pdf")),
    ".eml": _whole(lambda raw, origin: read_eml(raw, origin.source_id)),
    ".mbox": _each(lambda stream, origin: read_mbox(stream, origin.source_id)),
    ".warc": _read_archive,
    ".warc.gz": _read_archive,
    ".warc.zst": _read_archive,
    ".wacz": lambda file, origin: read_wacz(file, origin.source_id),
    ".xml": _DUMP,
    ".xml.bz2": _DUMP,
    ".xml.gz": _DUMP,
}
LINE_ENDINGS = frozenset((".jsonl", ".ndjson", ".json", ".csv", ".tsv"))

"""Files of addresses -> the addresses: the tables of GDELT 1.0 and 2.0, and plain lists or CSV of addresses.

GDELT's tables have no header; which one a file is shows in its number of columns. Exports of them with a header (from
BigQuery, say) are read by the names of their columns.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from dateline.errors import UsageError
from dateline.records import Failure
from dateline.sources.fields import URL_FIELDS
from dateline.sources.skips import Skipped, Tally

MAX_LINE_BYTES = 16_000_000  # as of JSONL; rows of the knowledge graph are up to 1 MB
MAX_URL_CHARS = 2_000  # as of a citation
MAX_KNOWN = 1_000_000  # addresses remembered as given already: a day of GDELT 2.0 has a quarter of that
MAX_UNPACKED_RATIO = 200  # GDELT's zip files unpack to five to eight times their size
_ADDRESS = re.compile(r"https?://[^\s<>\"'\x00-\x1f]+", re.I)
_WEB = "1"  # MentionType and SourceCollectionIdentifier: the identifier is an address on the open web
_BETWEEN = "<UDIV>"  # parts the addresses of one row in the knowledge graph of GDELT 1.0
_UNPACK_FAULTS = (OSError, EOFError, BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Where a table has its addresses. `kind_at` is the column that says what the identifier is, if it has one."""

    name: str
    url_at: int
    kind_at: int | None = None
    n_columns: int = 0


_TABLES = {
    table.n_columns: table
    for table in (
        _Table(name="events 1.0", n_columns=58, url_at=57),
        _Table(name="events 2.0", n_columns=61, url_at=60),
        _Table(name="mentions", n_columns=16, url_at=5, kind_at=3),
        _Table(name="knowledge graph 1.0", n_columns=11, url_at=10),
        _Table(name="counts 1.0", n_columns=15, url_at=14),
        _Table(name="knowledge graph 2", n_columns=27, url_at=4, kind_at=2),
    )
}
# The names of the same columns where there is a header, and of those that say what the identifier is.
_URL_NAMES = ("sourceurl", "mentionidentifier", "documentidentifier", "v2documentidentifier", "sourceurls")
_KIND_NAMES = ("mentiontype", "sourcecollectionidentifier", "v2sourcecollectionidentifier")
_HEAD_BYTES = 65_536  # a row of the knowledge graph has up to 50,000
_MIN_TABS = 15  # the smallest of the tables, mentions, has 16 columns
_WITHOUT_URL = 57  # the events of before April 2013


def read_urls(stream: BinaryIO, name: str) -> Iterator[str | Skipped]:
    """The web addresses of a GDELT file, each once, and last the counts of what was left out.

    The file may be packed (zip, gzip, bzip2). Raises UsageError where it is none of the tables that hold addresses;
    `name` is what the message calls it.
    """
    lines = _lines(_unpack(stream, name))
    try:
        first = next((line for line in lines if line.strip()), "")
    except _UNPACK_FAULTS as error:
        raise UsageError(f"'{name}' cannot be unpacked: {error}.", hint="Download it again.") from error
    if not first:
        return
    table, separator, has_header = _recognise(first, name)
    rows = lines if has_header else chain([first], lines)
    yield from _read_rows(rows, table, separator)


def is_gdelt(stream: BinaryIO) -> bool:
    """Whether a file looks like a GDELT table: packed, with many columns, or with a header that GDELT gives.

    The stream is at its start again.
    """
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    if head.startswith(tuple(_OPENERS)):
        return True
    first = next((line for line in head.decode("utf-8", "replace").splitlines() if line.strip()), "")
    names = {cell.strip().strip('"').lower() for cell in re.split(r"[\t,;]", first)}
    return first.count("\t") >= _MIN_TABS or not names.isdisjoint(_URL_NAMES)


def _read_rows(lines: Iterator[str], table: _Table, separator: str) -> Iterator[str | Skipped]:
    tally = Tally()
    known: set[bytes] = set()
    try:
        for row in _split(lines, separator):
            if len(row) != table.n_columns:
                tally.add(f"row without the {table.n_columns} columns of its table")
                continue
            if table.kind_at is not None and row[table.kind_at] != _WEB:
                tally.add("source that is not on the web")
                continue
            for url in _addresses(row[table.url_at], tally):
                if _is_new(url, known):
                    yield url
                else:
                    tally.add("address given before")
    except _UNPACK_FAULTS:
        tally.add("rest of a file that is cut off")
    yield from tally.close()


def _addresses(text: str, tally: Tally) -> Iterator[str]:
    for part in text.split(_BETWEEN):
        if is_address(part.strip()):
            yield part.strip()
        else:
            tally.add("no web address")


def is_address(text: str) -> bool:
    """Whether a text is an address on the web and nothing else."""
    return len(text) <= MAX_URL_CHARS and _ADDRESS.fullmatch(text) is not None


def _is_new(url: str, known: set[bytes]) -> bool:
    key = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    if key in known:
        return False
    if len(known) < MAX_KNOWN:
        known.add(key)
    return True


def _recognise(line: str, name: str) -> tuple[_Table, str, bool]:
    """The table, what parts its columns, and whether the first line names them. Raises UsageError."""
    for separator in ("\t", ",", ";"):
        names = [cell.strip().strip('"').lower() for cell in line.split(separator)]
        found = next((named for named in _URL_NAMES if named in names), None)
        if found and not any(is_address(cell) for cell in names):
            kind = next((names.index(named) for named in _KIND_NAMES if named in names), None)
            header = _Table(name="with a header", url_at=names.index(found), kind_at=kind, n_columns=len(names))
            return header, separator, True
    n_columns = line.count("\t") + 1
    if n_columns == _WITHOUT_URL:
        raise UsageError(
            f"'{name}' is a GDELT table of events without addresses ({n_columns} columns).",
            hint="GDELT gives addresses in event files from April 2013 on.",
        )
    if n_columns not in _TABLES:
        kinds = ", ".join(f"{number} ({table.name})" for number, table in sorted(_TABLES.items()))
        raise UsageError(
            f"'{name}' is no GDELT table that holds addresses: its first row has {n_columns} columns between tabs.",
            hint=f"Expected one of {kinds}, or a header with {_URL_NAMES[0]} or {_URL_NAMES[1]}.",
        )
    return _TABLES[n_columns], "\t", False


def _split(lines: Iterator[str], separator: str) -> Iterator[list[str]]:
    """The cells of each row. Between tabs GDELT quotes nothing, and a quotation mark is one like any other."""
    if separator == "\t":
        yield from (line.rstrip("\r\n").split("\t") for line in lines if line.strip())
        return
    csv.field_size_limit(MAX_LINE_BYTES)
    rows = csv.reader((line.replace("\0", "") for line in lines), delimiter=separator)
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            row = [""]  # counted as a row without its columns
        if row is None:
            return
        if row:
            yield row


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines as text; of one that is too long only the beginning, which has too few columns to be read."""
    while line := stream.readline(MAX_LINE_BYTES):
        yield line.decode("utf-8", "replace")


def _unpack(stream: BinaryIO, name: str) -> BinaryIO:
    """The file's content, unpacked where its first bytes say that it is packed. Raises UsageError."""
    if not stream.seekable():
        return stream
    head = stream.read(4)
    stream.seek(-len(head), 1)
    opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
    if opener is None:
        return stream
    try:
        return cast(BinaryIO, opener(stream))
    except _UNPACK_FAULTS as error:
        raise UsageError(f"'{name}' cannot be unpacked: {error}.", hint="Download it again.") from error


def _open_zip(stream: BinaryIO) -> object:
    """The one file of a zip. Raises BadZipFile, or ValueError where it is not one file of a size to expect."""
    archive = ZipFile(stream)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise ValueError(f"a zip of {len(members)} files; expected one")
    if members[0].file_size > MAX_UNPACKED_RATIO * max(1, members[0].compress_size):
        raise ValueError(f"a zip that unpacks to over {MAX_UNPACKED_RATIO} times its size")
    return archive.open(members[0])


_OPENERS: dict[bytes, Callable[[BinaryIO], object]] = {
    b"PK\x03\x04": _open_zip,
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
}


def read_url_list(stream: BinaryIO, source_id: str = "") -> Iterator[str | Failure]:
    """The addresses of a list, one a line, with `#` before comments; or of the column of a CSV that is named for them.

    A line without an address is a Failure with its number.
    """
    column: int | None = None
    separator = ""
    for number, line in enumerate(_lines(stream), start=1):
        text = line.removeprefix("\ufeff").strip()
        if not text or text.startswith("#"):
            continue
        if column is None:
            column, separator = _find_column(text)
            if separator:
                continue
        cells = next(csv.reader([text.replace("\0", "")], delimiter=separator), []) if separator else [text]
        found = cells[column].strip() if column < len(cells) else ""
        url = found.partition(" #")[0].strip()
        if is_address(url):
            yield url
        else:
            reason = f"'{found[:80]}' is no web address"
            yield Failure(
                stage="import", source_id=source_id, record_id=str(number), reason=reason, detail=text[:MAX_URL_CHARS]
            )


def _find_column(header: str) -> tuple[int, str]:
    """Which column of a CSV has the addresses, and what parts its columns; 0 and nothing for a plain list."""
    for separator in ("\t", ",", ";"):
        names = [name.strip().strip('"').lower() for name in header.split(separator)]
        found = next((named for named in URL_FIELDS if named in names), None)
        if found and not is_address(header):
            return names.index(found), separator
    return 0, ""

"""The records of a WARC stream one by one, going on behind what is damaged where the stream can be searched."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

MAX_DAMAGES = 1_000  # an archive damaged more often is no archive, and each search starts the reader anew
MAX_HEADER_BYTES = 32 << 10  # fastwarc's own default; headers of real pages stay below half of it
_HEAD_BYTES = 512
_SEARCH_BYTES = 1 << 20
_MAX_MARK_BYTES = 16  # no mark below is longer
_MAX_TAIL_BYTES = 16_000_000  # a last record longer than a page may be is not unpacked again to see where it ends
# Where a record can begin, by how the archive is compressed: the head of a member or frame, or a version line.
_GZIP = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.S)
_PLAIN = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_MARKS = (_GZIP, re.compile(rb"\x28\xb5\x2f\xfd"), re.compile(rb"\x04\x22\x4d\x18"))
_STREAM_FAULTS = (EOFError, zlib.error, BadZipFile, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A place in the stream where no record can be read."""

    reason: str


def iterate_records(stream: BinaryIO) -> Iterator[WarcRecord | Damage]:
    """Every record in order, and a Damage in place of what cannot be read. A record is only good until the next one.

    Headers with lone line feeds, as crawlers before WARC 1.0 wrote them, are taken too.
    """
    start = stream.tell() if stream.seekable() else 0
    mark: re.Pattern[bytes] | None = None
    for n_damages in range(MAX_DAMAGES):
        passage = _Passage(_Source(stream, start))
        mark = mark or next((mark for mark in _MARKS if mark.match(passage.head)), _PLAIN)
        yield from passage.read()
        if not passage.fault:
            return
        if passage.n_records or n_damages == 0:  # one damage can hide several marks: it is told once
            yield Damage(reason=passage.fault)
        found = _find(stream, mark, passage.last + 1) if passage.is_searchable else None
        if found is None:
            return
        start = found
    yield Damage(reason=f"damaged in {MAX_DAMAGES:,} places; the rest is not read")


class _Source:
    """A stream as fastwarc needs it: it has a position, whether or not the stream has one, and raises OSError alone.

    fastwarc panics, which nothing can catch, where a stream does not tell its position.
    """

    def __init__(self, stream: BinaryIO, position: int) -> None:
        self.stream = stream
        self.is_broken = False
        self._position = position
        self._ahead = b""

    def read_head(self) -> bytes:
        """The first bytes, which stay to be read. Raises OSError."""
        self._ahead = self.read(_HEAD_BYTES)
        self._position -= len(self._ahead)
        return self._ahead

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises OSError for whatever is wrong with the stream."""
        data, self._ahead = self._ahead, b""  # shorter than any piece that fastwarc asks for
        if not data:
            try:
                data = self.stream.read(size)
            except _STREAM_FAULTS as error:
                self.is_broken = True
                raise OSError(str(error) or type(error).__name__) from error
            except OSError:
                self.is_broken = True
                raise
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Answers only where the stream stands. Raises OSError when asked to move."""
        if (offset, whence) != (0, 1):
            raise OSError("the stream is read forwards only")
        return self._position

    def tell(self) -> int:
        """How many bytes of the stream lie behind."""
        return self._position

    def close(self) -> None:
        """Nothing: the stream belongs to the caller."""


class _Passage:
    """A run of records up to the end of the stream or to the first `fault`. `last` is where the last record begins."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self.last = source.tell()
        self.n_records = 0
        self.fault = ""
        self.head = b""
        if source.stream.seekable():
            source.stream.seek(self.last)
        try:
            self.head = source.read_head()
        except OSError as error:
            self.fault = f"cannot be read: {error}"

    @property
    def is_searchable(self) -> bool:
        """Whether a record behind the fault can be looked for."""
        return self._source.stream.seekable() and not self._source.is_broken

    def read(self) -> Iterator[WarcRecord]:
        """The records."""
        if self.fault or not self.head:
            return
        try:
            from fastwarc.warc import WarcHeader  # an extension module that other commands need not load

            for record in self._open():
                self.last = record.stream_pos
                if record.headers.get(WarcHeader.CONTENT_LENGTH) is None:
                    self.fault = f"a record without a length at byte {self.last:,}, as where an archive breaks off"
                    return
                self.n_records += 1
                yield record
        except OSError as error:
            self.fault = f"damaged at or behind byte {self.last:,}: {error}"
            return
        if not self.n_records:
            self.fault = "no record in it, as where an archive breaks off"
        elif self.is_searchable and _GZIP.match(self.head):
            self.fault = _fault_of_tail(self._source.stream, self.last)

    def _open(self) -> ArchiveIterator:
        from fastwarc.warc import ArchiveIterator  # as above

        is_quirky = _has_lone_line_feeds(self.head)
        return ArchiveIterator(self._source, parse_http=False, quirks_mode=is_quirky, max_header_len=MAX_HEADER_BYTES)


def _has_lone_line_feeds(head: bytes) -> bool:
    """Whether the version line ends as on Unix; a damaged or unknown head is taken as it is."""
    if _GZIP.match(head):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD_BYTES)
        except zlib.error:
            return False
    line, end, _ = head.partition(b"\n")
    return bool(end) and line.startswith(b"WARC/") and not line.endswith(b"\r")


def _fault_of_tail(stream: BinaryIO, last: int) -> str:
    """What is wrong behind the beginning of the last gzip member: fastwarc passes over a member that is cut short."""
    stream.seek(last)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    n_unpacked = 0
    try:
        while not unpacker.eof and n_unpacked < _MAX_TAIL_BYTES:
            data = unpacker.unconsumed_tail or stream.read(_SEARCH_BYTES)
            if not data:
                return ""  # cut off within the record, which is told when the record is read
            n_unpacked += len(unpacker.decompress(data, _SEARCH_BYTES))
    except zlib.error:
        return ""  # the archive is one member: its records do not begin where members do
    left = unpacker.unused_data.strip(b"\0")
    return f"{len(left):,} bytes behind the last record are none" if left else ""


def _find(stream: BinaryIO, mark: re.Pattern[bytes], start: int) -> int | None:
    """Where the next mark stands at or behind a position."""
    stream.seek(start)
    window = b""
    try:
        while data := stream.read(_SEARCH_BYTES):
            window += data
            if found := mark.search(window):
                return start + found.start()
            kept = min(len(window), _MAX_MARK_BYTES)
            start += len(window) - kept
            window = window[-kept:]
    except (OSError, *_STREAM_FAULTS):
        return None  # what is wrong with the stream has been told when it was first read
    return None

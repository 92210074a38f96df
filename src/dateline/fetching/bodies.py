"""Unpacking bodies while they arrive, so that a bomb is stopped long before it fills the memory.

Every coding of a body is a stage that yields its output in small pieces and counts it, and stages of a body that
is packed twice feed each other piece by piece: whatever the order of codings, no more than `max_bytes` and one piece
is ever held. A body that ends before its coding does is refused: half a feed must not be taken for a whole one.
A body that is plain though its header names a coding is taken as it is, as browsers do.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from dateline.fetching.outcomes import Reason, Refused

_PIECE = 64 * 1024  # bytes unpacked at a time
_MAX_CODINGS = 2  # a file packed for storage and again for the way; nobody honest packs three times
# The most that text unpacks to: 250 times for a sitemap of one repeated line, by gzip. Bombs of zeros have 1,030 by
# gzip and far more by the others. Below a megabyte nothing is worth the suspicion.
_MAX_RATIO, _RATIO_FROM = 300, 2**20
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE = b"\x2a\x4d\x18"  # from the second byte on
_ZSTD_WINDOW = 8 * 2**20  # RFC 9659: no larger window on the web
_ZSTD_SLICE = 256  # bytes given at a time: four can unpack to a block of 128 KB, so at most 8 MB come of it
_MAX_HELD = _PIECE  # a plain body that is labelled brotli or deflate shows itself within a few bytes
_PLAIN_STARTS = (b"<", b"{", b"[", b"\xef\xbb\xbf", b"%PDF", b"User-agent", b"user-agent", b"#")


class _Coding(Protocol):
    """One unpacker. `feed` raises ValueError for what is not of its coding."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def is_complete(self) -> bool: ...


class Body:
    """A body as it arrives. Every method raises Refused when a limit is passed or the body is broken."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        self.n_bytes_wire = 0
        self._max_bytes = max_bytes
        self._pieces: list[bytes] = []
        self._n_bytes = 0
        self._stages = [_Stage(name) for name in reversed(_read_codings(content_encoding))]

    def feed(self, data: bytes) -> None:
        """Take the next bytes as they were sent."""
        self.n_bytes_wire += len(data)
        if self.n_bytes_wire > self._max_bytes:
            raise Refused(Reason.TOO_LARGE, f"more than {self._max_bytes:,} bytes were sent")
        for piece in self._unpack(data, 0):
            self._n_bytes += len(piece)
            self._check()
            self._pieces.append(piece)

    def finish(self) -> bytes:
        """The whole body, once nothing more comes."""
        if any(not stage.is_complete() for stage in self._stages):
            raise Refused(Reason.BAD_ENCODING, "the packed body ends early")
        return self.so_far()

    def so_far(self) -> bytes:
        """What was unpacked until now, up to the limit."""
        return b"".join(self._pieces)[: self._max_bytes]

    def _unpack(self, data: bytes, number: int) -> Iterator[bytes]:
        if number == len(self._stages):
            yield data
            return
        stage = self._stages[number]
        is_inner = number + 1 < len(self._stages)
        for piece in stage.feed(data):
            if is_inner and stage.n_bytes > self._max_bytes:
                raise Refused(Reason.BOMB, f"one of its packings unpacks to more than {self._max_bytes:,} bytes")
            yield from self._unpack(piece, number + 1)

    def _check(self) -> None:
        if self._n_bytes > max(_RATIO_FROM, _MAX_RATIO * self.n_bytes_wire):
            raise Refused(Reason.BOMB, f"{self.n_bytes_wire:,} bytes unpack to more than {self._n_bytes:,}")
        if self._n_bytes > self._max_bytes:
            raise Refused(Reason.TOO_LARGE, f"more than {self._max_bytes:,} bytes when unpacked")


class _Stage:
    """One coding of a body: finds out whether it is really there, and counts what it unpacks to."""

    def __init__(self, name: str) -> None:
        self.n_bytes = 0
        self._name = name
        self._coding: _Coding | None = None
        self._is_plain = False
        self._start = b""  # what came before anything was unpacked: should it turn out plain, it is all still there

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._is_plain:
            yield data
            return
        if not self.n_bytes and len(self._start) < _MAX_HELD:
            self._start += data
        if self._coding is None:
            if len(self._start) < _N_TO_TELL[self._name]:
                return
            data = self._start
            if not _has_magic(self._name, data):
                self._is_plain = True
                yield data
                return
            self._coding = _CODINGS[self._name](data)
        yield from self._unpack(self._coding, data)

    def is_complete(self) -> bool:
        if self._coding is None:
            return self._is_plain or not self._start
        return self._is_plain or self._coding.is_complete()

    def _unpack(self, coding: _Coding, data: bytes) -> Iterator[bytes]:
        try:
            for piece in coding.feed(data):
                self.n_bytes += len(piece)
                yield piece
        except ValueError as error:
            if self.n_bytes or len(self._start) >= _MAX_HELD or not self._start.startswith(_PLAIN_STARTS):
                raise Refused(Reason.BAD_ENCODING, f"not {self._name}: {error}") from error
            self._is_plain = True
            yield self._start


class _Zlib:
    """gzip, of one member or several, and the two forms that "deflate" has in the wild."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._unpacker = zlib.decompressobj(window)
        self._held = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._held = self._held + data, b""
        while data:
            if self._unpacker.eof:
                if data == _GZIP_MAGIC[:1]:
                    self._held = data
                    return
                if not data.startswith(_GZIP_MAGIC):
                    return  # bytes after the end are padding
                self._unpacker = zlib.decompressobj(self._window)
            try:
                piece = self._unpacker.decompress(data, _PIECE)
            except zlib.error as error:
                raise ValueError(str(error)) from error
            data = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            if piece:
                yield piece

    def is_complete(self) -> bool:
        return self._unpacker.eof


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # here, for those who never meet it

        self._error = brotli.error
        self._unpacker = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        while True:
            if self._unpacker.is_finished():
                return
            try:
                piece = self._unpacker.process(data, output_buffer_limit=_PIECE)
            except self._error as error:
                raise ValueError(str(error)) from error
            if piece:
                yield piece
            if len(piece) < _PIECE and self._unpacker.can_accept_more_data():
                return  # a full piece may have more behind it, whatever the unpacker says
            data = b""

    def is_complete(self) -> bool:
        return bool(self._unpacker.is_finished())


class _Zstd:
    def __init__(self) -> None:
        import zstandard  # here, for those who never meet it

        self._error = zstandard.ZstdError
        self._factory = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._unpacker = self._factory.decompressobj()

    def feed(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), _ZSTD_SLICE):
            rest = data[at : at + _ZSTD_SLICE]
            while rest:
                if self._unpacker.eof:
                    self._unpacker = self._factory.decompressobj()
                try:
                    piece = self._unpacker.decompress(rest)
                except self._error as error:
                    raise ValueError(str(error)) from error
                rest = self._unpacker.unused_data if self._unpacker.eof else b""
                if piece:
                    yield piece

    def is_complete(self) -> bool:
        return bool(self._unpacker.eof)


def _open_deflate(start: bytes) -> _Coding:
    """Deflate with zlib's two bytes in front, as the standard has it, or without, as some servers send it."""
    is_zlib = start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    return _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


_CODINGS: dict[str, Callable[[bytes], _Coding]] = {
    "gzip": lambda start: _Zlib(zlib.MAX_WBITS | 16),
    "deflate": _open_deflate,
    "br": lambda start: _Brotli(),
    "zstd": lambda start: _Zstd(),
}
_N_TO_TELL = {"gzip": 2, "deflate": 2, "br": 1, "zstd": 4}  # bytes by which a coding is known


def _has_magic(name: str, start: bytes) -> bool:
    """Whether a body begins as its coding must; brotli and deflate have no such beginning."""
    if name == "gzip":
        return start.startswith(_GZIP_MAGIC)
    if name == "zstd":
        return start.startswith(_ZSTD_MAGIC) or start[1:4] == _ZSTD_SKIPPABLE
    return True


def _read_codings(text: str) -> list[str]:
    """The codings of a Content-Encoding header in the order they were applied."""
    names = [name.strip().lower().removeprefix("x-") for name in text.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    unknown = [name for name in names if name not in _CODINGS]
    if unknown or len(names) > _MAX_CODINGS:
        raise Refused(Reason.BAD_ENCODING, f"packed as '{text[:60]}', which was not asked for")
    return names

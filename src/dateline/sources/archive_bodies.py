"""The body of a stored HTTP answer without its transfer and content encodings, never longer than a limit.

Archives keep bodies as they came, and their headers lie more often than a server's: many tools undo an encoding and
leave its name standing. A body that is plainly not what its header says is taken as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

MAX_ENCODINGS = 3  # servers send one, and chunks around it; more than a few around each other is an attack
_CHUNK_HEAD = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP_HEAD = b"\x1f\x8b"
_ZSTD_HEAD = b"\x28\xb5\x2f\xfd"
_MAX_ZSTD_WINDOW = 8 << 20  # RFC 9659: what a body on the web may ask a reader to hold
_BROTLI_STEP_BYTES = 1 << 20
_ZSTD_STEP_BYTES = 256  # four bytes of Zstandard can stand for a block of 128 kB: a step gives 8 MB at most
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")


class BodyError(ValueError):
    """A body that cannot be decoded: too long, cut off, or not what its header says."""


def decode_body(body: bytes, *, transfer: str, content: str, limit: int) -> bytes:
    """The body as its page meant it. `transfer` and `content` are the values of the two headers.

    Raises BodyError where the result would be longer than `limit` bytes, is cut off, or cannot be decoded.
    """
    names = [name for header in (content, transfer) for name in _names(header)]
    if len(names) > MAX_ENCODINGS:
        raise BodyError(f"{len(names)} encodings around each other; at most {MAX_ENCODINGS} are taken")
    for name in reversed(names):
        body = _decode_one(body, name, limit)
    return body


def _names(header: str) -> list[str]:
    names = (name.strip().lower() for name in header.split(","))
    return [name for name in names if name not in ("", "identity", "none", "utf-8")]


def _decode_one(body: bytes, name: str, limit: int) -> bytes:
    if not body or _MARKUP.match(body):
        return body  # undone already: no compressed body and no chunk begins with a tag
    decode = _DECODERS.get(name.removeprefix("x-"))
    if decode is None:
        raise BodyError(f"the encoding '{name[:40]}' is not known")
    return decode(body, limit)


def _undo_chunks(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK_HEAD.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += len(b"\r\n") if body[at : at + 2] == b"\r\n" else len(b"\n")
    if not parts:
        return body
    raise BodyError(f"cut off: a chunk is missing behind the first {len(parts)}")


def _undo_gzip(body: bytes, limit: int) -> bytes:
    return _inflate(body, limit, zlib.MAX_WBITS | 16) if body.startswith(_GZIP_HEAD) else body


def _undo_deflate(body: bytes, limit: int) -> bytes:
    is_framed = body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    return _inflate(body, limit, zlib.MAX_WBITS if is_framed else -zlib.MAX_WBITS)  # many servers leave the frame out


def _inflate(body: bytes, limit: int, window: int) -> bytes:
    """Every member of a compressed body; what stands behind the last is dropped, as browsers do."""
    parts: list[bytes] = []
    room = limit
    while body:
        stream = zlib.decompressobj(window)
        try:
            part = stream.decompress(body, room + 1)
        except zlib.error as error:
            raise BodyError(f"cannot be decompressed ({error})") from error
        room -= len(part)
        if room < 0:
            raise _too_long(limit)
        if not stream.eof:
            raise BodyError("cut off: the end of what is compressed is missing")
        parts.append(part)
        body = stream.unused_data if stream.unused_data.startswith(_GZIP_HEAD) else b""
    return b"".join(parts)


def _undo_brotli(body: bytes, limit: int) -> bytes:
    import brotli  # type: ignore[import-untyped]  # an extension module that other commands need not load

    stream = brotli.Decompressor()
    parts: list[bytes] = []
    room = limit
    try:
        while not stream.is_finished():
            part = stream.process(body, output_buffer_limit=_BROTLI_STEP_BYTES)
            body = b""
            room -= len(part)
            if room < 0:
                raise _too_long(limit)
            if not part and stream.can_accept_more_data():
                raise BodyError("cut off: the end of what is compressed is missing")
            parts.append(part)
    except brotli.error as error:
        raise BodyError(f"cannot be decompressed ({error})") from error
    return b"".join(parts)


def _undo_zstd(body: bytes, limit: int) -> bytes:
    if not body.startswith(_ZSTD_HEAD):
        return body
    import zstandard  # an extension module that other commands need not load

    stream = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW).decompressobj()
    parts: list[bytes] = []
    room = limit
    try:
        for at in range(0, len(body), _ZSTD_STEP_BYTES):
            part = stream.decompress(body[at : at + _ZSTD_STEP_BYTES])
            room -= len(part)
            if room < 0:
                raise _too_long(limit)
            parts.append(part)
            if stream.eof:
                return b"".join(parts)
    except zstandard.ZstdError as error:
        raise BodyError(f"cannot be decompressed ({error})") from error
    raise BodyError("cut off: the end of what is compressed is missing")


def _too_long(limit: int) -> BodyError:
    return BodyError(f"more than {limit:,} bytes when decoded")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "chunked": _undo_chunks,
    "gzip": _undo_gzip,
    "deflate": _undo_deflate,
    "br": _undo_brotli,
    "zstd": _undo_zstd,
}

"""A server on this computer that behaves like the real web: well, badly and with intent.

    with Web() as web:
        web.put("/feed.xml", feed(RSS, etag='"1"'))
        web.put("/old.xml", moved("/feed.xml", 301))
        web.put("//news.example/robots.txt", page("User-agent: *\\nDisallow: /"))
        ...
        assert [asked.path for asked in web.log] == [...]

It listens on 127.0.0.1 and, on Linux, on every other address of 127.0.0.0/8. `put` takes a path, for all hosts, or
"//host/path" for one. A path without a behaviour gives 404. `web.url(path, host)` is an address to fetch; names
such as "news.example" need a resolver that sends them to 127.0.0.1: `to_this_computer`. `web.log` has every request
in the order it came, with its time. With `tls=True` it speaks HTTPS, and HTTP/2 to those who offer it; CERTIFICATE is
what to trust. Every Web is a forward proxy too, and a tunnel.

A behaviour is a function from what was asked to a `Reply`, which is sent as HTTP has it and keeps the connection
open, or to an iterator over raw bytes and pauses (`float` seconds), which are sent as they are until the client has
enough; then the connection is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self

import brotli
import h2.config
import h2.connection
import h2.events
import zstandard

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Le Fleuve</title><link>http://fleuve.example/</link>
<item><title>Le pont de Ségou rouvre</title><link>http://fleuve.example/1</link><guid>1</guid></item>
</channel></rss>"""

# Made for these tests: for localhost, news.example and 127.0.0.1, from 2020 to 2120.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGL2M9bZ5pWPmGEu
sMITMWIW9fBYksje6/isFFJY67QbH2amCPBqWoemtWU0DfF+Rbu2ZVjm2SHxGnWy
a+nnEBmjXDBaMA8GA1UdEwEB/wQFMAMBAf8wKAYDVR0RBCEwH4IJbG9jYWxob3N0
ggxuZXdzLmV4YW1wbGWHBH8AAAEwHQYDVR0OBBYEFPC8fZATRmA6UYFHpgy8ViJl
DAATMAoGCCqGSM49BAMCA0cAMEQCICbTCfjzuTDWDWH07+8nxpj77tiMjo1euJnH
fPyImY8EAiBNSPQLOjwBXbXMJwkWaJIeGNRnC7NELL/tP2f0d0Uxkw==
-----END CERTIFICATE-----
"""
_KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpv67CipWSBDchwn8
klGHIQ0ATNa6DKmVjYtEW6qgoDKhRANCAARi9jPW2eaVj5hhLrDCEzFiFvXwWJLI
3uv4rBRSWOu0Gx9mpgjwalqHprVlNA3xfkW7tmVY5tkh8Rp1smvp5xAZ
-----END PRIVATE KEY-----
"""
_TLS_HELLO = b"\x16"  # the first byte of those who take this for HTTPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came. `connection` numbers the connections; `at` is on time.monotonic()'s clock."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float
    connection: int
    version: str = "1.1"
    by_proxy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response that keeps to HTTP."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Raw = Iterator[bytes | float]
Behaviour = Callable[[Asked], "Reply | Raw"]


def page(body: str | bytes = "", status: int = 200, **headers: str) -> Behaviour:
    """A fixed answer. Header names are written with underscores: content_type="text/html"."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: Reply(status=status, headers=named, body=content)


def feed(body: str | bytes = RSS, *, etag: str = "", last_modified: str = "", **headers: str) -> Behaviour:
    """A feed that answers 304 to those who have it already."""
    validators = {"etag": etag, "last_modified": last_modified}
    known = {name: value for name, value in validators.items() if value}
    whole = page(body, **{"content_type": "application/rss+xml", **known, **headers})

    def behave(asked: Asked) -> Reply | Raw:
        match = asked.headers.get("if-none-match")
        since = asked.headers.get("if-modified-since")
        is_known = match == etag if match and etag else bool(since) and since == last_modified
        return page(status=304, **known, **headers)(asked) if is_known else whole(asked)

    return behave


def moved(location: str, status: int = 301) -> Behaviour:
    """A redirect, with the little page that servers send along."""
    return page("<html>It is elsewhere.</html>", status, location=location)


def busy(retry_after: str = "", status: int = 429) -> Behaviour:
    """A host that wants to be left alone."""
    return page("Slow down.", status, **({"retry_after": retry_after} if retry_after else {}))


def packed(body: str | bytes, coding: str, *, cut: int = 0, label: str = "") -> Behaviour:
    """A packed body; its last `cut` bytes are missing, unnoticed by Content-Length; `label` lies about the coding."""
    content = pack(body.encode() if isinstance(body, str) else body, coding)
    return page(content[: len(content) - cut], content_encoding=label or coding)


def pack(content: bytes, coding: str) -> bytes:
    """Bytes in one coding or in several, named in the order they are applied."""
    for name in coding.split(", "):
        content = _PACKERS[name](content)
    return content


def _pack_bare(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "deflate": zlib.compress,
    "bare deflate": _pack_bare,
    "br": brotli.compress,
    "zstd": lambda content: zstandard.ZstdCompressor().compress(content),
}


def bomb(n_bytes: int, coding: str = "gzip") -> Behaviour:
    """That many zeros, packed while they are sent, so that only the reader could run out of memory."""

    def behave(asked: Asked) -> Raw:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: %b\r\n\r\n" % coding.encode()
        packer = zlib.compressobj(9, wbits=31) if coding == "gzip" else zstandard.ZstdCompressor().compressobj()
        block = bytes(2**20)
        for _ in range(n_bytes // len(block)):
            if piece := packer.compress(block):
                yield piece
        yield packer.flush()

    return behave


def endless(piece: bytes = b"<item/>" * 10_000) -> Behaviour:
    """A body that never ends."""

    def behave(asked: Asked) -> Raw:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
        yield from repeat(piece)

    return behave


def drip(body: bytes = bytes(1000), pause_s: float = 1.0) -> Behaviour:
    """A body one byte at a time."""

    def behave(asked: Asked) -> Raw:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
        for at in range(len(body)):
            yield body[at : at + 1]
            yield pause_s

    return behave


def slow_headers(pause_s: float = 0.05) -> Behaviour:
    """Headers that go on and on, one at a time."""

    def behave(asked: Asked) -> Raw:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(10_000):
            yield b"X-%d: y\r\n" % number
            yield pause_s

    return behave


def raw(*pieces: bytes | float) -> Behaviour:
    """Exactly these bytes and pauses."""
    return lambda asked: iter(pieces)


def silence(seconds: float = 30.0) -> Behaviour:
    """No answer for a long time."""
    return raw(seconds)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other, the last one for good."""
    left = list(behaviours)
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


def to_this_computer(host: str) -> Sequence[str]:
    """A resolver by which every name is this computer."""
    return ("127.0.0.1",)


class Web:
    """The server, in a thread of its own for as long as its `with` block lasts."""

    def __init__(self, *, tls: bool = False) -> None:
        self.log: list[Asked] = []
        self.port = 0
        self.tls = tls
        self._pages: dict[str, Behaviour] = {}
        self._n_connections = 0
        self._n_open = 0
        self.most_open = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()

    def put(self, path: str, behaviour: Behaviour) -> None:
        """What to do when a path is asked for."""
        self._pages[path] = behaviour

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path here."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Asked]:
        """The requests for one path."""
        return [asked for asked in self.log if asked.path == path]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="web", daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        context = make_tls() if self.tls else None
        server = await asyncio.start_server(self._meet, "0.0.0.0", 0, ssl=context, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ended.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._n_connections += 1
        self._n_open += 1
        self.most_open = max(self.most_open, self._n_open)
        number = self._n_connections
        try:
            tls = writer.get_extra_info("ssl_object")
            if tls is not None and tls.selected_alpn_protocol() == "h2":
                await self._talk_h2(reader, writer, number)
            else:
                await self._talk(reader, writer, number)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, as it may, or the test is over
        finally:
            self._n_open -= 1
            self._tasks.discard(task)
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        while start := await reader.read(1):
            if start == _TLS_HELLO:
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _ = head[0].split(" ")
            if method == "CONNECT":
                await _tunnel(target, reader, writer)
                return
            headers = dict(line.split(": ", 1) for line in head[1:] if line)
            headers = {name.lower(): value for name, value in headers.items()}
            by_proxy = not target.startswith("/")
            path = "/" + target.split("/", 3)[3] if by_proxy else target
            asked = self._note(headers["host"], path, headers, number, by_proxy=by_proxy)
            answer = self._find(asked)(asked)
            if not isinstance(answer, Reply):
                await _send_raw(answer, writer)
                return
            lines = [f"HTTP/1.1 {answer.status} Said"]
            lines += [f"{name}: {value}" for name, value in answer.headers.items()]
            if answer.status != 304:
                lines.append(f"Content-Length: {len(answer.body)}")
            writer.write("\r\n".join([*lines, "", ""]).encode("utf-8") + answer.body)
            await writer.drain()

    async def _talk_h2(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        talk.initiate_connection()
        writer.write(talk.data_to_send())
        while data := await reader.read(65536):
            for event in talk.receive_data(data):
                if not isinstance(event, h2.events.RequestReceived):
                    continue
                headers = dict(event.headers or [])
                asked = self._note(headers[":authority"], headers[":path"], headers, number, version="2")
                answer = self._find(asked)(asked)
                if not isinstance(answer, Reply):
                    await _send_raw(answer, writer)
                    return
                fields = [(":status", str(answer.status)), *answer.headers.items()]
                talk.send_headers(event.stream_id, fields, end_stream=not answer.body)
                if answer.body:  # shorter than the first window, as all that the tests send
                    for at in range(0, len(answer.body), 16_000):
                        talk.send_data(event.stream_id, answer.body[at : at + 16_000])
                    talk.end_stream(event.stream_id)
            writer.write(talk.data_to_send())
            await writer.drain()

    def _note(
        self,
        authority: str,
        path: str,
        headers: Mapping[str, str],
        number: int,
        *,
        by_proxy: bool = False,
        version: str = "1.1",
    ) -> Asked:
        asked = Asked(
            host=authority.partition(":")[0],
            path=path,
            headers=headers,
            at=time.monotonic(),
            connection=number,
            version=version,
            by_proxy=by_proxy,
        )
        self.log.append(asked)
        return asked

    def _find(self, asked: Asked) -> Behaviour:
        missing = page("<html>Not here.</html>", 404)
        return self._pages.get(f"//{asked.host}{asked.path}") or self._pages.get(asked.path, missing)


async def _send_raw(answer: Raw, writer: asyncio.StreamWriter) -> None:
    for piece in answer:
        if isinstance(piece, float):
            await asyncio.sleep(piece)
        else:
            writer.write(piece)
            await writer.drain()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def _tunnel(target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes to the port of the target on this computer, whatever its name, and back."""
    there, away = await asyncio.open_connection("127.0.0.1", int(target.rpartition(":")[2]))
    writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
    try:
        await asyncio.gather(_carry(reader, away), _carry(there, writer))
    finally:
        away.transport.abort()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.transport.abort()


def make_tls() -> ssl.SSLContext:
    """What a server needs to speak TLS as CERTIFICATE."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "server.pem"
        file.write_text(CERTIFICATE + _KEY, encoding="ascii")
        context.load_cert_chain(file)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context

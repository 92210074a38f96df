"""One question and one answer on one connection, with every limit on how long and how much.

Why httpcore2 and not the httpx2 on top of it, by measurement (one core, 5,000 hosts on loopback, 304s, one request a
connection): httpcore2's pool gives 1,500 requests a second, its connections without the pool 1,900, and the same on
the sockets of `network.py` 2,900. With lanes, robots.txt and the guard on top 2,060 are left, where httpx2 alone gives
1,200 (bench/polling.py). A poller asks each host once, so a pool that is searched for every request only costs; and
redirects, headers and decoding have to be Dateline's own to be guarded. What httpcore2 gives is what should not be
written again: HTTP/1.1 by h11, HTTP/2 by h2, TLS with ALPN, and proxies.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_network
from typing import cast
from urllib.parse import unquote, urlsplit

import h2.exceptions
import httpcore2

from dateline.errors import UnreadableFile
from dateline.fetching.addresses import Allowance
from dateline.fetching.bodies import Body
from dateline.fetching.headers import read_headers
from dateline.fetching.network import Door, Resolver
from dateline.fetching.outcomes import Policy, Reason, Refused, Request
from dateline.fetching.urls import Url

Connection = httpcore2.AsyncConnectionInterface
Key = tuple[str, str, bool]
"""What may share a connection: origin, proxy, and whether private addresses are open to it."""

MAX_DRAINED = 16 * 1024  # bytes of an error's or a redirect's page that are read so that the connection lives on
_ACCEPT = b"application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.8"
_ENCODINGS = b"gzip, br, zstd, deflate"
# Whatever bytes a server sends, the protocol libraries answer with one of these.
_BROKEN = (
    OSError,
    ValueError,
    AssertionError,
    LookupError,
    h2.exceptions.H2Error,
    httpcore2.ProtocolError,
    httpcore2.NetworkError,
    httpcore2.ConnectionNotAvailable,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is sent: a GET of an address, or a POST of a `body` to it. An answer's body over `max_bytes` is cut where
    `keeps_start`, else refused."""

    url: Url
    headers: tuple[tuple[bytes, bytes], ...]
    max_bytes: int
    keeps_start: bool = False
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `body` is empty unless the status is 2xx."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    n_bytes_wire: int = 0


class Unanswered(Refused):
    """The connection ended before an answer began: on one that was idle, nothing but its age may be the cause."""


class Dialler:
    """Makes connections for one run. Nothing is connected before the first question is sent."""

    def __init__(self, policy: Policy, resolve: Resolver, lookups: ThreadPoolExecutor) -> None:
        self._policy = policy
        self._resolve = resolve
        self._lookups = lookups
        self._networks = tuple(ip_network(text) for text in policy.private_networks)
        self._tls: ssl.SSLContext | None = None

    def make_connection(self, url: Url, key: Key) -> Connection:
        """A connection for the address, by way of the key's proxy where it has one.

        Raises Refused, and UnreadableFile for the policy's certificates.
        """
        _, proxy, is_open = key
        origin = httpcore2.Origin(url.scheme.encode(), url.host.encode(), url.port)
        tls = self._find_tls() if url.scheme == "https" else None
        if not proxy:
            door = self._make_door(is_open=is_open)
            return httpcore2.AsyncHTTPConnection(origin, ssl_context=tls, http2=True, network_backend=door)
        pool = httpcore2.AsyncConnectionPool(
            proxy=_read_proxy(proxy), ssl_context=tls, http2=True, network_backend=self._make_door(is_open=True)
        )
        return pool.create_connection(origin)

    async def check_target(self, url: Url, key: Key) -> None:
        """Look a host up that only a proxy will connect to, and check it. Raises Refused.

        The proxy looks it up again, so this stops private names and literal addresses, not a rebinding one.
        """
        try:
            async with asyncio.timeout(self._policy.connect_timeout_s):
                await self._make_door(is_open=key[2]).find_addresses(url.host)
        except TimeoutError:
            raise Refused(Reason.TIMEOUT, f"{url.host} was not found in time") from None

    def _make_door(self, *, is_open: bool) -> Door:
        return Door(Allowance(every_private=is_open, networks=self._networks), self._resolve, self._lookups)

    def _find_tls(self) -> ssl.SSLContext:
        if self._tls is None:
            context = httpcore2.default_ssl_context()
            if self._policy.trust_file:
                try:
                    context.load_verify_locations(self._policy.trust_file)
                except OSError as error:
                    raise UnreadableFile(
                        f"The certificates in '{self._policy.trust_file}' cannot be read: {error}.",
                        hint="Name a PEM file, or none.",
                    ) from error
            self._tls = context
        return self._tls


def make_question(request: Request, url: Url, policy: Policy, *, is_own_origin: bool) -> Question:
    """The question for a request at an address that it names or was redirected to."""
    headers = {
        b"Host": url.authority.encode(),
        b"User-Agent": policy.user_agent.encode(),
        b"Accept": _ACCEPT,
        b"Accept-Encoding": _ENCODINGS,
    }
    if is_own_origin:
        own = {name.title().encode(): value.strip().encode("latin-1") for name, value in request.headers}
        headers |= own
    if request.etag:
        headers[b"If-None-Match"] = _one_line(request.etag)
    if request.last_modified:
        headers[b"If-Modified-Since"] = _one_line(request.last_modified)
    if request.body is not None:
        headers[b"Content-Length"] = str(len(request.body)).encode()
    return Question(
        url=url,
        headers=tuple(headers.items()),
        max_bytes=request.max_bytes or policy.max_bytes,
        keeps_start=request.body is not None,
        body=request.body,
    )


async def exchange(connection: Connection, question: Question, policy: Policy) -> Answer:
    """Ask, and read the answer to its end. Raises Refused."""
    url = question.url
    asked = httpcore2.Request(
        b"GET" if question.body is None else b"POST",
        httpcore2.URL(scheme=url.scheme.encode(), host=url.host.encode(), port=url.port, target=url.target.encode()),
        headers=list(question.headers),
        content=question.body,
        extensions={
            "timeout": {
                "connect": policy.connect_timeout_s,
                "read": policy.read_timeout_s,
                "write": policy.read_timeout_s,
            },
        },
    )
    try:
        response = await connection.handle_async_request(asked)
    except httpcore2.ProxyError as error:
        raise Refused(Reason.REFUSED, f"the proxy answered {error}"[:200]) from error
    except _BROKEN as error:
        raise Unanswered(Reason.PROTOCOL, (str(error) or type(error).__name__)[:200]) from error
    try:
        return await _read(response, question, policy)
    except _BROKEN as error:
        raise Refused(Reason.PROTOCOL, (str(error) or type(error).__name__)[:200]) from error
    finally:
        await response.aclose()


async def _read(response: httpcore2.Response, question: Question, policy: Policy) -> Answer:
    headers = read_headers(response.headers)
    is_wanted = 200 <= response.status < 300
    body = Body(headers.get("content-encoding", "") if is_wanted else "", question.max_bytes)
    meter = _Meter(policy)
    chunks = cast("AsyncGenerator[bytes]", aiter(response.stream))  # type: ignore[arg-type]
    async with contextlib.aclosing(chunks):
        try:
            async for chunk in chunks:
                body.feed(chunk)
                meter.count(len(chunk))
                if not is_wanted and body.n_bytes_wire > MAX_DRAINED:
                    break
        except Refused as refused:
            if not question.keeps_start or refused.reason is not Reason.TOO_LARGE:
                raise
            return _answer(response, headers, body.so_far(), body)
    return _answer(response, headers, body.finish() if is_wanted else b"", body)


def _answer(response: httpcore2.Response, headers: dict[str, str], content: bytes, body: Body) -> Answer:
    return Answer(status=response.status, headers=headers, body=content, n_bytes_wire=body.n_bytes_wire)


class _Meter:
    """Counts what arrives, and cuts off who sends it too slowly."""

    def __init__(self, policy: Policy) -> None:
        self._loop = asyncio.get_running_loop()
        self._policy = policy
        self._start = self._loop.time()
        self._n_bytes = 0

    def count(self, n_bytes: int) -> None:
        """Raises Refused."""
        self._n_bytes += n_bytes
        elapsed = self._loop.time() - self._start
        if elapsed > self._policy.slow_after_s and self._n_bytes < self._policy.min_bytes_per_s * elapsed:
            raise Refused(Reason.TOO_SLOW, f"{self._n_bytes:,} bytes in {elapsed:.1f} s")


def _read_proxy(text: str) -> httpcore2.Proxy:
    """A proxy by its address. Raises Refused; what it says never holds the password."""
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna"), parts.port or 80
    except ValueError:
        host, port = b"", 0
    if not host or parts.scheme != "http":
        raise Refused(Reason.BAD_URL, "the proxy is not an http:// address")
    url = httpcore2.URL(scheme=b"http", host=host, port=port, target=b"/")
    if parts.username is None:
        return httpcore2.Proxy(url)
    return httpcore2.Proxy(url, auth=(unquote(parts.username).encode(), unquote(parts.password or "").encode()))


def _one_line(text: str) -> bytes:
    """A validator as it was received, without what could begin another header."""
    return " ".join(text.split()).encode("latin-1", "replace")

"""How fast many feeds are polled politely into a store: one feed a host, on this computer, most of them not modified.

Each is asked twice: first, when every robots.txt has to be asked for too, and again when it is due. The server runs in
a process of its own and notes who asked when, so that the bench also counts what was rude: a host asked again before
its second was over, or for what its robots.txt closes. The peer is a plain httpx2 client that knows neither robots.txt
nor hosts nor private addresses, stores nothing, and has as many requests on the way at once.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.latency import _peak_mb
from bench.report import Metric, Outcome

NAME = "polling"
N_FEEDS = 5_000
NEW_EVERY = 20  # every twentieth feed has something new: 95% are not modified
CLOSED_EVERY = 100  # every hundredth host closes its feed by robots.txt
INTERVAL_S = 1.0
CONCURRENCY = 64
ETAG = '"kept"'
_NETWORK = "127.0.0.0/8"


def measure(n_feeds: int = N_FEEDS) -> Outcome:
    """The bench."""
    with _serve() as port:
        ours = _run("poll", port, n_feeds)
        rude = _ask_server(port)
        peer = _run("peer", port, n_feeds)
    n_open = n_feeds - n_feeds // CLOSED_EVERY
    first, again = ours["first"], ours["again"]
    return Outcome(
        bench=NAME,
        metrics=(
            Metric(name="feeds_per_s", value=n_feeds / again["seconds"], unit="/s", n=n_feeds, note="robots.txt known"),
            Metric(name="feeds_per_s_first", value=n_feeds / first["seconds"], unit="/s", note="and asked for first"),
            Metric(name="feeds_per_s_peer", value=n_feeds / peer["seconds"], unit="/s", note="peer: bare httpx2"),
            Metric(name="ratio", value=peer["seconds"] / again["seconds"], note="against the peer"),
            Metric(name="cpu_ms", value=1000 * again["cpu_seconds"] / n_feeds, unit="ms", note="a feed"),
            Metric(name="peak_mb", value=ours["peak_mb"], unit="MB"),
            Metric(name="answered", value=(again["n_feeds"] - again["n_failed"]) / n_open, unit="share", n=n_open),
            Metric(name="rude", value=rude, unit="requests", note="too soon, or closed by robots.txt"),
        ),
    )


def poll(port: int, n_feeds: int) -> dict[str, Any]:
    """Poll every feed twice with Dateline, two hours apart by its clock."""
    from dateline import run
    from dateline.fetching import Policy
    from dateline.records import Feed
    from dateline.store import open_store

    policy = Policy(concurrency=CONCURRENCY, per_host_interval_s=INTERVAL_S, private_networks=(_NETWORK,))
    feeds = [
        Feed(feed_id=f"f{number}", url=f"http://{host_of(number)}:{port}/feed.xml", fetch_pages=False)
        for number in range(n_feeds)
    ]
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), create=True)
        run.add_feeds(store, feeds, datetime.now(UTC))
        for name, later in (("first", timedelta()), ("again", timedelta(hours=2))):
            began = time.perf_counter(), time.process_time()
            counts = run.fetch(store, policy=policy, clock=lambda later=later: datetime.now(UTC) + later)  # type: ignore[misc]
            n_failed = counts.n_feeds_failed if name == "again" else 0
            found[name] = {**_times(began), "n_feeds": counts.n_feeds, "n_failed": n_failed}
            time.sleep(INTERVAL_S)
        store.close()
    return {**found, "peak_mb": _peak_mb()}


def poll_bare(port: int, n_feeds: int) -> dict[str, Any]:
    """Poll every feed once with httpx2 alone."""
    import httpx2

    async def work(client: httpx2.AsyncClient, numbers: Iterator[int]) -> None:
        for number in numbers:
            address = f"http://{host_of(number)}:{port}/feed.xml"
            await client.get(address, headers={"If-None-Match": ETAG})

    async def run() -> None:
        limits = httpx2.Limits(max_connections=CONCURRENCY, max_keepalive_connections=0)
        async with httpx2.AsyncClient(limits=limits, trust_env=False) as client:
            numbers = iter(range(n_feeds))
            await asyncio.gather(*(work(client, numbers) for _ in range(CONCURRENCY)))

    began = time.perf_counter(), time.process_time()
    asyncio.run(run())
    return _times(began)


def host_of(number: int) -> str:
    """A host of its own for every feed: on Linux all of 127.0.0.0/8 is this computer."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


def number_of(host: str) -> int:
    """The feed of a host."""
    _, high, middle, low = (int(part) for part in host.split("."))
    return (high - 1) * 62_500 + middle * 250 + low - 1


def robots_of(host: str) -> bytes:
    """The robots.txt of a host, of the usual length."""
    is_closed = number_of(host) % CLOSED_EVERY == CLOSED_EVERY - 1
    path = b"/feed.xml" if is_closed else b"/search"
    return b"User-agent: *\nDisallow: /admin/\nDisallow: " + path + b"\nSitemap: https://news.example/sitemap.xml\n"


class Server(asyncio.Protocol):
    """Answers as plainly as can be, and notes every request."""

    asked: dict[str, float]
    rude: list[str]
    body: bytes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Someone connects."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        self._head = b""

    def data_received(self, data: bytes) -> None:
        """Someone asks."""
        self._head += data
        while b"\r\n\r\n" in self._head:
            head, _, self._head = self._head.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1].decode()))

    def _answer(self, path: str) -> bytes:
        if path == "/rude":
            return _response(b"200 OK", b"", str(len(self.rude)).encode())
        now = time.monotonic()
        if now - self.asked.get(self._host, -1e9) < INTERVAL_S:
            self.rude.append(f"{self._host} asked too soon")
        self.asked[self._host] = now
        number = number_of(self._host)
        if path == "/robots.txt":
            return _response(b"200 OK", b"", robots_of(self._host))
        if number % CLOSED_EVERY == CLOSED_EVERY - 1:
            self.rude.append(f"{self._host} asked for what is closed")
        if number % NEW_EVERY:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + ETAG.encode() + b"\r\n\r\n"
        return _response(b"200 OK", b'ETag: "new"\r\nContent-Encoding: gzip\r\n', self.body)


def _response(status: bytes, headers: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %b\r\n%bContent-Length: %d\r\n\r\n%b" % (status, headers, len(body), body)


async def serve() -> None:
    """Serve until killed; the port goes to standard output."""
    items = "".join(f"<item><title>Report {n}</title><guid>{n}</guid></item>" for n in range(50))
    Server.asked, Server.rude = {}, []
    Server.body = gzip.compress(f"<rss><channel>{items}</channel></rss>".encode(), mtime=0)
    server = await asyncio.get_running_loop().create_server(Server, "0.0.0.0", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def _serve() -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.polling", "serve"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def _ask_server(port: int) -> int:
    """How many requests were rude so far."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /rude HTTP/1.1\r\n\r\n")
        return int(connection.recv(4096).rpartition(b"\r\n")[2])


def _run(task: str, port: int, n_feeds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.polling", task, str(port), str(n_feeds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{task} failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _times(began: tuple[float, float]) -> dict[str, float]:
    return {"seconds": time.perf_counter() - began[0], "cpu_seconds": time.process_time() - began[1]}


def _main(task: str, *arguments: str) -> None:
    if task == "serve":
        asyncio.run(serve())
        return
    port, n_feeds = int(arguments[0]), int(arguments[1])
    print(json.dumps((poll if task == "poll" else poll_bare)(port, n_feeds)))


if __name__ == "__main__":
    _main(*sys.argv[1:])

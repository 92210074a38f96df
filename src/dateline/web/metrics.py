"""What a monitor asks for: how many requests, how fast, what waits, how the sources are. In Prometheus' text format."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline import run
from dateline.web.desk import Desk

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"))
router = APIRouter()
Labels = Mapping[str, str]
Sample = tuple[str, Labels, float]


class Requests:
    """Counts of requests by method, route and status, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._sums: Counter[str] = Counter()

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request. Routes are templates, so there are never more than there are addresses."""
        with self._lock:
            self._counts[method if method in METHODS else "other", route, str(status)] += 1
            buckets = self._buckets.setdefault(route, [0] * (len(BOUNDS_S) + 1))
            buckets[next((at for at, bound in enumerate(BOUNDS_S) if seconds <= bound), len(BOUNDS_S))] += 1
            self._sums[route] += seconds  # type: ignore[assignment]

    def write(self) -> Iterator[str]:
        """The lines about requests."""
        with self._lock:
            counts, sums = sorted(self._counts.items()), dict(self._sums)
            buckets = sorted((route, list(found)) for route, found in self._buckets.items())
        yield from write_family(
            "dateline_http_requests_total",
            "counter",
            "Requests answered.",
            (("", {"method": method, "route": route, "status": status}, n) for (method, route, status), n in counts),
        )
        name = "dateline_http_request_seconds"
        yield from write_family(name, "histogram", "How long requests took.", _samples(buckets, sums))


def _samples(buckets: Iterable[tuple[str, list[int]]], sums: Mapping[str, float]) -> Iterator[Sample]:
    for route, found in buckets:
        total = 0
        for bound, n in zip((*map(str, BOUNDS_S), "+Inf"), found, strict=True):
            total += n
            yield "_bucket", {"route": route, "le": bound}, total
        yield "_sum", {"route": route}, sums[route]
        yield "_count", {"route": route}, total


class Measured:
    """An ASGI layer around everything that counts what goes through."""

    def __init__(self, app: ASGIApp, requests: Requests) -> None:
        self._app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._requests.add(scope["method"], _name_route(scope), status, time.monotonic() - begun)


def _name_route(scope: Scope) -> str:
    """The template of the address that answered; "none" where none did."""
    route: Any = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", "")
    return f"{scope.get('root_path', '')}{path}" or "none"


@router.get("/metrics")
def show_metrics(request: Request) -> Response:
    """Everything that is counted."""
    desk: Desk = request.app.state.desk
    requests: Requests = request.app.state.requests
    lines = [*requests.write(), *_write_work(desk), *_write_store(desk)]
    return Response("\n".join(lines) + "\n", media_type=None, headers={"content-type": MEDIA_TYPE})


def _write_work(desk: Desk) -> Iterator[str]:
    work = desk.work
    yield from write_family("dateline_jobs_waiting", "gauge", "Jobs in the line.", [("", {}, work.n_waiting)])
    yield from write_family(
        "dateline_jobs_total",
        "counter",
        "Jobs worked out.",
        [("", {"outcome": "done"}, work.n_done), ("", {"outcome": "failed"}, work.n_failed)],
    )


def _write_store(desk: Desk) -> Iterator[str]:
    stats = desk.store.get_stats()
    feeds = Counter(one.status for one in run.check_health(desk.store, desk.clock()))
    yield from write_family("dateline_reports", "gauge", "Reports in the store.", [("", {}, stats.n_articles)])
    yield from write_family("dateline_failures", "gauge", "Records not used.", [("", {}, stats.n_failures)])
    yield from write_family(
        "dateline_feeds",
        "gauge",
        "Feeds by how they are.",
        [("", {"status": name}, n) for name, n in sorted(feeds.items())],
    )
    added: list[Sample] = [("", {}, stats.last_added_at.timestamp())] if stats.last_added_at else []
    yield from write_family(
        "dateline_last_import_timestamp_seconds", "gauge", "When the last report was brought in.", added
    )


def write_family(name: str, kind: str, what: str, samples: Iterable[Sample]) -> Iterator[str]:
    """The lines of one metric; each sample is what comes after the name, the labels, and the value."""
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
    for ending, labels, value in samples:
        inside = ",".join(f'{label}="{_escape(text)}"' for label, text in labels.items())
        yield f"{name}{ending}{f'{{{inside}}}' if inside else ''} {value:.17g}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

"""What every request passes before it reaches a page: who asks, from where, how much, how often; and what every answer
carries so that a browser lets nothing but our own files into a page."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")
SESSION = "dateline_session"
MOST_BYTES = 2_000_000  # of a request: a text to audit, never a store
RATE, BURST = 100.0, 400.0  # requests a second and at once, from one address
MOST_CLIENTS = 10_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_PROGRAMS = ("/api/", "/metrics")
_OPEN = ("/login", "/static/", "/api/v1/health")  # what is there without a token
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),  # "no-referrer" would make our own forms come from nowhere
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Who may come in. `token` is empty where only this machine can reach the desk; then `hosts` are the names that it
    is asked under (a page elsewhere may point a name of its own at this machine). `rate` and `burst`: requests a second
    and at once, from one address; `most_bytes`: of a request's body."""

    token: str = ""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    rate: float = RATE
    burst: float = BURST
    most_bytes: int = MOST_BYTES

    @property
    def session(self) -> str:
        """What a browser keeps in place of the token."""
        return hmac.new(self.token.encode(), b"dateline desk session", hashlib.sha256).hexdigest()

    def knows(self, given: str) -> bool:
        """Whether a token is the right one."""
        return bool(self.token) and hmac.compare_digest(given.encode(), self.token.encode())


class Guard:
    """An ASGI layer around the desk."""

    def __init__(self, app: ASGIApp, gate: Gate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._gate = gate
        self._buckets = _Buckets(gate.rate, gate.burst, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refuse(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _limited(receive, self._gate.most_bytes), _with_headers(send))

    def _refuse(self, scope: Scope, headers: Headers) -> Response | None:
        """Why a request may not go on, as the answer to it."""
        client = scope["client"][0] if scope.get("client") else ""
        is_api = scope["path"].startswith(_FOR_PROGRAMS)
        wait_s = self._buckets.take(client)
        if wait_s:
            return _say(is_api, HTTPStatus.TOO_MANY_REQUESTS, "Too many requests.", {"retry-after": f"{wait_s:.0f}"})
        if not self._gate.token and _host(headers.get("host", "")) not in self._gate.hosts:
            return _say(is_api, HTTPStatus.MISDIRECTED_REQUEST, "The desk does not go by this name.")
        if _length(headers.get("content-length", "")) > self._gate.most_bytes:
            return _say(is_api, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(self._gate.most_bytes))
        if scope["method"] not in _SAFE and not _is_own(headers):
            return _say(is_api, HTTPStatus.FORBIDDEN, "This came from a page of another site.")
        if self._gate.token and not scope["path"].startswith(_OPEN) and not self._is_known(headers):
            if is_api or scope["method"] not in _SAFE:
                return _say(is_api, HTTPStatus.UNAUTHORIZED, "A token is needed.", {"www-authenticate": "Bearer"})
            return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
        return None

    def _is_known(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return self._gate.knows(given.strip())
        session = cookie_parser(headers.get("cookie", "")).get(SESSION, "")
        return hmac.compare_digest(session.encode(), self._gate.session.encode())


def _say(is_api: bool, status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> Response:
    if is_api:
        body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
        return JSONResponse(body, status, headers, media_type="application/problem+json")
    return PlainTextResponse(f"{detail}\n", status, headers)


def _too_large(most: int) -> str:
    return f"A request may have {most:,} bytes at most."


def _length(value: str) -> int:
    """What a Content-Length header says; 0 for what is no number, which the count of what comes will tell."""
    is_number = value.isascii() and value.isdigit()
    return int(value[:20]) if is_number else 0


def _host(value: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _is_own(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page, or from no page at all: browsers always say."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers.setdefault(name, value)
        await send(message)

    return wrapped


def _limited(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    seen = 0

    async def wrapped() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most))
        return message

    return wrapped


class _Buckets:
    """How many requests each address may still make."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one; 0 where there was one, else the seconds until there is."""
        now = self._clock()
        left, at = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        is_left = left >= 1.0
        self._left[client] = (left - 1.0 if is_left else left, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if is_left else max(1.0, (1.0 - left) / self._rate)

"""The desk put together: routes, files, errors, and the guard around all."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from dateline.charts import styles
from dateline.errors import (
    BrokenWorldError,
    DatelineError,
    UnknownFeed,
    UnknownSituation,
    UnknownStory,
    UsageError,
)
from dateline.store import open_store
from dateline.web import api, metrics, pages
from dateline.web.api.problems import write_problem
from dateline.web.desk import API_PATIENCE_S, PATIENCE_S, Desk, load_words
from dateline.web.guard import Gate, Guard
from dateline.web.jobs import Perform
from dateline.web.work import OtherProcess, Work

A_YEAR_S = 365 * 24 * 3600
UNKNOWN = (UnknownFeed, UnknownSituation, UnknownStory)
TITLES = {400: "wrong", 404: "missing", 413: "large", 500: "broken", 503: "broken"}


class Assets(StaticFiles):
    """Our own files; their addresses change with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for long."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = f"public, max-age={A_YEAR_S}, immutable"
        return response


def make_app(
    folder: Path,
    gate: Gate | None = None,
    *,
    work: Work | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    patience_s: float = PATIENCE_S,
    api_patience_s: float = API_PATIENCE_S,
) -> ASGIApp:
    """The desk over the store in a folder, as an ASGI application. Raises StoreMissing or StoreBroken."""
    open_store(folder).close()  # says at once what is wrong, and brings the schema up to date
    gate = gate or Gate()
    work = work or Work(OtherProcess(Perform(folder)))
    desk = Desk(folder, work, gate, clock=clock, patience_s=patience_s, api_patience_s=api_patience_s)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.work.close()

    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None, lifespan=live)
    app.state.desk, app.state.requests = desk, metrics.Requests()
    app.add_api_route("/charts.css", lambda: Response(styles(), media_type="text/css"), include_in_schema=False)
    app.mount("/static", Assets(packages=[("dateline.web", "static")]), name="static")
    app.mount(api.PREFIX, api.make_api(desk), name="api")
    app.include_router(metrics.router, include_in_schema=False)
    pages.add(app)
    _add_errors(app, desk)
    return metrics.Measured(Guard(app, gate), app.state.requests)


def _add_errors(app: FastAPI, desk: Desk) -> None:
    def show(request: Request, status: int, message: str, hint: str = "") -> Response:
        viewer = desk.see(request)
        tell = desk.retell(viewer)
        heading = load_words(viewer.language).say(f"error.{TITLES.get(status, 'wrong')}")
        told = {"heading": heading, "message": tell(message), "hint": tell(hint)}
        return desk.show(request, viewer, "error.html", status=status, **told)

    @app.exception_handler(DatelineError)
    def _dateline(request: Request, error: DatelineError) -> Response:
        status = 404 if isinstance(error, UNKNOWN) else 400 if isinstance(error, UsageError) else 503
        return show(request, status, error.message, error.hint)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/"):
            return write_problem(HTTPStatus(error.status_code), str(error.detail), headers=error.headers)
        return show(request, error.status_code, str(error.detail))


def serve(folder: Path, gate: Gate, *, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped. Raises BrokenWorldError where the address is taken."""
    config = uvicorn.Config(
        make_app(folder, gate), host=host, port=port, log_level="warning", access_log=False, server_header=False
    )
    server = uvicorn.Server(config)
    try:
        listening = config.bind_socket()
    except SystemExit as error:
        raise BrokenWorldError(
            f"{host}:{port} cannot be used.", hint="Is the desk open already? Choose another with --port."
        ) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else every second answer waits 40 ms for an ACK
    tell(f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{listening.getsockname()[1]}/")
    server.run(sockets=[listening])

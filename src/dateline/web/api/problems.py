"""Every error as problem+json (RFC 9457): what happened, what to do, and which part of the request is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dateline import codec, errors
from dateline.errors import DatelineError, UnknownFeed, UnknownSituation, UnknownStory, UsageError
from dateline.web.work import Failed

MEDIA_TYPE = "application/problem+json"
UNKNOWN = (UnknownFeed, UnknownSituation, UnknownStory)
RETRY_S = 5
_MOST_FAULTS = 20


class Refusal(Exception):  # noqa: N818 - an answer like any other
    """A request that is answered with a problem."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, kind: str = "", headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind
        self.headers, self.more = headers, more


def being_worked_out() -> Refusal:
    """What is asked for takes longer than a request waits."""
    return Refusal(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "This is being worked out.",
        kind="being-worked-out",
        headers={"retry-after": str(RETRY_S)},
        hint="Ask again; 'dateline prepare' reads ahead, so that less has to be worked out.",
    )


def nothing_found(about: str, moment: datetime, near: Sequence[str]) -> Refusal:
    """No report answers a question."""
    hint = f"Did you mean the situation {' or '.join(near)}?" if near else "Ask for other words, or a later moment."
    return Refusal(
        HTTPStatus.NOT_FOUND,
        f"Nothing found on '{about}' as of {moment.date().isoformat()}.",
        kind="nothing-found",
        hint=hint,
        near=list(near),
    )


def failed(failure: Failed) -> Refusal:
    """What could not be worked out."""
    kind = getattr(errors, failure.error, DatelineError)
    return Refusal(_status_of(kind), failure.message, hint=failure.hint)


def missing(error: UsageError) -> Refusal:
    """What an address names is not there."""
    return Refusal(HTTPStatus.NOT_FOUND, error.message, hint=error.hint)


def _status_of(kind: type[Exception]) -> HTTPStatus:
    if issubclass(kind, UNKNOWN):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST if issubclass(kind, UsageError) else HTTPStatus.SERVICE_UNAVAILABLE


def write_problem(
    status: HTTPStatus, detail: str, *, kind: str = "", headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """A problem as an answer; what is empty in `more` is left out."""
    body = {
        "type": f"urn:dateline:{kind}" if kind else "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        **{name: value for name, value in more.items() if value},
    }
    return Response(codec.encode(body), status.value, headers, MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Make problems of whatever is raised."""

    @app.exception_handler(Refusal)
    async def _refusal(request: Request, error: Refusal) -> Response:
        return write_problem(error.status, error.detail, kind=error.kind, headers=error.headers, **error.more)

    @app.exception_handler(DatelineError)
    async def _dateline(request: Request, error: DatelineError) -> Response:
        return write_problem(_status_of(type(error)), error.message, hint=error.hint)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        return write_problem(HTTPStatus(error.status_code), str(error.detail), headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, error: RequestValidationError) -> Response:
        faults = [{"where": list(one["loc"]), "what": one["msg"]} for one in error.errors()[:_MOST_FAULTS]]
        detail = (
            f"The request does not fit its description: {faults[0]['what']}." if faults else "The request is wrong."
        )
        return write_problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, detail, faults=faults, hint="/api/v1/openapi.json describes it."
        )

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> Response:
        return write_problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong; the log has more.")

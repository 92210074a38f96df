"""Whether the desk can answer, and the description of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from dateline.errors import BrokenWorldError
from dateline.web.api.answers import give
from dateline.web.api.parameters import DeskOf, refuse_unknown
from dateline.web.api.schemas import HealthAnswer

router = APIRouter(tags=["desk"])
BROKEN = 503


@router.get(
    "/health", operation_id="getHealth", responses={200: {"model": HealthAnswer}, BROKEN: {"model": HealthAnswer}}
)
def get_health(request: Request, desk: DeskOf) -> Response:
    """Whether the store opens and jobs are worked on. Needs no token."""
    schema: int | None = None
    try:
        schema = desk.store.get_schema()
        desk.store.get_stamp()
        store = "ok"
    except BrokenWorldError:
        store = "broken"
    is_well = store == "ok" and desk.work.is_alive
    answer = {
        "status": "ok" if is_well else "broken",
        "store": store,
        "schema": schema,
        "work": "ok" if desk.work.is_alive else "ended",
        "n_waiting": desk.work.n_waiting,
    }
    return give(request, answer, status=200 if is_well else BROKEN)


def make_description_router(description: Mapping[str, Any]) -> APIRouter:
    """The address of the description, which does not describe itself."""
    described = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_unknown)])

    @described.get("/openapi.json")
    async def get_description(request: Request) -> Response:
        return give(request, description)

    return described

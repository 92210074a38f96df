"""The feeds that are watched and how they are; what could not be used."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import run
from dateline.web.desk import Desk, count_all

router = APIRouter()
N_FAILURES = 50


@router.get("/sources")
def show_sources(request: Request) -> Response:
    """Feeds, outlets, failures."""
    desk: Desk = request.app.state.desk
    return desk.show(
        request,
        desk.see(request),
        "sources.html",
        feeds=run.check_health(desk.store, desk.clock()),
        stats=desk.recall(count_all),
        failures=desk.store.list_failures(N_FAILURES),
    )

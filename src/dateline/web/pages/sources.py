"""The feeds that are watched and how they are; what could not be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import run
from dateline.gazetteer import find_outlet
from dateline.web.desk import Desk, count_all

router = APIRouter()
N_FAILURES = 50


@router.get("/sources")
def show_sources(request: Request) -> Response:
    """Feeds, outlets, failures."""
    desk: Desk = request.app.state.desk
    stats = desk.recall(count_all)
    return desk.show(
        request,
        desk.see(request),
        "sources.html",
        feeds=run.check_health(desk.store, desk.clock()),
        outlets=_join_names(stats.outlets),
        failures=desk.store.list_failures(N_FAILURES),
    )


def _join_names(outlets: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """How many reports each outlet has, under the name that it is known by: BBC is BBC News."""
    joined: Counter[str] = Counter()
    for name, n in outlets:
        joined[find_outlet(name).name] += n
    return sorted(joined.items(), key=lambda one: (-one[1], one[0]))

"""A situation's timeline: the days that matter, and what began and went on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run
from dateline.records import EpisodeState, TimelineEntry
from dateline.web.pages.frame import PREFIX, open_frame

router = APIRouter(prefix=PREFIX)
N_DAYS = 20


@router.get("/timeline")
def show_timeline(request: Request, about: str, days: Annotated[int, Query(ge=5, le=200)] = N_DAYS) -> Response:
    """The timeline."""
    frame = open_frame(request, about)
    answer = frame.desk.ask("timeline", about=frame.name, as_of=frame.viewer.moment, n_days=days)
    entries, episodes = answer.value or ([], [])
    today = frame.viewer.moment.date()
    told = [one for one in episodes if one.n_excerpts > 1 or run.tell_state(one, today) is not EpisodeState.SILENT]
    return frame.desk.show(
        request,
        frame.viewer,
        "timeline.html",
        frame=frame,
        answer=answer,
        years=_by_year(entries),
        episodes=[(one, run.tell_state(one, today)) for one in reversed(told)],
        days=days,
    )


def _by_year(entries: list[TimelineEntry]) -> list[tuple[int, list[TimelineEntry]]]:
    """The days under their years, the latest first."""
    found: dict[int, list[TimelineEntry]] = {}
    for one in sorted(entries, key=lambda entry: entry.day, reverse=True):
        found.setdefault(one.day.year, []).append(one)
    return list(found.items())

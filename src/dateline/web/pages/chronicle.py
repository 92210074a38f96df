"""A situation's timeline: the days that matter, and what began and went on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.records import TimelineEntry
from dateline.web.pages.frame import PREFIX, open_frame, read_day

router = APIRouter(prefix=PREFIX)
N_DAYS = 20
AROUND = (("decade", 3653), ("year", 366), ("quarter", 92), ("month", 31), ("week", 7))


@router.get("/timeline")
def show_timeline(
    request: Request,
    about: str,
    days: Annotated[int, Query(ge=5, le=200)] = N_DAYS,
    first: str = "",
    last: str = "",
) -> Response:
    """The timeline, of all days or of those from `first` to `last`."""
    frame = open_frame(request, about)
    answer = frame.ask_drawn("draw_timeline", n_days=days, first=read_day(first), last=read_day(last))
    shown = answer.value
    return frame.desk.show(
        request,
        frame.viewer,
        "timeline.html",
        frame=frame,
        answer=answer,
        shown=shown,
        years=_by_year(shown.entries) if shown else [],
        days=days,
        around=[(name, *_around(shown.last, n_days)) for name, n_days in AROUND] if shown else [],
        is_whole=not first and not last,
    )


def _by_year(entries: tuple[TimelineEntry, ...]) -> list[tuple[int, list[TimelineEntry]]]:
    """The days under their years, the latest first."""
    found: dict[int, list[TimelineEntry]] = {}
    for one in sorted(entries, key=lambda entry: entry.day, reverse=True):
        found.setdefault(one.day.year, []).append(one)
    return list(found.items())


def _around(last: date, n_days: int) -> tuple[date, date]:
    """So many days that end with a day."""
    return date.fromordinal(max(1, last.toordinal() - n_days + 1)), last

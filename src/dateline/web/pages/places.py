"""Where the events of a situation are, and how that changes over time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.web.pages.frame import PREFIX, open_frame, read_day

router = APIRouter(prefix=PREFIX)


@router.get("/map")
def show_map(request: Request, about: str, first: str = "", last: str = "") -> Response:
    """The map, of all events or of those from `first` to `last`."""
    frame = open_frame(request, about)
    answer = frame.ask_drawn("draw_map", first=read_day(first), last=read_day(last))
    return frame.desk.show(
        request, frame.viewer, "map.html", frame=frame, answer=answer, shown=answer.value, first=first, last=last
    )

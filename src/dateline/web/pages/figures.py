"""What is measured in a situation's countries."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.web.pages.frame import PREFIX, open_frame

router = APIRouter(prefix=PREFIX)


@router.get("/measures")
def show_measures(request: Request, about: str) -> Response:
    """The series and what they tell."""
    frame = open_frame(request, about)
    answer = frame.desk.ask(
        "draw_measures", about=frame.name, as_of=frame.viewer.moment, language=frame.viewer.language
    )
    return frame.desk.show(request, frame.viewer, "measures.html", frame=frame, answer=answer, shown=answer.value)

"""How the actors of a situation stand to each other, as of a day that a slider chooses."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.web.pages.frame import PREFIX, open_frame

router = APIRouter(prefix=PREFIX)


@router.get("/relations")
def show_relations(request: Request, about: str) -> Response:
    """The relations, who replaced whom, and the pairs that did most to each other."""
    frame = open_frame(request, about)
    answer = frame.ask_drawn("draw_relations")
    return frame.desk.show(request, frame.viewer, "relations.html", frame=frame, answer=answer, shown=answer.value)

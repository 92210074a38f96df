"""Who reports on a situation, and who does not."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.web.pages.frame import PREFIX, open_frame

router = APIRouter(prefix=PREFIX)


@router.get("/coverage")
def show_coverage(request: Request, about: str) -> Response:
    """Outlets by country and owner, independent origins, languages, silence."""
    frame = open_frame(request, about)
    answer = frame.desk.ask(
        "draw_coverage", about=frame.name, as_of=frame.viewer.moment, language=frame.viewer.language
    )
    return frame.desk.show(request, frame.viewer, "coverage.html", frame=frame, answer=answer, shown=answer.value)

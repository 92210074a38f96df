"""How the actors of a situation stand to each other, as of a day."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import run
from dateline.records import Bond, EpisodeState
from dateline.web.pages.frame import PREFIX, open_frame

router = APIRouter(prefix=PREFIX)


@router.get("/relations")
def show_relations(request: Request, about: str) -> Response:
    """The relations, and who replaced whom."""
    frame = open_frame(request, about)
    answer = frame.desk.ask("relations", about=frame.name, as_of=frame.viewer.moment)
    bonds: list[Bond] = answer.value.bonds if answer.value is not None else []
    today = frame.viewer.moment.date()
    states = [(state, [one for one in bonds if run.tell_bond(one, today) is state]) for state in EpisodeState]
    order = [EpisodeState.ONGOING, EpisodeState.SILENT, EpisodeState.ENDED]
    return frame.desk.show(
        request,
        frame.viewer,
        "relations.html",
        frame=frame,
        answer=answer,
        states=sorted((one for one in states if one[1]), key=lambda one: order.index(one[0])),
        handovers=answer.value.handovers if answer.value is not None else [],
    )

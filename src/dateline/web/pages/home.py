"""The first page: every situation in one look."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline.records import Situation
from dateline.web.desk import Desk
from dateline.web.viewer import part
from dateline.web.work import Answer

router = APIRouter()
MOST_CHARS = 200  # of a question


@dataclass(frozen=True, slots=True)
class Card:
    """A situation, and what is known of it by now."""

    situation: Situation
    survey: Answer


@router.get("/")
def show_home(request: Request) -> Response:
    """The situations that are defined, with what is known of each."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    cards = [
        Card(one, desk.ask_soon("survey", about=one.situation_id, as_of=viewer.moment))
        for one in desk.store.list_situations()
    ]
    is_working = any(not card.survey.is_ready and card.survey.failed is None for card in cards)
    return desk.show(request, viewer, "home.html", cards=cards, is_working=is_working)


@router.get("/situations")
def go_to_situation(request: Request, about: str = "") -> Response:
    """From a question to its page."""
    desk: Desk = request.app.state.desk
    name = " ".join(about.split())[:MOST_CHARS]
    return RedirectResponse(desk.see(request).url(f"/situations/{part(name)}" if name else "/"), 303)

"""The first page: every situation in one look, what fired, which feeds are not well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.records import DirectionState, Situation
from dateline.web.desk import Desk
from dateline.web.viewer import part
from dateline.web.work import Answer

router = APIRouter()
MOST_CHARS = 200  # of a question
RECENT = timedelta(days=7)  # of alerts, for whoever was never here
N_ALERTS = 8
ARROWS = {
    DirectionState.DETERIORATED: "↘",
    DirectionState.UNCHANGED: "→",
    DirectionState.IMPROVED: "↗",
    DirectionState.UNKNOWN: "?",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A situation, and what is known of it by now."""

    situation: Situation
    glance: Answer


@router.get("/")
def show_home(request: Request) -> Response:
    """The situations that are defined, with what is known of each."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    since = viewer.last_visit or viewer.moment - RECENT
    cards = [
        Card(one, desk.ask_soon("glance", about=one.situation_id, as_of=viewer.moment, since=viewer.last_visit))
        for one in desk.store.list_situations()
    ]
    alerts = [one for one in desk.store.list_alerts(since=since) if one.as_of <= viewer.moment]
    return desk.show(
        request,
        viewer,
        "home.html",
        cards=cards,
        is_working=any(not card.glance.is_ready and card.glance.failed is None for card in cards),
        arrows=ARROWS,
        alerts=sorted(alerts, key=lambda one: one.as_of, reverse=True)[:N_ALERTS],
        ailing=[one for one in run.check_health(desk.store, desk.clock()) if one.alarm],
    )


@router.get("/situations")
def go_to_situation(request: Request, about: str = "") -> Response:
    """From a question to its page. A slash parts words as a blank does, and would part the address."""
    desk: Desk = request.app.state.desk
    name = " ".join(about.replace("/", " ").split())[:MOST_CHARS]
    return RedirectResponse(desk.see(request).url(f"/situations/{part(name)}" if name else "/"), 303)

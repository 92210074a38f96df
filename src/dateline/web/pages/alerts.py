"""What fired, and the rules that look for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import UsageError
from dateline.records import SUBJECTS, AlertKind
from dateline.web.desk import Desk

router = APIRouter()
N_SHOWN = 100
# What a rule can look for: a kind, with what of it where that is a choice.
WISHES = tuple((kind, what) for kind in AlertKind for what in SUBJECTS.get(kind, ("",)))
LEAST = 5  # of a threshold, where nothing is said: 0 would always be reached


@router.get("/alerts")
def show_alerts(request: Request) -> Response:
    """The alerts, the latest first, and the rules."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    alerts = [one for one in desk.store.list_alerts() if one.as_of <= viewer.moment]
    return desk.show(
        request,
        viewer,
        "alerts.html",
        alerts=sorted(alerts, key=lambda one: (one.as_of, one.alert_id), reverse=True)[:N_SHOWN],
        rules=desk.store.list_alert_rules(),
        situations=desk.store.list_situations(),
        wishes=WISHES,
    )


@router.post("/alerts/rules")
def add_rule(
    request: Request,
    situation: Annotated[str, Form()],
    wish: Annotated[str, Form()],
    what: Annotated[str, Form(max_length=200)] = "",
    least: Annotated[int, Form(ge=1, le=10**6)] = LEAST,
    days: Annotated[int, Form(ge=1, le=3660)] = 7,
) -> Response:
    """Add a rule."""
    desk: Desk = request.app.state.desk
    kind, _, chosen = wish.partition(":")
    if (kind, chosen) not in WISHES:
        raise UsageError(f"'{wish}' is nothing that a rule can look for.", hint="Choose one of the list.")
    wanted = run.Wish(kind=AlertKind(kind), what=chosen or what, least=least, days=days)
    rule = run.make_rule(desk.store, situation, wanted, desk.clock())
    with desk.store.write() as writer:
        writer.add_alert_rule(rule)
    return RedirectResponse("/alerts", 303)


@router.post("/alerts/rules/{rule_id}/remove")
def remove_rule(request: Request, rule_id: str) -> Response:
    """Take a rule away; what it told stays."""
    desk: Desk = request.app.state.desk
    rule = run.find_rule(desk.store, rule_id)
    with desk.store.write() as writer:
        writer.remove_alert_rule(rule.rule_id)
    return RedirectResponse("/alerts", 303)

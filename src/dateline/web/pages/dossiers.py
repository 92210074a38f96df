"""What is known of one actor, one place, one outlet."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from dateline import charts, run
from dateline.errors import UnknownStory
from dateline.web.desk import Desk
from dateline.web.viewer import Viewer

router = APIRouter()


@router.get("/actors/{actor_id}")
def show_actor(request: Request, actor_id: str) -> Response:
    """An actor: names, offices, what it said, did and suffered, who it stands with."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    shown = desk.recall(run.read_actor, actor_id, viewer.moment)
    if shown is None:
        raise _missing("actor", actor_id, viewer)
    today = viewer.moment.date()
    states = [(bond, run.tell_bond(bond, today)) for bond in shown.relations]
    return desk.show(request, viewer, "actor.html", shown=shown, states=states, months=_draw(shown.months, viewer))


@router.get("/places/{geonames_id}")
def show_place(request: Request, geonames_id: str) -> Response:
    """A place: what happened there, who was active, what is near."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    shown = desk.recall(run.read_place, geonames_id, viewer.moment)
    if shown is None:
        raise _missing("place", geonames_id, viewer)
    return desk.show(request, viewer, "place.html", shown=shown, months=_draw(shown.months, viewer))


@router.get("/outlets/{name:path}")
def show_outlet(request: Request, name: str) -> Response:
    """An outlet: who owns it, what of its reports is its own, how its feeds are."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    shown = desk.recall(run.read_source, name, viewer.moment)
    if shown is None:
        raise _missing("outlet", name, viewer)
    return desk.show(request, viewer, "outlet.html", shown=shown, months=_draw(shown.months, viewer))


def _draw(months: tuple[tuple[str, int], ...], viewer: Viewer) -> Markup:
    """Reports by month, as a timeline without days."""
    if not months:
        return Markup("")
    counts = {date.fromisoformat(f"{month}-01"): n for month, n in months}
    picture = charts.draw_timeline(
        start=min(counts), end=max(max(counts), min(counts)), counts=counts, edition=viewer.edition, name="months"
    )
    return charts.write_figure(picture, viewer.edition)


def _missing(what: str, key: str, viewer: Viewer) -> UnknownStory:
    return UnknownStory(
        f"No report names the {what} '{key}' by {viewer.moment.date()}.", hint="Search finds what reports name."
    )

"""A situation: its brief, with the evidence beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run
from dateline.editions import EDITIONS
from dateline.errors import DateFormError
from dateline.moments import parse_as_of
from dateline.records import Brief
from dateline.web.desk import Desk
from dateline.web.viewer import Viewer
from dateline.web.work import Answer
from dateline.writers.html import BriefView
from dateline.writers.notes import explain_confidence, find_earlier, gather_notes
from dateline.writers.wording import list_coverage

router = APIRouter(prefix="/situations/{about}")
VISIT = "visit"  # since=visit: since the last visit


@router.get("")
def show_brief(
    request: Request,
    about: str,
    length: str = "standard",
    since: str = "",
    opened: Annotated[str, Query(alias="open", pattern=r"^\d{1,3}\.\d{1,3}$|^$")] = "",
) -> Response:
    """The brief; `open` names a sentence, by section and place, whose evidence is shown beside it."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    answer = _ask(desk, viewer, about, length, since)
    situation = run.find_situation(desk.store, about)
    view = _view(answer.value) if answer.is_ready and answer.value is not None else None
    return desk.show(
        request,
        viewer,
        "brief.html",
        about=about,
        title=answer.value.title if view else situation.title if situation else about,
        tab="brief",
        answer=answer,
        brief=answer.value,
        view=view,
        length=length,
        since=since,
        opened=opened,
        evidence=_find_evidence(answer.value, view, opened) if view else None,
        near=run.near_situations(desk.store, about) if answer.is_ready and answer.value is None else [],
    )


@router.get("/evidence/{section}/{place}")
def show_evidence(
    request: Request, about: str, section: int, place: int, length: str = "standard", since: str = ""
) -> Response:
    """The evidence of one sentence, to be put beside it."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    answer = _ask(desk, viewer, about, length, since)
    view = _view(answer.value) if answer.is_ready and answer.value is not None else None
    found = _find_evidence(answer.value, view, f"{section}.{place}") if view else None
    return desk.show(request, viewer, "evidence.html", answer=answer, evidence=found, brief=answer.value)


def _ask(desk: Desk, viewer: Viewer, about: str, length: str, since: str) -> Answer:
    wanted = length if length in run.LENGTHS else "standard"
    return desk.ask(
        "brief",
        about=about,
        as_of=viewer.moment,
        length=wanted,
        language=viewer.language,
        since=_read_since(viewer, since, desk.clock()),
    )


def _read_since(viewer: Viewer, since: str, now: datetime) -> datetime | None:
    """The moment that a reader knows the brief of; None where there is none or it cannot be read."""
    if since == VISIT:
        return viewer.last_visit
    try:
        return parse_as_of(since, now) if since else None
    except DateFormError:
        return None


class _Page:
    """A brief as the page shows it."""

    def __init__(self, brief: Brief) -> None:
        notes, edition = gather_notes(brief), EDITIONS[brief.language]
        self.shown = BriefView(notes, edition)
        self.sections = [
            (section.title, self.shown.section(section), find_earlier(section)) for section in brief.sections
        ]
        self.sources = [self.shown.source(source) for source in brief.sources]
        self.data = [self.shown.data(evidence) for evidence in notes.letters]
        self.coverage = list_coverage(brief.coverage, edition)
        self.confidence = explain_confidence(edition)


def _view(brief: Brief) -> _Page:
    return _Page(brief)


def _find_evidence(brief: Brief, view: _Page | None, opened: str) -> object:
    """The sentence that is opened; None where there is none of that place."""
    if view is None or not opened:
        return None
    section, place = (int(number) for number in opened.split("."))
    if section >= len(view.sections) or place >= len(view.sections[section][1]):
        return None
    return view.sections[section][1][place]

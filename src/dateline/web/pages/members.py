"""The reports of a situation, and what a reader decides about them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import UsageError
from dateline.records import CorrectionKind
from dateline.web.pages.frame import PREFIX, open_frame
from dateline.web.viewer import part

router = APIRouter(prefix=PREFIX)
PAGE = 40
DECIDED = {"keep": CorrectionKind.KEEP, "reject": CorrectionKind.REJECT}


@router.get("/reports")
def show_members(request: Request, about: str, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """The reports, the latest first."""
    frame = open_frame(request, about)
    answer = frame.desk.ask("reports", about=frame.name, as_of=frame.viewer.moment)
    ids: list[str] = answer.value or []
    shown = ids[(page - 1) * PAGE : page * PAGE]
    store = frame.desk.store
    found = store.view(frame.viewer.moment).get_articles(shown)
    situation = run.find_situation(store, frame.name)
    decisions = run.list_decisions(store, situation) if situation else []
    return frame.desk.show(
        request,
        frame.viewer,
        "members.html",
        frame=frame,
        answer=answer,
        articles=[found[one] for one in shown if one in found],
        marks=store.get_marks(shown),
        n_articles=len(ids),
        page=page,
        n_pages=-(-len(ids) // PAGE),
        decisions=decisions,
        decided=store.view(frame.viewer.moment).get_articles([one.left for one in decisions]),
    )


@router.post("/reports/decisions")
def decide(request: Request, about: str, kind: Annotated[str, Form()], article_id: Annotated[str, Form()]) -> Response:
    """Keep a report in the situation, or reject it from it."""
    frame = open_frame(request, about)
    if kind not in DECIDED:
        raise UsageError(f"'{kind}' is no decision.", hint="A report is kept or rejected.")
    store = frame.desk.store
    run.decide(store, run.require_situation(store, frame.name), [article_id], DECIDED[kind], frame.desk.clock())
    return RedirectResponse(frame.viewer.url(f"/situations/{part(frame.name)}/reports"), 303)


@router.post("/reports/decisions/{number}/undo")
def undo(request: Request, about: str, number: int) -> Response:
    """Take a decision back."""
    frame = open_frame(request, about)
    store = frame.desk.store
    run.undo_decision(store, run.require_situation(store, frame.name), number, frame.desk.clock())
    return RedirectResponse(frame.viewer.url(f"/situations/{part(frame.name)}/reports"), 303)

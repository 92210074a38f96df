"""The stream of reports: all, unread or saved; and what a reader does with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import UsageError
from dateline.records import MarkKind
from dateline.web.desk import Desk

router = APIRouter()
PAGE = 40
MOST_MARKED = 200  # reports in one request
STREAMS: Mapping[str, tuple[MarkKind | None, MarkKind | None]] = {  # the mark that is wanted, and that is not
    "all": (None, None),
    "unread": (None, MarkKind.READ),
    "saved": (MarkKind.SAVED, None),
}


@router.get("/reports")
def show_reports(request: Request, show: str = "unread", after: str = "", source: str = "") -> Response:
    """A page of the stream."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    show = show if show in STREAMS else "unread"
    marked, unmarked = STREAMS[show]
    stream = run.list_stream(
        desk.store, viewer.moment, PAGE, after=after, marked=marked, unmarked=unmarked, source_id=source or None
    )
    return desk.show(request, viewer, "reports.html", stream=stream, show=show, source=source, after=after)


@router.post("/reports/marks")
def mark_reports(
    request: Request,
    kind: Annotated[MarkKind, Form()],
    article_id: Annotated[list[str], Form()],
    on: Annotated[bool, Form()] = True,
    back: Annotated[str, Form()] = "/reports",
) -> Response:
    """Mark reports as read or saved, or take the mark away."""
    desk: Desk = request.app.state.desk
    if len(article_id) > MOST_MARKED:
        raise UsageError(f"At most {MOST_MARKED} reports can be marked at once.")
    run.mark(desk.store, article_id, kind, desk.clock(), is_on=on)
    if request.headers.get("hx-request") and len(article_id) == 1:
        viewer = desk.see(request)
        found = desk.store.view(viewer.moment).get_articles(article_id)
        marks = desk.store.get_marks(article_id).get(article_id[0], frozenset())
        if found:
            return desk.show(request, viewer, "report_row.html", article=found[article_id[0]], marks=marks)
    return RedirectResponse(back if back.startswith("/reports") else "/reports", 303)

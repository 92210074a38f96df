"""A story: its reports in order, who stands behind each, and the corrections a reader makes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import UsageError
from dateline.web.desk import Desk
from dateline.web.viewer import part

router = APIRouter()


@router.get("/stories/{story_id}")
def show_story(request: Request, story_id: str) -> Response:
    """The story."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    shown = run.show_story(desk.store.view(viewer.moment), story_id)
    reports = [one.article.article_id for one in shown.reports]
    return desk.show(request, viewer, "story.html", shown=shown, marks=desk.store.get_marks(reports), story=shown.story)


@router.post("/stories/{story_id}/corrections")
def correct(
    request: Request,
    story_id: str,
    kind: Annotated[str, Form()],
    other: Annotated[str, Form()] = "",
    report: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Merge the story with another, take reports out of it, or put one into it."""
    desk: Desk = request.app.state.desk
    store, now = desk.store, desk.clock()
    if kind == "merge" and other.strip():
        since = run.merge_stories(store, story_id, other.strip(), now)
    elif kind == "split" and report:
        since = run.split_story(store, story_id, report, now)
    elif kind == "pin" and other.strip():
        since = run.pin_report(store, other.strip(), story_id, now)
    else:
        raise UsageError("Nothing was chosen.", hint="Choose reports, or name another story or report.")
    desk.ask("update_stories", since=since, now=now)
    return RedirectResponse(desk.see(request).url(f"/stories/{part(story_id)}"), 303)

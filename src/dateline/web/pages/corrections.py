"""What readers correct: whom words stand for, which place they name, what a story is called; and the log of it all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import UsageError
from dateline.web.desk import Desk
from dateline.web.viewer import part

router = APIRouter()
N_FOUND = 12
NOBODY = "-"  # the choice of no actor, or no place


@router.get("/corrections")
def show_log(request: Request) -> Response:
    """What was decided about the reports of then, the latest first, what was taken back too."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    log = run.list_log(desk.store, viewer.language)
    known = desk.store.view(viewer.moment).get_articles([one.correction.left for one in log])
    shown = [one for one in log if one.correction.left in known]
    return desk.show(request, viewer, "corrections.html", log=shown)


@router.post("/corrections/{number}/undo")
def undo(request: Request, number: int) -> Response:
    """Take a decision of any kind back."""
    desk: Desk = request.app.state.desk
    now = desk.clock()
    since = run.undo(desk.store, number, now)
    if since is not None:
        desk.ask("update_stories", since=since, now=now)
    return RedirectResponse(desk.see(request).url("/corrections"), 303)


@router.get("/reports/{article_id}/correct")
def ask_correction(
    request: Request, article_id: str, kind: str = "actor", words: str = "", was: str = "", name: str = ""
) -> Response:
    """What the words of a report are read as, and what else they may be."""
    desk: Desk = request.app.state.desk
    find = run.look_up_places if kind == "place" else run.look_up_actors
    asked = " ".join((name or words).split())[:100]
    viewer = desk.see(request)
    return desk.show(
        request,
        viewer,
        "correct.html",
        worded=run.list_words(desk.store, article_id, viewer.moment),
        kind="place" if kind == "place" else "actor",
        words=words,
        was=was,
        name=asked,
        found=find(asked, N_FOUND) if words and asked else [],
        nobody=NOBODY,
    )


@router.post("/reports/{article_id}/correct")
def correct(
    request: Request,
    article_id: str,
    kind: Annotated[str, Form()],
    words: Annotated[str, Form()],
    to: Annotated[str, Form()],
    was: Annotated[str, Form()] = "",
    everywhere: Annotated[bool, Form()] = False,
) -> Response:
    """Say what words of a report stand for."""
    desk: Desk = request.app.state.desk
    say = {"actor": run.correct_actor, "place": run.correct_place}.get(kind)
    if say is None:
        raise UsageError(f"'{kind}' cannot be corrected.", hint="Actors and places can.")
    meant = None if to == NOBODY else to
    say(desk.store, article_id, words, meant, now=desk.clock(), everywhere=everywhere, was=was or None)
    return RedirectResponse(desk.see(request).url(f"/reports/{part(article_id)}"), 303)


@router.post("/stories/{story_id}/title")
def rename(request: Request, story_id: str, title: Annotated[str, Form(max_length=300)]) -> Response:
    """Give a story a title of the reader's own."""
    desk: Desk = request.app.state.desk
    run.rename_story(desk.store, story_id, title, desk.clock())
    return RedirectResponse(desk.see(request).url(f"/stories/{part(story_id)}"), 303)

"""One report: its words as they are kept, with everything that was read in them marked up."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run
from dateline.errors import UnknownStory
from dateline.web.desk import Desk, load_words
from dateline.web.markup import LAYERS, mark_up
from dateline.writers.wording import find_link

router = APIRouter()
MOST = 10**7  # characters of a report


@router.get("/reports/{article_id}")
def show_article(
    request: Request,
    article_id: str,
    start: Annotated[int, Query(ge=0, le=MOST)] = 0,
    end: Annotated[int, Query(ge=0, le=MOST)] = 0,
) -> Response:
    """The report; from `start` to `end` stand the words that somebody came for."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    view = desk.store.view(viewer.moment)
    article = view.get_articles([article_id]).get(article_id)
    if article is None:
        raise UnknownStory(
            f"There is no report '{article_id}' in the store by {viewer.moment.date()}.",
            hint="A report that appeared later is shown as of a later day.",
        )
    read = run.get_kept(view, [article_id]).get(article_id)
    answer = None if read else desk.ask("reading", article_id=article_id, as_of=viewer.moment)
    read = read or (answer.value[1] if answer and answer.value else None)
    return desk.show(
        request,
        viewer,
        "article.html",
        article=article,
        marks=desk.store.get_marks([article_id]).get(article_id, frozenset()),
        reading=read,
        answer=answer,
        layers=LAYERS,
        pieces=mark_up(article.text, read, (start, end), edition=load_words(viewer.language)),
        links=[(one.outlet, find_link(one.url)) for one in article.citations],
        story_id=run.find_story_of(view, article_id),
    )

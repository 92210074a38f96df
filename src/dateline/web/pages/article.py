"""One report: its words as they are kept, with everything that was read in them marked up."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.errors import UnknownStory
from dateline.records import MarkKind
from dateline.web.desk import Desk

router = APIRouter()


@router.get("/reports/{article_id}")
def show_article(request: Request, article_id: str) -> Response:
    """The report."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    article = desk.store.view(viewer.moment).get_articles([article_id]).get(article_id)
    if article is None:
        raise UnknownStory(f"There is no report '{article_id}' in the store by {viewer.moment.date()}.")
    marks = desk.store.get_marks([article_id]).get(article_id, frozenset())
    return desk.show(request, viewer, "article.html", article=article, marks=marks, is_saved=MarkKind.SAVED in marks)

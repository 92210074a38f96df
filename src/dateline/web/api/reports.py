"""Reports: the stream of all, one by one, what was read in them, and what a reader does with them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.records import MarkKind
from dateline.web.api.answers import give, give_page
from dateline.web.api.parameters import ArticleId, DeskOf, Moment, Pages
from dateline.web.api.schemas import MarksAnswer, MarksRequest, ReadingAnswer, ReportAnswer, ReportPage
from dateline.web.api.waiting import work_out

router = APIRouter(prefix="/reports", tags=["reports"])
EVER = datetime.fromisoformat("9999-12-31T00:00:00+00:00")


@router.get("", operation_id="listReports", responses={200: {"model": ReportPage}})
def list_reports(
    request: Request,
    desk: DeskOf,
    paging: Pages,
    marked: Annotated[MarkKind | None, Query(description="Only those with this mark.")] = None,
    unmarked: Annotated[MarkKind | None, Query(description="Only those without this mark.")] = None,
    source: Annotated[str, Query(max_length=200, description="Only those of a feed or file.")] = "",
) -> Response:
    """Every report, the latest first."""
    stream = run.list_stream(
        desk.store,
        paging.moment,
        paging.limit,
        after=paging.after[0] if paging.after else "",
        marked=marked,
        unmarked=unmarked,
        source_id=source or None,
    )
    items = [wire.write_report(one, stream.marks.get(one.article_id, ())) for one in stream.articles]
    return give_page(request, paging, items, (stream.after,) if stream.after else None)


@router.post("/marks", operation_id="markReports", responses={200: {"model": MarksAnswer}})
def mark_reports(request: Request, desk: DeskOf, wanted: MarksRequest) -> Response:
    """Mark reports as read or saved, or take the mark away; ids that the store does not hold are passed over."""
    run.mark(desk.store, wanted.article_ids, wanted.kind, desk.clock(), is_on=wanted.on)
    marks = desk.store.get_marks(wanted.article_ids)
    known = desk.store.view(EVER).get_articles(wanted.article_ids)
    return give(request, {"marks": {one: sorted(marks.get(one, ())) for one in known}})


@router.get("/{article_id}", operation_id="getReport", responses={200: {"model": ReportAnswer}})
def get_report(request: Request, desk: DeskOf, article_id: ArticleId, moment: Moment) -> Response:
    """One report as it is kept."""
    article = run.find_report(desk.store, article_id, moment)
    return give(request, wire.write_report(article, desk.store.get_marks([article_id]).get(article_id, ())))


@router.get("/{article_id}/reading", operation_id="getReading", responses={200: {"model": ReadingAnswer}})
def get_reading(request: Request, desk: DeskOf, article_id: ArticleId, moment: Moment) -> Response:
    """Everything that was read in a report: sentences, actors, places, days, statements, events, relations."""
    run.find_report(desk.store, article_id, moment)
    article, reading = work_out(desk, "reading", article_id=article_id, as_of=moment)
    return give(request, run.write_reading(article, reading))

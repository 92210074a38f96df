"""Searches over all reports, and those that were kept under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import records, run, wire
from dateline.codec import fields
from dateline.errors import UsageError
from dateline.records import Sort
from dateline.web.api.answers import give, give_page, link_to
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import USUAL, Cursor, DeskOf, Limit, Moment, PlainPages
from dateline.web.api.problems import missing
from dateline.web.api.schemas import ResultsPage, SearchAnswer, SearchPage, SearchRequest
from dateline.web.api.schemas.searches import MOST_LINE
from dateline.web.desk import Desk

router = APIRouter(tags=["searches"])
Line = Annotated[str, Query(max_length=MOST_LINE, description="Words and fields (docs/search.md); empty asks for all.")]
Order = Annotated[Sort, Query(description="What comes first.")]
Name = Annotated[str, Path(min_length=1, max_length=100, description="The name that the search was kept under.")]


@router.get("/search", operation_id="search", responses={200: {"model": ResultsPage}})
def search(
    request: Request,
    desk: DeskOf,
    moment: Moment,
    q: Line = "",
    sort: Order = Sort.RELEVANCE,
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Response:
    """Reports by words, names, places, outlets and days, each text once, with counts of all that is found."""
    found = _search(desk, run.parse_query(q), moment, limit, cursor, sort=sort)
    return _give_results(request, found)


@router.get("/searches", operation_id="listSearches", responses={200: {"model": SearchPage}})
def list_searches(request: Request, desk: DeskOf, paging: PlainPages) -> Response:
    """The searches that were kept, by name."""
    page, last = cut(desk.store.list_searches(), paging, lambda one: (one.name,))
    return give_page(request, paging, [fields(one) for one in page], last)


@router.post(
    "/searches", operation_id="keepSearch", responses={200: {"model": SearchAnswer}, 201: {"model": SearchAnswer}}
)
def keep_search(request: Request, desk: DeskOf, wanted: SearchRequest) -> Response:
    """Keep a search under a name, in place of another of that name. The name is made into plain letters and hyphens."""
    known = {one.name for one in desk.store.list_searches()}
    kept = run.save_search(desk.store, wanted.name, run.parse_query(wanted.q), desk.clock())
    headers = {"location": f"/api/v1/searches/{kept.name}"}
    return give(request, fields(kept), status=200 if kept.name in known else 201, headers=headers)


@router.get("/searches/{name}", operation_id="runSearch", responses={200: {"model": ResultsPage}})
def run_search(
    request: Request,
    desk: DeskOf,
    name: Name,
    moment: Moment,
    sort: Order = Sort.RELEVANCE,
    limit: Limit = USUAL,
    cursor: Cursor = "",
) -> Response:
    """What a kept search finds."""
    return _give_results(request, _search(desk, _require(desk, name), moment, limit, cursor, sort=sort))


@router.delete("/searches/{name}", operation_id="removeSearch", status_code=204, response_class=Response)
def remove_search(desk: DeskOf, name: Name) -> Response:
    """Forget a kept search."""
    _require(desk, name)
    run.remove_search(desk.store, name)
    return Response(status_code=204)


def _require(desk: Desk, name: str) -> records.Query:
    try:
        return run.require_search(desk.store, name)[1]
    except UsageError as error:
        raise missing(error) from error


def _search(desk: Desk, query: records.Query, moment: datetime, limit: int, cursor: str, *, sort: Sort) -> run.Results:
    return run.search(desk.store, query, moment, limit, cursor or None, sort=sort)


def _give_results(request: Request, found: run.Results) -> Response:
    headers = link_to(request, found.cursor) if found.cursor else {}
    return give(request, wire.write_results(found), headers=headers)

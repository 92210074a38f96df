"""Search over everything: ranked, counted, saved as a search or as a situation."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dateline import run
from dateline.records import HeadingKind, Sort
from dateline.store import Store
from dateline.text import cut_at
from dateline.web.desk import Desk
from dateline.web.viewer import part
from dateline.writers.feeds import write_atom

router = APIRouter()
LIMIT = 20
MOST_CHARS = 400  # of a line
N_TALLIES = 8
SHOWN = (HeadingKind.OUTLET, HeadingKind.LANGUAGE, HeadingKind.COUNTRY, HeadingKind.ACTOR, HeadingKind.PLACE)
FIELDS = {HeadingKind.LANGUAGE: "lang"}  # what a kind is called in a line, where it is not its name
N_FEED = 30


@router.get("/search")
def show_results(
    request: Request,
    q: Annotated[str, Query(max_length=MOST_CHARS)] = "",
    sort: Sort = Sort.RELEVANCE,
    cursor: Annotated[str, Query(max_length=2_000)] = "",
) -> Response:
    """What a line finds, with counts beside it; without a line, the saved searches."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    found = desk.recall(_search, q, viewer.moment, sort, cursor) if q.strip() else None
    return desk.show(
        request,
        viewer,
        "search.html",
        q=q,
        sort=sort,
        sorts=list(Sort),
        found=found,
        hits=[(hit, cut_at(hit.snippet.text, hit.snippet.marks)) for hit in found.hits] if found else [],
        tallies=[(kind, FIELDS.get(kind, kind.value), found.tallies.get(kind, ())[:N_TALLIES]) for kind in SHOWN]
        if found
        else [],
        searches=desk.store.list_searches(),
    )


@router.get("/search/feed.atom")
def give_feed(request: Request, q: Annotated[str, Query(min_length=1, max_length=MOST_CHARS)]) -> Response:
    """The latest reports that a line finds, as a feed."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    found = run.search(desk.store, run.parse_query(q), viewer.moment, N_FEED, sort=Sort.NEWEST)
    base = str(request.base_url).rstrip("/")
    addresses = run.Addresses(home=f"{base}/search?q={part(q)}", feed=f"{base}/search/feed.atom?q={part(q)}")
    channel = run.make_search_channel(q, [hit.article for hit in found.hits], addresses=addresses)
    if channel is None:
        return PlainTextResponse("Nothing is found.\n", 404)
    return Response(write_atom(channel), media_type="application/atom+xml")


@router.post("/searches")
def save(
    request: Request,
    name: Annotated[str, Form(max_length=100)],
    q: Annotated[str, Form(max_length=MOST_CHARS)],
    kind: Annotated[str, Form()] = "search",
) -> Response:
    """Save a search under a name, or define a situation by it."""
    desk: Desk = request.app.state.desk
    viewer, query = desk.see(request), run.parse_query(q)
    if kind == "situation":
        situation = run.make_situation(desk.store, name, query, viewer.moment)
        with desk.store.write() as writer:
            writer.put_situation(situation)
        return RedirectResponse(viewer.url(f"/situations/{part(situation.situation_id)}"), 303)
    run.save_search(desk.store, name, query, desk.clock())
    return RedirectResponse(viewer.url("/search", q=q), 303)


@router.post("/searches/remove")
def remove(request: Request, name: Annotated[str, Form()]) -> Response:
    """Forget a saved search."""
    desk: Desk = request.app.state.desk
    run.remove_search(desk.store, name)
    return RedirectResponse("/search", 303)


def _search(store: Store, line: str, moment: datetime, sort: Sort, cursor: str) -> run.Results:
    return run.search(store, run.parse_query(line), moment, LIMIT, cursor or None, sort=sort)

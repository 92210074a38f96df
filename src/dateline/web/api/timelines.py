"""Timelines, backgrounds and episodes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.moments import parse_days
from dateline.web.api.answers import give, give_all, give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import MOST, About, DeskOf, Moment, Pages
from dateline.web.api.schemas import BackgroundAnswer, EntryPage, EpisodePage
from dateline.web.api.waiting import work_out_about

router = APIRouter(prefix="/situations/{about}", tags=["timelines"])
Bound = Annotated[str, Query(max_length=60, description="A day, month or year: 2012, 2012-03, 2012-03-22.")]


@router.get("/timeline", operation_id="getTimeline", responses={200: {"model": EntryPage}})
def get_timeline(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    days: Annotated[int, Query(ge=1, le=MOST, description="So many days.")] = 20,
    sentences: Annotated[int, Query(ge=1, le=50, description="At most so many sentences a day.")] = 1,
    first: Annotated[Bound, Query(alias="from")] = "",
    last: Annotated[Bound, Query(alias="to")] = "",
) -> Response:
    """The days that matter, each with the sentences that say what happened."""
    wanted = run.Wanted(
        n_days=days,
        n_sentences=sentences,
        first=parse_days(first)[0] if first else None,
        last=parse_days(last)[1] if last else None,
    )
    entries = work_out_about(desk, "chronicle", about, moment, wanted=wanted)
    return give_all(request, [wire.write_entry(one) for one in entries])


@router.get("/background", operation_id="getBackground", responses={200: {"model": BackgroundAnswer}})
def get_background(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    words: Annotated[int, Query(ge=10, le=1_000, description="At most so many words.")] = 150,
) -> Response:
    """What a newcomer has to know first, in sentences of the reports."""
    return give(request, wire.write_background(work_out_about(desk, "background", about, moment, n_words=words)))


@router.get("/episodes", operation_id="listEpisodes", responses={200: {"model": EpisodePage}})
def list_episodes(
    request: Request,
    desk: DeskOf,
    about: About,
    paging: Pages,
    is_all: Annotated[
        bool, Query(alias="all", description="Also what one report told of long ago and no other since.")
    ] = False,
) -> Response:
    """What began and went on: blockades, curfews, ceasefires, talks, outbreaks."""
    today = paging.moment.date()
    found = work_out_about(desk, "episodes", about, paging.moment)
    shown = [one for one in found if is_all or wire.is_telling(one, today)]
    page, last = cut(
        shown,
        paging,
        lambda one: (one.started.article.article_id, str(one.started.passage.span.start), one.kind, one.name),
    )
    return give_page(request, paging, [wire.write_episode(one, today) for one in page], last)

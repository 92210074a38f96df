"""Stories: listed, shown, corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.records import Correction
from dateline.store import Store
from dateline.web.api.answers import give, give_page
from dateline.web.api.parameters import DeskOf, Moment, Pages, StoryId
from dateline.web.api.schemas import (
    LoggedAnswer,
    MergeRequest,
    NotedAnswer,
    PinRequest,
    RenameRequest,
    ShownAnswer,
    SplitRequest,
    StoryPage,
)
from dateline.web.api.waiting import work_out
from dateline.web.desk import Desk

router = APIRouter(prefix="/stories", tags=["stories"])


@router.get("", operation_id="listStories", responses={200: {"model": StoryPage}})
def list_stories(
    request: Request,
    desk: DeskOf,
    paging: Pages,
    min_reports: Annotated[int, Query(ge=1, le=10_000, description="Stories of at least so many reports.")] = 1,
) -> Response:
    """The stories with the latest reports first, as they were last brought up to date."""
    after = paging.after[0] if paging.after else ""
    found = work_out(desk, "stories", as_of=paging.moment, limit=paging.limit + 1, min_reports=min_reports, after=after)
    page = found[: paging.limit]
    last = (page[-1].article_ids[-1],) if len(found) > paging.limit else None
    return give_page(request, paging, [wire.write_story(one) for one in page], last)


@router.get("/{story_id}", operation_id="getStory", responses={200: {"model": ShownAnswer}})
def get_story(request: Request, desk: DeskOf, story_id: StoryId, moment: Moment) -> Response:
    """One story: its reports, who stands behind them, its origins, its places, and why its reports are in it."""
    return give(request, wire.write_shown(work_out(desk, "story", as_of=moment, story_id=story_id)))


@router.post("/{story_id}/merge", operation_id="mergeStories", responses={200: {"model": NotedAnswer}})
def merge_stories(request: Request, desk: DeskOf, story_id: StoryId, wanted: MergeRequest) -> Response:
    """Say that two stories are one; it holds through every rebuild."""
    return correct(request, desk, lambda store, now: run.merge_stories(store, story_id, wanted.other, now))


@router.post("/{story_id}/split", operation_id="splitStory", responses={200: {"model": NotedAnswer}})
def split_story(request: Request, desk: DeskOf, story_id: StoryId, wanted: SplitRequest) -> Response:
    """Say that reports do not belong in a story."""
    ids = list(dict.fromkeys(wanted.article_ids))
    return correct(request, desk, lambda store, now: run.split_story(store, story_id, ids, now))


@router.post("/{story_id}/pin", operation_id="pinReport", responses={200: {"model": NotedAnswer}})
def pin_report(request: Request, desk: DeskOf, story_id: StoryId, wanted: PinRequest) -> Response:
    """Say that a report belongs in a story."""
    return correct(request, desk, lambda store, now: run.pin_report(store, wanted.article_id, story_id, now))


@router.post("/{story_id}/rename", operation_id="renameStory", responses={200: {"model": LoggedAnswer}})
def rename_story(request: Request, desk: DeskOf, story_id: StoryId, wanted: RenameRequest) -> Response:
    """Give a story a title of your own; it holds through updates, merges and splits."""
    return give_logged(request, desk, run.rename_story(desk.store, story_id, wanted.title, desk.clock()))


def give_logged(request: Request, desk: Desk, made: Correction) -> Response:
    """A decision as the log tells it."""
    logged = next(one for one in run.list_log(desk.store) if one.correction.number == made.number)
    return give(request, wire.write_logged(logged))


def correct(request: Request, desk: Desk, decide: Callable[[Store, datetime], int | None]) -> Response:
    """Keep a decision about stories, and bring these up to date from the day on that it gives."""
    now = desk.clock()
    day = decide(desk.store, now)
    if day is None:
        return give(request, {"n_reports": None, "n_links": None, "n_taken_back": None})
    counts: run.StoryCounts = work_out(desk, "update_stories", now=now, since=day)
    return give(
        request, {"n_reports": counts.n_reports, "n_links": counts.n_links, "n_taken_back": counts.n_taken_back}
    )

"""Where reports come from: feeds and how they are, what could not be used, how much there is. As it is now: none of it
tells what a report says."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.codec import fields
from dateline.web.api.answers import give, give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import MOST, DeskOf, PlainPages
from dateline.web.api.schemas import FailurePage, FeedAnswer, FeedPage, StatsAnswer

router = APIRouter(tags=["sources"])
MOST_FAILURES = 10_000


@router.get("/feeds", operation_id="listFeeds", responses={200: {"model": FeedPage}})
def list_feeds(request: Request, desk: DeskOf, paging: PlainPages) -> Response:
    """The feeds with their health, by id."""
    page, last = cut(run.check_health(desk.store, desk.clock()), paging, lambda one: (one.feed.feed_id,))
    return give_page(request, paging, [wire.write_health(one) for one in page], last)


@router.get("/feeds/{feed_id}", operation_id="getFeed", responses={200: {"model": FeedAnswer}})
def get_feed(
    request: Request,
    desk: DeskOf,
    feed_id: Annotated[str, Path(min_length=1, max_length=200, description="The feed's id.")],
    limit: Annotated[int, Query(ge=1, le=MOST, description="So many lines of the log.")] = 20,
) -> Response:
    """One feed, how it is, and the last lines of its log."""
    feed = run.require_feed(desk.store, feed_id)
    health = next(one for one in run.check_health(desk.store, desk.clock()) if one.feed.feed_id == feed.feed_id)
    log = [fields(one) for one in desk.store.intake.list_polls(feed.feed_id, limit)]
    return give(request, {**wire.write_health(health), "log": log})


@router.get("/stats", operation_id="getStats", responses={200: {"model": StatsAnswer}})
def get_stats(request: Request, desk: DeskOf) -> Response:
    """How much the store holds."""
    return give(request, wire.write_stats(desk.store.get_stats()))


@router.get("/failures", operation_id="listFailures", responses={200: {"model": FailurePage}})
def list_failures(request: Request, desk: DeskOf, paging: PlainPages) -> Response:
    """Records that could not be used, with the reason, the latest first."""
    found = desk.store.list_failures(MOST_FAILURES)
    page, last = cut(found, paging, lambda one: (one.stage, one.source_id, one.record_id, one.reason))
    return give_page(request, paging, [fields(one) for one in page], last)

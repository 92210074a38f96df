"""Where reports come from, and how much the store holds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from dateline.records import PollReason
from dateline.web.api.schemas.common import Answer, Page


class FeedLine(Answer):
    """A feed with its health. `headers`: their names alone; `proxy`: "set" where there is one. `every` in seconds."""

    feed_id: str
    url: str
    kind: str
    title: str
    site_url: str
    outlet: str
    outlet_id: str
    country: str
    lang: str
    folder: list[str]
    fetch_pages: bool
    allow_private: bool
    is_paused: bool
    every: float | None
    keep_days: int | None
    expect_per_day: float | None
    headers: list[str]
    proxy: str
    status: str
    reason: str
    detail: str
    polled_at: datetime | None
    succeeded_at: datetime | None
    due_at: datetime | None
    moved_to: str
    n_failures: int
    n_items: int
    n_waiting: int
    per_day: float | None
    expected_per_day: float | None
    last_item_at: datetime | None
    alarm: str


class FeedPage(Page):
    """Feeds by id."""

    items: list[FeedLine]


class PollAnswer(Answer):
    """One time that a feed was asked."""

    feed_id: str
    polled_at: datetime
    reason: PollReason
    status: int
    n_items: int
    n_new: int
    n_bytes: int
    elapsed_s: float
    detail: str


class FeedAnswer(FeedLine):
    """A feed with the last lines of its log, the latest first."""

    log: list[PollAnswer]


class StatsAnswer(Answer):
    """How much the store holds now."""

    n_articles: Annotated[int, Field(ge=0)]
    n_undated: int
    n_readings: int
    n_failures: int
    n_situations: int
    n_observations: int
    first_at: str | None
    last_at: str | None
    languages: dict[str, int]
    outlets: dict[str, int]
    last_added_at: datetime | None


class FailureAnswer(Answer):
    """A record that could not be used, and how it begins."""

    stage: str
    source_id: str
    record_id: str
    reason: str
    detail: str


class FailurePage(Page):
    """Failures, the latest first."""

    items: list[FailureAnswer]

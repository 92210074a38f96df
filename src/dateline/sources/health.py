"""Whether a feed is well: whether it answers, what it brings in a day against what is expected, whether it is silent.

A feed that brings `rate` items a day, one after the other by chance, is without any for 7/rate days once in a
thousand times (e^-7). Two days are let pass in any case: weekends and holidays are not failures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dateline.moments import DAY
from dateline.records import ALIVE, Feed, FeedState

EXPECTED_GAPS = 7.0  # e^-7 < .001, see above
MIN_SILENCE = timedelta(days=2)
MIN_ITEMS = 8  # fewer tell no rate
LOOK_BACK_DAYS = 28  # up to a feed's last item: four whole weeks, so that weekdays weigh alike
MIN_FAILURES = 3  # answers missed in a row before a feed is said to be failing: one outage is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What a source brought: how many items, the first and the last moment of them."""

    n_items: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one feed is.

    `status` is ok, new (never asked), paused, trying (an answer was missed), failing or silent; `alarm` says why the
    last two, in words.
    """

    feed: Feed
    state: FeedState
    status: str
    n_items: int
    n_waiting: int
    per_day: float | None
    expected_per_day: float | None
    last_item_at: datetime | None
    alarm: str


def judge(
    feed: Feed, state: FeedState, activity: Activity | None, now: datetime, *, n_items: int = 0, n_waiting: int = 0
) -> Health:
    """A feed's health at a moment. `activity` is over the four weeks up to its last item."""
    per_day = measure_rate(activity) if activity else None
    expected = feed.expect_per_day or per_day
    alarm = _find_alarm(state, activity, expected, now)
    return Health(
        feed=feed,
        state=state,
        status=_name_status(feed, state, alarm),
        n_items=n_items,
        n_waiting=n_waiting,
        per_day=per_day,
        expected_per_day=expected,
        last_item_at=activity.last_at if activity else None,
        alarm="" if feed.is_paused else alarm,
    )


def measure_rate(activity: Activity) -> float | None:
    """Items a day between the first and the last; None where there are too few to tell."""
    if activity.n_items < MIN_ITEMS:
        return None
    span = max(activity.last_at - activity.first_at, timedelta(hours=1))
    return (activity.n_items - 1) / (span / DAY)


def is_silent(last_at: datetime, per_day: float, now: datetime) -> bool:
    """Whether it has been quiet for longer than chance explains."""
    return now - last_at > max(MIN_SILENCE, EXPECTED_GAPS / per_day * DAY)


def _find_alarm(state: FeedState, activity: Activity | None, expected: float | None, now: datetime) -> str:
    if state.n_failures >= MIN_FAILURES:
        return f"no answer {state.n_failures} times in a row: {state.reason.replace('_', ' ')}"
    if activity and expected and is_silent(activity.last_at, expected, now):
        days = (now - activity.last_at) / DAY
        return f"nothing new for {days:.0f} days, {expected:.3g} a day were expected"
    return ""


def _name_status(feed: Feed, state: FeedState, alarm: str) -> str:
    if feed.is_paused:
        return "paused"
    if not state.polled_at:
        return "new"
    if alarm:
        return "failing" if state.n_failures >= MIN_FAILURES else "silent"
    return "ok" if state.reason in ALIVE else "trying"

"""When to ask a feed again: often enough for how often it publishes, seldom enough to be welcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.fetching.outcomes import Outcome, Reason, Refusal
from dateline.text import digest

SHORTEST_S, LONGEST_S = 300, 86_400  # five minutes: below, publishers block; a day: above, news is no news
UNKNOWN_S = 3_600  # a feed whose pace is not known: the default of most feed readers
ASKS_PER_ITEM = 2  # a feed is asked twice as often as it brings something, so that an item waits half its pace
FAILED_BASE_S = 900  # the first time that something fails: most outages are over in a quarter of an hour
LASTING_BASE_S = 21_600  # what does not pass by itself is asked four times a day, then less
_SPREAD = 0.2  # the share by which feeds of one pace are spread, so that they do not come all at once
_LASTING = frozenset({Reason.BAD_URL, Reason.PRIVATE_ADDRESS, Reason.BAD_REDIRECT, Reason.REDIRECT_LOOP, Reason.ROBOTS})
_LASTING_STATUS = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})


def next_due(
    outcome: Outcome,
    feed_id: str,
    *,
    now: datetime,
    n_failures: int = 0,
    ttl_s: int | None = None,
    item_interval_s: float | None = None,
) -> datetime:
    """When a feed is due again: the same answer for the same question.

    `n_failures` counts refusals in a row, this one included. `ttl_s` is the feed's own wish, `item_interval_s` the
    time between its items as observed. The server's wishes (`max_age_s`, `retry_at`) are kept, up to a day for
    how long it calls a response fresh.
    """
    if isinstance(outcome, Refusal):
        base = LASTING_BASE_S if _is_lasting(outcome) else FAILED_BASE_S
        due = now + timedelta(seconds=grow_delay(max(1, n_failures), base_s=base, cap_s=LONGEST_S, seed=feed_id))
        return max(due, outcome.retry_at) if outcome.retry_at else due
    pace = UNKNOWN_S if item_interval_s is None else item_interval_s / ASKS_PER_ITEM
    wished = max(pace, ttl_s or 0, outcome.max_age_s or 0, SHORTEST_S)
    return now + timedelta(seconds=min(wished * (1 + _SPREAD * fraction(feed_id)), LONGEST_S))


def grow_delay(n: int, *, base_s: float, cap_s: float, seed: str) -> float:
    """The seconds to wait after the n-th failure in a row: doubled each time, at most the cap."""
    grown = base_s * 2.0 ** min(max(0, n - 1), 30)
    return min(grown * (1 + _SPREAD * fraction(f"{seed} {n}")), cap_s)


def fraction(seed: str) -> float:
    """A number from 0 to 1 that belongs to a text: chance without a clock, the same each time."""
    return int(digest(seed, length=12), 16) / 16**12


def _is_lasting(refusal: Refusal) -> bool:
    return refusal.reason in _LASTING or refusal.status in _LASTING_STATUS

"""When a feed is due again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching import Reason, Refusal, Response, next_due
from dateline.fetching.backoff import fraction, grow_delay

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
RESPONSE = Response(key="f", url="http://a.example/", status=304, fetched_at=NOW)
REFUSAL = Refusal(key="f", url="http://a.example/", reason=Reason.TIMEOUT, refused_at=NOW)


def wait_s(outcome: Any, feed_id: str = "f", **known: Any) -> float:
    """The seconds until the feed is due."""
    return (next_due(outcome, feed_id, now=NOW, **known) - NOW).total_seconds()


@pytest.mark.parametrize(
    ("known", "least"),
    [
        ({}, 3600),
        ({"item_interval_s": 1200}, 600),
        ({"item_interval_s": 1}, 300),
        ({"item_interval_s": 7 * 86_400}, 86_400),
        ({"item_interval_s": 1200, "ttl_s": 7200}, 7200),
    ],
)
def test_a_feed_is_asked_in_its_own_rhythm(known: dict[str, Any], least: float) -> None:
    """Twice an item, but for five minutes at the least, a day at most, and what it wishes itself."""
    assert least <= wait_s(RESPONSE, **known) <= min(least * 1.2, 86_400)


def test_what_a_server_calls_fresh_is_not_asked_for() -> None:
    """Up to a day."""
    assert 7200 <= wait_s(replace(RESPONSE, max_age_s=7200), item_interval_s=600) <= 8640
    assert wait_s(replace(RESPONSE, max_age_s=10**7)) == 86_400


def test_failures_make_the_pauses_longer() -> None:
    """Doubled each time, up to a day."""
    waits = [wait_s(REFUSAL, n_failures=n) for n in range(1, 12)]
    assert all(base <= wait <= base * 1.2 for base, wait in zip((900, 1800, 3600), waits, strict=False))
    assert waits == sorted(waits)
    assert waits[-1] == 86_400


@pytest.mark.parametrize(
    "fields", [{"reason": Reason.ROBOTS}, {"reason": Reason.HTTP_ERROR, "status": 410}, {"reason": Reason.BAD_URL}]
)
def test_what_does_not_pass_by_itself_is_asked_seldom(fields: dict[str, Any]) -> None:
    """From six hours on at once."""
    assert wait_s(replace(REFUSAL, **fields), n_failures=1) >= 21_600


def test_the_moment_that_a_host_named_is_kept() -> None:
    """Not earlier, though the pause alone would be shorter."""
    later = NOW + timedelta(hours=5)
    assert next_due(replace(REFUSAL, retry_at=later), "f", now=NOW, n_failures=1) == later
    assert wait_s(replace(REFUSAL, retry_at=NOW), n_failures=1) >= 900


def test_feeds_of_one_rhythm_do_not_come_all_at_once() -> None:
    """Each has its own share of the spread, the same each time."""
    waits = [wait_s(RESPONSE, f"feed {number}") for number in range(100)]
    assert len(set(waits)) == 100
    assert max(waits) - min(waits) > 500
    assert waits == [wait_s(RESPONSE, f"feed {number}") for number in range(100)]


@given(
    st.text(),
    st.integers(0, 10**6),
    st.one_of(st.none(), st.integers(-(10**9), 10**9)),
    st.one_of(st.none(), st.floats(0, 1e12)),
    st.sampled_from([RESPONSE, REFUSAL, replace(RESPONSE, max_age_s=0)]),
)
def test_a_feed_is_always_due_between_five_minutes_and_a_day(
    feed_id: str, n_failures: int, ttl_s: int | None, interval: float | None, outcome: Any
) -> None:
    """Whatever is known of it."""
    assert 300 <= wait_s(outcome, feed_id, n_failures=n_failures, ttl_s=ttl_s, item_interval_s=interval) <= 86_400


def test_chance_is_the_same_each_time_and_spread_evenly() -> None:
    """From 0 to 1."""
    drawn = [fraction(f"{number}") for number in range(1000)]
    assert 0 <= min(drawn) < 0.05 < 0.95 < max(drawn) < 1
    assert 0.45 < sum(drawn) / 1000 < 0.55
    assert grow_delay(1, base_s=10, cap_s=100, seed="a") == grow_delay(1, base_s=10, cap_s=100, seed="a")

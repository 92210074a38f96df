"""Feeds that are well, that fail, that fall silent: told apart by what they brought before."""

from datetime import timedelta

import pytest

from dateline.records import Feed, FeedState
from dateline.sources.health import Activity, Health, is_silent, judge, measure_rate
from making import NOW

DAY = timedelta(days=1)
FEED = Feed(feed_id="paper", url="https://paper.example/feed")
ASKED = FeedState(feed_id="paper", polled_at=NOW, succeeded_at=NOW, reason="ok")


def brought(n_items: int, *, over: timedelta, ended: timedelta = timedelta()) -> Activity:
    """So many items over a time that ended so long ago."""
    return Activity(n_items=n_items, first_at=NOW - ended - over, last_at=NOW - ended)


def look(activity: Activity | None, *, feed: Feed = FEED, state: FeedState = ASKED) -> Health:
    return judge(feed, state, activity, NOW)


def test_the_rate_is_of_the_gaps_between_items() -> None:
    """Twenty-nine items over four weeks are one a day; too few items have no rate."""
    assert measure_rate(brought(29, over=28 * DAY)) == pytest.approx(1.0)
    assert measure_rate(brought(7, over=28 * DAY)) is None


@pytest.mark.parametrize(
    ("per_day", "quiet", "expected"),
    [
        (100.0, timedelta(hours=47), False),  # a weekend
        (100.0, timedelta(hours=49), True),
        (1.0, 6 * DAY, False),
        (1.0, 8 * DAY, True),
        (0.1, 60 * DAY, False),
        (0.1, 71 * DAY, True),
    ],
)
def test_silence_is_what_chance_does_not_explain(per_day: float, quiet: timedelta, expected: bool) -> None:
    """A source is silent after seven times its usual gap, and never within two days."""
    assert is_silent(NOW - quiet, per_day, NOW) is expected


def test_a_feed_that_stops_is_silent_and_says_since_when() -> None:
    """A daily feed without anything for ten days raises an alarm with both figures."""
    health = look(brought(29, over=28 * DAY, ended=10 * DAY))
    assert (health.status, health.alarm) == ("silent", "nothing new for 10 days, 1 a day were expected")


def test_what_the_user_expects_counts_for_more_than_what_came() -> None:
    """With a stated expectation even a feed with too few items for a rate can be silent."""
    few = brought(3, over=2 * DAY, ended=4 * DAY)
    assert look(few).status == "ok"
    assert look(few, feed=Feed(feed_id="paper", url="https://paper.example/feed", expect_per_day=5)).status == "silent"


def test_one_outage_is_no_alarm_and_three_are() -> None:
    """A missed answer is tried again; three in a row are a failing feed, with the reason."""
    once = FeedState(feed_id="paper", polled_at=NOW, n_failures=1, reason="timeout")
    thrice = FeedState(feed_id="paper", polled_at=NOW, n_failures=3, reason="parse_error")
    assert (look(None, state=once).status, look(None, state=once).alarm) == ("trying", "")
    assert (look(None, state=thrice).status, look(None, state=thrice).alarm) == (
        "failing",
        "no answer 3 times in a row: parse error",
    )


def test_new_and_paused_feeds_raise_no_alarm() -> None:
    """A feed never asked is new; a paused one is paused, however long it was quiet."""
    assert look(None, state=FeedState(feed_id="paper")).status == "new"
    paused = Feed(feed_id="paper", url="https://paper.example/feed", is_paused=True)
    health = look(brought(29, over=28 * DAY, ended=10 * DAY), feed=paused)
    assert (health.status, health.alarm) == ("paused", "")

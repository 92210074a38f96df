"""Scheduled work is due by an interval or at a time of day in a zone, once for what was missed."""

from datetime import datetime, timedelta

import pytest

from dateline.errors import DefinitionError
from dateline.schedules import next_due, parse_schedule
from making import at


@pytest.mark.parametrize(
    ("text", "done", "due"),
    [
        ("every 15 minutes", "2025-11-07T12:00", "2025-11-07T12:15"),
        ("every hour", "2025-11-07T12:00", "2025-11-07T13:00"),
        ("Every 2 days", "2025-11-07T12:00", "2025-11-09T12:00"),
        ("daily 07:00", "2025-11-07T06:59", "2025-11-07T07:00"),
        ("daily 07:00", "2025-11-07T07:00", "2025-11-08T07:00"),
        ("daily at 7:00 Europe/Paris", "2025-07-07T00:00", "2025-07-07T05:00"),
        ("daily 07:00 Europe/Paris", "2025-11-07T00:00", "2025-11-07T06:00"),
        ("daily 01:00 Pacific/Auckland", "2025-11-07T00:00", "2025-11-07T12:00"),
        ("weekdays 07:00", "2025-11-07T08:00", "2025-11-10T07:00"),
        ("monday 07:00", "2025-11-10T07:00", "2025-11-17T07:00"),
        ("daily 02:30 Europe/Paris", "2025-03-30T00:00", "2025-03-30T01:30"),  # the hour that spring leaves out
        ("daily 02:30 Europe/Paris", "2025-10-26T00:00", "2025-10-26T00:30"),  # the first of the two in autumn
        ("daily 02:30 Europe/Paris", "2025-10-26T00:30", "2025-10-27T01:30"),
    ],
)
def test_when_work_is_due_again(text: str, done: str, due: str) -> None:
    """After the moment that it was last done."""
    assert next_due(parse_schedule(text), at(done), at("2025-12-01T00:00")) == at(due)


def test_what_was_never_done() -> None:
    """By an interval it is due at once, at a time of day when that comes."""
    now: datetime = at("2025-11-07T12:00")
    assert next_due(parse_schedule("every 15 minutes"), None, now) == now
    assert next_due(parse_schedule("daily 07:00"), None, now) == now + timedelta(hours=19)


@pytest.mark.parametrize(
    "text",
    ["", "daily", "daily 25:00", "daily 07:60", "every 0 minutes", "every day at noon", "7:00", "daily 07:00 Mars/Base",
     "every 9999 days", "daily 07:00 ../../etc/passwd"],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(text: str) -> None:
    """With what to write instead."""
    with pytest.raises(DefinitionError, match=r"Write"):
        parse_schedule(text)

"""What pages found a moment ago: good while the store stands, a minute at most, and no more of it than is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dateline.web.recall import LONGEST, WHILE_OTHERS_WRITE, Recall

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
LATER = timedelta(seconds=11)


def test_an_answer_is_found_once_while_the_store_stands() -> None:
    recall, found = Recall(), iter(range(9))
    given = [recall.get(("a",), "1" if n < 2 else "2", NOW + n * LATER, lambda: next(found)) for n in range(4)]
    assert given == [0, 0, 1, 1]
    assert recall.get(("b",), "2", NOW, lambda: next(found)) == 2


def test_what_others_write_is_seen_after_some_seconds_and_ones_own_at_once() -> None:
    recall, found = Recall(), iter(range(9))
    assert [recall.get(("a",), stamp, NOW, lambda: next(found)) for stamp in ("1", "2", "3")] == [0, 0, 0]
    assert recall.get(("a",), "4", NOW + WHILE_OTHERS_WRITE, lambda: next(found)) == 1
    recall.forget()
    assert recall.get(("a",), "4", NOW + WHILE_OTHERS_WRITE, lambda: next(found)) == 2


def test_an_answer_is_good_for_a_minute() -> None:
    recall, found = Recall(), iter(range(9))
    moments = (NOW, NOW + LONGEST - timedelta(seconds=1), NOW + LONGEST)
    assert [recall.get(("a",), "1", at, lambda: next(found)) for at in moments] == [0, 0, 1]


def test_the_answers_that_were_asked_for_longest_ago_go_first() -> None:
    recall, found = Recall(most_kept=2), iter(range(9))
    given = [recall.get((key,), "1", NOW, lambda: next(found)) for key in ("a", "b", "a", "c", "a", "b")]
    assert given == [0, 1, 0, 2, 0, 3]

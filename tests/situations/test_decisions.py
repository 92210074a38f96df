"""What follows from what a user keeps and rejects, and which situations the stream suggests."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from dateline.records import Article
from dateline.situations import Sighting, suggest_situations
from dateline.situations.decisions import Meanings, apply_decisions
from making import make_article

TODAY = date(2025, 6, 30)


def embed(articles: Sequence[Article]) -> Meanings:
    """Two meanings: of the state, and of the country."""
    rows = [[1.0, 0.1] if "Atlanta" in one.text else [0.1, 1.0] for one in articles]
    found = np.array(rows, dtype=np.float32).reshape(len(rows), 2)
    lengths = np.linalg.norm(found, axis=1, keepdims=True) if len(rows) else 1.0
    return np.asarray(found / lengths, dtype=np.float32)


def chosen(kept: Sequence[str] = (), rejected: Sequence[str] = ()) -> list[str]:
    """The ids that stay of six reports on two Georgias."""
    texts = {"a1": "Atlanta", "a2": "Atlanta", "a3": "Atlanta", "t1": "Tbilisi", "t2": "Tbilisi", "t3": "Tbilisi"}
    articles = {name: make_article(name, f"{town} in Georgia.") for name, town in texts.items()}
    left = [articles[one] for one in kept]
    right = [articles[one] for one in rejected]
    return [one.article_id for one in apply_decisions(list(articles.values()), left, right, embed)]


def test_one_rejected_report_goes_alone() -> None:
    assert chosen(rejected=["a1"]) == ["a2", "a3", "t1", "t2", "t3"]


def test_from_two_on_others_of_their_meaning_go_too() -> None:
    assert chosen(rejected=["a1", "a2"]) == ["t1", "t2", "t3"]


def test_what_is_kept_stays_whatever_is_rejected() -> None:
    assert chosen(kept=["a3"], rejected=["a1", "a2"]) == ["a3", "t1", "t2", "t3"]


def test_a_kept_report_that_was_not_found_belongs() -> None:
    other = make_article("x", "The parliament met.")
    assert [one.article_id for one in apply_decisions([], [other], [], embed)] == ["x"]


def sighting(number: int, day: date, *actors: str) -> Sighting:
    """A story."""
    return Sighting(f"s{number}", day, frozenset(actors), f"Story {number}")


def test_who_has_many_more_stories_than_usual_is_suggested_with_whom_he_shares_them() -> None:
    usual = [sighting(n, TODAY - timedelta(days=20 + n), "France") for n in range(60)]
    burst = [sighting(100 + n, TODAY - timedelta(days=n % 5), "Nepal", "India") for n in range(10)]
    steady = [sighting(200 + n, TODAY - timedelta(days=n), "France") for n in range(5)]
    (one,) = suggest_situations([*usual, *burst, *steady], TODAY)
    assert set(one.actors) == {"Nepal", "India"}
    assert len(one.stories) == 10
    assert one.expected < 1


def test_a_usual_fortnight_suggests_nothing() -> None:
    every_third_day = [sighting(n, TODAY - timedelta(days=3 * n), "France") for n in range(60)]
    assert suggest_situations(every_third_day, TODAY) == []


def test_stories_after_the_day_suggest_nothing() -> None:
    burst = [sighting(n, TODAY + timedelta(days=1), "Nepal") for n in range(10)]
    assert suggest_situations(burst, TODAY) == []

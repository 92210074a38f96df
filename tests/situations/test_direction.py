"""A situation got worse or better where chance and the number of reports do not explain the difference."""

from datetime import date, timedelta

import pytest

from dateline.intervals import compare_rates, compare_sums
from dateline.records import DirectionState, Episode, Excerpt, Happening, Passage, QuoteEvidence, Span
from dateline.situations import Signs, find_direction
from making import at, make_article

TO = date(2025, 11, 7)


def make_happenings(n: int, days_back: int, killed: int = 0) -> list[Happening]:
    """Things that happened on one day, each told by a report of its own."""
    day = TO - timedelta(days=days_back)
    moment = at(f"{day}T12:00")
    return [
        Happening(
            day=day,
            killed=killed,
            evidence=QuoteEvidence(
                span=Span(article_id=f"{days_back}-{at_}", start=0, end=4, quote="Fire"),
                citations=(),
                published_at=moment,
                known_at=moment,
            ),
        )
        for at_ in range(n)
    ]


def make_signs(now: int, before: int, **fields: object) -> Signs:
    """Acts of the last thirty days and of those before, in a store of 100 reports each."""
    acts = [*make_happenings(now, 3), *make_happenings(before, 40)]
    given = {"attacks": (), "acts": acts, "n_own": 20, "reports_now": 100, "reports_before": 100, **fields}
    return Signs(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [((15, 1.0), (5, 1.0), 1), ((14, 1.0), (6, 1.0), 0), ((5, 1.0), (15, 1.0), -1), ((14, 1.0), (6, 2.0), 1)],
)
def test_rates_are_compared_by_the_binomial(now: tuple[int, float], before: tuple[int, float], expected: int) -> None:
    """15 to 5 has a tail of 2.07%, 14 to 6 one of 5.77%; with twice the exposure before, 14 to 6 is no chance."""
    assert compare_rates(now, before) == expected


def test_many_counts_do_not_overflow() -> None:
    """The tails are summed in logarithms."""
    assert compare_rates((9_000, 1.0), (8_000, 1.0)) == 1
    assert compare_rates((0, 1.0), (0, 1.0)) == 0


def test_one_very_deadly_attack_is_chance() -> None:
    """The sum of a few hundred killed in one attack says nothing; the same in many attacks does."""
    assert compare_sums(([300, 2, 3, 2, 4], 1.0), ([2, 3, 2, 2, 3], 1.0)) == 0
    assert compare_sums(([30] * 10, 1.0), ([2, 3, 2, 2, 3], 1.0)) == 1
    assert compare_sums(([2] * 5, 1.0), ([30] * 10, 1.0)) == -1


def test_a_rate_needs_an_exposure() -> None:
    """Where nobody looked, nothing can be compared."""
    with pytest.raises(ValueError, match="exposure"):
        compare_rates((1, 0.0), (1, 1.0))
    with pytest.raises(ValueError, match="exposure"):
        compare_sums(([1], 0.0), ([1], 1.0))


@pytest.mark.parametrize(
    ("now", "before", "state"),
    [
        (15, 5, DirectionState.DETERIORATED),
        (10, 8, DirectionState.UNCHANGED),
        (4, 15, DirectionState.IMPROVED),
        (0, 0, DirectionState.UNCHANGED),
    ],
)
def test_a_state_needs_more_than_chance(now: int, before: int, state: DirectionState) -> None:
    """The state follows the counts only where they differ clearly."""
    assert find_direction("mali", TO, make_signs(now, before)).state is state


def test_more_reporting_is_no_deterioration() -> None:
    """Three times the acts in three times the reports is as before."""
    found = find_direction("mali", TO, make_signs(15, 5, reports_now=300, reports_before=100))
    assert found.state is DirectionState.UNCHANGED


@pytest.mark.parametrize("fields", [{"n_own": 7}, {"reports_before": 9}])
def test_too_few_reports_say_nothing(fields: dict[str, int]) -> None:
    """A handful of reports, or a store that hardly looked before, gives no direction, and says how few there are."""
    found = find_direction("mali", TO, make_signs(15, 5, **fields))
    assert found.state is DirectionState.UNKNOWN
    assert "reports on it in the 60 days to 7 November 2025" in found.reason


def test_what_points_both_ways_is_unchanged() -> None:
    """Many more acts with far fewer killed: neither worse nor better."""
    attacks = [*make_happenings(6, 3, killed=1), *make_happenings(8, 40, killed=30)]
    assert find_direction("mali", TO, make_signs(20, 5, attacks=attacks)).state is DirectionState.UNCHANGED


def test_the_reason_is_in_numbers_with_its_evidence() -> None:
    """Counts of both thirty days, killed by the lowest counts, and the words of the deadliest reports first."""
    attacks = [*make_happenings(3, 3, killed=20), *make_happenings(1, 40, killed=4)]
    found = find_direction("mali", TO, make_signs(15, 5, attacks=attacks))
    assert found.reason == (
        "15 reports of force or deaths in the 30 days to 7 November 2025 (5 in the 30 days before), 3 deadly attacks"
        " (1), at least 60 killed in them (4), of 100 reports in the store (100)"
    )
    assert [one.span.article_id for one in found.evidence] == ["3-0", "3-1", "3-2", "40-0", "40-1", "40-2"]


def test_days_outside_the_sixty_do_not_count() -> None:
    """The last day and the sixtieth count; the day after, and the sixty-first, do not."""
    acts = [*make_happenings(1, 0), *make_happenings(1, 59), *make_happenings(1, -1), *make_happenings(1, 60)]
    found = find_direction("mali", TO, make_signs(0, 0, acts=acts))
    assert (found.acts_now, found.acts_before) == (1, 1)


def test_a_blockade_that_began_is_named() -> None:
    """Grave episodes that began or ended in the last thirty days stand in the reason with their words."""
    article = make_article("r", "JNIM declares a blockade.", when="2025-11-01T12:00")
    span = Span(article_id="r", start=0, end=25, quote=article.text)
    excerpt = Excerpt(article, Passage(span=span, position=0, is_sentence=True))
    episode = Episode(
        kind="blockade",
        name="fuel blockade",
        started=excerpt,
        last=excerpt,
        ended=None,
        n_excerpts=1,
        names=frozenset(),
    )
    found = find_direction("mali", TO, make_signs(1, 1, episodes=(episode,)))
    assert found.reason.endswith("; fuel blockade began, reported on 1 November 2025")
    assert found.evidence[-1].span == span

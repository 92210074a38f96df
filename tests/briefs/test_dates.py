"""Relative dates become dates."""

from datetime import date

import pytest

from dateline.briefs.dates import find_explicit_dates, resolve_dates

FRIDAY = date(2025, 11, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army left yesterday.", "The army left on 6 November."),
        ("It left on Thursday.", "It left on 6 November."),
        ("It left on Friday.", "It left on 7 November."),
        ("It will leave on Monday.", "It will leave on 10 November."),
        ("A town taken by rebels on Monday is quiet.", "A town taken by rebels on 3 November is quiet."),
        ("They have until Thursday.", "They have until 13 November."),
        ("It left last Friday.", "It left on 31 October."),
        ("It left last week.", "It left the week before."),
        ("It left last month.", "It left in October 2025."),
        ("It left earlier this year.", "It left earlier in 2025."),
        ("It leaves next year.", "It leaves in 2026."),
        ("It left two months ago.", "It left in September 2025."),
        ("It left three days ago.", "It left on 4 November."),
        ("It left several days ago.", "It left several days earlier."),
        ("It left ten years ago.", "It left in 2015."),
        ("following Wednesday's coup d'état", "following the 5 November coup d'état"),
        ("after yesterday's attacks", "after the 6 November attacks"),
        ("after last month's coup", "after the October 2025 coup"),
        ("after last year's coup", "after the 2024 coup"),
        ("It left on Tuesday, November 4.", "It left on Tuesday, November 4."),
        ("Freedom Friday was quiet.", "Freedom Friday was quiet."),
        ('He said "we leave tomorrow".', 'He said "we leave tomorrow".'),
        ("He said “we left yesterday” today.", "He said “we left yesterday” on 7 November."),
    ],
)
def test_resolves_from_the_day_of_the_report(text: str, expected: str) -> None:
    """Each form is reckoned from the report's day; words in quotation marks stay as they were said."""
    assert resolve_dates(text, FRIDAY) == expected


def test_year_is_written_where_it_differs() -> None:
    """A day of another year than the report's carries its year."""
    assert resolve_dates("It left yesterday.", date(2025, 1, 1)) == "It left on 31 December 2024."


def test_finds_written_dates() -> None:
    """Dates in either order are found; a month alone means its last day, a missing year the report's."""
    text = "By December 31, 2025, or 3 January 2026, or in March 2026, or on May 24."
    assert find_explicit_dates(text, FRIDAY) == [
        date(2025, 12, 31),
        date(2026, 1, 3),
        date(2026, 3, 31),
        date(2025, 5, 24),
    ]


def test_a_date_without_year_is_past_unless_it_is_to_come() -> None:
    """December in a January report is the December before; "will" and "until" look ahead."""
    january = date(2025, 1, 9)
    assert find_explicit_dates("arrested since December 28", january) == [date(2024, 12, 28)]
    assert find_explicit_dates("killed by a strike on December 3", january) == [date(2024, 12, 3)]
    assert find_explicit_dates("will be held on December 28", january) == [date(2025, 12, 28)]
    assert find_explicit_dates("will leave by January 3", january) == [date(2026, 1, 3)]


def test_impossible_dates_are_passed_over() -> None:
    """The thirtieth of February is no date."""
    assert find_explicit_dates("on 30 February 2025", FRIDAY) == []

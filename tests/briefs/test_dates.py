"""Relative dates become dates."""

from datetime import date

import pytest

from dateline.briefs.dates import has_passed, is_to_come, resolve_dates, states_day
from dateline.reading.dates import find_dates
from dateline.records import DateMention

FRIDAY = date(2025, 11, 7)


def read(text: str, published: date = FRIDAY) -> list[DateMention]:
    return find_dates(text, published=published, lang="en")


def write(text: str, published: date = FRIDAY) -> str:
    return resolve_dates(text, read(text, published), published)


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
        ("It left eight months ago.", "It left eight months earlier."),
        ("It left several days ago.", "It left several days earlier."),
        ("It left ten years ago.", "It left in 2015."),
        ("following Wednesday's coup d'état", "following the 5 November coup d'état"),
        ("after yesterday's attacks", "after the 6 November attacks"),
        ("after last month's coup", "after the October 2025 coup"),
        ("after last year's coup", "after the 2024 coup"),
        ("The army left Wednesday.", "The army left on 5 November."),
        ("It was taken on Monday night.", "It was taken on the night of 3 November."),
        ("It left last night.", "It left on the night of 6 November."),
        ("closed between Monday and Wednesday", "closed between 3 November and 5 November"),
        ("It has been closed since last year.", "It has been closed since 2024."),
        ("It has been closed since Sunday evening.", "It has been closed since the evening of 2 November."),
        ("It will open before next month.", "It will open before December 2025."),
        ("It will open by the end of the year.", "It will open by the end of 2025."),
        ("It left late last year.", "It left late in 2024."),
        ("It left last December.", "It left in December 2024."),
        ("It began in May this year.", "It began in May 2025."),
        ("It began last summer.", "It began in the summer of 2025."),
        ("It left in the past two days.", "It left in the previous two days."),
        ("It left nearly two years ago.", "It left nearly two years earlier."),
        ("It will meet in the coming days.", "It will meet in the following days."),
        ("Last year was the worst.", "2024 was the worst."),
        ("after last week's attack", "after the previous week's attack"),
        ("Two months ago, the army left.", "In September 2025, the army left."),
        ("It was the second attack this year.", "It was the second attack in 2025."),
        ("It left on Tuesday, November 4.", "It left on Tuesday, November 4."),
        ("Freedom Friday was quiet.", "Freedom Friday was quiet."),
        ('He said "we leave tomorrow".', 'He said "we leave tomorrow".'),
        ("He said “we left yesterday” today.", "He said “we left yesterday” on 7 November."),
    ],
)
def test_resolves_from_the_day_of_the_report(text: str, expected: str) -> None:
    """Each form is reckoned from the report's day; words in quotation marks stay as they were said."""
    assert write(text) == expected


def test_year_is_written_where_it_differs() -> None:
    """A day of another year than the report's carries its year, whether it was told by its number or not."""
    assert write("It left yesterday.", date(2025, 1, 1)) == "It left on 31 December 2024."
    assert write("It left on December 28.", date(2025, 1, 9)) == "It left on December 28, 2024."
    assert write("It left on December 15, 18 and 22.", date(2025, 1, 9)) == "It left on December 15, 18 and 22."
    assert write("It left in December.", date(2025, 1, 9)) == "It left in December 2024."


@pytest.mark.parametrize(
    "text", ["On Bloody Sunday, ten died.", "It was his first Sunday address.", "The USA Today said so."]
)
def test_names_are_no_dates(text: str) -> None:
    """A weekday that is part of a name, or only describes, stays."""
    assert write(text) == text


def test_what_is_counted_from_another_sentence_becomes_a_day() -> None:
    """ "The following day" is written out where the day it goes from is not in the sentence."""
    before = read("The army came on Monday.")[-1]
    [later] = find_dates("It left the following day.", published=FRIDAY, lang="en", last=before)
    assert resolve_dates("It left the following day.", [later], FRIDAY) == "It left on 4 November."
    whole = "The army came on 3 November and left the following day."
    assert write(whole) == whole


def test_words_left_out_are_passed_over() -> None:
    """Of a shortened sentence only the dates that are still there are written out."""
    dates = read("After meeting on Monday, it left on Thursday.")
    assert resolve_dates("It left on Thursday.", dates, FRIDAY) == "It left on 6 November."


def test_a_text_that_states_its_day() -> None:
    """The day of the report is stated in the text, or it is not."""
    for text, states in (("It left today.", True), ("It left on 7 November.", True), ("It left on Monday.", False)):
        assert states_day(text, read(text), FRIDAY) is states


@pytest.mark.parametrize(
    ("text", "to_come", "passed"),
    [
        ("It will vote on 31 December.", True, False),
        ("It will vote in December 2025.", True, False),
        ("It will vote in 2026.", False, False),
        ("They have until Thursday.", False, True),
        ("It will meet on Monday.", False, True),
        ("It will meet within 48 hours.", False, True),
        ("It will meet today.", False, True),
        ("It left on Monday.", False, False),
        ("It will be remembered since 2012.", False, False),
    ],
)
def test_dates_that_a_report_looks_ahead_to(text: str, to_come: bool, passed: bool) -> None:
    """A fortnight later, a day that the report looked ahead to is still to come or has passed; the past is neither."""
    [found] = read(text)
    today = date(2025, 11, 21)
    assert (is_to_come(found, FRIDAY, today), has_passed(found, FRIDAY, today)) == (to_come, passed)

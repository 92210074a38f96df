"""What gets into a calendar: single days to come, that may still come about, each thing once."""

from datetime import date

import pytest

from dateline.briefs import Scheduled, list_scheduled
from telling import Line, make_material, make_situation

FREEDONIA = make_situation("Freedonia", "Freedonian")


def schedule(*lines: Line, as_of: str = "2025-11-07") -> list[Scheduled]:
    return list_scheduled(make_material(lines, FREEDONIA, as_of))


@pytest.mark.parametrize(
    "text",
    [
        "Freedonia will hold a referendum on 14 December 2025.",
        "The president of Freedonia calls a general election for 14 December.",
        "The government of Freedonia postpones the referendum on the constitution to 14 December 2025.",
        "The parliament of Freedonia is expected to vote on the budget on December 14.",
    ],
)
def test_a_day_to_come_that_a_report_names_is_scheduled(text: str) -> None:
    (one,) = schedule(("2025-11-05", text))
    assert (one.day, one.words.quote) == (date(2025, 12, 14), text)
    assert "14" in one.named.quote


@pytest.mark.parametrize(
    "text",
    [
        "Freedonia will hold a referendum in December 2025.",
        "Freedonia will hold a referendum early next year.",
        "The state of emergency in Freedonia lasts until 14 December 2025.",
        "Protesters demand that the president of Freedonia resign on 14 December 2025.",
        "Rebels threaten to attack the capital of Freedonia on 14 December 2025.",
        "Freedonia held a referendum on 14 October 2025.",
        "Freedonia cancels the referendum that was planned for 14 December 2025.",
        "Freedonia postpones the referendum that was planned for 14 December 2025.",
    ],
)
def test_what_is_vague_demanded_threatened_or_over_is_not(text: str) -> None:
    assert schedule(("2025-11-05", text)) == []


VOTE = ("2025-10-05", "Freedonia will hold a referendum on the new constitution on 14 December 2025.")


def test_what_fell_through_is_not_scheduled_any_more() -> None:
    off = ("2025-11-06", "The government of Freedonia cancels the referendum on the new constitution.")
    assert len(schedule(VOTE)) == 1
    assert schedule(VOTE, off) == []
    assert len(schedule(VOTE, off, as_of="2025-11-05")) == 1


def test_the_day_itself_is_not_to_come() -> None:
    assert schedule(VOTE, as_of="2025-12-14") == []
    assert len(schedule(VOTE, as_of="2025-12-13")) == 1


def test_two_reports_of_one_thing_are_one_and_the_earliest_leads() -> None:
    again = ("2025-11-01", "Freedonia expects to hold the constitution referendum on 14 December, the ministry says.")
    other = ("2025-11-02", "The king of Sylvania will visit the capital of Freedonia on 14 December 2025.")
    first, second = schedule(VOTE, again, other)
    assert [one.day for one in first.excerpts] == [date(2025, 10, 5), date(2025, 11, 1)]
    assert "king" in second.words.quote


def test_a_long_sentence_is_told_from_the_clause_that_names_the_day() -> None:
    text = (
        "The Prime Minister of Freedonia Rufus Firefly, who took office after the long war with the neighbouring"
        " kingdom, dissolves the parliament and calls a snap election for 14 December 2025 in all provinces."
    )
    (one,) = schedule(("2025-11-05", text))
    assert one.words.quote == "calls a snap election for 14 December 2025 in all provinces."

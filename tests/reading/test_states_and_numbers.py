"""Who controls what and who stands with whom; what a number counts, and what became of those counted."""

import pytest

from dateline.reading.events.numbers import find_numbers
from dateline.reading.events.states import find_states
from dateline.reading.parsing import can_parse, parse


def states(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The states of one sentence: type, and the heads of both sides."""
    doc = next(iter(parse([text], "en")))
    return [(s.type, [t.text for t in s.sources], [t.text for t in s.targets]) for s in find_states(doc, "en")]


def counts(text: str, lang: str = "en") -> list[tuple[int, str, str]]:
    """The numbers of one sentence: the least of the range, what it counts, what became of it."""
    doc = next(iter(parse([text], lang)))
    return [(number.low, number.what, number.outcome) for number in find_numbers(doc, lang)]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("The junta has ruled Mali since 2020.", "junta", "Mali"),
        ("Hamas has ruled over Gaza since 2007.", "Hamas", "Gaza"),
        ("The island is ruled by a general.", "general", "island"),
        ("The army controls most of Rakhine State.", "army", "State"),
    ],
)
def test_who_rules_or_holds_a_place_controls_it(text: str, source: str, target: str) -> None:
    """A place as object or behind "over"; "most of" a place is the place."""
    assert states(text) == [("CONTROLS", [source], [target])]


@pytest.mark.parametrize(
    "text",
    [
        "The European court ruled in regard to the case.",
        "The judge ruled out bail for the minister.",
        "The court ruled that the law was void.",
    ],
)
def test_a_court_that_rules_controls_nothing(text: str) -> None:
    """To rule on a matter is no rule over a place."""
    assert states(text) == []


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("The rebels are allied with Rwanda.", "rebels", "Rwanda"),
        ("The rebels, backed by Iran, fired on the port.", "rebels", "Iran"),
        ("The army fights the al-Qaeda-linked militia.", "militia", "Qaeda"),
    ],
)
def test_who_stands_with_whom_is_an_alliance(text: str, source: str, target: str) -> None:
    """ "Allied with", "backed by" and "-linked" tie one side to the other."""
    assert ("ALLIED", [source], [target]) in states(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three months later, 40 fighters surrendered.", [(40, "fighters", "")]),
        ("Some 52,000 people have fled their homes.", [(46800, "people", "displaced")]),
        ("Homes burned and dozens are missing.", [(24, "", "missing")]),
        ("Twelve people were killed in the raid.", [(12, "people", "killed")]),
        ("Gunmen shot dead nine villagers.", [(9, "villagers", "killed")]),
    ],
)
def test_people_are_counted_and_units_of_time_are_not(text: str, expected: list[tuple[int, str, str]]) -> None:
    """What became of those counted is told wherever the verb stands."""
    assert counts(text) == expected


def test_french_durations_count_nobody() -> None:
    """ "Depuis trois mois" is no crowd of three; "2 000" is one number."""
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    text = "Environ 2 000 citoyens maliens ont manifesté contre ceux qui tiennent le nord depuis trois mois."
    assert [found[0] for found in counts(text, "fr")] == [1800]

"""What is counted over the reports: deadly attacks, and whom they quote."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.briefs import find_fault
from dateline.briefs.attacks import find_attacks, write_attacks
from dateline.briefs.material import Material
from dateline.briefs.voices import write_quoted
from dateline.moments import end_of_day
from dateline.records import RowEvidence, Sentence
from telling import Line, make_material, make_situation

ATTACKS: list[Line] = [
    ("2025-09-01", "The government of Nigeria opens all schools in the country.", "AP"),
    ("2025-10-12", "Boko Haram fighters kill nine people in an attack on Maiduguri, Nigeria.", "AP"),
    ("2025-10-20", "At least 17 soldiers are killed when Boko Haram attacks an army base in Kano, Nigeria.", "AFP"),
    ("2025-10-21", "Twenty soldiers are killed in a Boko Haram attack on an army base in Kano, Nigeria.", "Reuters"),
    ("2025-11-02", "Nigerian troops kill eleven Boko Haram fighters in an airstrike near Damboa, Nigeria.", "BBC"),
]
VOICES: list[Line] = [
    ("2025-10-01", "The government of Nigeria says that talks will go on.", "AP"),
    ("2025-10-03", "Nigeria says that schools will open.", "AP"),
    ("2025-10-05", "Nigeria's foreign ministry says that it will send an envoy.", "AP"),
    ("2025-10-07", "The United Nations says that 10,000 people fled their homes in Nigeria.", "AP"),
    ("2025-10-09", "The United Nations warns that Nigeria needs help.", "AFP"),
]


def material(lines: list[Line]) -> Material:
    return make_material(lines, make_situation("Nigeria", countries=("NG",)), "2025-11-07")


def test_each_attack_counts_once_with_its_range() -> None:
    """Two reports of one attack are one, and its killed are between what they say."""
    found = find_attacks(material(ATTACKS), date(2025, 10, 8))
    assert [(attack.day.isoformat(), attack.low, attack.high, attack.n_reports) for attack in found] == [
        ("2025-10-12", 9, 9, 1),
        ("2025-10-20", 17, None, 2),
        ("2025-11-02", 11, 11, 1),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Gunmen attack a mine in Kano, Nigeria, killing one Nigerian and two others from Ghana.", 3, 3),
        ("Boko Haram fighters kill three soldiers and at least five civilians in Kano, Nigeria.", 8, None),
        ("Boko Haram fighters kill 20 people, including five children and two women, in Kano, Nigeria.", 20, 20),
        ("Boko Haram fighters kill 20 people, five of them children, in an attack on Kano, Nigeria.", 20, 20),
    ],
)
def test_killed_joined_by_a_bare_and_are_added(text: str, low: int, high: int | None) -> None:
    """Parts of a count are not added to it."""
    (attack,) = find_attacks(material([("2025-11-01", text)]), date(2025, 10, 8))
    assert (attack.low, attack.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "The army of Nigeria says that an attack on Kano killed 30 people.",
        "Nigeria denies that its troops killed 30 people in an attack on Kano.",
        "Attacks on Kano have killed 300 people since last year in Nigeria.",
        "The death toll from the attack on Kano rises to 40 in Nigeria.",
        "At least 30 people are killed when a bus falls into a river near Kano, Nigeria.",
        "Gunmen may kill 30 people in an attack on Kano, Nigeria.",
    ],
)
def test_claims_sums_and_accidents_are_no_attacks(text: str) -> None:
    """What somebody is said to say, what adds up many attacks, and what nobody did is not counted."""
    assert find_attacks(material([("2025-11-01", text)]), date(2025, 10, 8)) == []


def test_an_attack_is_of_the_day_that_the_report_names() -> None:
    """What a later report calls by its day is no second attack."""
    lines: list[Line] = [
        ("2025-10-12", "Boko Haram fighters kill nine people in an attack on Maiduguri, Nigeria.", "AP"),
        ("2025-10-20", "Nigeria mourns after the October 12 attack that killed 12 people in Maiduguri.", "AFP"),
    ]
    assert [attack.day for attack in find_attacks(material(lines), date(2025, 10, 8))] == [date(2025, 10, 12)]


def test_attackers_who_die_are_no_victims() -> None:
    text = "A passport is found near the body of one of the gunmen killed in the attacks in Kano, Nigeria."
    assert find_attacks(material([("2025-11-01", text)]), date(2025, 10, 8)) == []


def test_sentence_on_attacks_stands_on_its_rows() -> None:
    """Its figures are the sums of its rows, which name report, outlet and day; a changed figure is a fault."""
    told = material(ATTACKS)
    entry = write_attacks(told)
    assert entry is not None
    sentence = entry.content
    assert isinstance(sentence, Sentence)
    assert sentence.text.startswith(
        "Reports of the 30 days to 7 November 2025 tell of 3 deadly attacks; by the lowest count of each,"
        " at least 37 people were killed"
    )
    articles = {excerpt.article.article_id: excerpt.article for excerpt in told.excerpts}
    as_of = end_of_day(date(2025, 11, 7))
    assert find_fault(sentence, articles, as_of, told.readings) is None
    assert "49" in (find_fault(replace(sentence, text=sentence.text.replace("37", "49")), articles, as_of, {}) or "")
    rows = sentence.evidence[-1]
    assert isinstance(rows, RowEvidence)
    fewer = replace(rows, rows=rows.rows[:-1])
    wrong = replace(sentence, evidence=(*sentence.evidence[:-1], fewer))
    assert "by the rows" in (find_fault(wrong, articles, as_of, {}) or "")
    assert "may not be cited" in (find_fault(replace(sentence, evidence=(rows,)), {}, as_of, {}) or "")


def test_few_attacks_are_not_counted() -> None:
    """Below three there is nothing to sum up."""
    assert write_attacks(material(ATTACKS[:2])) is None


def test_whom_the_reports_quote() -> None:
    """Officials count for their state, others by name; each report counts once."""
    sentence = write_quoted(material(VOICES))
    assert sentence is not None
    assert sentence.text == "Most quoted here since 1 October 2025: officials of Nigeria (3), the United Nations (2)."
    assert write_quoted(material(VOICES[:3])) is None

"""How many people were killed."""

import pytest

from dateline.languages import LANGUAGES, read_number
from dateline.reading.counts import count_deaths

ENGLISH = LANGUAGES["en"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 44 people are killed in an attack on a mosque.", 44),
        ("Gunmen kill 22 people in Takoubatt.", 22),
        ("Twenty-five civilians are killed after an ambush.", 25),
        ("Militants seize a base, killing more than 30 troops.", 30),
        ("The death toll rises to 1,204.", 1204),
        ("At least 49 people are killed and 12 others are injured.", 49),
        ("An attack injures 12 people.", 0),
        ("Floods have affected 320,000 people and killed almost 50.", 50),
        ("Gunmen storm a hotel, taking 170 hostages.", 0),
        ("The coup of 2012 killed hopes of peace.", 0),
        ("No group has claimed responsibility for the killing.", 0),
        ("Two soldiers and three civilians die in the blast, which leaves 9 dead.", 9),
    ],
)
def test_counts_the_killed(sentence: str, expected: int) -> None:
    """The largest number of killed that is stated; the injured, the displaced and years do not count."""
    assert count_deaths(sentence, ENGLISH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234", 1234), ("twenty-five", 25), ("3 million", 3_000_000), ("two hundred", 200), ("dozens", 24), ("17", 17)],
)
def test_reads_numbers(text: str, expected: int) -> None:
    """Figures and number words become numbers; a vague word its least meaning."""
    assert read_number(text, ENGLISH) == expected

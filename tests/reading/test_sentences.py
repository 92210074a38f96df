"""Where sentences begin and end."""

import pytest

from dateline.languages import LANGUAGES
from dateline.reading.sentences import is_sentence, split_sentences

ENGLISH = LANGUAGES["en"]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, ENGLISH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army left. It returned.", ["The army left.", "It returned."]),
        ("Gen. Haftar met Mr. Serraj. They spoke.", ["Gen. Haftar met Mr. Serraj.", "They spoke."]),
        ("The U.S. halts aid. France follows.", ["The U.S. halts aid.", "France follows."]),
        ("J. Peter Pham spoke. He left.", ["J. Peter Pham spoke.", "He left."]),
        ('He said: "We leave." Then he left.', ['He said: "We leave."', "Then he left."]),
        ("It cost $3.5 million. Prices rose.", ["It cost $3.5 million.", "Prices rose."]),
        ("Heading\n\nThe army left.", ["Heading", "The army left."]),
        ("• The army left.\n• It returned.", ["The army left.", "It returned."]),
        ("The war ends. .", ["The war ends."]),
    ],
)
def test_splits_where_sentences_end(text: str, expected: list[str]) -> None:
    """Full stops of abbreviations, initials, figures and quotations do not end a sentence; line ends do."""
    assert split(text)[: len(expected)] == expected


def test_leaves_out_dateline_and_topic_label() -> None:
    """A dateline and a topic label are no part of the sentence; what somebody said is."""
    assert split("BAMAKO, Nov 6 (Reuters) - The army left Gao.") == ["The army left Gao."]
    assert split("2012 Northern Mali conflict: Rebels seize Gao.") == ["Rebels seize Gao."]
    assert split("2011 Syrian protests: Syria sends tanks into Deraa.") == ["Syria sends tanks into Deraa."]
    assert split("The minister said: Rebels seize Gao.") == ["The minister said: Rebels seize Gao."]


@pytest.mark.parametrize(
    "heading",
    [
        "Mali War",
        "2020 Malian protests, 2020 Malian coup d'état",
        "Friday, January 4, 2019",
        "(Reuters)",
        "and then left the town again.",
    ],
)
def test_headings_are_no_sentences(heading: str) -> None:
    """Headings, date lines and torn-off pieces are not taken for sentences."""
    assert not is_sentence(heading, ENGLISH)


def test_a_line_without_full_stop_needs_a_verb() -> None:
    """A line that lost its full stop is a sentence only with a verb in it."""
    assert is_sentence("Rebels seized the town of Gao and the largest base in Mali", ENGLISH)
    assert not is_sentence("Aftermath of the second coup and the largest base in Mali", ENGLISH)


def test_torn_quotations_are_no_sentences() -> None:
    """A piece with an opened and never closed quotation or bracket cannot stand alone."""
    assert not is_sentence('The minister said "we will leave the country.', ENGLISH)
    assert not is_sentence("The minister (of defence left the country.", ENGLISH)

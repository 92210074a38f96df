"""How sure a reader may be of each sentence: by who stands behind it, and whether it is told as fact."""

import pytest

from dateline.briefs import write_brief
from dateline.records import Confidence, RowEvidence, Sentence
from telling import Line, make_material, make_situation

PLAIN = "Gunmen kill 12 soldiers near the town of Fredville in Freedonia."


def sentence_of(line: Line, words: str) -> Sentence:
    brief = write_brief(make_material([line], make_situation("Freedonia"), "2025-11-07"))
    return next(s for section in brief.sections for s in section.sentences if words in s.text)


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        ("Reuters", Confidence.SINGLE_SOURCE),
        ("Reuters; BBC", Confidence.CORROBORATED),
        ("AFP via France 24; AFP via The Hindu", Confidence.SINGLE_SOURCE),
    ],
)
def test_two_origins_corroborate_and_one_agency_twice_does_not(outlets: str, expected: Confidence) -> None:
    assert sentence_of(("2025-11-05", PLAIN, outlets), "12 soldiers").confidence is expected


@pytest.mark.parametrize(
    "text",
    [
        "The army of Freedonia says that it has killed 12 rebels near Fredville.",
        "The government of Freedonia threatens to close the border with Sylvania.",
    ],
)
def test_what_is_said_or_planned_stays_claimed_however_many_say_so(text: str) -> None:
    assert sentence_of(("2025-11-05", text, "Reuters; BBC"), "Freedonia").confidence is Confidence.CLAIMED


def test_who_declares_something_does_it() -> None:
    """A decree is an act: no claim."""
    line = ("2025-11-05", "The junta of Freedonia declares a state of emergency.", "Reuters")
    assert sentence_of(line, "declares").confidence is Confidence.SINGLE_SOURCE


def test_counts_over_reports_are_counted() -> None:
    found = sentence_of(("2025-11-05", PLAIN), "Missing here")
    assert found.confidence is Confidence.COUNTED
    assert any(isinstance(one, RowEvidence) for one in found.evidence)

"""The last look at every sentence."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.briefs import find_fault
from dateline.briefs.material import quote
from dateline.editions import EDITIONS
from dateline.moments import end_of_day
from dateline.records import RowEvidence, Sentence, SentenceKind, Span
from telling import read_all, read_lines

TEXT = "The army says rebels killed 30 soldiers near Gao yesterday."
LINE = ("2025-11-06", TEXT, "AFP via France 24")
[EXCERPT] = read_lines([LINE])
READINGS = read_all([LINE])
ARTICLES = {EXCERPT.article.article_id: EXCERPT.article}
AS_OF = end_of_day(date(2025, 11, 7))


def check(text: str, kind: SentenceKind = SentenceKind.COMPRESSED, **changes: object) -> str | None:
    evidence = replace(quote(EXCERPT), **changes)  # type: ignore[arg-type]
    return find_fault(Sentence(text=text, kind=kind, evidence=(evidence,)), ARTICLES, AS_OF, READINGS)


@pytest.mark.parametrize(
    "text",
    [
        "The army says rebels killed 30 soldiers near Gao.",
        "On 6 November 2025, the army says rebels killed 30 soldiers near Gao on 5 November.",
        "On 6 November 2025, according to AFP via France 24, the army says rebels killed 30 soldiers.",
        "On 6 November 2025, AFP via France 24 reported: The army says rebels killed 30 soldiers.",
    ],
)
def test_the_sources_words_pass(text: str) -> None:
    """Words left out, a date put in front, a relative date resolved and the outlet named are all right."""
    assert check(text) is None


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("Le 6 novembre 2025 :", None),
        ("Le même jour, selon AFP via France 24 :", None),
        ("Le 6 novembre 2025, selon Reuters :", "reuters"),
        ("Le 7 novembre 2025 :", "7"),
        ("Le 6 novembre 2025, selon les rebelles :", "rebelles"),
    ],
)
def test_a_french_lead_may_say_no_more_than_an_english_one(lead: str, said: str | None) -> None:
    french = EDITIONS["fr"]
    sentence = Sentence(text=f"{lead} {french.quote(TEXT)}", kind=SentenceKind.QUOTED, evidence=(quote(EXCERPT),))
    fault = find_fault(sentence, ARTICLES, AS_OF, READINGS, french)
    assert (fault is None) if said is None else (fault is not None and said in fault)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army says rebels killed 49 soldiers near Gao.", "49"),
        ("The army says jihadists killed 30 soldiers near Gao.", "jihadists"),
        ("The rebels says army killed 30 soldiers near Gao.", "order"),
        ("On 6 November 2025, according to Reuters, the army says rebels killed 30 soldiers.", "reuters"),
        ("The army says rebels killed 30 soldiers near Gao on 7 November.", "7"),
    ],
)
def test_other_words_do_not(text: str, said: str) -> None:
    """Another number, actor, outlet or day, or the same words in another order, is a fault."""
    fault = check(text)
    assert fault is not None
    assert said in fault


def test_quoted_means_verbatim() -> None:
    """A sentence that calls itself quoted holds the quote as it stands."""
    [plain] = read_lines([("2025-11-06", "The army says rebels killed 30 soldiers near Gao.")])
    text = f"On 6 November 2025, {plain.text}"
    sentence = Sentence(text=text, kind=SentenceKind.QUOTED, evidence=(quote(plain),))
    assert find_fault(sentence, {plain.article.article_id: plain.article}, AS_OF, {}) is None
    assert check("The army says rebels killed 30 soldiers near Gao.", SentenceKind.QUOTED) is not None


def test_nothing_from_after_the_moment() -> None:
    """A report that became public later is a fault, whatever it says."""
    assert "not public" in (check("The army says.", known_at=end_of_day(date(2025, 11, 8))) or "")


def test_a_span_has_to_fit_its_place() -> None:
    """A quote that is not where it says is a fault."""
    wrong = Span(article_id=EXCERPT.article.article_id, start=1, end=9, quote="he army?")
    assert "does not fit" in (check("The army says.", span=wrong) or "")


def computed(text: str, released: date = date(2025, 6, 30)) -> str | None:
    rows = ((("period", "2024"), ("value", 1897)), (("period", "2023"), ("value", 2073)))
    evidence = RowEvidence(series="ucdp", rows=rows, source="UCDP", released_at=released)
    return find_fault(Sentence(text=text, kind=SentenceKind.COMPUTED, evidence=(evidence,)), ARTICLES, AS_OF, READINGS)


def test_computed_numbers_stand_in_the_rows() -> None:
    """Every number of a computed sentence is in its rows, and the rows were public."""
    assert computed("UCDP counts 1,897 deaths in 2024, against 2,073 a year earlier.") is None
    assert "1900" in (computed("UCDP counts 1,900 deaths in 2024.") or "")
    assert "released" in (computed("UCDP counts 1,897 deaths in 2024.", released=date(2025, 11, 8)) or "")


def test_a_sentence_cannot_exist_without_evidence() -> None:
    """No evidence, no sentence."""
    with pytest.raises(ValueError, match="evidence"):
        Sentence(text="The army left.", kind=SentenceKind.QUOTED, evidence=())

"""A claim of a text is held against reports of one event."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from dateline import checking, run
from dateline.records import Article, Aspect, Check, Reason, Verdict
from dateline.run.article_lines import Input, to_article
from dateline.run.checking import make_document
from dateline.writers.audit import list_deciding

AS_OF = datetime(2025, 12, 1, tzinfo=UTC)
REPORTS = (
    ("gao", "2025-04-25", "Gunmen attack several bases across Mali, among them one in Gao."),
    (
        "toll",
        "2025-04-27",
        "Gunmen who attacked bases in Gao, Mali, killed at least 30 people, the army confirmed.",
    ),
    ("tera", "2025-09-02", "At least 12 people are killed when gunmen attack two villages near Téra, Niger."),
    ("bus", "2025-09-20", "Forty people are presumed dead after a bus plunges into a river near Sikasso."),
    ("mine", "2025-06-04", "Nine miners die when a gold mine collapses near Sikasso."),
)


def report(name: str, day: str, text: str) -> Article:
    """A report of one outlet."""
    return to_article(Input(article_id=name, text=text, outlet="Reuters", published_at=day, lang="en"), "test", 1)


def audit(claim: str) -> Check:
    """The verdict on a claim by the reports."""
    return run.audit_text(claim, AS_OF, articles=[report(*one) for one in REPORTS]).sentences[0].checks[0]


def find_reasons(claim: str, articles: Sequence[Article]) -> list[Reason]:
    """What speaks against a claim, whether or not it decides."""
    sources = checking.prepare_sources(make_document(article) for article in articles)
    return list(checking.find_reasons(checking.make_case(checking.Claim(text=claim), sources)))


@pytest.mark.parametrize(
    "claim",
    [
        "At least 12 people were killed in the attack on Gao in April 2025.",
        "Twelve people were killed when gunmen attacked a base in Gao.",
        "Forty people were killed when a gold mine collapsed near Sikasso.",
        "Gunmen attacked two villages near Gao.",
    ],
)
def test_facts_of_several_events_bear_no_claim_together(claim: str) -> None:
    assert audit(claim).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "At least 12 people were killed when gunmen attacked villages near Téra in September 2025.",
        "Nine miners died when a gold mine collapsed near Sikasso in June 2025.",
        "At least 30 people were killed by gunmen who attacked bases in Gao in April 2025.",
    ],
)
def test_a_report_bears_the_day_of_its_own(claim: str) -> None:
    """No word of the reports names a month."""
    assert audit(claim).verdict is Verdict.SUPPORTED


def test_reports_of_one_event_bear_a_claim_together() -> None:
    found = audit("Gunmen attacked several bases in Gao and killed at least 30 people.")
    assert found.verdict is Verdict.SUPPORTED
    assert {span.article_id for span in found.evidence} == {"gao", "toll"}


def test_a_refusal_shows_the_event_of_the_days_that_the_claim_names() -> None:
    found = audit("Twelve people were killed when gunmen attacked two bases in Gao in April 2025.")
    assert {span.article_id for span in found.evidence} <= {"gao", "toll"}
    assert Aspect.DATE not in {reason.aspect for reason in found.reasons}


def test_a_doubt_is_that_of_the_report_that_tells_it_and_stands_beside_the_reason() -> None:
    """Words of another report are neither doubt nor evidence."""
    assert audit("Nine miners are dead after a mine collapsed near Sikasso.").verdict is Verdict.SUPPORTED
    found = audit("The death of 40 people in a river near Sikasso shocked the passengers of a bus.")
    (reason,) = found.reasons
    assert reason.aspect is Aspect.MODALITY
    assert reason.evidence is not None
    assert "presumed" in reason.evidence.quote
    assert reason.evidence in found.evidence
    assert list_deciding(found) == [reason.evidence]


def test_a_doubt_of_a_second_report_is_none() -> None:
    told = "Nine miners die when a mine of gold collapses on them near Sikasso."
    doubted = "Rescuers searched for miners who are feared dead."
    claim = "Nine miners died when a mine of gold collapsed near Sikasso, and rescuers searched."
    articles = [report("told", "2025-06-04", told), report("doubted", "2025-06-04", doubted)]
    assert Aspect.MODALITY not in {reason.aspect for reason in find_reasons(claim, articles)}
    assert Aspect.MODALITY in {reason.aspect for reason in find_reasons(claim, articles[1:])}

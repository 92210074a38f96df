"""Each facet of the check: what it refuses, and what it lets pass."""

from collections.abc import Sequence

import pytest

from dateline import run
from dateline.records import Article, Aspect, Check, Citation, Reason, Span, Verdict
from dateline.run.article_lines import Input, to_article


def article(text: str, *, outlet: str = "Reuters", day: str = "2025-03-10", name: str = "d1") -> Article:
    """A report."""
    return to_article(Input(article_id=name, text=text, outlet=outlet, published_at=day, lang="en"), "test", 1)


def check(claim: str, *texts: str) -> Check:
    """The verdict on a claim by reports of one outlet and day."""
    return run.check_claim(claim, [article(text, name=f"d{n}") for n, text in enumerate(texts)])


def aspects(found: Check) -> set[Aspect]:
    return {reason.aspect for reason in found.reasons}


ATTACK = "Gunmen attack a village near Gao, killing at least 30 people and wounding 12, the army said on Monday."


@pytest.mark.parametrize(
    ("claim", "source", "aspect"),
    [
        ("Boko Haram gunmen attacked a village near Gao, the army said.", ATTACK, Aspect.NAME),
        ("Gunmen killed at least 40 people in a village near Gao, the army said.", ATTACK, Aspect.NUMBER),
        ("Gunmen wounded at least 30 people in a village near Gao, the army said.", ATTACK, Aspect.NUMBER),
        ("Gunmen killed 30 people in a village near Gao, the army said.", ATTACK, Aspect.NUMBER),
        ("Gunmen attacked a village near Gao on 3 May, the army said.", ATTACK, Aspect.DATE),
        (
            "At least 10 people were killed near Gao.",
            "Gunmen killed people near Gao on 25 April 2025, the army said.",
            Aspect.NUMBER,
        ),
        ('The army said that gunmen "slaughtered a village" near Gao.', ATTACK, Aspect.QUOTE),
        ("Several outlets report that gunmen attacked a village near Gao.", ATTACK, Aspect.OUTLET),
        ("AFP reports that gunmen attacked a village near Gao, the army said.", ATTACK, Aspect.OUTLET),
        ("Based on the provided context, gunmen attacked a village near Gao.", ATTACK, Aspect.TALK),
        (
            "President Aliyu has met Prime Minister Bello in Abuja.",
            "Prime Minister Aliyu meets the opposition leader Bello in Abuja.",
            Aspect.ROLE,
        ),
        (
            "The ferry sank off Zanzibar because of overloading.",
            "The ferry sinks off Zanzibar. Overloading is common on this route.",
            Aspect.CAUSE,
        ),
        (
            "The flood is the worst in the region.",
            "A flood hits the region and leaves houses under water.",
            Aspect.COMPARISON,
        ),
        (
            "The rebels burned down the hospital in Bria.",
            "A hospital in Bria burns. The government claims that the rebels burned down the hospital in Bria.",
            Aspect.ATTRIBUTION,
        ),
    ],
)
def test_what_no_source_holds_is_refused(claim: str, source: str, aspect: Aspect) -> None:
    """A claim with one thing wrong is refused, and the reason says which."""
    found = check(claim, source)
    assert aspect in aspects(found)
    assert found.verdict in (Verdict.CONTRADICTED, Verdict.NOT_SUPPORTED)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("At least 30 people were killed when gunmen attacked a village near Gao, the army said.", ATTACK),
        ("More than 25 people were killed by gunmen in a village near Gao, according to the army.", ATTACK),
        ("Gunmen attacked a village near Gao on 10 March 2025, the army said.", ATTACK),
        ('The army said gunmen were "killing at least 30 people" in a village near Gao.', ATTACK),
        ("Reuters reports that gunmen attacked a village near Gao.", ATTACK),
        (
            "Ottawa has taken Syria off its list of state sponsors of terrorism.",
            "Canada removes Syria from its list of state sponsors of terrorism.",
        ),
        (
            "Malian troops left the base.",
            "Troops of Mali leave the base.",
        ),
        (
            "The UN condemned the attack.",
            "The United Nations condemns the attack.",
        ),
    ],
)
def test_what_the_source_bears_out_passes(claim: str, source: str) -> None:
    """A true sentence in other words is let pass."""
    found = check(claim, source)
    assert found.verdict is Verdict.SUPPORTED, [reason.text for reason in found.reasons]
    assert not found.reasons


def test_a_later_report_makes_a_count_stale() -> None:
    """A toll that a later report replaces is told as replaced."""
    reports = [
        article("An earthquake kills 51 people in Cebu.", day="2025-03-10", name="old"),
        article("The death toll of the earthquake in Cebu rises to 104 people.", day="2025-03-12", name="new"),
    ]
    found = run.check_claim("The earthquake in Cebu has killed 51 people.", reports)
    assert found.verdict is Verdict.CONTRADICTED
    stale = next(reason for reason in found.reasons if reason.aspect is Aspect.STALE)
    assert stale.evidence is not None
    assert stale.evidence.article_id == "new"


def test_copies_of_one_text_are_one_witness() -> None:
    """The same words under another name are no second report."""
    text = "Rebels seize the town of Kamango after two days of fighting with the army."
    reports = [article(text, outlet="AFP", name="a"), article(text, outlet="The Daily Star", name="b")]
    found = run.check_claim("Two independent outlets report that rebels seized the town of Kamango.", reports)
    assert Aspect.OUTLET in aspects(found)


@pytest.mark.parametrize("claim", ["Will the ceasefire hold?", "Yes.", ""])
def test_what_states_nothing_is_not_checkable(claim: str) -> None:
    """A question or a bare word gets no verdict that would be a guess."""
    assert check(claim, ATTACK).verdict is Verdict.NOT_CHECKABLE


def test_without_sources_nothing_is_checkable() -> None:
    """No documents, no verdict."""
    assert run.check_claim("Gunmen attacked Gao.", []).verdict is Verdict.NOT_CHECKABLE


def test_a_contradiction_needs_words_that_say_otherwise() -> None:
    """A reason that contradicts cannot be made without its evidence."""
    with pytest.raises(ValueError, match="needs the words"):
        Reason(aspect=Aspect.NAME, verdict=Verdict.CONTRADICTED, text="", start=0, end=1)


def test_every_span_is_the_words_of_its_report() -> None:
    """Evidence and reasons quote the report as it stands."""
    report = article(ATTACK + " The governor visited Gao on Tuesday.")
    found = run.check_claim("Gunmen killed 90 people near Gao, the army said.", [report])
    spans: Sequence[Span | None] = [*found.evidence, *(reason.evidence for reason in found.reasons)]
    assert found.evidence
    for span in spans:
        assert span is None or report.text[span.start : span.end] == span.quote


def test_an_outlet_is_known_by_its_citation() -> None:
    """Who carried a report through another is among its outlets."""
    report = article(ATTACK)
    carried = Article(
        article_id="x", source_id="t", text=report.text, lang="en", citations=(Citation(outlet="AFP via France 24"),)
    )
    found = run.check_claim("France 24 reports that gunmen attacked a village near Gao.", [carried])
    assert Aspect.OUTLET not in aspects(found)

"""A rule fires on what it looks for, on the words that tell it, and never twice on the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dateline.records import (
    Alert,
    AlertKind,
    AlertRule,
    Article,
    Direction,
    DirectionState,
    Episode,
    Excerpt,
    Happening,
    Passage,
    QuoteEvidence,
    Sentence,
    SentenceKind,
    Span,
)
from dateline.situations import Facts, cite_opening, find_alerts
from making import at, make_article

AS_OF = at("2025-11-07T12:00")


def make_rule(kind: AlertKind, what: str = "", least: int = 0, days: int = 7) -> AlertRule:
    return AlertRule(
        rule_id="r", situation_id="mali", kind=kind, what=what, least=least, days=days, added_at=at("2025-01-01")
    )


def make_reports(*days_back: int, text: str = "The army left Gao.") -> list[Article]:
    """Reports by the days before the moment on which they appeared, the earliest first."""
    whens = [(AS_OF - timedelta(days=back)).isoformat()[:16] for back in sorted(days_back, reverse=True)]
    return [make_article(f"at {when}", text, when=when) for when in whens]


def make_facts(**fields: object) -> Facts:
    return Facts(**{"situation_id": "mali", "as_of": AS_OF, **fields})  # type: ignore[arg-type]


def look(rule: AlertRule, told: list[Alert] | None = None, **fields: object) -> list[Alert]:
    return find_alerts(rule, make_facts(**fields), told or [])


def make_direction(state: DirectionState) -> Direction:
    return Direction(situation_id="mali", state=state, reason="9 reports (1)", to=AS_OF.date(), days=30)


@pytest.mark.parametrize(("least", "n_fired"), [(3, 1), (4, 0)])
def test_a_threshold_counts_the_reports_of_its_days(least: int, n_fired: int) -> None:
    """Three reports lie in the seven days to the moment, that of today and that six days ago among them."""
    rule = make_rule(AlertKind.THRESHOLD, "reports", least)
    found = look(rule, reports=make_reports(0, 3, 6, 7, 8))
    assert len(found) == n_fired
    for alert in found:
        assert alert.text == "3 reports in the 7 days to 7 November 2025 (the rule says 3)."
        assert [one.published_at.day for one in alert.evidence] == [7, 4, 1]


@pytest.mark.parametrize(("what", "text"), [("attacks", "2 deadly attacks"), ("killed", "31 people killed at least")])
def test_a_threshold_counts_attacks_or_the_killed(what: str, text: str) -> None:
    """The deadliest is cited first."""
    reports = make_reports(0, 1)
    attacks = [
        Happening(day=AS_OF.date() - timedelta(days=n), killed=killed, evidence=cite_opening(reports[n]))
        for n, killed in ((0, 1), (1, 30))
    ]
    (alert,) = look(make_rule(AlertKind.THRESHOLD, what, 2), attacks=attacks)
    assert alert.text.startswith(text)
    assert alert.evidence[0].span.article_id == reports[1].article_id


def test_a_threshold_is_told_again_only_after_its_days() -> None:
    """The same day, and for six more, nothing; then again where it is still reached."""
    rule, reports = make_rule(AlertKind.THRESHOLD, "reports", 1), make_reports(*range(-9, 9))
    told = look(rule, reports=reports)
    for later, n_fired in ((0, 0), (6, 0), (7, 1)):
        facts = replace(make_facts(reports=reports), as_of=AS_OF + timedelta(days=later))
        assert len(find_alerts(rule, facts, told)) == n_fired


@pytest.mark.parametrize(
    ("before", "now", "is_fired"),
    [
        (DirectionState.UNCHANGED, DirectionState.DETERIORATED, True),
        (DirectionState.DETERIORATED, DirectionState.UNCHANGED, True),
        (DirectionState.UNKNOWN, DirectionState.IMPROVED, True),
        (DirectionState.UNKNOWN, DirectionState.UNCHANGED, False),
        (DirectionState.UNCHANGED, DirectionState.UNKNOWN, False),
        (DirectionState.IMPROVED, DirectionState.IMPROVED, False),
    ],
)
def test_a_change_of_direction_fires(before: DirectionState, now: DirectionState, is_fired: bool) -> None:
    """Where it is another than before; that nobody can say is no direction."""
    rule = make_rule(AlertKind.CHANGE, "direction")
    found = look(rule, direction=make_direction(now), earlier=make_direction(before))
    assert [one.text for one in found] == ([f"From {before.value} to {now.value}: 9 reports (1)."] if is_fired else [])
    facts = {"direction": make_direction(now), "earlier": make_direction(before)}
    assert find_alerts(rule, replace(make_facts(**facts), as_of=AS_OF + timedelta(days=1)), found) == []


def test_a_new_sentence_fires_once_however_it_is_worded() -> None:
    """It is known by the words it rests on."""
    evidence = (cite_opening(make_article("a", when="2025-11-06T12:00")),)
    sentence = Sentence(text="On 6 November, the army left Gao.", kind=SentenceKind.QUOTED, evidence=evidence)
    rule = make_rule(AlertKind.CHANGE, "brief")
    told = look(rule, sentences=[sentence])
    assert [one.text for one in told] == [sentence.text]
    assert look(rule, told, sentences=[replace(sentence, text="The same day, the army left Gao.")]) == []


def test_silence_fires_once_for_each_last_report() -> None:
    """Four days are less than five; five fire; another day later is the same silence."""
    rule = make_rule(AlertKind.SILENCE, days=5)
    assert look(rule, reports=make_reports(4, 9)) == []
    reports = make_reports(5, 9)
    told = look(rule, reports=reports)
    assert [one.text for one in told] == ["No report on the situation since 2 November 2025, for 5 days."]
    assert find_alerts(rule, replace(make_facts(reports=reports), as_of=AS_OF + timedelta(days=1)), told) == []


def test_a_silent_feed_fires() -> None:
    """The feed that the rule names, whatever the situation has."""
    rule = make_rule(AlertKind.SILENCE, "radio", days=5)
    (alert,) = look(rule, reports=make_reports(0), heard={"radio": AS_OF - timedelta(days=6)})
    assert alert.text == "No report from the feed 'radio' since 1 November 2025, for 6 days."
    assert look(rule, heard={}) == []


def make_episode(kind: str, started: int, ended: int | None = None) -> Episode:
    """An episode by the days before the moment on which reports tell of it."""

    def excerpt(back: int) -> Excerpt:
        (article,) = make_reports(back, text="JNIM declares a blockade.")
        span = Span(article_id=article.article_id, start=0, end=25, quote=article.text)
        return Excerpt(article, Passage(span=span, position=0, is_sentence=True))

    end = excerpt(ended) if ended is not None else None
    return Episode(
        kind=kind, name=kind, started=excerpt(started), last=end or excerpt(started), ended=end, n_excerpts=1,
        names=frozenset(),
    )  # fmt: skip


def test_episodes_fire_where_they_begin_and_end() -> None:
    """Within the rule's days; of the kind that it asks for, or of any but terms of office."""
    episodes = [make_episode("blockade", 9, 2), make_episode("curfew", 3), make_episode("office", 1)]
    found = look(make_rule(AlertKind.EPISODE), episodes=episodes)
    assert [one.text for one in found] == [
        "Blockade ended, reported on 5 November 2025.",
        "Curfew began, reported on 4 November 2025.",
    ]
    assert len(look(make_rule(AlertKind.EPISODE, "curfew"), episodes=episodes)) == 1


def test_a_search_needs_all_its_words() -> None:
    """Folded, in title or text; the line that has them is cited; each report once."""
    report = make_article("a", "Other news.\nJNIM stops fuel at Kayes.", title="Blocus: Mali", when="2025-11-06T12:00")
    old = make_article("b", "Fuel, blocus.", when="2025-10-01T12:00")
    rule = make_rule(AlertKind.SEARCH, "FUEL blocus")
    told = look(rule, reports=[old, report, make_article("c", "Fuel.", when="2025-11-06T12:00")])
    assert [(one.text, one.evidence[0].span.quote) for one in told] == [("Blocus: Mali", "JNIM stops fuel at Kayes.")]
    assert look(rule, told, reports=[report]) == []


@pytest.mark.parametrize("text", ["The army left Gao.", "\n\n  A " + "word " * 99, "x" * 500, "One.\nTwo."])
def test_an_opening_is_the_reports_own_words(text: str) -> None:
    """The span is what stands in the text, however it is cut."""
    quote: QuoteEvidence = cite_opening(make_article("a", text))
    assert quote.span.quote == text[quote.span.start : quote.span.end]
    assert 0 < len(quote.span.quote) <= 240
    assert "\n" not in quote.span.quote

"""Which rules of a user fire at a moment, and on what evidence.

Nothing is remembered but what was told: a rule looks back its days from the moment, and an alert is named by what made
it fire, so that looking again tells nothing twice, whenever that is and however late a report came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateline.editions import ENGLISH
from dateline.gazetteer import country_name
from dateline.records import (
    Alert,
    AlertKind,
    AlertRule,
    Article,
    Bond,
    Claim,
    Direction,
    DirectionState,
    Episode,
    Excerpt,
    Happening,
    QuoteEvidence,
    RelationKind,
    Sentence,
    Span,
)
from dateline.situations.direction import cite_excerpt
from dateline.situations.episodes import OFFICE
from dateline.text import digest, shorten, words

N_CITED = 5
OPENING = 240  # characters of a report that are cited where nothing in it was looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a situation at a moment, as far as a rule asks for it; nothing in it was published later.

    `reports` are without copies, by time. `earlier` is the direction as many days ago as the rule looks back.
    `sentences` are those that the brief of then had not. `heard` has the feeds with the moment of their last report.
    """

    situation_id: str
    as_of: datetime
    reports: Sequence[Article] = ()
    attacks: Sequence[Happening] = ()
    direction: Direction | None = None
    earlier: Direction | None = None
    sentences: Sequence[Sentence] = ()
    bonds: Sequence[Bond] = ()
    episodes: Sequence[Episode] = ()
    heard: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fired:
    """What makes a rule fire: what tells it from other firings, the words, the evidence."""

    key: tuple[str, ...]
    text: str
    evidence: tuple[QuoteEvidence, ...] = ()


def find_alerts(rule: AlertRule, facts: Facts, told: Iterable[Alert] = ()) -> list[Alert]:
    """The alerts of a rule at a moment. `told` are those that were kept: what they tell is not told again."""
    before = [one for one in told if one.rule_id == rule.rule_id]
    lately = [one for one in before if abs(one.as_of - facts.as_of) < timedelta(days=rule.days)]
    known = {one.alert_id for one in before}
    found = {one.alert_id: one for one in (_make(rule, facts, fired) for fired in _LOOK[rule.kind](rule, facts))}
    return [one for one in found.values() if one.alert_id not in known and not _is_told(rule, one, lately)]


def _is_told(rule: AlertRule, alert: Alert, lately: Sequence[Alert]) -> bool:
    """Whether what goes on for days was told in the rule's days: a threshold, or the same change of direction."""
    if rule.kind is AlertKind.THRESHOLD:
        return bool(lately)
    return rule.what == "direction" and any(_head(one) == _head(alert) for one in lately)


def _head(alert: Alert) -> str:
    return alert.text.partition(":")[0]


def _make(rule: AlertRule, facts: Facts, fired: _Fired) -> Alert:
    return Alert(
        alert_id=digest(rule.rule_id, *fired.key),
        rule_id=rule.rule_id,
        situation_id=rule.situation_id,
        kind=rule.kind,
        text=fired.text,
        as_of=facts.as_of,
        evidence=fired.evidence[:N_CITED],
    )


def _first(rule: AlertRule, facts: Facts) -> date:
    """The first day that a rule looks back to."""
    return facts.as_of.date() - timedelta(days=rule.days - 1)


def _is_in(excerpt: Excerpt, rule: AlertRule, facts: Facts) -> bool:
    return _first(rule, facts) <= excerpt.day <= facts.as_of.date()


def _look_for_threshold(rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    """That so many were reached; told again only when as many days have passed."""
    first, today = _first(rule, facts), facts.as_of.date()
    if rule.what == "reports":
        found = [one for one in facts.reports if one.published_at and one.published_at.date() >= first]
        n, evidence = len(found), [cite_opening(one) for one in reversed(found)]
    else:
        attacks = [one for one in facts.attacks if first <= one.day <= today]
        n = sum(one.killed for one in attacks) if rule.what == "killed" else len(attacks)
        evidence = [one.evidence for one in sorted(attacks, key=lambda one: (-one.killed, -one.day.toordinal()))]
    if n >= rule.least:
        text = _say(f"reached_{rule.what}", n=n, span=_say("span", n=rule.days), day=today, least=rule.least)
        yield _Fired((today.isoformat(),), text, tuple(evidence))


def _look_for_change(rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    if rule.what == "direction":
        yield from _look_at_direction(facts)
    elif rule.what == "brief":
        yield from (_Fired(_name(one), one.text, _quotes(one)) for one in facts.sentences)
    else:
        yield from (fired for bond in facts.bonds for fired in _look_at_office(bond, rule, facts))


def _look_at_direction(facts: Facts) -> Iterator[_Fired]:
    """That the direction is another than the rule's days ago. That nobody can say is no direction."""
    now, before = facts.direction, facts.earlier
    if now is None or now.state is DirectionState.UNKNOWN:
        return
    was = before.state if before is not None else DirectionState.UNKNOWN
    is_news = now.state is not DirectionState.UNCHANGED or was is not DirectionState.UNKNOWN
    if now.state is not was and is_news:
        text = ENGLISH.say("trend.turned", was=was.value, state=now.state.value, reason=now.reason)
        yield _Fired((was.value, now.state.value, now.to.isoformat()), text, now.evidence)


def _name(sentence: Sentence) -> tuple[str, ...]:
    """What a sentence of a brief rests on: its words change with those around it."""
    quotes = _quotes(sentence)
    return (quotes[0].span.article_id, str(quotes[0].span.start)) if quotes else (sentence.text,)


def _quotes(sentence: Sentence) -> tuple[QuoteEvidence, ...]:
    return tuple(one for one in sentence.evidence if isinstance(one, QuoteEvidence))


def _look_at_office(bond: Bond, rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    """That somebody took an office, or left one."""
    if bond.kind is not RelationKind.LEADS:
        return
    of = country_name(bond.right.country) if bond.right.country else bond.right.name
    for claim, verb, name in ((bond.begun, "takes office as", "takes"), (bond.ended, "is no longer", "leaves")):
        if claim is not None and _is_in(claim.excerpt, rule, facts) and _is_news(claim):
            key = (bond.left.key, bond.right.key, bond.role, verb)
            words_of = {"name": bond.left.name, "office": bond.role or "leader", "country": of}
            text = _say(name, **words_of, day=claim.excerpt.day)
            yield _Fired(key, text, (cite_excerpt(claim.excerpt),))


def _is_news(claim: Claim) -> bool:
    """Whether a claim is of the days of its report, and does not look back on years ago."""
    return claim.excerpt.day - claim.day <= timedelta(days=31)


def _look_for_silence(rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    """That the last report is as many days ago; told once for each last report."""
    last = facts.heard.get(rule.what) if rule.what else _last(facts.reports)
    if last is None or facts.as_of - last < timedelta(days=rule.days):
        return
    evidence = tuple(cite_opening(one) for one in facts.reports[-1:]) if not rule.what else ()
    n_days = (facts.as_of - last).days
    text = _say("quiet_feed" if rule.what else "quiet", name=rule.what, day=last.date(), n=n_days)
    yield _Fired((rule.what, last.isoformat()), text, evidence)


def _last(reports: Sequence[Article]) -> datetime | None:
    return max((one.published_at for one in reports if one.published_at), default=None)


def _look_for_episode(rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    for one in facts.episodes:
        for verb, excerpt in (("began", one.started), ("ended", one.ended)):
            if excerpt is not None and _is_in(excerpt, rule, facts) and _is_wanted(one, rule):
                span = excerpt.passage.span
                text = _say(verb, episode=f"{one.name[:1].upper()}{one.name[1:]}", day=excerpt.day)
                yield _Fired((one.kind, verb, span.article_id, str(span.start)), text, (cite_excerpt(excerpt),))


def _is_wanted(episode: Episode, rule: AlertRule) -> bool:
    return episode.kind == rule.what if rule.what else episode.kind != OFFICE


def _look_for_words(rule: AlertRule, facts: Facts) -> Iterator[_Fired]:
    """The reports that hold all the words, in title or text."""
    wanted, first = frozenset(words(rule.what)), _first(rule, facts)
    for one in facts.reports:
        is_recent = one.published_at is not None and one.published_at.date() >= first
        if is_recent and wanted <= frozenset(words(f"{one.title}\n{one.text}")):
            quote = _cite_words(one, wanted)
            yield _Fired((one.article_id,), shorten(one.title or " ".join(quote.span.quote.split()), 160), (quote,))


_LOOK = {
    AlertKind.THRESHOLD: _look_for_threshold,
    AlertKind.CHANGE: _look_for_change,
    AlertKind.SILENCE: _look_for_silence,
    AlertKind.EPISODE: _look_for_episode,
    AlertKind.SEARCH: _look_for_words,
}
_LINE = re.compile(r"\S[^\n]*")


def _cite_words(article: Article, wanted: frozenset[str]) -> QuoteEvidence:
    """The first line of a report with most of the words."""
    lines = list(_LINE.finditer(article.text))
    best = max(lines, key=lambda line: len(wanted & frozenset(words(line[0]))), default=None)
    return _cite(article, best.start() if best else 0)


def cite_opening(article: Article) -> QuoteEvidence:
    """The first words of a report as evidence."""
    found = _LINE.search(article.text)
    return _cite(article, found.start() if found else 0)


def _cite(article: Article, start: int) -> QuoteEvidence:
    """A report's words from a place on, up to the end of the line. Raises ValueError for one without words or date."""
    if article.published_at is None or article.known_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    line = article.text[start:].partition("\n")[0]
    kept = shorten(line, OPENING).rstrip("…")
    end = start + len(kept if line.startswith(kept) else line[:OPENING])
    return QuoteEvidence(
        span=Span(article_id=article.article_id, start=start, end=end, quote=article.text[start:end]),
        citations=article.citations,
        published_at=article.published_at,
        known_at=article.known_at,
    )


def _say(message: str, /, **values: int | str | date) -> str:
    return ENGLISH.say(f"fired.{message}", **values)

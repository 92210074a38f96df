"""Which way a situation goes: what reports tell of the last thirty days against the thirty days before.

It got worse, or better, only where the counts differ by more than chance and the number of reports explain: rates are
compared, with all else that the store's sources reported in the same days as their exposure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.editions import ENGLISH
from dateline.intervals import compare_rates, compare_sums
from dateline.records import Direction, DirectionState, Episode, Excerpt, Happening, QuoteEvidence

DAYS = 30
LEAST_REPORTS = 8  # on the situation in the sixty days; fewer hold no sign that could be more than chance
LEAST_EXPOSURE = 5  # other reports in each thirty days: below this a store did not look
LEAST_SUMMED = 10  # attacks from which the sums of their killed are compared
N_CITED = 3  # of each thirty days
TOLD_KINDS = frozenset(["blockade", "siege", "curfew", "emergency", "shutdown", "ceasefire", "offensive", "occupation"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the reports of the sixty days to a day tell.

    `attacks` are deadly ones, each once; `acts` tell acts of force or of people killed, one for each story. `n_own` is
    the number of reports on the situation, `reports_now` and `reports_before` that of all in the store; copies are in
    none of them.
    """

    attacks: Sequence[Happening]
    acts: Sequence[Happening]
    n_own: int
    reports_now: int
    reports_before: int
    episodes: Sequence[Episode] = ()


def first_day(to: date) -> date:
    """The first day that a direction as of a day looks at."""
    return to - timedelta(days=2 * DAYS - 1)


def middle_day(to: date) -> date:
    """The first of the last thirty days."""
    return to - timedelta(days=DAYS - 1)


def find_direction(situation_id: str, to: date, signs: Signs) -> Direction:
    """Which way a situation went in the thirty days to a day."""
    attacks, earlier_attacks = _part(signs.attacks, to)
    acts, earlier_acts = _part(signs.acts, to)
    exposures = signs.reports_now - len(acts), signs.reports_before - len(earlier_acts)
    state = DirectionState.UNKNOWN
    if signs.n_own >= LEAST_REPORTS and min(exposures) >= LEAST_EXPOSURE:
        state = _weigh((attacks, earlier_attacks), (acts, earlier_acts), exposures)
    direction = Direction(
        situation_id=situation_id,
        state=state,
        reason="",
        to=to,
        days=DAYS,
        n_now=len(attacks),
        n_before=len(earlier_attacks),
        deaths_now=_killed(attacks),
        deaths_before=_killed(earlier_attacks),
        acts_now=len(acts),
        acts_before=len(earlier_acts),
        reports_now=signs.reports_now,
        reports_before=signs.reports_before,
        evidence=tuple(_cite([*attacks, *acts]) + _cite([*earlier_attacks, *earlier_acts])),
    )
    return _with_reason(direction, signs)


def _part(found: Sequence[Happening], to: date) -> tuple[list[Happening], list[Happening]]:
    """Those of the last thirty days, and those of the thirty before."""
    first, middle = first_day(to), middle_day(to)
    return [one for one in found if middle <= one.day <= to], [one for one in found if first <= one.day < middle]


Windows = tuple[Sequence[Happening], Sequence[Happening]]


def _weigh(attacks: Windows, acts: Windows, exposures: tuple[int, int]) -> DirectionState:
    """Worse or better where one comparison says so and none says the opposite."""
    now, before = exposures
    signs = {compare_rates((len(one), now), (len(other), before)) for one, other in (attacks, acts)}
    if sum(map(len, attacks)) >= LEAST_SUMMED:
        killed = [[one.killed for one in window] for window in attacks]
        signs.add(compare_sums((killed[0], now), (killed[1], before)))
    signs.discard(0)
    if len(signs) != 1:
        return DirectionState.UNCHANGED
    return DirectionState.DETERIORATED if signs == {1} else DirectionState.IMPROVED


def _killed(found: Sequence[Happening]) -> int:
    return sum(one.killed for one in found)


def _cite(found: Sequence[Happening]) -> list[QuoteEvidence]:
    """The words of the deadliest, each report once; the latest where none is deadlier."""
    by_report = {one.evidence.span.article_id: one for one in reversed(found)}
    ranked = sorted(by_report.items(), key=lambda item: (-item[1].killed, -item[1].day.toordinal(), item[0]))
    return [one.evidence for _, one in ranked[:N_CITED]]


def _with_reason(direction: Direction, signs: Signs) -> Direction:
    """The direction with its reason in numbers, in one line."""
    turns = list(_list_turns(signs.episodes, direction.to))
    reason = _tell_counts(direction, signs.n_own)
    if turns:
        told = [_say(f"turn_{verb}", episode=one.name, day=excerpt.day) for one, verb, excerpt in turns]
        reason = _say("reason_turns", reason=reason, turns=ENGLISH.list_up(told))
    quotes = [cite_excerpt(excerpt) for _, _, excerpt in turns]
    return replace(direction, reason=reason, evidence=(*direction.evidence, *quotes))


def _tell_counts(one: Direction, n_own: int) -> str:
    """What was counted; of too few reports, how many there are."""
    if one.state is DirectionState.UNKNOWN:
        own = _say("own", n=n_own, span=2 * one.days, day=one.to)
        return _say("reason_few", own=own, now=one.reports_now, days=one.days, before=one.reports_before)
    acts = _say("acts", n=one.acts_now, before=one.acts_before, days=one.days, day=one.to)
    store = _say("store", n=one.reports_now, before=one.reports_before)
    if not one.n_now and not one.n_before:
        return _say("reason_acts", acts=acts, store=store)
    attacks = _say("attacks", n=one.n_now, before=one.n_before)
    killed = _say("killed", n=one.deaths_now, before=one.deaths_before)
    return _say("reason_attacks", acts=acts, attacks=attacks, killed=killed, store=store)


def _say(message: str, /, **values: int | str | date) -> str:
    return ENGLISH.say(f"trend.{message}", **values)


def _list_turns(episodes: Sequence[Episode], to: date) -> list[tuple[Episode, str, Excerpt]]:
    """The grave episodes that began or ended in the last thirty days, with the excerpts that say so."""
    turns = ((one, *turn) for one in episodes for turn in (("began", one.started), ("ended", one.ended)))
    return [
        (one, verb, excerpt)
        for one, verb, excerpt in turns
        if one.kind in TOLD_KINDS and excerpt is not None and middle_day(to) <= excerpt.day <= to
    ]


def cite_excerpt(excerpt: Excerpt) -> QuoteEvidence:
    """An excerpt as evidence."""
    article = excerpt.article
    known_at = article.known_at or excerpt.published_at
    return QuoteEvidence(
        span=excerpt.passage.span, citations=article.citations, published_at=excerpt.published_at, known_at=known_at
    )

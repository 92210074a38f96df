"""A claim that something rose or fell -> what each series that measures it says to that.

The time that is spoken of is held against as much time before it, a year at least; where no time is named, the year up
to the report against the year before. What is counted on a day (refugees on 31 December) is held against its last row
from before that time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_country, name_what
from dateline.gazetteer import country_name
from dateline.intervals import compare_means
from dateline.measures.lexicon import load_lexicon
from dateline.measures.rows import as_row, name_maker, plain, write_period
from dateline.records import ClaimTest, Observation, Outcome, Row, RowEvidence, TrendClaim, Way

# From how many times as much on a count has risen. Of the 22 countries with 25 deaths and more in October 2023, UCDP's
# first count (Candidate 23.0.10) was off its later one (GED 25.1) by a factor of 1.37 in the median: a quarter is less
# than one month may be revised by, and more than a year's sum. Stocks of people are registered: 5%, by judgement.
RISEN = {"deaths": 1.25}
RISEN_STOCK = 1.05
# Fewer in both times together tell nothing: UCDP's own bound for a conflict is 25 deaths a year.
FEWEST = {"deaths": 25}
FEWEST_PEOPLE = 1000
# How sure two times have to differ, beyond what their rows vary by. Of two years of UCDP's months in shuffled order, 9%
# are told apart at this level, and 34% where the second is doubled; at 95% it is 3% and 25% (bench/claim_tests.py).
SURE = 0.9
_YEAR = 365.25
_MONTHLY = 31  # days of a period, at most
_ENOUGH = 0.5  # of the rows that a time should have


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows of the time spoken of and of the time before; `is_stock`: one row each, and no sums."""

    now: tuple[Observation, ...]
    before: tuple[Observation, ...]
    is_stock: bool


def try_claim(claim: TrendClaim, observations: Sequence[Observation], edition: Edition = ENGLISH) -> list[ClaimTest]:
    """What the series of the claim's country say to it, one test each; one that cannot be tested where there is none.

    `observations` are those public by the moment that is asked for; of several releases the last counts.
    """
    series = _find_series(claim, observations)
    if not series:
        text = edition.say("measures.no_series", country=name_country(country_name(claim.iso3), edition)[0])
        return [ClaimTest(claim=claim, outcome=Outcome.UNTESTED, text=text)]
    return [_try(claim, rows, edition) for rows in series]


def _find_series(claim: TrendClaim, observations: Sequence[Observation]) -> list[tuple[Observation, ...]]:
    topic = load_lexicon().topics[claim.topic]
    series: dict[str, dict[date, Observation]] = defaultdict(dict)
    for row in sorted(observations, key=lambda row: (row.released_at, row.series_id)):
        measure = topic.measure.format(country=re.escape(row.country))
        if row.iso3 == claim.iso3 and row.unit == topic.unit and re.search(measure, row.measure.partition(" (")[0]):
            series[row.series_id][row.period_end] = row
    return [tuple(row for _, row in sorted(rows.items())) for _, rows in sorted(series.items())]


def _try(claim: TrendClaim, rows: Sequence[Observation], edition: Edition) -> ClaimTest:
    is_stock = all(row.period_start == row.period_end for row in rows)
    held = _hold_stock(claim, rows, edition) if is_stock else _hold_flow(claim, rows, edition)
    series = rows[0].series_id
    if isinstance(held, str):
        return ClaimTest(claim=claim, outcome=Outcome.UNTESTED, text=held, series_id=series)
    counted, evidence = _tell_counts(held, edition), _evidence(held)
    if _sum(held.now) + _sum(held.before) < FEWEST.get(rows[0].unit, FEWEST_PEOPLE):
        text = f"{counted} {edition.say('measures.too_few')}"
        return ClaimTest(claim=claim, outcome=Outcome.UNTESTED, text=text, series_id=series, evidence=evidence)
    way = _way(held)
    doubts = list(_doubts(held, way, edition))
    return ClaimTest(
        claim=claim,
        outcome=_judge(claim, way),
        is_shaky=bool(doubts),
        text=" ".join([counted, *doubts, *_caveats(claim, held, edition)]),
        series_id=series,
        evidence=evidence,
    )


def _hold_stock(claim: TrendClaim, rows: Sequence[Observation], edition: Edition) -> _Held | str:
    """The last row by the end of the time spoken of, and the last from before that time."""
    reported = claim.last or claim.excerpt.day
    first = claim.first or reported - timedelta(days=_YEAR)
    known = [row for row in rows if row.period_end <= reported]
    if not known or (claim.first and known[-1].period_end < first):
        return _tell_ended(rows, edition)
    before = [row for row in known[:-1] if claim.first is None or row.period_end < first]
    return _Held((known[-1],), (before[-1],), is_stock=True) if before else _tell_unbegun(rows, edition)


def _hold_flow(claim: TrendClaim, rows: Sequence[Observation], edition: Edition) -> _Held | str:
    """The rows of the time spoken of, and those of as much time before it, a year at least."""
    days = _mean_days(rows)
    a_year = max(1, round(_YEAR / days))
    last = min(claim.last or claim.excerpt.day, claim.excerpt.day)
    first = claim.first or last - timedelta(days=_YEAR + days)  # a month that has not ended is not counted yet
    wanted = round((last - first).days / days) if claim.first else a_year
    if wanted == 0:
        return edition.say("measures.too_short", first=first, last=last)
    now = tuple(row for row in rows if first <= _middle(row) and row.period_end <= last)[-wanted:]
    if len(now) < wanted * _ENOUGH:
        is_ended = rows[-1].period_end < last - timedelta(days=days)
        return _tell_ended(rows, edition) if is_ended else _tell_unbegun(rows, edition)
    wanted_before = max(len(now), a_year)
    before = tuple(row for row in rows if row.period_end < now[0].period_start)[-wanted_before:]
    enough = len(before) >= wanted_before * _ENOUGH
    return _Held(now, before, is_stock=False) if enough else _tell_unbegun(rows, edition)


def _judge(claim: TrendClaim, way: Way) -> Outcome:
    if way is Way.LEVEL:
        return Outcome.AGREES if claim.is_denied else Outcome.LEVEL
    return Outcome.AGREES if (way is claim.way) is not claim.is_denied else Outcome.DISAGREES


def _way(held: _Held) -> Way:
    ratio = _times(_mean(held.now), _mean(held.before))
    risen = RISEN_STOCK if held.is_stock else RISEN.get(held.now[0].unit, RISEN_STOCK)
    return Way.UP if ratio >= risen else Way.DOWN if ratio <= 1 / risen else Way.LEVEL


def _doubts(held: _Held, way: Way, edition: Edition) -> Iterator[str]:
    """Why figures that went up or down may not have: one row makes it so, or rows vary as much by themselves."""
    if way is Way.LEVEL or held.is_stock:
        return
    weakest = _weakest(held, way)
    now, before = ([row.value for row in rows] for rows in (held.now, held.before))
    if weakest is not None:
        yield edition.say("measures.without_one", when=_name(weakest, edition))
    elif len(now) > 1 and compare_means(now, before, SURE) == 0:
        yield edition.say("measures.by_chance")


def _weakest(held: _Held, way: Way) -> Observation | None:
    """The row without which the count would not have gone that way, the largest if there are several."""
    if len(held.now) < 2:
        return None
    weak = [row for row in (*held.now, *held.before) if _way(_without(row, held)) is not way]
    return max(weak, key=lambda row: row.value, default=None)


def _without(row: Observation, held: _Held) -> _Held:
    now, before = (tuple(one for one in rows if one is not row) for rows in (held.now, held.before))
    return _Held(now, before or held.before, held.is_stock)


def _tell_counts(held: _Held, edition: Edition) -> str:
    """UCDP counts 1,234 deaths in organized violence in Mali from ... to ..., against 987 from ... to ...."""
    one = held.now[0]
    told = edition.say(
        "measures.held",
        maker=name_maker(one, edition),
        value=_sum(held.now),
        what=name_what(one, edition),
        now=_when(held.now, edition),
        before=_sum(held.before),
        then=_when(held.before, edition),
    )
    text = f"{told[0].upper()}{told[1:]}"
    if len(held.now) == len(held.before):
        return f"{text}."
    is_monthly = (one.period_end - one.period_start).days < _MONTHLY
    key = "measures.a_month" if is_monthly else "measures.a_row"
    rates = edition.say(key, now=round(_mean(held.now), 1), before=round(_mean(held.before), 1))
    return f"{text} ({rates})."


def _caveats(claim: TrendClaim, held: _Held, edition: Edition) -> Iterator[str]:
    """What the figures are not of."""
    last = min(claim.last or claim.excerpt.day, claim.excerpt.day)
    row = held.now[-1]
    if not held.is_stock and (last - row.period_end).days > (row.period_end - row.period_start).days + 1:
        yield edition.say("measures.ends", when=_when((row,), edition))
    if claim.place:
        yield edition.say("measures.whole_country", place=claim.place)


def _tell_ended(rows: Sequence[Observation], edition: Edition) -> str:
    return edition.say("measures.ended", maker=name_maker(rows[0], edition), when=_when(rows[-1:], edition))


def _tell_unbegun(rows: Sequence[Observation], edition: Edition) -> str:
    return edition.say("measures.unbegun", maker=name_maker(rows[0], edition), when=_when(rows[:1], edition))


def _when(rows: Sequence[Observation], edition: Edition) -> str:
    """In 2023; from May to June 2024; on 31 December 2023."""
    first, last = rows[0], rows[-1]
    if last.period_start == last.period_end:
        return edition.say("measures.on_day", day=last.period_end)
    one, other = _name(first, edition), _name(last, edition)
    if one == other:
        return edition.say("measures.in_year", year=one)
    return edition.say("measures.from_to", first=one, last=other)


def _name(row: Observation, edition: Edition) -> str:
    days = (row.period_end - row.period_start).days
    if days > _YEAR - 2:
        return str(row.period_end.year)
    return edition.month(row.period_start) if 27 <= days <= _MONTHLY else edition.day(row.period_end)


def _evidence(held: _Held) -> RowEvidence:
    """The sums of both times, and the rows that they are of."""
    sums: list[Row] = [
        (
            ("period", write_period(rows[0].period_start, rows[-1].period_end)),
            ("value", plain(_sum(rows))),
            ("n_rows", len(rows)),
        )
        for rows in (held.now, held.before)
    ]
    members = (*held.before, *held.now)
    return RowEvidence(
        series=held.now[0].series_id,
        rows=(*sums, *(as_row(row) for row in members)),
        source=held.now[0].source,
        released_at=max(row.released_at for row in members),
    )


def _mean_days(rows: Sequence[Observation]) -> float:
    return sum((row.period_end - row.period_start).days + 1 for row in rows) / len(rows)


def _middle(row: Observation) -> date:
    return row.period_start + (row.period_end - row.period_start) / 2


def _sum(rows: Sequence[Observation]) -> float:
    return sum(row.value for row in rows)


def _mean(rows: Sequence[Observation]) -> float:
    return _sum(rows) / len(rows)


def _times(value: float, before: float) -> float:
    """How many times as much; endless where there was nothing."""
    if before:
        return value / before
    return float("inf") if value else 1.0

"""A claim that something rose or fell -> what each series that measures it says to that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_country, name_what
from dateline.gazetteer import country_name
from dateline.intervals import compare_means
from dateline.measures.lexicon import load_lexicon
from dateline.measures.rows import as_row, name_maker, plain, write_period
from dateline.measures.times import MONTH, YEAR, Held, Lack, Rows, choose_times, last_day
from dateline.records import ClaimTest, Observation, Outcome, Row, RowEvidence, TrendClaim, Way

# From how many times as much on a count has risen. Of the 22 countries with 25 deaths and more in October 2023, UCDP's
# first count (Candidate 23.0.10) was off its later one (GED 25.1) by a factor of 1.37 in the median: a quarter is less
# than one month may be revised by, and more than a year's sum. Stocks of people are registered: 5%, by judgement.
RISEN = {"deaths": 1.25}
RISEN_STOCK = 1.05
# Fewer in both times together tell nothing: UCDP's own bound for a conflict is 25 deaths a year.
FEWEST = {"deaths": 25}
FEWEST_PEOPLE = 1000
# How sure two times have to differ, beyond what their rows vary by. Of two years of UCDP's months in shuffled order, 8%
# are told apart at this level, and 34% where the second is doubled; at 95% it is 3% and 25% (bench/claim_tests.py).
SURE = 0.9
_SURE_OF = frozenset([Outcome.AGREES, Outcome.DISAGREES])


@dataclass(frozen=True, slots=True)
class _View:
    """What two times say to a claim, and why they may not."""

    held: Held
    outcome: Outcome
    doubts: tuple[str, ...]


def try_claim(claim: TrendClaim, observations: Sequence[Observation], edition: Edition = ENGLISH) -> list[ClaimTest]:
    """What the series of the claim's country say to it, one test each; one that cannot be tested where there is none.

    `observations` are those public by the moment that is asked for; of several releases the last counts.
    """
    series = _find_series(claim, observations)
    if not series:
        text = edition.say("measures.no_series", country=name_country(country_name(claim.iso3), edition)[0])
        return [ClaimTest(claim=claim, outcome=Outcome.UNTESTED, text=text)]
    return [_try(claim, rows, edition) for rows in series]


def _find_series(claim: TrendClaim, observations: Sequence[Observation]) -> list[Rows]:
    topic = load_lexicon().topics[claim.topic]
    series: dict[str, dict[date, Observation]] = defaultdict(dict)
    own = (row for row in observations if row.iso3 == claim.iso3 and row.unit == topic.unit)
    for row in sorted(own, key=lambda row: (row.released_at, row.series_id)):
        measure = topic.measure.format(country=re.escape(row.country))
        if re.search(measure, row.measure.partition(" (")[0], re.IGNORECASE):
            series[row.series_id][row.period_end] = row
    return [tuple(row for _, row in sorted(rows.items())) for _, rows in sorted(series.items())]


def _try(claim: TrendClaim, rows: Rows, edition: Edition) -> ClaimTest:
    times, series = choose_times(claim, rows), rows[0].series_id
    if isinstance(times, Lack):
        return ClaimTest(
            claim=claim, outcome=Outcome.UNTESTED, text=_tell_lack(times, claim, rows, edition), series_id=series
        )
    views = [_view(claim, held, edition) for held in times if _is_enough(held)]
    if not views:
        text = f"{_tell_counts(times[0], edition)} {edition.say('measures.too_few')}"
        return ClaimTest(
            claim=claim, outcome=Outcome.UNTESTED, text=text, series_id=series, evidence=_evidence(times[:1])
        )
    outcome = _join(views)
    return ClaimTest(
        claim=claim,
        outcome=outcome,
        is_shaky=outcome is not Outcome.LEVEL and all(view.doubts for view in views if view.outcome in _SURE_OF),
        text=" ".join([*_tell_views(views, edition), *_caveats(claim, views[-1].held, edition)]),
        series_id=series,
        evidence=_evidence([view.held for view in views]),
    )


def _view(claim: TrendClaim, held: Held, edition: Edition) -> _View:
    way = _way(held)
    return _View(held, _judge(claim, way), tuple(_doubts(held, way, edition)))


def _join(views: Sequence[_View]) -> Outcome:
    """What pairs of times say together: what is beyond doubt in one, else what all say alike."""
    sure = {view.outcome for view in views if not view.doubts} & _SURE_OF
    told = sure or {view.outcome for view in views}
    if len(told) == 1:
        return told.pop()
    return Outcome.MIXED if told >= _SURE_OF else Outcome.LEVEL


def _is_enough(held: Held) -> bool:
    return _sum(held.now) + _sum(held.before) >= FEWEST.get(held.now[0].unit, FEWEST_PEOPLE)


def _judge(claim: TrendClaim, way: Way) -> Outcome:
    if way is Way.LEVEL:
        return Outcome.AGREES if claim.is_denied else Outcome.LEVEL
    return Outcome.AGREES if (way is claim.way) is not claim.is_denied else Outcome.DISAGREES


def _way(held: Held) -> Way:
    ratio = _times(_mean(held.now), _mean(held.before))
    risen = RISEN_STOCK if held.is_stock else RISEN.get(held.now[0].unit, RISEN_STOCK)
    return Way.UP if ratio >= risen else Way.DOWN if ratio <= 1 / risen else Way.LEVEL


def _doubts(held: Held, way: Way, edition: Edition) -> Iterator[str]:
    """Why figures that went up or down may not have: one row makes it so, or rows vary as much by themselves."""
    if way is Way.LEVEL or held.is_stock:
        return
    weakest = _weakest(held, way)
    now, before = ([row.value for row in rows] for rows in (held.now, held.before))
    if weakest is not None:
        yield edition.say("measures.without_one", when=_name(weakest, edition) or edition.day(weakest.period_start))
    elif len(now) + len(before) == 2:
        yield edition.say("measures.one_each")
    elif compare_means(now, before, SURE) == 0:
        yield edition.say("measures.by_chance")


def _weakest(held: Held, way: Way) -> Observation | None:
    """The row without which the count would not have gone that way, the largest if there are several."""
    if len(held.now) < 2:
        return None
    weak = [row for row in (*held.now, *held.before) if _way(_without(row, held)) is not way]
    return max(weak, key=lambda row: row.value, default=None)


def _without(row: Observation, held: Held) -> Held:
    now, before = (tuple(one for one in rows if one is not row) for rows in (held.now, held.before))
    return Held(now, before or held.before, held.is_stock)


def _tell_views(views: Sequence[_View], edition: Edition) -> Iterator[str]:
    """The counts of each pair of times, with what is in doubt about it."""
    for number, view in enumerate(views):
        yield _tell_counts(view.held, edition, is_first=number == 0)
        yield from view.doubts


def _tell_counts(held: Held, edition: Edition, *, is_first: bool = True) -> str:
    """UCDP counts 1,234 deaths in organized violence in Mali from ... to ..., against 987 from ... to ...."""
    one = held.now[0]
    told = edition.say(
        "measures.held" if is_first else "measures.held_also",
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
    key = "measures.a_month" if _is_month(one) else "measures.a_row"
    rates = edition.say(key, now=round(_mean(held.now), 1), before=round(_mean(held.before), 1))
    return f"{text} ({rates})."


def _tell_lack(lack: Lack, claim: TrendClaim, rows: Rows, edition: Edition) -> str:
    """Why it cannot be tested."""
    if lack is Lack.TOO_SHORT and claim.first:
        return edition.say("measures.too_short", first=claim.first, last=last_day(claim))
    row = rows[-1] if lack is Lack.ENDED else rows[0]
    return edition.say(f"measures.{lack.value}", maker=name_maker(row, edition), when=_when((row,), edition))


def _caveats(claim: TrendClaim, held: Held, edition: Edition) -> Iterator[str]:
    """What the figures are not of."""
    last, row = last_day(claim), held.now[-1]
    length = YEAR if held.is_stock else (row.period_end - row.period_start).days + 1
    if (last - row.period_end).days > length:
        yield edition.say("measures.ends", when=_when((row,), edition))
    if claim.place:
        yield edition.say("measures.whole_country", place=claim.place)


def _when(rows: Sequence[Observation], edition: Edition) -> str:
    """In 2023; from May 2024 to June 2024; from 1 July 2024 to 7 July 2024; on 31 December 2023."""
    first, last = rows[0], rows[-1]
    if last.period_start == last.period_end:
        return edition.say("measures.on_day", day=last.period_end)
    one, other = _name(first, edition), _name(last, edition)
    if not one or not other:
        return edition.say("measures.from_to", first=first.period_start, last=last.period_end)
    return (
        edition.say("measures.in_year", year=one)
        if one == other
        else edition.say("measures.from_to", first=one, last=other)
    )


def _name(row: Observation, edition: Edition) -> str:
    """The month or year of a row; empty for one of neither."""
    if (row.period_end - row.period_start).days > YEAR - 2:
        return str(row.period_end.year)
    return edition.month(row.period_start) if _is_month(row) else ""


def _is_month(row: Observation) -> bool:
    return 27 <= (row.period_end - row.period_start).days < MONTH


def _evidence(times: Sequence[Held]) -> RowEvidence:
    """The sums of all times, and the rows that they are of, in their order."""
    parts = [rows for held in times for rows in (held.now, held.before)]
    sums: list[Row] = [
        (
            ("period", write_period(rows[0].period_start, rows[-1].period_end)),
            ("value", plain(_sum(rows))),
            ("n_rows", len(rows)),
        )
        for rows in parts
    ]
    members = sorted({row.period_end: row for rows in parts for row in rows}.items())
    return RowEvidence(
        series=parts[0][0].series_id,
        rows=(*sums, *(as_row(row) for _, row in members)),
        source="; ".join(dict.fromkeys(row.source for _, row in members)),
        released_at=max(row.released_at for _, row in members),
    )


def _sum(rows: Sequence[Observation]) -> float:
    return sum(row.value for row in rows)


def _mean(rows: Sequence[Observation]) -> float:
    return _sum(rows) / len(rows)


def _times(value: float, before: float) -> float:
    """How many times as much; endless where there was nothing."""
    if before:
        return value / before
    return float("inf") if value else 1.0

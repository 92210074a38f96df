"""Reports -> the days that matter in a crisis, and a sentence or more for each.

    day       each report that names it counts once, by its sentence most central to the crisis;
              more the longer after the day it was published: what is still told weeks later mattered
              where turning points are known, they count as well
    sentence  most like what is told of that day; shorter rather than longer; nothing twice

All weights were set on the six development topics of T17 (docs/design.md, "Timelines"); scores are flat around them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import Span, TimelineEntry, Told, TurningPoint
from dateline.situations.likeness import Vector, add, cosine, is_question, place, stems, weigh

LEAD = 3  # first sentences of a report that are of the day of publication where they name no other
UNNAMED = 0.5  # what such a sentence counts beside one that names its day
AHEAD = 0.3  # what a day that was still to come counts
AGREE = 2  # reports that tell of a day, from which it counts that they tell of it later
MASS = 0.85  # share of the weight of all days that a timeline holds, where no number is asked for
MOST = 4  # and at most so many times the root of the days that it spans
FEW = 5  # heaviest days by which turning points are put on the scale of days
BEFORE = timedelta(days=30)  # a crisis may have begun before its first report; what lies farther back is its history

MIN_STEMS, MAX_CHARS = 5, 500  # of a sentence that may stand in a timeline
NAMED_MORE, PUBLISHED_MORE = 1.0, 0.3  # how much more a sentence counts that names the day, or was published on it
TURNING_MORE = 2.0  # and one that tells of a turning point; looked at on the Sahel lines
UNNAMED_IN_SUM = 0.5  # what sentences that do not name the day weigh in the sum of what is told of it
LONG, LENGTH_COST = 25, 0.2  # stems from which a sentence costs, and how much for as many again
REPEAT_COST = 0.8  # for each part that is told already
TOO_ALIKE = 0.8  # likeness from which a sentence is told already under another day
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Sentence:
    told: Told
    n_stems: int
    vector: Vector
    relevance: float
    turning: float  # the score of the turning point that it tells of, else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What timeline is asked for: `n_days`, else as many as are told of enough; from `first`, else a month before the
    first report, to `last`, else the last report's day."""

    n_days: int | None = None
    n_sentences: int = 1
    first: date | None = None
    last: date | None = None


def write_timeline(told: Sequence[Told], wanted: Wanted, points: Sequence[TurningPoint] = ()) -> list[TimelineEntry]:
    """The timeline of a crisis, oldest day first. `points`: what is known to have changed much; the heaviest count as
    much as the days most told of. Cost grows with the number of sentences."""
    if not told:
        return []
    first = wanted.first or min(one.published for one in told) - BEFORE
    last = wanted.last or max(one.published for one in told)
    sentences = _weigh_all(told, {point.excerpt.passage.span: point.score for point in points})
    weights = _with_points(weigh_days(told, [one.relevance for one in sentences]), sentences)
    candidates = _gather(sentences)
    known = [day for day in weights if first <= day <= last and day in candidates]
    ranked = sorted(known, key=lambda day: (-weights[day], day))
    entries: list[TimelineEntry] = []
    used: list[Vector] = []
    n_days = wanted.n_days or _count_worthy([weights[day] for day in ranked], (last - first).days + 1)
    for day in ranked:
        if len(entries) == n_days:
            break
        chosen = _choose(candidates[day], day, wanted.n_sentences, used)
        if chosen:
            used += [one.vector for one in chosen]
            entries.append(_enter(day, chosen, candidates[day]))
    return sorted(entries, key=lambda entry: entry.day)


def _with_points(weights: dict[date, float], sentences: Sequence[_Sentence]) -> dict[date, float]:
    """Days with the turning points that are told of them, on one scale."""
    points = [one for one in sentences if one.turning]
    scale = _mean_of_top(weights.values()) / (_mean_of_top([one.turning for one in points]) or 1.0)
    total = dict(weights)
    for one in points:
        day = _day_of(one.told)
        total[day] = total.get(day, 0.0) + scale * one.turning
    return total


def _day_of(told: Told) -> date:
    """The day that a sentence tells of: the one it names, else the report's."""
    return told.days[0] if len(told.days) == 1 else told.published


def _mean_of_top(values: Iterable[float]) -> float:
    top = sorted(values, reverse=True)[:FEW]
    return sum(top) / len(top) if top else 0.0


def weigh_days(told: Sequence[Told], relevance: Sequence[float]) -> dict[date, float]:
    """How much each day matters; days that nothing is told of are not there."""
    by_day: dict[date, dict[str, tuple[float, float]]] = {}
    for one, value in zip(told, relevance, strict=True):
        value *= 1 + math.log(one.n_outlets)
        days = [(day, value, value * _weigh_lag((one.published - day).days)) for day in set(one.days)]
        if not days and one.position < LEAD:
            days = [(one.published, value * UNNAMED, value * UNNAMED)]
        for day, plain, lagged in days:
            reports = by_day.setdefault(day, {})
            before = reports.get(one.span.article_id, (0.0, 0.0))
            reports[one.span.article_id] = max(plain, before[0]), max(lagged, before[1])
    return {day: sum(value[len(reports) >= AGREE] for value in reports.values()) for day, reports in by_day.items()}


def _weigh_lag(days: int) -> float:
    """What a mention counts so many days after the day."""
    if days < 0:
        return AHEAD
    return 1 + math.log(max(days, 1))


def _count_worthy(weights: Sequence[float], n_days: int) -> int:
    """How many of the days of a span, the heaviest first, a timeline needs."""
    total, n = 0.0, 0
    while n < len(weights) and total < MASS * sum(weights):
        total += weights[n]
        n += 1
    return min(n, math.ceil(MOST * math.sqrt(n_days)))


def _weigh_all(told: Sequence[Told], turning: Mapping[Span, float]) -> list[_Sentence]:
    texts = [stems(one.span.quote, one.lang) for one in told]
    vectors = weigh(texts)
    centre = add(vectors, [1.0] * len(vectors))
    return [
        _Sentence(one, len(text), vector, cosine(vector, centre), turning.get(one.span, 0.0))
        for one, text, vector in zip(told, texts, vectors, strict=True)
    ]


def _gather(sentences: Sequence[_Sentence]) -> dict[date, list[_Sentence]]:
    """Day -> the sentences that may tell of it: those that name it, those published on it that name no other day, and
    from the next day's leads."""
    found: dict[date, list[_Sentence]] = {}
    for one in sentences:
        told = one.told
        if one.n_stems < MIN_STEMS or len(told.span.quote) > MAX_CHARS or is_question(told):
            continue
        days = set(told.days)
        if not days:
            days = {told.published}
            if told.position < LEAD:
                days.add(told.published - _DAY)
        for day in days:
            found.setdefault(day, []).append(one)
    return found


def _choose(candidates: Sequence[_Sentence], day: date, n: int, used: Sequence[Vector]) -> list[_Sentence]:
    """The best sentences on a day, each unlike those before it and those of other days."""
    names = [day in one.told.days for one in candidates]
    centre = add([one.vector for one in candidates], [1.0 if is_named else UNNAMED_IN_SUM for is_named in names])
    scores = [_score(one, day, is_named, centre) for one, is_named in zip(candidates, names, strict=True)]
    order = sorted(range(len(candidates)), key=lambda at: (-scores[at], place(candidates[at].told)))
    chosen: list[_Sentence] = []
    while order and len(chosen) < n:
        costs = {at: max((cosine(candidates[at].vector, one.vector) for one in chosen), default=0.0) for at in order}
        best = max(order, key=lambda at: scores[at] - REPEAT_COST * costs[at])
        order.remove(best)
        if all(cosine(candidates[best].vector, vector) < TOO_ALIKE for vector in used):
            chosen.append(candidates[best])
    return chosen


def _score(one: _Sentence, day: date, is_named: bool, centre: Vector) -> float:
    more = NAMED_MORE if is_named else PUBLISHED_MORE if one.told.published == day else 0.0
    more += TURNING_MORE if one.turning and _day_of(one.told) == day else 0.0
    return cosine(one.vector, centre) * (1 + more) - LENGTH_COST * max(0, one.n_stems - LONG) / LONG


def _enter(day: date, chosen: Sequence[_Sentence], candidates: Sequence[_Sentence]) -> TimelineEntry:
    n_reports = len({one.told.span.article_id for one in candidates if day in one.told.days or one in chosen})
    return TimelineEntry(
        day=day,
        evidence=tuple(told.span for told in sorted((one.told for one in chosen), key=place)),
        n_reports=n_reports,
    )

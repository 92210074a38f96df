"""How two actors stand to each other, month by month, by what they did: PLOVER's quad classes and Goldstein weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from dateline.records import Course, Deed, PairMonth, Turn

LEAST_MONTHS = 3  # on each side of a turn: fewer tell of one event, not of how two stand to each other
# What a turn must save of the squared deviations, in variances of the scores (BIC counts two parameters a turn):
# looked at on the pairs of the Sahel lines, where .5 found turns in every noisy series.
_PENALTY = 2.0


def find_courses(deeds: Iterable[Deed]) -> list[Course]:
    """The course of every pair that did something to each other, the busiest first."""
    by_pair: dict[tuple[str, str], list[Deed]] = {}
    for deed in deeds:
        if deed.source.key != deed.target.key:
            key = min(deed.source.key, deed.target.key), max(deed.source.key, deed.target.key)
            by_pair.setdefault(key, []).append(deed)
    courses = [_course(pair, found) for pair, found in by_pair.items()]
    return sorted(courses, key=lambda one: (-one.n_deeds, one.left.key, one.right.key))


def _course(pair: tuple[str, str], deeds: Sequence[Deed]) -> Course:
    sides = {side.key: side for deed in deeds for side in (deed.source, deed.target)}
    by_month: dict[date, list[Deed]] = {}
    for deed in sorted(deeds, key=lambda one: (one.day, one.excerpt.order)):
        by_month.setdefault(deed.day.replace(day=1), []).append(deed)
    months = tuple(_month(month, found) for month, found in sorted(by_month.items()))
    return Course(left=sides[pair[0]], right=sides[pair[1]], months=months, turns=tuple(find_turns(months)))


def _month(month: date, deeds: Sequence[Deed]) -> PairMonth:
    counts = [0, 0, 0, 0]
    for deed in deeds:
        counts[deed.quad - 1] += 1
    return PairMonth(
        month=month,
        score=sum(deed.goldstein for deed in deeds) / len(deeds),
        quads=(counts[0], counts[1], counts[2], counts[3]),
        lowest=min(deeds, key=lambda deed: deed.goldstein),
        highest=max(deeds, key=lambda deed: deed.goldstein),
    )


def find_turns(months: Sequence[PairMonth]) -> list[Turn]:
    """The months that part the scores best into stretches of one level: least squares, each turn at a price."""
    n = len(months)
    scores = np.array([month.score for month in months])
    if n < 2 * LEAST_MONTHS or float(scores.var()) == 0:
        return []
    price = _PENALTY * float(scores.var()) * float(np.log(n))
    best, cut = [0.0] + [float("inf")] * n, [0] * (n + 1)
    for end in range(LEAST_MONTHS, n + 1):
        for start in range(end - LEAST_MONTHS + 1):
            cost = best[start] + _deviation(scores[start:end]) + (price if start else 0.0)
            if cost < best[end]:
                best[end], cut[end] = cost, start
    return _read_turns(months, scores, cut)


def _deviation(scores: np.ndarray) -> float:
    return float(((scores - scores.mean()) ** 2).sum())


def _read_turns(months: Sequence[PairMonth], scores: np.ndarray, cut: Sequence[int]) -> list[Turn]:
    ends = [len(months)]
    while ends[-1]:
        ends.append(cut[ends[-1]])
    bounds = ends[::-1]
    means = [float(scores[start:end].mean()) for start, end in pairwise(bounds)]
    return [
        Turn(months[at].month, before, after) for at, before, after in zip(bounds[1:-1], means, means[1:], strict=False)
    ]

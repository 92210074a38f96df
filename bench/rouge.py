"""ROUGE over stems, and the scores of timelines that rest on it.

Lin (2004) for ROUGE-N and ROUGE-L; Martschat and Markert (2017) for the alignment of timelines ("align+ m:1"): each day
of one timeline goes to the day of the other with the least (1 - nearness) x (1 - ROUGE-1 F1), nearness being
1 / (days apart + 1), and what the two days have in common counts by nearness. Stop words are left out there, not here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import snowballstemmer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

Timeline = Mapping[date, Sequence[str]]
Grams = Counter[tuple[str, ...]]
_WORD = re.compile(r"[a-z0-9]+")
_PORTER = snowballstemmer.stemmer("porter")


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rouge_n(found: str, gold: str, n: int) -> float:
    """F1 of the runs of n stems."""
    one, other = _grams(_stems(found), n), _grams(_stems(gold), n)
    shared = _shared(one, other)
    return f1(shared / max(1, one.total()), shared / max(1, other.total()))


def tell_f1(found: str, gold: str) -> float:
    """ROUGE-1 F1 without stop words."""
    one, other = _telling([found], 1), _telling([gold], 1)
    shared = _shared(one, other)
    return f1(shared / max(1, one.total()), shared / max(1, other.total()))


def rouge_l(found: str, gold: str) -> float:
    """F1 of the longest common subsequence of stems."""
    one, other = _stems(found), _stems(gold)
    before = [0] * (len(other) + 1)
    for stem in one:
        row = [0]
        for at, its in enumerate(other):
            row.append(before[at] + 1 if stem == its else max(before[at + 1], row[at]))
        before = row
    return f1(before[-1] / max(1, len(one)), before[-1] / max(1, len(other)))


def score_dates(found: Timeline, gold: Timeline) -> float:
    """F1 of the days."""
    shared = len(found.keys() & gold.keys())
    return f1(shared / max(1, len(found)), shared / max(1, len(gold)))


def align(found: Timeline, gold: Timeline) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 F1 of two timelines, aligned many to one."""
    if not found:
        return 0.0, 0.0
    grams = {
        n: ({day: _telling(texts, n) for day, texts in found.items()}, {d: _telling(t, n) for d, t in gold.items()})
        for n in (1, 2)
    }
    ones, others = grams[1]
    costs = {(a, b): _cost(a, b, ones[a], others[b]) for a in found for b in gold}
    to_gold = {a: min(sorted(gold), key=lambda b: costs[a, b]) for a in found}
    to_found = {b: min(sorted(found), key=lambda a: costs[a, b]) for b in gold}
    scores = []
    for n in (1, 2):
        mine, its = grams[n]
        precision = sum(_near(a, b) * _shared(mine[a], its[b]) for a, b in to_gold.items())
        recall = sum(_near(a, b) * _shared(mine[a], its[b]) for b, a in to_found.items())
        n_mine, n_its = sum(g.total() for g in mine.values()), sum(g.total() for g in its.values())
        scores.append(f1(precision / max(1, n_mine), recall / max(1, n_its)))
    return scores[0], scores[1]


def _near(one: date, other: date) -> float:
    return 1 / (abs((one - other).days) + 1)


def _cost(one: date, other: date, mine: Grams, its: Grams) -> float:
    shared = _shared(mine, its)
    return (1 - _near(one, other)) * (1 - f1(shared / max(1, mine.total()), shared / max(1, its.total())))


def _shared(one: Grams, other: Grams) -> int:
    return (one & other).total()


def _telling(texts: Sequence[str], n: int) -> Grams:
    return _grams([_stem(w) for text in texts for w in _WORD.findall(text.lower()) if w not in ENGLISH_STOP_WORDS], n)


def _grams(stems: Sequence[str], n: int) -> Grams:
    return Counter(zip(*(stems[at:] for at in range(n)), strict=False))


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


@cache
def _stem(word: str) -> str:
    stem: str = _PORTER.stemWord(word) if len(word) > 3 else word
    return stem

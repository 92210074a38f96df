"""What the reports of the last weeks are about: the words that they have far more often than those before.

A country has its quarrels, crashes and quakes every month; what a reader asks for is the matter that fills its news
now. A word's weight is the signed root of its log-likelihood ratio over reports of the window against those of the
time before (Dunning 1993); a sentence's salience is the sum of its weightiest words, as a share of the most salient.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.briefs.material import Material, count_reports
from dateline.languages import LANGUAGES
from dateline.records import Excerpt
from dateline.text import words

# The window of "latest" is the shortest of these that holds enough reports. Set on the Sahel lines, where
# a quiet country has three reports a month and a busy one three a day.
WINDOWS_DAYS = (14, 30, 60, 90, 180)
ENOUGH_REPORTS = 9
BEFORE = timedelta(days=2 * 365)
FEW_REPORTS = 12  # in so few, two reports make a matter; else it takes three
N_WORDS = 5  # of a sentence that count: a long one is not more about the matter for being long
LEAST_LETTERS = 3  # of a word of a name that tells it from others
SHORT = 5  # letters: a word no longer keeps its ending
SMOOTHING = 0.5  # reports that a word never seen before is taken to have been in

_ENDING = re.compile(r"(?:ers?|ing|ed|es|s|or)$")


@dataclass(frozen=True, slots=True)
class Matter:
    """The words that the reports since `start` are about, each with its weight; and the names that they name."""

    start: date
    weights: Mapping[str, float]
    most: float
    names: frozenset[str]

    def salience(self, excerpt: Excerpt) -> float:
        """How much a sentence is about the matter, from 0 to 1."""
        return min(1.0, _add_up(_terms(excerpt), self.weights) / self.most) if self.most else 0.0

    def names_alike(self, excerpt: Excerpt) -> bool:
        """Whether a sentence names somebody or something that the reports of now name too, but for the situation."""
        return not self.names.isdisjoint(_name_words(excerpt))


def window_start(material: Material) -> date:
    """The first day of what counts as latest: recent, and with enough to tell."""
    for days in WINDOWS_DAYS:
        if count_reports(e for e in material.days_back(days) if material.stands_alone(e)) >= ENOUGH_REPORTS:
            return material.today - timedelta(days=days)
    return material.today - timedelta(days=WINDOWS_DAYS[-1])


def find_matter(material: Material) -> Matter:
    """What the latest reports are about."""
    start = window_start(material)
    now = [e for e in material.since(start) if material.is_about(e)]
    before = [e for e in material.excerpts if start - BEFORE <= e.day < start and material.is_about(e)]
    weights = _weigh_words(_Reports.of(now), _Reports.of(before), {_stem(word) for word in material.own_words})
    names = frozenset(word for e in now for word in _name_words(e)) - material.own_words
    return Matter(start, weights, max((_add_up(_terms(e), weights) for e in now), default=0.0), names)


@dataclass(frozen=True, slots=True)
class _Reports:
    """How many reports there are, and in how many of them each word stands."""

    n: int
    n_with: Mapping[str, int]

    @classmethod
    def of(cls, excerpts: Iterable[Excerpt]) -> _Reports:
        terms: defaultdict[str, set[str]] = defaultdict(set)
        for excerpt in excerpts:
            terms[excerpt.article.article_id] |= _terms(excerpt)
        return cls(len(terms), Counter(term for bag in terms.values() for term in bag))


def _weigh_words(now: _Reports, before: _Reports, own_words: Set[str]) -> dict[str, float]:
    least = 2 if now.n <= FEW_REPORTS else 3
    weights = {}
    for word, count in now.n_with.items():
        expected = (before.n_with.get(word, 0) + SMOOTHING) / (before.n + 1) * now.n
        if count >= least and count > expected and word not in own_words:
            weights[word] = math.sqrt(2 * (count * math.log(count / expected) - (count - expected)))
    return weights


def _add_up(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(heapq.nlargest(N_WORDS, (weights.get(term, 0.0) for term in terms)))


def _terms(excerpt: Excerpt) -> frozenset[str]:
    """The content words, without their endings: "Mugabe" of "President Robert Mugabe", "protest" of "protesters"."""
    return frozenset(_stem(word) for word in words(excerpt.text) if word not in LANGUAGES["en"].stop_words)


def _name_words(excerpt: Excerpt) -> Iterator[str]:
    return (word for name in excerpt.passage.names for word in words(name) if len(word) > LEAST_LETTERS)


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > SHORT else word

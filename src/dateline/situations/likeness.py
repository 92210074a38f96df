"""Sentences as weighed words: how much they have in common, and how central they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dateline.languages import LANGUAGES
from dateline.records import Told
from dateline.text import words

Vector = Mapping[str, float]
STEM = 6  # letters of a word that count: "protest", "protesters" and "protesting" are one


def stems(text: str, lang: str) -> list[str]:
    """The beginnings of a text's telling words."""
    empty = LANGUAGES[lang].stop_words if lang in LANGUAGES else frozenset()
    return [word[:STEM] for word in words(text) if word not in empty and (len(word) > 1 or word.isdigit())]


def is_question(told: Told) -> bool:
    """Whether a sentence asks: it tells nothing."""
    return told.span.quote.rstrip(" \"'”’)").endswith(("?", "؟", "？"))


def place(told: Told) -> tuple[date, str, int]:
    """Where a sentence stands in the order of time, its report and its text."""
    return told.published, told.span.article_id, told.span.start


def weigh(texts: Sequence[Sequence[str]]) -> list[Vector]:
    """Each text's stems by rarity among all texts, of length 1."""
    n_with = Counter(stem for text in texts for stem in set(text))
    n = len(texts)
    return [_unit({s: (1 + math.log(k)) * math.log((n + 1) / n_with[s]) for s, k in Counter(t).items()}) for t in texts]


def add(vectors: Sequence[Vector], weights: Sequence[float]) -> Vector:
    """The direction of a weighted sum."""
    total: dict[str, float] = {}
    for vector, weight in zip(vectors, weights, strict=True):
        for stem, value in vector.items():
            total[stem] = total.get(stem, 0.0) + weight * value
    return _unit(total)


def cosine(left: Vector, right: Vector) -> float:
    """Of two vectors of length 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right.get(stem, 0.0) for stem, value in left.items())


def _unit(vector: dict[str, float]) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {stem: value / length for stem, value in vector.items()} if length else {}

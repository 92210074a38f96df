"""Reports -> what a newcomer has to know first: the newest and most central sentences, in the order of time.

Weights were set on the seven events of the background corpus (docs/design.md, "Background"): recency, which alone is
the best simple answer there, and how much of the whole a sentence touches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Told, TurningPoint
from dateline.situations.likeness import Vector, add, cosine, is_question, place, stems, weigh

FADE = 10.0  # days with news after which a sentence counts 1/e of its recency
CENTRAL = 1.0  # what being like all that is told counts beside recency
TURNING = 1.5  # what the heaviest turning point counts beside what is newest; looked at on the Sahel lines
TOO_ALIKE = 0.7  # likeness from which a sentence says nothing new
FULL = 0.85  # of the words asked for: from there on no shorter sentence is looked for


@dataclass(frozen=True, slots=True)
class _Sentence:
    told: Told
    vector: Vector
    score: float
    n_words: int


def write_background(told: Sequence[Told], *, n_words: int, points: Sequence[TurningPoint] = ()) -> list[Told]:
    """The sentences of a background of at most so many words, oldest first. `points`: what is known to have changed
    much."""
    chosen: list[_Sentence] = []
    left = n_words
    for one in sorted(_score_all(told, points), key=lambda one: (-one.score, place(one.told))):
        if one.n_words > left or any(cosine(one.vector, other.vector) >= TOO_ALIKE for other in chosen):
            if left <= (1 - FULL) * n_words:
                break
            continue
        chosen.append(one)
        left -= one.n_words
    return sorted((one.told for one in chosen), key=place)


def _score_all(told: Sequence[Told], points: Sequence[TurningPoint]) -> list[_Sentence]:
    told = [one for one in told if not is_question(one)]
    heaviest = max((point.score for point in points), default=1.0)
    turning = {point.excerpt.passage.span: TURNING * point.score / heaviest for point in points}
    vectors = weigh([stems(one.span.quote, one.lang) for one in told])
    centre = add(vectors, [1.0] * len(vectors))
    days = sorted({one.published for one in told}, reverse=True)
    age = {day: at for at, day in enumerate(days)}
    return [
        _Sentence(
            told=one,
            vector=vector,
            score=math.exp(-age[one.published] / FADE) + CENTRAL * cosine(vector, centre) + turning.get(one.span, 0.0),
            n_words=len(one.span.quote.split()),
        )
        for one, vector in zip(told, vectors, strict=True)
    ]

"""A case and its reasons -> the numbers that the model weighs.

How the claim copies runs of words, how long it is and in how many lines it stands is left out: of corrupted sentences,
which the model learns from, these tell the most, and of sentences that people or models wrote, nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from dateline.checking.claims import Case
from dateline.checking.matching import LEAST, rarity
from dateline.records import Aspect, Reason, Verdict

_REACH = 6.0  # words apart at which two neighbours of the claim count half as joined in a source
_MOST_MISSED = 40.0
NAMES = (
    "borne_lines", "borne_all", "exact_all", "missed_most", "missed_sum", "missed_lines", "unknown_missed",
    "numbers_missed", "left_out", "joined", "joined_few", "opposites",
    *(f"reason_{aspect.value}" for aspect in Aspect), "contradictions",
)  # fmt: skip


def measure(case: Case, reasons: Sequence[Reason]) -> list[float]:
    """One number for each of NAMES."""
    matching = case.matching
    n = len(matching.content)
    everywhere = [matching.firm(nth) for nth in range(n)]
    together = [matching.firm(nth, matching.lines) for nth in range(n)]
    weights = matching.weights
    words = [case.word(nth) for nth in range(n)]
    missed = [(1 - firm) * rarity(word) for firm, word in zip(everywhere, words, strict=True)]
    missed_lines = [(1 - firm) * rarity(word) for firm, word in zip(together, words, strict=True)]
    joined = [_joined(case, nth) for nth in range(n - 1)] or [1.0]
    return [
        _weigh(weights, together),
        _weigh(weights, everywhere),
        _weigh(weights, [float(firm == 1.0) for firm in everywhere]),
        max(missed, default=0.0),
        min(sum(missed), _MOST_MISSED),
        min(sum(missed_lines), _MOST_MISSED),
        float(sum(firm < 2 * LEAST for firm, word in zip(everywhere, words, strict=True) if not word.is_known)),
        float(sum(firm < 1 for firm, word in zip(everywhere, words, strict=True) if word.number is not None)),
        sum(firm < LEAST for firm in everywhere) / max(1, n),
        sum(joined) / len(joined),
        sum(value < LEAST for value in joined) / len(joined),
        float(len({at for at, line, _ in matching.opposites if line in matching.lines})),
        *(float(any(reason.aspect is aspect for reason in reasons)) for aspect in Aspect),
        float(sum(reason.verdict is Verdict.CONTRADICTED for reason in reasons)),
    ]


def measure_borne(case: Case) -> float:
    """The share of a claim's weight that its best lines bear together."""
    firms = [case.matching.firm(nth, case.matching.lines) for nth in range(len(case.matching.content))]
    return _weigh(case.matching.weights, firms)


def _weigh(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def _joined(case: Case, nth: int) -> float:
    """How closely two neighbouring content words of the claim stand together in some line."""
    left, right = case.matching.hits[nth], case.matching.hits[nth + 1]
    gap = case.word(nth + 1).at - case.word(nth).at
    by_line: dict[int, list[tuple[int, float]]] = {}
    for hit in left:
        by_line.setdefault(hit.line, []).append((hit.word, hit.firm))
    best = 0.0
    for hit in right:
        for word, firm in by_line.get(hit.line, ()):
            apart = abs(hit.word - word) - gap - 1
            best = max(best, min(firm, hit.firm) * (1.0 if apart <= 0 else exp(-apart / _REACH)))
    return best

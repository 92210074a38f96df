"""How much of its text one report shares with another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.dedupe.shingles import KEPT, Hashes, shingle, thin

LEAD = 48  # shingles at the beginning by which a copy is told from a report with the same background paragraphs


@dataclass(frozen=True, slots=True)
class Sketch:
    """`kept`: shingles in ascending order, all of a short text's (`is_whole`), one in four of a longer one's."""

    kept: Hashes
    lead: Hashes
    is_whole: bool
    n_shingles: int


def make_sketch(text: str) -> Sketch:
    """The sketch of a text."""
    shingles = shingle(text)
    lead = np.unique(shingles[:LEAD])
    kept, is_whole = thin(shingles)
    return Sketch(kept, lead, is_whole, len(shingles))


def measure_shared(one: Sketch, other: Sketch) -> tuple[float, float, int]:
    """The share of the shorter text that the other has too, the same of the longer one, and of how many shingles.

    All three are 0 where either has none.
    """
    left, right = one.kept, other.kept
    if one.is_whole != other.is_whole:
        left, right = left[left % KEPT == 0], right[right % KEPT == 0]
    if not len(left) or not len(right):
        return 0.0, 0.0, 0
    n_shared = count_shared(left, right)
    return n_shared / min(len(left), len(right)), n_shared / max(len(left), len(right)), min(len(left), len(right))


def measure_lead(one: Sketch, other: Sketch) -> float:
    """The share of the shorter beginning that the other's beginning has too."""
    shorter = min(len(one.lead), len(other.lead))
    return count_shared(one.lead, other.lead) / shorter if shorter else 0.0


def count_shared(left: Hashes, right: Hashes) -> int:
    """How many values two ascending arrays without repeats have in common."""
    if len(left) > len(right):
        left, right = right, left
    if not len(left):
        return 0
    at = np.searchsorted(right, left)
    at[at == len(right)] = 0
    return int(np.count_nonzero(right[at] == left))

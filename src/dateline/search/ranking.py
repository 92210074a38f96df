"""How well reports fit the words of a search: BM25 over what was known by the moment, and nothing that came later."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

K1, B = 1.2, 0.75  # as Robertson and others set them, and as every full-text index has them
TITLE = 4.0  # a word of a title weighs as much as so many of a text: known items on the demo, bench/search.py
Counts = Mapping[int, tuple[int, int]]  # by report: how often a word stands in its title, and in all


def measure_fit(sizes: Mapping[int, int], words: Sequence[Counts], n_reports: int) -> dict[int, float]:
    """The fit of each report of `sizes` (its length in characters), by the counts of each word over all reports that
    were known, of which there are `n_reports`; the more of them have a word, the less it weighs."""
    mean = sum(sizes.values()) / max(1, len(sizes)) or 1.0
    floors = {number: K1 * (1 - B + B * size / mean) for number, size in sizes.items()}
    fits = dict.fromkeys(sizes, 0.0)
    for counts in words:
        weight = math.log1p((max(n_reports, len(counts)) - len(counts) + 0.5) / (len(counts) + 0.5))
        for number in _both(sizes, counts):
            in_title, n = counts[number]
            heard = n + (TITLE - 1) * in_title
            fits[number] += weight * heard * (K1 + 1) / (heard + floors[number])
    return fits


def _both(sizes: Mapping[int, int], counts: Counts) -> Iterable[int]:
    fewer, more = (sizes, counts) if len(sizes) < len(counts) else (counts, sizes)
    return (number for number in fewer if number in more)

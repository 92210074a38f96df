"""How much a trait tells, by how few reports of the last days have it."""

from __future__ import annotations

import numpy as np

from dateline.stories.traits import KINDS, MAX_COUNT, SPACE, Ids, Traits, Weights

RARE = 0.5  # added to a count, as in BM25
_DAMPED = np.concatenate([[0.0], 1 + np.log(np.arange(1, MAX_COUNT + 1))]).astype(np.float32)  # of how often it stands


class Frequencies:
    """In how many of the reports of the window each trait stands."""

    def __init__(self) -> None:
        self._counts = np.zeros(SPACE, dtype=np.float32)
        self._n = 0

    def add(self, ids: Ids) -> None:
        """Count a report."""
        self._counts[ids] += 1
        self._n += 1

    def drop(self, ids: Ids) -> None:
        """Take a report out of the counts."""
        self._counts[ids] -= 1
        self._n -= 1

    def weigh(self, traits: Traits) -> Weights:
        """The weights of a report's traits, of length 1 within each kind."""
        weights = _DAMPED[traits.counts] * self.rarity(traits.ids)
        for kind in range(KINDS):
            part = weights[slice(*span(traits.bounds, kind, len(weights)))]
            norm = float(np.sqrt(part @ part))
            if norm > 0:
                part /= norm
        return weights

    def rarity(self, ids: Ids) -> Weights:
        """The logarithm of one over the share of reports that have the trait, at least 0."""
        return np.maximum(np.log((self._n + 1) / (self._counts[ids] + RARE)), 0, dtype=np.float32)


def span(bounds: tuple[int, int], kind: int, n: int) -> tuple[int, int]:
    """Where the traits of a kind begin and end."""
    edges = (0, *bounds, n)
    return edges[kind], edges[kind + 1]

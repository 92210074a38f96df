"""The stories that are still open, and how the ones like a newcomer are found among a million."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable

import numpy as np

from dateline.stories.profiles import Profile, heaviest
from dateline.stories.traits import NAMES, WORDS, Vector

INDEXED_WORDS, INDEXED_NAMES = 16, 8  # of a story's traits, those that it can be found by
POSTINGS = 48  # stories kept by trait, those touched last; a trait of more stories tells little
N_FOUND = 12  # candidates by traits
N_MEANT = 6  # candidates by meaning
RECENT = 2048  # stories touched last that are looked through by meaning: 1 ms, whatever the window holds


class Window:
    """Open stories by number."""

    def __init__(self) -> None:
        self.profiles: dict[int, Profile] = {}
        self._postings: dict[int, list[int]] = {}
        self._recent: OrderedDict[int, int] = OrderedDict()  # story -> row of the matrix
        self._matrix: Vector | None = None
        self._rows: list[int] = []  # story by row

    def put(self, number: int, profile: Profile) -> None:
        """Open a story, or keep it changed."""
        self.profiles[number] = profile
        for trait in _index(profile):
            posting = self._postings.setdefault(trait, [])
            if not posting or posting[-1] != number:
                posting.append(number)
                if len(posting) > 2 * POSTINGS:
                    self._postings[trait] = self._trim(posting)
        if profile.vector is not None and profile.vector_norm > 0:
            self._keep_vector(number, profile.vector / np.float32(profile.vector_norm))

    def close(self, numbers: Iterable[int]) -> None:
        """Forget stories: nothing can join them any more."""
        for number in numbers:
            del self.profiles[number]
            row = self._recent.pop(number, None)
            if row is not None and self._matrix is not None:
                self._matrix[row] = 0
                self._rows[row] = -1

    def _trim(self, posting: list[int]) -> list[int]:
        """The stories of a posting that are open, each once, those touched last."""
        seen = dict.fromkeys(number for number in reversed(posting) if number in self.profiles)
        return list(seen)[:POSTINGS][::-1]

    def _keep_vector(self, number: int, vector: Vector) -> None:
        if self._matrix is None:
            self._matrix = np.zeros((RECENT, len(vector)), dtype=np.float32)
        row = self._recent.pop(number, None)
        if row is None:
            if len(self._rows) < RECENT:
                row = len(self._rows)
                self._rows.append(number)
            else:
                row = self._free_row()
        self._matrix[row] = vector
        self._rows[row] = number
        self._recent[number] = row

    def _free_row(self) -> int:
        if len(self._recent) < RECENT:
            return self._rows.index(-1)
        return self._recent.popitem(last=False)[1]

    def find(self, profile: Profile, besides: int = -1) -> list[int]:
        """The stories most like a profile, by rare traits in common and by meaning, in ascending order."""
        found = self._find_by_traits(profile, besides)
        if profile.vector is not None and self._matrix is not None and profile.vector_norm > 0:
            found |= self._find_by_meaning(profile.vector, besides)
        return sorted(found)

    def _find_by_traits(self, profile: Profile, besides: int) -> set[int]:
        scores: Counter[int] = Counter()
        for trait in _index(profile):
            posting = self._postings.get(trait)
            if posting is not None:
                for number in set(posting[-POSTINGS:]):
                    scores[number] += 1
        scores.pop(besides, None)
        open_ones = [(-score, -number) for number, score in scores.items() if number in self.profiles]
        return {-number for _, number in sorted(open_ones)[:N_FOUND]}

    def _find_by_meaning(self, vector: Vector, besides: int) -> set[int]:
        assert self._matrix is not None
        likeness = self._matrix[: len(self._rows)] @ vector
        n = min(N_MEANT + 1, len(likeness))
        best = np.argpartition(-likeness, n - 1)[:n]
        return {number for row in best.tolist() if (number := self._rows[row]) >= 0 and number != besides}


def _index(profile: Profile) -> tuple[int, ...]:
    if not profile.keys:
        words, names = heaviest(profile, WORDS, INDEXED_WORDS), heaviest(profile, NAMES, INDEXED_NAMES)
        profile.keys = (*words, *names)
    return profile.keys

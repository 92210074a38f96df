"""A story as its reports add up: what they share, how alike they are, when they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.stories.traits import BITS, KINDS, NAMES, PIECES, Ids, Traits, Vector, Weights
from dateline.stories.weights import span

MAX_TRAITS = 800  # of a story, the heaviest; 1,500 make it slower and no better (OG2021)
MAX_NUMBERS = 60
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Profile:
    """The sum of some reports. `sums` go with `ids`, which ascend; `norms` are the sums' lengths by kind.

    Of copies only the first is a member here: forty copies of one text weigh as one. `members` are numbers of reports.
    """

    members: list[int]
    ids: Ids
    sums: Weights
    bounds: tuple[int, int]
    vector: Vector | None
    n_vectors: int
    langs: Counter[str]
    numbers: Counter[int]
    first_at: float | None
    last_at: float | None
    blur: float
    norms: NDArray[np.float32] = field(init=False)
    vector_norm: float = field(init=False, default=0.0)
    keys: tuple[int, ...] = field(init=False, default=())  # traits that it is looked up by, once they are needed

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Set the lengths anew after the sums have changed."""
        squares = self.sums * self.sums
        edges = (0, *self.bounds, len(squares))
        self.norms = np.sqrt(np.array([squares[edges[k] : edges[k + 1]].sum() for k in range(KINDS)]))
        self.vector_norm = 0.0 if self.vector is None else float(np.sqrt(self.vector @ self.vector))

    @property
    def n(self) -> int:
        """How many reports, copies not counted."""
        return len(self.members)


_NO_NUMBERS: Counter[int] = Counter()  # shared by the profiles that have none: profiles are never changed


@cache
def _count_once(lang: str) -> Counter[str]:
    """One count of a language, shared by all reports in it."""
    return Counter([lang])


def make_profile(number: int, traits: Traits, weights: Weights) -> Profile:
    """A story of one report."""
    return Profile(
        members=[number],
        ids=traits.ids,
        sums=weights,
        bounds=traits.bounds,
        vector=traits.vector,
        n_vectors=int(traits.vector is not None),
        langs=_count_once(traits.lang),
        numbers=Counter(traits.numbers) if traits.numbers else _NO_NUMBERS,
        first_at=traits.at,
        last_at=traits.at,
        blur=traits.blur,
    )


def add_profiles(*profiles: Profile) -> Profile:
    """Stories as one, the members of the first before those of the next."""
    ids, sums, bounds = _add_sparse(profiles)
    vectors = [profile.vector for profile in profiles if profile.vector is not None]
    return Profile(
        members=[number for profile in profiles for number in profile.members],
        ids=ids,
        sums=sums,
        bounds=bounds,
        vector=np.add.reduce(vectors) if vectors else None,
        n_vectors=sum(profile.n_vectors for profile in profiles),
        langs=_add_counts([profile.langs for profile in profiles]),
        numbers=_add_numbers([profile.numbers for profile in profiles if profile.numbers]),
        first_at=min((profile.first_at for profile in profiles if profile.first_at is not None), default=None),
        last_at=max((profile.last_at for profile in profiles if profile.last_at is not None), default=None),
        blur=max(profile.blur for profile in profiles),
    )


def _add_counts(counts: Sequence[Counter[T]]) -> Counter[T]:
    total = Counter(counts[0])
    for one in counts[1:]:
        total.update(one)
    return total


def _add_numbers(counts: Sequence[Counter[int]]) -> Counter[int]:
    if not counts:
        return _NO_NUMBERS
    total = _add_counts(counts)
    return total if len(total) <= MAX_NUMBERS else Counter(dict(total.most_common(MAX_NUMBERS)))


def _add_sparse(profiles: Sequence[Profile]) -> tuple[Ids, Weights, tuple[int, int]]:
    ids = np.concatenate([profile.ids for profile in profiles])
    order = np.argsort(ids, kind="stable")
    ids, sums = ids[order], np.concatenate([profile.sums for profile in profiles])[order]
    starts = np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]]))
    ids, sums = ids[starts], np.add.reduceat(sums, starts)
    if len(ids) > MAX_TRAITS:
        kept = np.sort(np.lexsort((ids, -sums))[:MAX_TRAITS])
        ids, sums = ids[kept], sums[kept]
    return ids, sums, _bounds(ids)


def _bounds(ids: Ids) -> tuple[int, int]:
    first, second = np.searchsorted(ids, [PIECES << BITS, NAMES << BITS]).tolist()
    return first, second


def heaviest(profile: Profile, kind: int, n: int) -> list[int]:
    """The traits of a kind that weigh most, the heaviest first."""
    start, end = span(profile.bounds, kind, len(profile.ids))
    sums, ids = profile.sums[start:end], profile.ids[start:end]
    if len(sums) > n:
        ids = ids[np.lexsort((ids, -sums))[:n]]
    found: list[int] = ids.tolist()
    return found

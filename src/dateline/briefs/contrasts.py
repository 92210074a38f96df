"""What one group of reports has more often than another: shares, an interval, and a price for looking at many things.

Each thing is tested by Fisher's exact test; those kept are chosen together (Benjamini and Hochberg 1995), and their
intervals are widened so that of all that are told one in twenty at most misses (Benjamini and Yekutieli 2005).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import comb

from dateline.intervals import LEVEL, difference_interval

MISSES = 1 - LEVEL  # the share of what is told that may be chance
MIN_USES = 5  # in both groups together: with fewer no split of them is beyond chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two groups of reports, each report as the things that stand in it."""

    names: tuple[str, str]
    groups: tuple[Sequence[Set[str]], Sequence[Set[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A thing that `more` of the first group's reports have: (with it, reports) of both, and the widened interval."""

    what: str
    names: tuple[str, str]
    first: tuple[int, int]
    second: tuple[int, int]
    interval: tuple[float, float]
    n_tested: int
    level: float

    @property
    def difference(self) -> float:
        """The first share minus the second; above zero."""
        return self.first[0] / self.first[1] - self.second[0] / self.second[1]


@dataclass(frozen=True, slots=True)
class _Tested:
    what: str
    names: tuple[str, str]
    first: tuple[int, int]
    second: tuple[int, int]
    chance: float


def find_contrasts(pairs: Iterable[Pair]) -> list[Contrast]:
    """What differs beyond chance between the groups of any pair, the surest first; all are looked at together."""
    tested = sorted((t for pair in pairs for t in _test(pair)), key=lambda t: (t.chance, t.what, t.names))
    n = len(tested)
    n_kept = max((rank for rank, t in enumerate(tested, start=1) if t.chance <= MISSES * rank / n), default=0)
    level = 1 - MISSES * n_kept / n if n_kept else LEVEL
    found = []
    for t in tested[:n_kept]:
        low, high = difference_interval(t.first, t.second, level)
        if low > 0:
            found.append(
                Contrast(
                    what=t.what,
                    names=t.names,
                    first=t.first,
                    second=t.second,
                    interval=(low, high),
                    n_tested=n,
                    level=level,
                )
            )
    return sorted(found, key=lambda c: (-c.interval[0], c.what, c.names))


def _test(pair: Pair) -> Iterable[_Tested]:
    left, right = (Counter(thing for things in group for thing in things) for group in pair.groups)
    n_left, n_right = (len(group) for group in pair.groups)
    for what in sorted({*left, *right}):
        one, other = (left[what], n_left), (right[what], n_right)
        if one[0] + other[0] >= MIN_USES:
            chance = chance_of(*one, *other)
            if one[0] * n_right >= other[0] * n_left:
                yield _Tested(what, pair.names, one, other, chance)
            else:
                yield _Tested(what, (pair.names[1], pair.names[0]), other, one, chance)


@lru_cache(maxsize=100_000)
def chance_of(k_left: int, n_left: int, k_right: int, n_right: int) -> float:
    """How likely a split at least as uneven is by chance (Fisher's exact test, both sides)."""
    total, whole = k_left + k_right, n_left + n_right
    ways = [comb(n_left, k) * comb(n_right, total - k) for k in range(max(0, total - n_right), min(total, n_left) + 1)]
    own = comb(n_left, k_left) * comb(n_right, k_right)
    return sum(way for way in ways if way <= own) / comb(whole, total)

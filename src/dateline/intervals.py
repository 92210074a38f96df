"""How sure a share of counted cases is: Wilson's interval, and Newcombe's for the difference of two shares."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def quantile(level: float) -> float:
    """How many standard deviations around the mean hold a share `level` of a normal distribution."""
    return NormalDist().inv_cdf((1 + level) / 2)


def share_interval(part: int, whole: int, level: float = LEVEL) -> tuple[float, float]:
    """Between what the share behind `part` of `whole` lies (Wilson 1927). Raises ValueError when `whole` is none."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is no share")
    z, share = quantile(level), part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def difference_interval(one: tuple[int, int], other: tuple[int, int], level: float = LEVEL) -> tuple[float, float]:
    """Between what the first share minus the second lies (Newcombe 1998, from Wilson's intervals)."""
    (left, right), (low, high) = share_interval(*one, level), share_interval(*other, level)
    first, second = one[0] / one[1], other[0] / other[1]
    down = sqrt((first - left) ** 2 + (high - second) ** 2)
    up = sqrt((right - first) ** 2 + (second - low) ** 2)
    return first - second - down, first - second + up

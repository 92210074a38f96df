"""How sure a share of counted cases is, and whether two shares or two rates differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, lgamma, log, log1p, sqrt
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


def compare_rates(now: tuple[int, float], before: tuple[int, float], level: float = LEVEL) -> int:
    """1 where the first rate is higher than the second by more than chance, -1 where it is lower, else 0.

    Each is a count with its exposure. Given their sum, one of two Poisson counts of one rate is binomial (Przyborowski
    and Wilenski 1940); each tail gets half of what `level` leaves. Raises ValueError without an exposure.
    """
    if min(now[1], before[1]) <= 0:
        raise ValueError("a rate needs an exposure above 0")
    whole, share = now[0] + before[0], now[1] / (now[1] + before[1])
    most = (1 - level) / 2
    if _tail(now[0], whole, share) <= most:
        return 1
    return -1 if _tail(before[0], whole, 1 - share) <= most else 0


def _tail(part: int, whole: int, share: float) -> float:
    """How likely `part` or more of `whole` are, each with probability `share`."""
    ways = lgamma(whole + 1)
    return fsum(
        exp(ways - lgamma(k + 1) - lgamma(whole - k + 1) + k * log(share) + (whole - k) * log1p(-share))
        for k in range(part, whole + 1)
    )


def compare_sums(now: tuple[Sequence[int], float], before: tuple[Sequence[int], float], level: float = LEVEL) -> int:
    """As `compare_rates`, for what events add up to: the killed of attacks, with their exposures.

    The variance of the sum of a Poisson number of events is the sum of their squares, so that one very deadly attack is
    chance. Meant for ten events and more. Raises ValueError without an exposure.
    """
    if min(now[1], before[1]) <= 0:
        raise ValueError("a rate needs an exposure above 0")
    gap = sum(now[0]) / now[1] - sum(before[0]) / before[1]
    spread = sqrt(sum(one * one for one in now[0]) / now[1] ** 2 + sum(one * one for one in before[0]) / before[1] ** 2)
    if abs(gap) <= quantile(level) * spread:
        return 0
    return 1 if gap > 0 else -1


def compare_means(now: Sequence[float], before: Sequence[float], level: float = LEVEL) -> int:
    """1 where the mean of the first is higher than that of the second by more than they vary, -1 where lower, else 0.

    Student's test with the variance of both together, and the normal in place of t: meant for ten values and more in
    one of them. Two values in all tell nothing. Raises ValueError where one is empty.
    """
    if not now or not before:
        raise ValueError("a mean needs a value")
    if len(now) + len(before) <= 2:
        return 0
    gap = _mean(now) - _mean(before)
    variance = (_squares(now) + _squares(before)) / (len(now) + len(before) - 2)
    spread = sqrt(variance * (1 / len(now) + 1 / len(before)))
    if abs(gap) <= quantile(level) * spread:
        return 0
    return 1 if gap > 0 else -1


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    """The sum of squared distances from the mean."""
    mean = _mean(values)
    return fsum((value - mean) ** 2 for value in values)

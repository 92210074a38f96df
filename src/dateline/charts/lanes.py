"""Rows for what would lie over each other: bars side by side in time, and words that hang on stems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flag:
    """Words on a stem at `x`: they begin at `left` in a lane, 0 the nearest; no lane where there was no room."""

    x: float
    left: float = 0.0
    lane: int | None = None


def stack(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each span the first row in which it meets none before it."""
    ends, rows = list[float](), list[int]()
    for left, right in spans:
        row = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [right]
        rows.append(row)
    return rows


def plant(xs: Sequence[float], order: Sequence[int], *, wide: float, limit: float, most: int) -> list[Flag]:
    """Flags for stems at `xs`, which rise from left to right, so that no words meet others or a stem.

    `order` has the places of the stems, the one that matters most first: where `most` lanes do not hold all words, the
    last ones go without.
    """
    kept, planted = list[int](), dict[int, Flag]()
    for at in order:
        tried = _plant([(one, xs[one]) for one in sorted([*kept, at])], wide, limit, most)
        if tried is not None:
            kept.append(at)
            planted = tried
    return [planted.get(at, Flag(x)) for at, x in enumerate(xs)]


def _plant(stems: Sequence[tuple[int, float]], wide: float, limit: float, most: int) -> dict[int, Flag] | None:
    """Flags for all of the stems, or None where one finds no lane."""
    planted: dict[int, Flag] = {}
    for at, x in reversed(stems):
        left = min(x, limit - wide)
        lanes = (lane for lane in range(most) if _is_free(Flag(x, left, lane), planted.values(), wide))
        lane = next(lanes, None)
        if lane is None:
            return None
        planted[at] = Flag(x, left, lane)
    return planted


def _is_free(flag: Flag, others: Iterable[Flag], wide: float) -> bool:
    return not any(_meet(flag, one, wide) for one in others)


def _meet(one: Flag, other: Flag, wide: float) -> bool:
    """Whether the words of two lie over each other, or a stem goes through words."""
    is_over = one.lane == other.lane and abs(one.left - other.left) < wide
    return is_over or _crosses(one, other, wide) or _crosses(other, one, wide)


def _crosses(stem: Flag, words: Flag, wide: float) -> bool:
    """Whether the stem of one goes through the words of another."""
    is_longer = (stem.lane or 0) > (words.lane or 0)
    return is_longer and stem.x != words.x and words.left - 2 < stem.x < words.left + wide

"""What speaks for and against two profiles being one story, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.stories.profiles import Profile
from dateline.stories.traits import KINDS, NAMES, PIECES, SPACE, WORDS

Matrix = NDArray[np.float64]

# Name -> what it says to a person. `alike_*` are cosines with the sum of the story's reports, `close_*` the same by
# report (lower for a large and loose story), `covered_*` the share of the newcomer that the story has at all.
SIGNALS = {
    "alike_meaning": "meaning",
    "alike_words": "words",
    "alike_pieces": "spelling",
    "alike_names": "names",
    "close_meaning": "meaning, report by report",
    "close_words": "words, report by report",
    "close_pieces": "spelling, report by report",
    "covered_words": "share of its words known to the story",
    "covered_names": "share of its names known to the story",
    "inner_meaning": "how alike the story's reports are in meaning",
    "inner_pieces": "how alike the story's reports are in spelling",
    "numbers": "numbers shared, or different",
    "gap": "hours between them",
    "distance": "hours from the story's middle",
    "size": "reports in the story",
    "own_size": "reports in the smaller one",
    "telling": "how telling its words are",
    "open": "stories that are open",
    "same_language": "share of the story in its language",
    "lead_meaning": "meaning, against the next best stories",
    "lead_pieces": "spelling, against the next best stories",
}
NAMES_OF_SIGNALS = tuple(SIGNALS)
N_SIGNALS = len(SIGNALS)
RIVALS = 5  # next best stories that a lead is measured against
FEW_OPEN = 16  # fewer open stories tell nothing: a stream's first reports are as different as later ones
NO_RIVAL = 0.3  # what stands for them where there are none

_dense = np.zeros(SPACE, dtype=np.float32)  # scratch: all zeros between calls


def measure(own: Profile, others: Sequence[Profile], *, telling: float, n_open: int) -> Matrix:
    """A row of signals for each of the others; what cannot be known is NaN. `own` is the smaller or newer one."""
    rows = np.full((len(others), N_SIGNALS), np.nan)
    dots, covered = _sparse_dots(own, others)
    own_norms = np.maximum(own.norms, 1e-6)
    n = np.array([other.n for other in others], dtype=np.float64)
    norms = np.maximum(np.array([other.norms for other in others], dtype=np.float64), 1e-6)
    alike = dots / norms / own_norms
    close = dots / n[:, None] / own.n
    rows[:, 1], rows[:, 2], rows[:, 3] = alike[:, WORDS], alike[:, PIECES], alike[:, NAMES]
    rows[:, 5], rows[:, 6] = close[:, WORDS], close[:, PIECES]
    rows[:, 7], rows[:, 8] = covered[:, WORDS], covered[:, NAMES]
    rows[:, 10] = _inner(norms[:, PIECES] ** 2, n)
    _measure_meaning(rows, own, others)
    rows[:, 11] = [_compare_numbers(own, other) for other in others]
    rows[:, 12], rows[:, 13] = measure_times(own, others)
    rows[:, 18] = [_share_language(own, other) for other in others]
    rows[:, 14], rows[:, 15], rows[:, 16] = np.log(n), np.log(own.n), telling
    rows[:, 17] = np.log(max(n_open, FEW_OPEN))
    rows[:, 19], rows[:, 20] = _lead(rows[:, 0]), _lead(rows[:, 2])
    return rows


def _sparse_dots(own: Profile, others: Sequence[Profile]) -> tuple[Matrix, Matrix]:
    """By other and kind: the product with its sums, and the share of own weight on traits that it has."""
    ids = np.concatenate([other.ids for other in others])
    sums = np.concatenate([other.sums for other in others])
    starts, at = [], 0
    for other in others:
        starts += [at, at + other.bounds[0], at + other.bounds[1]]
        at += len(other.ids)
    _dense[own.ids] = own.sums
    hits = _dense[ids]
    _dense[own.ids] = 0
    shared = np.flatnonzero(hits)
    where = np.searchsorted(np.array(starts), shared, side="right") - 1
    hits, n = hits[shared], KINDS * len(others)
    dots = np.asarray(np.bincount(where, weights=hits * sums[shared], minlength=n), dtype=np.float64)
    squares = np.asarray(np.bincount(where, weights=hits * hits, minlength=n), dtype=np.float64)
    return dots.reshape(-1, KINDS), squares.reshape(-1, KINDS) / np.maximum(own.norms.astype(np.float64) ** 2, 1e-9)


def _inner(squares: Matrix, n: Matrix) -> Matrix:
    """The mean likeness of a story's reports among each other, from the squared length of their sum."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, (squares - n) / (n * (n - 1)), np.nan)


UNIT = 127.0**2  # the squared length of a vector, but for rounding


def _measure_meaning(rows: Matrix, own: Profile, others: Sequence[Profile]) -> None:
    if own.vector is None or own.vector_norm == 0:
        return
    known = [at for at, other in enumerate(others) if other.vector is not None and other.vector_norm > 0]
    if not known:
        return
    vectors = np.array([others[at].vector for at in known])
    dots = (vectors @ own.vector).astype(np.float64)
    norms = np.array([others[at].vector_norm for at in known])
    n = np.array([others[at].n_vectors for at in known], dtype=np.float64)
    rows[known, 0] = dots / norms / own.vector_norm
    rows[known, 4] = dots / UNIT / n / own.n_vectors
    rows[known, 9] = _inner(norms**2 / UNIT, n)


def _compare_numbers(own: Profile, other: Profile) -> float:
    """1 where a number is shared, -1 where both have some and share none, 0 where one has none."""
    if not own.numbers or not other.numbers:
        return 0.0
    return 1.0 if own.numbers.keys() & other.numbers.keys() else -1.0


def measure_times(own: Profile, others: Sequence[Profile]) -> tuple[Matrix, Matrix]:
    """The hours between two stories, 0 where they overlap, and between their middles; as logarithms, NaN if unknown.

    Two reports dated by day are not known to be nearer than their days are long: "at the same hour" would be wrong.
    """
    first = np.array([other.first_at for other in others], dtype=np.float64)
    last = np.array([other.last_at for other in others], dtype=np.float64)
    if own.first_at is None or own.last_at is None:
        return first * np.nan, first * np.nan
    blur = np.maximum(own.blur, [other.blur for other in others])
    gap = np.maximum(blur, np.maximum(own.first_at - last, first - own.last_at))
    middle = np.maximum(blur, np.abs((own.first_at + own.last_at) - (first + last)) / 2)
    return np.log1p(gap), np.log1p(middle)


def _share_language(own: Profile, other: Profile) -> float:
    if len(own.langs) == 1:
        ((lang, n),) = own.langs.items()
        return other.langs.get(lang, 0) / other.n if n == own.n else 0.0
    return sum(min(count / own.n, other.langs.get(lang, 0) / other.n) for lang, count in own.langs.items())


def _lead(values: Matrix) -> Matrix:
    """How far each value is above the next best ones."""
    known = values[~np.isnan(values)]
    if len(known) < 3:
        return values - NO_RIVAL
    known.sort()
    ahead: Matrix = values - known[-RIVALS - 1 : -1].mean()
    return ahead

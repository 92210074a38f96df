"""Where sketches are kept so that the ones that share shingles with a new one are found in constant time.

A table of buckets, eight slots each, in plain arrays: a slot holds a shingle and the number of the sketch it is from.
Of each sketch only the lowest few shingles are entered, but all of a new one's are looked up: a copy cut to a fraction
keeps its share of them. A full bucket forgets its oldest slot, so the memory is bounded whatever arrives.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.dedupe.shingles import KEPT, Hashes

SLOTS = 8
ENTERED = 24  # shingles of a sketch that others can find it by: a copy cut by 60% and edited still meets about seven
FIRST_BITS = 10
MAX_BITS = 22  # 33 million slots, 268 MB: a million reports and more
FULL = 0.5  # share of slots in use at which the table doubles: beyond it buckets begin to forget

Numbers = NDArray[np.uint32]


class ShingleIndex:
    """Finds the sketches that share shingles with another; `max_bits` bounds its memory."""

    def __init__(self, max_bits: int = MAX_BITS) -> None:
        self._max_bits = max_bits
        self._bits = FIRST_BITS
        self._n_entered = 0
        self._make()

    def _make(self) -> None:
        n_buckets = 1 << self._bits
        self._shingles = np.zeros((n_buckets, SLOTS), dtype=np.uint32)
        self._numbers = np.zeros((n_buckets, SLOTS), dtype=np.uint32)  # number + 1; 0 is an empty slot
        self._next = np.zeros(n_buckets, dtype=np.uint8)

    def _bucket(self, shingles: Hashes) -> NDArray[np.int64]:
        """The kept ones share their last two bits (one in four is kept), so those do not choose the bucket."""
        return (shingles >> np.uint32(2)).astype(np.int64) & ((1 << self._bits) - 1)

    def add(self, number: int, kept: Hashes) -> None:
        """Enter a sketch's kept shingles under a number."""
        first = kept[np.argsort(kept % KEPT != 0, kind="stable")][:ENTERED]  # what a longer text has kept too
        self._enter(first, np.full(len(first), number + 1, dtype=np.uint32))
        if self._n_entered > FULL * SLOTS * (1 << self._bits) and self._bits < self._max_bits:
            self._grow()

    def _enter(self, shingles: Hashes, numbers: Numbers) -> None:
        buckets = self._bucket(shingles)
        self._n_entered += len(buckets)
        while len(buckets):  # those of one bucket one after the other
            _, first = np.unique(buckets, return_index=True)
            at = buckets[first]
            slots = self._next[at]
            self._shingles[at, slots] = shingles[first]
            self._numbers[at, slots] = numbers[first]
            self._next[at] = (slots + 1) % SLOTS
            rest = np.ones(len(buckets), dtype=np.bool_)
            rest[first] = False
            buckets, shingles, numbers = buckets[rest], shingles[rest], numbers[rest]

    def _grow(self) -> None:
        shingles, numbers = self._shingles.ravel(), self._numbers.ravel()
        used = np.flatnonzero(numbers)
        used = used[np.argsort(numbers[used], kind="stable")]  # the oldest first, as they were entered
        self._bits += 1
        self._n_entered = 0
        self._make()
        self._enter(shingles[used], numbers[used])

    def find(self, kept: Hashes, limit: int) -> list[int]:
        """The numbers of sketches that share shingles with one, those that share most first, at most `limit`."""
        buckets = self._bucket(kept)
        hits = self._numbers[buckets][self._shingles[buckets] == kept[:, None]]
        hits = hits[hits > 0]
        if not len(hits):
            return []
        numbers, counts = np.unique(hits, return_counts=True)
        best = np.lexsort((numbers, -counts))[:limit]
        return [int(numbers[at]) - 1 for at in best]

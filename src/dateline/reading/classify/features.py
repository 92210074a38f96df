"""Masked text -> hashed features: words and pairs of words, letters within words, words between the two actors.

One table of 2^18 places serves the three blocks; each block is weighed by 1 + log(count) and by how rare a feature
is, then brought to length 1, so that no block outweighs another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dateline.reading.classify.items import SOURCE, TARGET

N_BUCKETS = 1 << 18
MAX_WORDS = 120  # words that are looked at, from the first on
LETTERS = (2, 3, 4, 5)  # lengths of the runs of letters
AFTER = 2  # words after the second actor that still count as between them
_WORD = re.compile(rf"[{SOURCE}{TARGET}]|\w{{2,40}}")

Counts = tuple[Counter[int], ...]
Vector = tuple[NDArray[np.int64], NDArray[np.float32]]


def count_features(masked: str, max_words: int = MAX_WORDS) -> Counts:
    """Bucket -> count, for each of the three blocks."""
    words = [found[0].lower() for found in islice(_WORD.finditer(masked), max_words)]
    letters: Counter[int] = Counter()
    for word in words:
        letters.update(_letters(word))
    return _pairs("w", words), letters, _pairs("b", _between(words))


def weigh(counts: Counts, rarity: NDArray[np.float32]) -> Vector:
    """Buckets and their values, block after block. `rarity`: one weight for each bucket."""
    buckets, values = [], []
    for block in counts:
        if block:
            places = np.fromiter(block, dtype=np.int64, count=len(block))
            value = (1 + np.log(np.fromiter(block.values(), dtype=np.float32, count=len(block)))) * rarity[places]
            buckets.append(places)
            values.append(value / max(float(np.linalg.norm(value)), 1e-9))
    if not buckets:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return np.concatenate(buckets), np.concatenate(values).astype(np.float32)


def find_rarity(many: Sequence[Counts]) -> NDArray[np.float32]:
    """1 + log((1 + n) / (1 + sentences with the feature)), for each bucket."""
    seen = np.zeros(N_BUCKETS, dtype=np.float32)
    for counts in many:
        for block in counts:
            seen[list(block)] += 1
    return np.asarray(1 + np.log((1 + len(many)) / (1 + seen)), dtype=np.float32)


def _between(words: list[str]) -> list[str]:
    if SOURCE not in words or TARGET not in words:
        return words
    first, second = sorted((words.index(SOURCE), words.index(TARGET)))
    return words[first : second + 1 + AFTER]


def _pairs(block: str, words: Sequence[str]) -> Counter[int]:
    found = Counter(_bucket(f"{block} {word}") for word in words)
    found.update(_bucket(f"{block} {one} {other}") for one, other in pairwise(words))
    return found


@lru_cache(maxsize=50_000)
def _letters(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    return tuple(
        _bucket(f"c {padded[at : at + length]}") for length in LETTERS for at in range(len(padded) - length + 1)
    )


def _bucket(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass")) & (N_BUCKETS - 1)

"""Text -> the sketch that copies are found by: hashes of three words in a row, a part of them kept.

Everything works on arrays of characters at once, since this is done for every report: letters and digits are folded
(case, accents), words are hashed by a polynomial over their letters, three neighbouring words by one over their hashes.
Scripts without spaces have one word a character.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

MAX_CHARACTERS = 60_000  # of a text; a longer one is sketched by its beginning, which a copy shares
SMALL = 128  # shingles up to which all are kept: half of a short report's would leave too few to tell by
KEPT = 4  # of a longer one's, one in four; a report of 500 words then has some 125

Hashes = NDArray[np.uint32]
_BMP = 0x10000
_BASE = 0x9E3779B97F4A7C15 | 1
_WORD_MIX = np.uint64(0xBF58476D1CE4E5B9)
_PLACES = (np.uint64(0x94D049BB133111EB), np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F))
_SHIFT = np.uint64(32)


@cache
def _folded() -> NDArray[np.uint64]:
    """For each character of the basic plane its folded letter, 0 for what is neither letter nor digit."""
    table = np.zeros(_BMP, dtype=np.uint64)
    for code in range(_BMP):
        char = chr(code)
        if char.isalnum():
            bare = unicodedata.normalize("NFKD", char.lower())[0]
            table[code] = ord(bare.lower())
    return table


@cache
def _unspaced() -> NDArray[np.bool_]:
    """For each character of the basic plane whether it stands for a word of its own: Han, kana, Thai, Lao, Khmer."""
    table = np.zeros(_BMP, dtype=np.bool_)
    for first, last in ((0x0E00, 0x0EFF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF)):
        table[first : last + 1] = True
    return table


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse modulo 2**64, so that a word's hash does not depend on where it stands."""
    inverse = pow(_BASE, -1, 1 << 64)
    up, down = np.empty(MAX_CHARACTERS + 1, dtype=np.uint64), np.empty(MAX_CHARACTERS + 1, dtype=np.uint64)
    one, other = 1, 1
    for at in range(MAX_CHARACTERS + 1):
        up[at], down[at] = one, other
        one, other = one * _BASE % (1 << 64), other * inverse % (1 << 64)
    return up, down


def hash_words(text: str) -> NDArray[np.uint64]:
    """A hash for each word of a text, in order."""
    raw = text[:MAX_CHARACTERS].encode("utf-32-le", "replace")
    codes = np.frombuffer(raw, dtype=np.uint32)
    if not len(codes):
        return np.zeros(0, dtype=np.uint64)
    if codes.max() >= _BMP:
        codes = np.where(codes < _BMP, codes, 0)
    letters = _folded()[codes]
    inside = letters != 0
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    ends = inside.copy()
    ends[:-1] &= ~inside[1:]
    if codes.max() >= 0x0E00:
        alone = _unspaced()[codes] & inside
        starts |= alone
        ends |= alone
        starts[1:] |= alone[:-1] & inside[1:]
        ends[:-1] |= alone[1:] & inside[:-1]
    first, last = np.flatnonzero(starts), np.flatnonzero(ends) + 1
    up, down = _powers()
    prefix = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(letters * up[: len(codes)], out=prefix[1:])
    hashes: NDArray[np.uint64] = (prefix[last] - prefix[first]) * down[first] * _WORD_MIX
    hashes ^= hashes >> _SHIFT
    return hashes


def shingle(text: str) -> Hashes:
    """A hash for every three words in a row, in order."""
    words = hash_words(text)
    if len(words) < 3:
        return np.zeros(0, dtype=np.uint32)
    mixed = words[:-2] * _PLACES[0] + words[1:-1] * _PLACES[1] + words[2:] * _PLACES[2]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _WORD_MIX
    hashes: Hashes = (mixed >> _SHIFT).astype(np.uint32)
    return hashes


def thin(shingles: Hashes) -> tuple[Hashes, bool]:
    """Those that are kept, each once, in ascending order; and whether these are all there are."""
    is_whole = len(shingles) <= SMALL
    kept = np.sort(shingles if is_whole else shingles[shingles % KEPT == 0])
    if len(kept) < 2:
        return kept, is_whole
    fresh = np.empty(len(kept), dtype=np.bool_)
    fresh[0] = True
    np.not_equal(kept[1:], kept[:-1], out=fresh[1:])
    return kept[fresh], is_whole

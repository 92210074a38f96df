"""Article -> what stories compare: hashed words, pieces of words, names and numbers; the same for every language.

A trait is a number below SPACE; each kind has a range of its own. Letters are folded; names are reduced to a skeleton
of their first letter and consonants in Latin script, so that "Osaka", "Осака" and "Ōsaka" meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dateline.records import Article
from dateline.text import fold

Ids = NDArray[np.uint32]
Counts = NDArray[np.uint8]
Weights = NDArray[np.float32]
Vector = NDArray[np.float32]

WORDS, PIECES, NAMES = range(3)
BITS = 20
SPACE = 3 << BITS
KINDS = 3
MAX_COUNT = 255  # of a trait in one report

TITLE_CHARS = 400  # of a title; the rest of a longer one is no title
LEAD_WORDS = 120  # of the text: what a report is about stands there; set on ECB+ and BASIL (60 .. 400 tried)
PIECE_CHARS = 300  # of title and lead that pieces are taken from
_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"\s+(?:[|–—•·»«\"]|-|::)\s+[^|]{2,40}$")  # " - The Financial Gazette"
_HEAD = re.compile(r"^[^\W\d_][\w ]{2,20}\s+\|\s+")  # "Sports News | "
_NAME = re.compile(r"[^\W\d_]{4,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_VOWELS = re.compile(r"[aeiouyw]+")
MIN_TITLE = 20  # characters that a title keeps when the outlet's name is taken off
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхцчшщыэюяё", "abvgdeziiklmnoprstufkccssieuae", strict=True))
    | dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttjkkddrzsssdttagfkklmnhui", strict=True))
    | dict(zip("αβγδεζηθικλμνξοπρστυφχψω", "abgdeziuiklmnkoprstifkpo", strict=True))
    | {"ъ": "", "ь": "", "ж": "z", "і": "i", "ї": "i", "є": "e", "ґ": "g"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """One report as stories see it. `ids` ascend, `counts` go with them, `bounds` are the ends of the three kinds.

    `at`: hours since 1970 of its publication, None without a date; `blur`: by how many hours that may be off, 12 for a
    report dated only by day. `vector`: its meaning, whole numbers of -127 to 127
    so that sums are exact and the same on every machine; None without vectors.
    """

    article_id: str
    lang: str
    at: float | None
    blur: float
    ids: Ids
    counts: Counts
    bounds: tuple[int, int]
    numbers: frozenset[int]
    vector: Vector | None = None


def with_vector(traits: Traits, body: bytes) -> Traits:
    """The traits with a vector as it is kept: signed bytes."""
    return replace(traits, vector=np.frombuffer(body, dtype=np.int8).astype(np.float32))


def clean_title(title: str) -> str:
    """A title without the outlet's name behind it or the section's before it."""
    title = _HEAD.sub("", title[:TITLE_CHARS].strip())
    bare = _TAIL.sub("", title)
    return bare if len(bare) >= MIN_TITLE else title


def lead_of(article: Article) -> str:
    """Title and beginning of a report as one text, for vectors."""
    title = clean_title(article.title)
    return (
        f"{title}. {article.text[:PIECE_CHARS]}" if title and article.text != article.title else title or article.text
    )


def make_traits(article: Article, vector: Vector | None = None) -> Traits:
    """The traits of a report."""
    title = clean_title(article.title)
    has_text = article.text and article.text != article.title
    lead = " ".join(article.text[: LEAD_WORDS * 12].split()[:LEAD_WORDS]) if has_text else ""
    both = f"{title} {lead}"
    folded = fold(both)
    words = _find_words(folded)
    kinds = (
        _hash_words(words, fold(title)),
        _hash_pieces(folded[:PIECE_CHARS]),
        _hash_names(both),
    )
    ids = [np.array(sorted(kind), dtype=np.uint32) for kind in kinds]
    counts = [np.array([min(kind[one], MAX_COUNT) for one in sorted(kind)], dtype=np.uint8) for kind in kinds]
    ends = np.cumsum([len(one) for one in ids]).tolist()
    at = None if article.published_at is None else article.published_at.timestamp() / 3600
    return Traits(
        article_id=article.article_id,
        lang=article.lang,
        at=at,
        blur=_measure_blur(article),
        ids=np.concatenate(ids),
        counts=np.concatenate(counts),
        bounds=(ends[0], ends[1]),
        numbers=frozenset(_find_numbers(words)),
        vector=vector,
    )


def _measure_blur(article: Article) -> float:
    """Half the hours between the earliest and the latest moment at which a report can have appeared."""
    if article.published_at is None or article.known_at is None:
        return 0.0
    return round((article.known_at - article.published_at).total_seconds() / 7200, 2)


def _find_words(folded: str) -> list[str]:
    words = _WORD.findall(folded)
    if not _UNSPACED.search(folded):
        return words
    return [piece for word in words for piece in _cut(word)]


def _cut(word: str) -> Iterable[str]:
    """Pairs of characters of a word in a script without spaces."""
    if not _UNSPACED.match(word) or len(word) < 3:
        return (word,)
    return (word[at : at + 2] for at in range(len(word) - 1))


def _hash_words(words: list[str], title: str) -> Counter[int]:
    """Words of more than one letter; those of the title count twice."""
    mask = (1 << BITS) - 1
    counts = Counter(crc32(word.encode()) & mask for word in words if len(word) > 1)
    counts.update(crc32(word.encode()) & mask for word in _find_words(title) if len(word) > 1)
    return counts


def _hash_pieces(text: str) -> Counter[int]:
    """Four characters in a row."""
    mask, base = (1 << BITS) - 1, PIECES << BITS
    squeezed = " " + " ".join(_WORD.findall(text)) + " "
    raw = np.frombuffer(squeezed.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if len(raw) < 4:
        return Counter()
    mixed = ((raw[:-3] * np.uint64(31) + raw[1:-2]) * np.uint64(1009) + raw[2:-1]) * np.uint64(65599) + raw[3:]
    mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - BITS)
    found, counts = np.unique(mixed, return_counts=True)
    return Counter(dict(zip((found.astype(np.int64) & mask).__add__(base).tolist(), counts.tolist(), strict=True)))


def _hash_names(text: str) -> Counter[int]:
    """Skeletons of words with a capital letter, or of every long word in a script without capitals."""
    mask, base = (1 << BITS) - 1, NAMES << BITS
    names: Counter[int] = Counter()
    for word in _NAME.findall(text):
        if word[0].isupper() or not (word[0].islower() or _UNSPACED.match(word)):
            names[(crc32(skeleton(word).encode()) & mask) | base] += 1
    return names


def skeleton(name: str) -> str:
    """The first letter and the next consonants of a name, in Latin script: "Osaka" and "Осака" -> "osk"."""
    latin = fold(name).translate(_LATIN)
    return (latin[:1] + _VOWELS.sub("", latin[1:]))[:5]


def _find_numbers(words: Iterable[str]) -> Iterable[int]:
    """Numbers written in digits, without years, which half of a stream shares."""
    for word in words:
        if word.isdecimal() and len(word) <= 9 and not 1900 <= (number := int(word)) <= 2099:
            yield number

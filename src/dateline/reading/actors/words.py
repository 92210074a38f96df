"""Text -> words with a key each: the folded form that names, demonyms and agents are looked up by.

Keys join words by spaces, so "al-Qaeda", "al Qaeda" and "Al-Qaïda" are looked up alike. Cyrillic words lose their
endings, Arabic words their leading particles; both sides of a look-up are keyed by the same functions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.text import fold

_WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}|['’]s\b|[^\W_]+|[,;:()\[\]\"“”«».!?—–]")
_CYRILLIC = re.compile(r"[а-яё]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# Endings of Russian nouns and adjectives, folded (й is и), the longest first.
_ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|иям|иеи|ого|его|ому|ему|ыми|ими|иев|ах|ях|ам|ям|ов|ев|ои|еи|ыи|ии|ая|яя|ое|ее|ые|ие|ую|юю"
    r"|ом|ем|ым|им|ых|их|ия|ии|ию|а|я|о|е|ы|и|у|ю|ь)$"
)
_SHORTEST_STEM = 4  # letters: "Мали" keeps its ending, "Россия" does not
_JOINED = ("وال", "بال", "فال", "كال")  # a particle and the article
_PLURALS = (("يين", "ي"), ("يون", "ي"), ("ية", "ي"), ("ين", ""), ("ون", ""), ("ة", ""))
POSSESSIVE = "'s"
WINDOW_CHARS = 4000  # a longer sentence is read as far as this: longer ones are lists or broken pages


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign of punctuation; start and end are offsets in the text it was cut from.

    `is_capital`: begins like a name, with a capital or with a letter of a script without capitals.
    """

    text: str
    key: str
    is_capital: bool
    start: int
    end: int


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of text[start:end], in order, no further than WINDOW_CHARS."""
    stop = min(len(text) if end is None else end, start + WINDOW_CHARS)
    return [Word(m[0], *_traits(m[0]), *m.span()) for m in _WORD.finditer(text, start, stop)]


def key_phrase(phrase: str) -> str:
    """The look-up key of a name of one or more words."""
    return " ".join(key_of(m[0]) for m in _WORD.finditer(phrase))


@lru_cache(maxsize=100_000)
def _traits(word: str) -> tuple[str, bool]:
    first = word[0]
    return key_of(word), first.isupper() or (first.isalpha() and first.lower() == first.upper())


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """The look-up key of one word."""
    if word[0] in "'’":
        return POSSESSIVE
    folded = fold(word)
    if "." in folded:
        return folded.replace(".", "") or folded
    if folded.isascii():
        return folded
    if _CYRILLIC.match(folded):
        return folded if word.isupper() and len(word) > 1 else _stem_cyrillic(folded)
    return _strip_arabic(folded) if _ARABIC.match(folded) else folded


def _stem_cyrillic(word: str) -> str:
    found = _ENDINGS.search(word, _SHORTEST_STEM)
    return word[: found.start()] if found else word


def _strip_arabic(word: str) -> str:
    word = word.replace("ى", "ي")
    if word.startswith(_JOINED) and len(word) > 5:
        word = word[1:]
    elif word.startswith("لل") and len(word) > 4:
        word = "ال" + word[2:]
    for ending, kept in _PLURALS:
        bare = len(word) - len(ending) - (2 if word.startswith("ال") else 0)
        if word.endswith(ending) and bare + len(kept) >= _SHORTEST_STEM:
            return word[: -len(ending)] + kept
    return word

"""Text -> word pieces as the encoder was trained on them: lower case, accents off, longest piece first.

Written after the published description of BERT's uncased vocabulary. The two actors of masked text have pieces of
their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.reading.classify.items import SOURCE, TARGET

MAX_PIECES = 96  # with the two that open and close a sentence: what the encoder was trained on
_MAX_WORD = 60  # letters: a longer word is unknown
_MARKS = "–—‘’‚“”„…«»·¿¡§•†‡‰′″‹›"  # punctuation outside ASCII; other signs (€, °) belong to the word they touch
_TOKEN = re.compile(rf"[{SOURCE}{TARGET}]|(?:[^\W_]|[^\x00-\x7f\w\s{_MARKS}{SOURCE}{TARGET}])+|[^\w\s]|_")
_PLAIN, _OPEN, _CLOSE, _UNKNOWN = "##", "[CLS]", "[SEP]", "[UNK]"
_ACTORS = {SOURCE: "[unused1]", TARGET: "[unused2]"}


@dataclass(frozen=True, slots=True)
class Pieces:
    """`ids` of the pieces, the opening and closing one too; `spans`: the letters of the text that each stands for."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Piece -> id."""

    ids: Mapping[str, int]

    def split(self, text: str) -> Pieces:
        """The first MAX_PIECES pieces of a text."""
        ids, spans = [self.ids[_OPEN]], [(0, 0)]
        for found in _TOKEN.finditer(text):
            room = MAX_PIECES - 1 - len(ids)
            if room <= 0:
                break
            pieces = _split_word(self, found[0])[:room]
            ids.extend(pieces)
            spans.extend([found.span()] * len(pieces))
        return Pieces((*ids, self.ids[_CLOSE]), (*spans, (0, 0)))

    def split_word(self, word: str) -> tuple[int, ...]:
        """The pieces of one word; none where nothing is left of it."""
        if word in _ACTORS:
            return (self.ids[_ACTORS[word]],)
        plain = _flatten(word[: _MAX_WORD + 1])
        if not plain:
            return ()
        if len(plain) > _MAX_WORD:
            return (self.ids[_UNKNOWN],)
        return self._cut(plain)

    def _cut(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = _PLAIN if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self.ids), None)
            if end is None:
                return (self.ids[_UNKNOWN],)
            found.append(self.ids[mark + word[start:end]])
            start = end
        return tuple(found)


def read_vocabulary(file: Path) -> Vocabulary:
    """One piece a line. OSError where there is none."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return Vocabulary({piece: at for at, piece in enumerate(lines) if piece})


@lru_cache(maxsize=20_000)
def _split_word(vocabulary: Vocabulary, word: str) -> tuple[int, ...]:
    return vocabulary.split_word(word)


def _flatten(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")

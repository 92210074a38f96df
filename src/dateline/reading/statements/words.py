"""An article as one row of words with what is known of each: text, part of speech, head, quotation, paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.statements.quotes import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A French elision is a word of its own ("qu'", "l'"), as in the parse; Arabic vowel signs belong to their word.
_WORD = re.compile(
    r"(?i:\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’](?=\w))|[\w\u064b-\u0652]+(?:['’\-][\w\u064b-\u0652]+)*|``|''|[^\w\s]"
)
MAX_WORDS = 400  # of one sentence: what follows in a longer one is a list
# The curly apostrophe is a straight one; Arabic alefs are one letter, and vowel signs none.
_ONE_LETTER = {"’": "'", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": ""}
_FOLDED = str.maketrans(_ONE_LETTER | {chr(sign): "" for sign in range(0x64B, 0x653)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of an article's sentences, column by column; all columns are equally long.

    `start`, `end`: offsets in the article. `tag`, `pos`, `dep`: as spaCy names them, "" in a sentence without a parse.
    `head`: the place of the head word in the row (a root is its own head; -1 without a parse). `sentence`: the number
    of the sentence, `quote`: the number of the quotation that a word stands in, -1 for none.
    """

    text: tuple[str, ...]
    lower: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    tag: tuple[str, ...]
    pos: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    sentence: tuple[int, ...]
    quote: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]  # of each sentence, in words
    paragraph: tuple[int, ...]  # of each sentence: the number of its paragraph
    quotes: tuple[Quote, ...]
    quoted: tuple[tuple[int, int], ...]  # of each quotation, in words, marks included; empty where no word was kept

    def __len__(self) -> int:
        return len(self.text)


_Row = tuple[str, str, int, int, str, str, str, int, int]


def make_words(
    text: str, sentences: Sequence[tuple[int, int]], docs: Sequence[Doc | None], quotes: Sequence[Quote]
) -> Words:
    """The article's words. `docs[i]` is the parse of `sentences[i]`, with offsets from its start, or None."""
    rows: list[_Row] = []
    bounds: list[tuple[int, int]] = []
    for number, ((start, end), doc) in enumerate(zip(sentences, docs, strict=True)):
        first = len(rows)
        rows += _read_plain(text, start, end, number) if doc is None else _read_doc(doc, start, number, first)
        bounds.append((first, len(rows)))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 9
    places = _place_quotes(columns[2], quotes)
    return Words(
        text=columns[0],
        lower=columns[1],
        start=columns[2],
        end=columns[3],
        tag=columns[4],
        pos=columns[5],
        dep=columns[6],
        head=columns[7],
        sentence=columns[8],
        quote=places,
        bounds=tuple(bounds),
        paragraph=_number_paragraphs(text, sentences),
        quotes=tuple(quotes),
        quoted=_bound_quotes(places, len(quotes)),
    )


def _read_plain(text: str, start: int, end: int, number: int) -> list[_Row]:
    rows: list[_Row] = []
    for found in _WORD.finditer(text, start, end):
        if len(rows) == MAX_WORDS:
            break
        rows.append((found[0], fold(found[0]), found.start(), found.end(), "", "", "", -1, number))
    return rows


def _read_doc(doc: Doc, start: int, number: int, first: int) -> list[_Row]:
    rows: list[_Row] = []
    places: dict[int, int] = {}
    kept = [token for token in doc[:MAX_WORDS] if not token.is_space]
    for place, token in enumerate(kept):
        places[token.i] = first + place
    for place, token in enumerate(kept):
        word = token.text
        begin = start + token.idx
        head = places.get(token.head.i, first + place)
        rows.append(
            (word, fold(word), begin, begin + len(word), token.tag_, token.pos_, token.dep_.lower(), head, number)
        )
    return rows


def fold(word: str) -> str:
    """The form that words are looked up by."""
    return word.lower().translate(_FOLDED)


def _place_quotes(starts: Sequence[int], quotes: Sequence[Quote]) -> tuple[int, ...]:
    """For each word the quotation that it stands in, marks included."""
    places = [-1] * len(starts)
    at = 0
    for number, quote in enumerate(quotes):
        while at < len(starts) and starts[at] < quote.start:
            at += 1
        while at < len(starts) and starts[at] < quote.end:
            places[at] = number
            at += 1
    return tuple(places)


def _bound_quotes(places: Sequence[int], n_quotes: int) -> tuple[tuple[int, int], ...]:
    bounds: list[tuple[int, int]] = [(0, 0)] * n_quotes
    for at, number in enumerate(places):
        if number >= 0:
            first, last = bounds[number]
            bounds[number] = (first if last else at, at + 1)
    return tuple(bounds)


def _number_paragraphs(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    numbers: list[int] = []
    number = previous = 0
    for start, end in sentences:
        number += "\n" in text[previous:start]
        previous = end
        numbers.append(number)
    return tuple(numbers)

"""Where an article quotes somebody word for word: what stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Opening mark -> the marks that close it.
_PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”"}
_SYMMETRIC = frozenset({'"', "''"})
_MARK = re.compile(r"""["“”«»„‟\n]|``|''|(?<![\w])[‘'](?=\w)|(?<=[\w.,!?])[’'](?![\w])""")
MAX_CHARS = 3_000  # a longer quotation has lost its closing mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation, marks included: `text[start:end]`. `n_words` counts the blanks between its words, plus one."""

    start: int
    end: int
    n_words: int


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The quotations in order; inner ones are part of the outer one.

    A paragraph that ends inside a quotation and is followed by one that opens with a mark goes on with it; else the
    quotation ends with the paragraph.
    """
    quotes: list[Quote] = []
    opened = -1
    mark = ""
    for found in _MARK.finditer(text):
        sign = found[0]
        if opened < 0:
            if _opens(sign, text, found.start()):
                opened, mark = found.start(), sign
            continue
        if sign == "\n":
            _close(text, opened, found.start(), quotes)
            opened = -1
        elif _closes(mark, sign, text, found.end()):
            _close(text, opened, found.end(), quotes)
            opened = -1
    if opened >= 0:
        _close(text, opened, len(text), quotes)
    return tuple(quotes)


def _opens(sign: str, text: str, at: int) -> bool:
    if sign in _PAIRS or sign == "``":
        return True
    if sign in _SYMMETRIC:
        return True
    return sign in "‘'" and (at == 0 or text[at - 1] in " \n(—–-:") and at + 1 < len(text) and text[at + 1].isalpha()


def _closes(mark: str, sign: str, text: str, end: int) -> bool:
    if mark in _PAIRS:
        return sign in _PAIRS[mark]
    if mark == "``":
        return sign == "''"
    if mark in _SYMMETRIC:
        return sign == mark
    return sign in "’'" and not (end < len(text) and text[end].isalpha())


def _close(text: str, start: int, end: int, quotes: list[Quote]) -> None:
    end = min(end, start + MAX_CHARS)
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2:
        quotes.append(Quote(start=start, end=end, n_words=len(text[start:end].split())))

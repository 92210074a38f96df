"""A statement in the making: ranges of words, before they become spans of the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.reading.statements.words import Words
from dateline.records.events import StatementMode

Range = tuple[int, int]  # first word, and the one after the last
_EDGES = frozenset(",;:.!?-–—…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Who said what, in ranges of words."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    mode: StatementMode = StatementMode.SAID
    is_negated: bool = False
    target: Range | None = None
    is_report: bool = False  # by a verb of saying, not of thinking or wanting


def trim(words: Words, found: Range) -> Range:
    """Without commas, colons and full stops at its ends; a stop inside the closing mark stays."""
    first, last = found
    while first < last and words.text[first] in _EDGES:
        first += 1
    while first < last and words.text[last - 1] in _EDGES:
        last -= 1
    return first, last


def cut(found: Range, holes: Iterable[Range | None]) -> tuple[Range, ...]:
    """What is left of a range without the holes, in order; they may overlap."""
    pieces: list[Range] = []
    first, last = found
    for hole in sorted(hole for hole in holes if hole is not None):
        if hole[1] <= first or hole[0] >= last:
            continue
        if hole[0] > first:
            pieces.append((first, hole[0]))
        first = max(first, hole[1])
    if first < last:
        pieces.append((first, last))
    return tuple(pieces)

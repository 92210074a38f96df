"""A statement in the making: ranges of words, before they become spans of the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.reading.statements.words import Words
from dateline.records.events import StatementMode

Range = tuple[int, int]  # first word, and the one after the last
_EDGES = frozenset(",;:.!?-–—…،؛؟")


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


def tidy(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without empty ranges; those with nothing said are left out."""
    return [
        replace(
            draft,
            source=_unless_empty(draft.source),
            target=_unless_empty(draft.target),
            content=tuple(piece for piece in draft.content if _unless_empty(piece)),
        )
        for draft in drafts
        if any(_unless_empty(piece) for piece in draft.content)
    ]


def _unless_empty(found: Range | None) -> Range | None:
    return found if found is not None and found[0] < found[1] else None


def take_preposition(words: Words, draft: Draft) -> Draft:
    """ "Called for | an inquiry": the preposition right behind the verb belongs to the cue."""
    first, last = draft.content[0]
    takes = first == draft.cue[1] and words.dep[first] == "prep" and last - first > 1 and draft.target is None
    if not takes or words.dep[first + 1] == "pcomp":
        return draft
    return replace(draft, cue=(draft.cue[0], first + 1), content=((first + 1, last), *draft.content[1:]))


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

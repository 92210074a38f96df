"""Statements inside statements: "Reuters reported that the ministry said"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.reading.statements.drafts import Draft
from dateline.reading.statements.quoting import is_quoted
from dateline.reading.statements.words import Words


def pick_nested(words: Words, inner: Sequence[Draft]) -> list[Draft]:
    """Of the statements found inside others those that report a third one's words.

    What a quoted speaker believes or wants himself is part of what he says; so is what has no source.
    """
    return [draft for draft in inner if draft.source is not None and draft.is_report and not is_quoted(words, draft)]


def link_nested(words: Words, outer: Sequence[Draft], nested: Sequence[Draft]) -> tuple[list[Draft], list[int | None]]:
    """All statements in the order of their cues, and for each the place of the one that it stands in, or None.

    A nested statement stands in one of its own sentence. One whose cue is part of an outer one's source or cue, or that
    stands in none, is left out.
    """
    beside = _group(words, outer)
    kept = [draft for draft in nested if _fits(draft, [outer[at] for at in beside[words.sentence[draft.cue[0]]]])]
    drafts = sorted((*outer, *kept), key=lambda draft: (draft.cue, draft.content))
    beside, inner = _group(words, drafts), set(kept)
    holders = [
        _find_holder(draft, drafts, beside[words.sentence[draft.cue[0]]]) if draft in inner else None
        for draft in drafts
    ]
    return drafts, holders


def _group(words: Words, drafts: Sequence[Draft]) -> defaultdict[int, list[int]]:
    """Sentence -> the places of the drafts whose cue it has."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        places[words.sentence[draft.cue[0]]].append(number)
    return places


def _fits(draft: Draft, outer: Sequence[Draft]) -> bool:
    first, last = draft.cue
    parts = [part for other in outer for part in (other.cue, other.source) if part is not None]
    is_free = not any(part[0] < last and first < part[1] for part in parts)
    return is_free and _find_holder(draft, outer, range(len(outer))) is not None


def _find_holder(draft: Draft, drafts: Sequence[Draft], places: Iterable[int]) -> int | None:
    """The one with the shortest content around the cue."""
    found = [
        (last - first, number)
        for number in places
        for first, last in drafts[number].content
        if first <= draft.cue[0] < last and drafts[number].cue != draft.cue
    ]
    return min(found)[1] if found else None

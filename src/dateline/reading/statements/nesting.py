"""Statements inside statements: "Reuters reported that the ministry said"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading.statements.drafts import Draft, Range
from dateline.reading.statements.quoting import is_quoted
from dateline.reading.statements.words import Words


def pick_nested(words: Words, inner: Sequence[Draft]) -> list[Draft]:
    """Of the statements found inside others those that report a third one's words.

    What a quoted speaker believes or wants himself is part of what he says; so is what has no source.
    """
    return [draft for draft in inner if draft.source is not None and draft.is_report and not is_quoted(words, draft)]


def link_nested(outer: Sequence[Draft], nested: Sequence[Draft]) -> tuple[list[Draft], list[int | None]]:
    """All statements in the order of their cues, and for each the place of the one that it stands in, or None.

    A nested statement whose cue is that of an outer one, or that stands in none, is left out.
    """
    kept = [draft for draft in nested if _find_holder(draft, outer) is not None and not _meets(draft.cue, outer)]
    drafts = sorted((*outer, *kept), key=lambda draft: (draft.cue, draft.content))
    holders = [_find_holder(draft, drafts) if draft in kept else None for draft in drafts]
    return drafts, holders


def _find_holder(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """The statement with the shortest content around the cue."""
    found = [
        (last - first, number)
        for number, other in enumerate(drafts)
        for first, last in other.content
        if other is not draft and first <= draft.cue[0] < last and other.cue != draft.cue
    ]
    return min(found)[1] if found else None


def _meets(cue: Range, drafts: Sequence[Draft]) -> bool:
    parts = [part for draft in drafts for part in (draft.cue, draft.source) if part is not None]
    return any(first < cue[1] and cue[0] < last for first, last in parts)

"""Quotations -> the statements they belong to, across sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.reading.statements.drafts import Draft, Range, cut, trim
from dateline.reading.statements.words import Words

TERM_WORDS = 3  # a quotation of no more words is a term, not speech, unless a cue governs it
REACH = 3  # sentences from a quotation to the statement it goes on from
_COMMAS = frozenset(",،")
_SET_OFF = frozenset(",:;،؛–—-")


def widen(words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """Contents grown to the whole of the quotations they hold part of, marks included, but not over source and cue."""
    grown = [
        _cut_incise(words, draft, words.quoted[words.quote[draft.cue[0]]])
        if _is_incise(words, draft)
        else tuple(_grow(words, piece, draft) for piece in draft.content)
        for draft in drafts
    ]
    return [replace(draft, content=content) for draft, content in zip(drafts, grown, strict=True)]


def is_quoted(words: Words, draft: Draft) -> bool:
    """Whether the cue itself is quoted speech: the quoted one tells what somebody said."""
    number = words.quote[draft.cue[0]]
    return number >= 0 and words.quotes[number].n_words > TERM_WORDS and not _is_incise(words, draft)


def _is_incise(words: Words, draft: Draft) -> bool:
    """Whether cue and source interrupt the quotation they stand in: "It is grave, said the doctor. We ..." """
    first, last = draft.cue
    if draft.source is None or words.quote[first] < 0 or words.text[first - 1] not in _COMMAS:
        return False
    return last <= draft.source[0] <= last + 1


def part_nested(words: Words, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The statements that the article makes, and those that stand in the content of another or in a quotation."""
    outer = [draft for draft in drafts if not is_quoted(words, draft)]
    tops = [draft for draft in outer if not any(_holds(other, draft) for other in outer if other is not draft)]
    return tops, [draft for draft in drafts if draft not in tops]


def _holds(other: Draft, draft: Draft) -> bool:
    return any(first <= draft.cue[0] < last for first, last in other.content)


def join_quotes(words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """The statements with the quotations that no statement covers yet added to the one they go on from.

    A quotation goes to the statement that ends or begins beside it in its paragraph, else to the one before it;
    where there is none within reach it stands alone, and its opening mark is the cue; amid a sentence it is a term.
    """
    owned = sorted(drafts, key=lambda draft: draft.cue)
    covered = _cover(words, owned)
    sentences = [words.sentence[draft.cue[0]] for draft in owned]
    loose: list[Draft] = []
    for number, (first, last) in enumerate(words.quoted):
        if last == first or words.quotes[number].n_words <= TERM_WORDS or _share(covered, first, last) > 0:
            continue
        near = range(
            bisect_left(sentences, words.sentence[first] - REACH), bisect_right(sentences, words.sentence[last - 1] + 1)
        )
        owner = _find_owner(words, (first, last), owned, near)
        if owner is None and _is_term(words, first):
            continue
        if owner is None:
            loose.append(Draft(source=None, cue=(first, first + 1), content=((first, last),)))
        else:
            owned[owner] = replace(owned[owner], content=_insert(owned[owner].content, (first, last)))
    return sorted((*owned, *loose), key=lambda draft: draft.cue)


def _is_term(words: Words, first: int) -> bool:
    """Whether a quotation that nobody is the speaker of stands amid its sentence: a title, or a word of others."""
    return first > words.bounds[words.sentence[first]][0] and words.text[first - 1] not in _SET_OFF


def _cut_incise(words: Words, draft: Draft, quote: Range) -> tuple[Range, ...]:
    pieces = (trim(words, piece) for piece in cut(quote, (draft.cue, draft.source)))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _grow(words: Words, piece: Range, draft: Draft) -> Range:
    first, last = piece
    own = {words.quote[draft.cue[0]]}
    for edge in (first, last - 1):
        number = words.quote[edge]
        if number < 0 or number in own:
            continue
        start, end = words.quoted[number]
        first, last = min(first, start), max(last, end)
    for end in (first - 1, last):  # a mark that the clause left outside
        if 0 <= end < len(words) and words.quote[end] >= 0 and words.quote[end] not in own:
            start, stop = words.quoted[words.quote[end]]
            if stop - start and (start <= first < stop or start < last <= stop):
                first, last = min(first, start), max(last, stop)
    for hole in (draft.cue, draft.source):
        if hole is not None and first < hole[1] and hole[0] < last:
            first, last = piece
    return first, last


def _cover(words: Words, drafts: Sequence[Draft]) -> list[bool]:
    covered = [False] * len(words)
    for draft in drafts:
        for first, last in draft.content:
            covered[first:last] = [True] * (last - first)
    return covered


def _share(covered: Sequence[bool], first: int, last: int) -> int:
    return sum(covered[first:last])


def _find_owner(words: Words, found: Range, drafts: Sequence[Draft], near: range) -> int | None:
    """The statement that the quotation goes on from: the nearest one, those of its own paragraph first."""
    here, there = words.sentence[found[0]], words.sentence[found[1] - 1]
    best: tuple[int, int] | None = None
    for number in near:
        draft = drafts[number]
        sentence = words.sentence[draft.cue[0]]
        is_quoting = any(words.quote[at] >= 0 for first, last in draft.content for at in (first, last - 1))
        if sentence > there and not is_quoting:
            continue
        apart = words.paragraph[sentence] != words.paragraph[here]
        if apart and (sentence > there or not is_quoting):
            continue
        far = 10 * apart + abs(sentence - (here if sentence <= here else there)) + (not is_quoting)
        if best is None or far <= best[0]:
            best = (far, number)
    return None if best is None else best[1]


def _insert(content: tuple[Range, ...], found: Range) -> tuple[Range, ...]:
    return tuple(sorted((*content, found)))

"""What became of a brief's sentences in another version of it: added, removed, reworded."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Brief, BriefChange, BriefChangeKind, QuoteEvidence, Sentence

Placed = tuple[str, Sentence]  # the title of its part, and the sentence


def compare_versions(old: Brief, new: Brief) -> list[BriefChange]:
    """The changes, in the order of the new brief, then what it no longer has, in that of the old.

    A sentence is the same where its words are; reworded where others stand for the same passage or the same series.
    """
    before, after = list(_list_placed(old)), list(_list_placed(new))
    same = {sentence.text for _, sentence in before} & {sentence.text for _, sentence in after}
    left = [placed for placed in before if placed[1].text not in same]
    changes: list[BriefChange] = []
    for title, sentence in after:
        if sentence.text in same:
            continue
        was = next((placed for placed in left if _rests_on(placed[1]) == _rests_on(sentence)), None)
        if was is not None:
            left.remove(was)
        kind = BriefChangeKind.ADDED if was is None else BriefChangeKind.REWORDED
        changes.append(BriefChange(kind=kind, section=title, old=was[1].text if was else None, new=sentence.text))
    removed = BriefChangeKind.REMOVED
    return [*changes, *(BriefChange(kind=removed, section=t, old=s.text, new=None) for t, s in left)]


def _list_placed(brief: Brief) -> Iterator[Placed]:
    for section in brief.sections:
        for sentence in section.sentences:
            yield section.title, sentence


def _rests_on(sentence: Sentence) -> tuple[str, str, int]:
    """What a sentence is told of: the series of its rows, or the passage that it is taken from."""
    for one in sentence.evidence:
        if not isinstance(one, QuoteEvidence):
            return "rows", one.series, 0
    first = sentence.evidence[0]
    return ("words", first.span.article_id, first.span.start) if isinstance(first, QuoteEvidence) else ("", "", 0)

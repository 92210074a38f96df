"""What a later report says is over, or counts anew, is told as that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.checking.claims import Case
from dateline.checking.figures import Figure, read_figures
from dateline.checking.grammar import find_cues
from dateline.checking.sources import Line
from dateline.records import Aspect, Reason

_LIKE = 0.3  # of the claim's weight in a line of a later report: it is about the same


def find_faults(case: Case) -> Iterator[Reason]:
    """States that a later report ends, and counts that a later report replaces."""
    later = _later_lines(case)
    if not later:
        return
    yield from _find_ended(case, later)
    yield from _find_recounted(case, later)


def _later_lines(case: Case) -> list[Line]:
    """Lines on the same of reports after the one that tells the claim best."""
    if not case.lines:
        return []
    told = case.sources.documents[case.lines[0].document].day
    if told is None:
        return []
    found = []
    for at, score in case.matching.scores.items():
        line = case.sources.lines[at]
        day = case.sources.documents[line.document].day
        if day is not None and day > told and score >= _LIKE and (case.claim.as_of is None or day <= case.claim.as_of):
            found.append(line)
    return sorted(found, key=lambda line: -case.matching.scores[line.at])


def _find_ended(case: Case, later: Sequence[Line]) -> Iterator[Reason]:
    if find_cues(case.claim.text, "over") or not find_cues(case.claim.text, "still"):
        return
    told = " ".join(line.text for line in case.lines[:1])
    for line in later:
        found = next((m for m in find_cues(line.text, "over") if m[0].casefold() not in told.casefold()), None)
        if found is not None:
            text = f"a later report says “{found[0]}”"
            yield case.against(Aspect.STALE, text, (0, len(case.claim.text)), line)
            return


def _find_recounted(case: Case, later: Sequence[Line]) -> Iterator[Reason]:
    wanted = [f for f in read_figures(case.claim.text, case.matching.words) if f.outcome]
    for figure in wanted:
        told = [(line, other) for line in later for other in read_figures(line.text, line.words)]
        if any(other.word.number == figure.word.number for _, other in told):
            continue
        for line, other in told:
            if _is_new_count(figure, other):
                shown = line.text[other.word.start : other.word.end]
                where = (figure.word.start, figure.word.end)
                yield case.against(Aspect.STALE, f"a later report counts {shown}", where, line)
                return


def _is_new_count(old: Figure, new: Figure) -> bool:
    is_like = old.outcome == new.outcome and old.is_share == new.is_share and bool(old.nouns & new.nouns)
    return is_like and not new.is_year and not new.bears((old.low, old.high))

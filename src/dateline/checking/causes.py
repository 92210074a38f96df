"""A cause, a record or a trend is as good as the words of a source that state it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues
from dateline.checking.matching import LEAST
from dateline.records import Aspect, Reason
from dateline.text import fold


def find_faults(case: Case) -> Iterator[Reason]:
    """Causes and comparisons that no source states."""
    text = case.claim.text
    best = " ".join(line.text for line in case.lines)
    for found in find_cues(text, "cause"):
        if not find_cues(best, "cause_told"):
            yield case.missing(Aspect.CAUSE, f"no source joins the two by “{found[0]}”", *found.span())
            return
    everything = fold(" ".join(line.text for line in case.sources.lines))
    for found in find_cues(text, "comparison"):
        if fold(found[0]) in everything:
            continue
        borne = [
            case.matching.firm(nth)
            for nth in range(len(case.matching.content))
            if found.start() <= case.word(nth).start < found.end()
        ]
        if not borne or min(borne) < LEAST:
            yield case.missing(Aspect.COMPARISON, f"no source says “{found[0]}”", *found.span())

"""A cause, a record or a trend is as good as the words of a source that state it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues
from dateline.records import Aspect, Reason


def find_faults(case: Case) -> Iterator[Reason]:
    """Causes and comparisons that no source states."""
    text = case.claim.text
    best = " ".join(line.text for line in case.lines)
    for found in find_cues(text, "cause"):
        if not find_cues(best, "cause_told"):
            yield case.missing(Aspect.CAUSE, f"no source joins the two by “{found[0]}”", *found.span())
            return
    everything = " ".join(line.text for line in case.sources.lines)
    for kind in ("greatest", "foremost", "upward"):
        for found in find_cues(text, kind):
            if not find_cues(everything, f"told_{kind}"):
                yield case.missing(Aspect.COMPARISON, f"no source says “{found[0]}” or the like", *found.span())

"""Reports that may bear a claim -> those that tell of one event: words of reports that share nothing bear no claim."""

from __future__ import annotations

from datetime import date

from dateline.checking.claims import Claim
from dateline.checking.days import hide_days
from dateline.checking.differences import MAX_DAYS, SAME_EVENT, are_apart, measure_likeness
from dateline.checking.matching import match
from dateline.checking.sources import Line, Sources, prepare_sources


def part_events(claim: Claim, sources: Sources) -> list[Sources]:
    """The sources by the events they tell of, one part around each document: those first that bear the most."""
    matching = match(hide_days(claim), sources)
    best: dict[int, Line] = {}
    for at in sorted(matching.scores, key=lambda at: (-matching.scores[at], at)):
        best.setdefault(sources.lines[at].document, sources.lines[at])
    groups = {frozenset(n for n, other in best.items() if _are_of_one(line, other, sources)) for line in best.values()}
    order = {number: place for place, number in enumerate(best)}
    ranked = sorted(groups, key=lambda group: sorted(order[number] for number in group))
    return [prepare_sources(sources.documents[number] for number in sorted(group)) for group in ranked]


def _are_of_one(left: Line, right: Line, sources: Sources) -> bool:
    """Whether two lines tell of one event: near in time, of the same words, of no two places."""
    if left.document == right.document:
        return True
    days = _day(sources, left), _day(sources, right)
    if days[0] and days[1] and abs((days[1] - days[0]).days) > MAX_DAYS:
        return False
    return not are_apart(left, right) and measure_likeness(left, right, sources) >= SAME_EVENT


def _day(sources: Sources, line: Line) -> date | None:
    return sources.documents[line.document].day

"""A doubt stays a doubt, a plan a plan, and "not" stays "not"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues
from dateline.checking.sources import Line
from dateline.checking.words import Word
from dateline.records import Aspect, Reason

SCOPE = 7  # words after a doubt or plan that it covers
BEHIND = 3  # words before one that it covers: "is suspected"
NEGATED = 4  # words after "not" that it turns
_BREAKS = re.compile(r"[;:.]|,(?! \w+,)|\b(?:and|but|while|after|before|who|which)\b")


def find_faults(case: Case) -> Iterator[Reason]:
    """Doubts and plans that are told as facts, facts told as plans, and turned polarity."""
    if not case.lines:
        return
    yield from _check_doubt(case)
    yield from _check_plan(case)
    yield from _check_polarity(case)


def _check_doubt(case: Case) -> Iterator[Reason]:
    if find_cues(case.claim.text, "doubt") or find_cues(case.claim.text, "speech"):
        return
    best = case.lines[0]
    for line in (one for one in case.lines[:2] if one.document == best.document):
        for found in find_cues(line.text, "doubt"):
            covered = _covered(line, found.start(), found.end())
            resting = _rests_on(case, line, covered)
            if resting:
                text = f"the source says “{found[0]}”, the claim tells it as a fact"
                yield case.missing(Aspect.MODALITY, text, resting[0].start, resting[-1].end, line=line)
                return


def _covered(line: Line, start: int, end: int) -> list[int]:
    """The words of a line that a cue covers."""
    before = [word.at for word in line.words if word.end <= start][-BEHIND:]
    after: list[int] = []
    for word in line.words:
        if word.start >= end:
            if len(after) >= SCOPE or _BREAKS.search(line.text[end : word.start]):
                break
            after.append(word.at)
    return after + (before if len(after) < 2 else [])


def _rests_on(case: Case, line: Line, covered: Sequence[int]) -> list[Word]:
    """The words of the claim that rest on covered words of the line, and nowhere else in the best lines."""
    wanted = set(covered)
    found = []
    for nth in range(len(case.matching.content)):
        hits = case.hits_in(nth, line)
        if hits and hits[0].word in wanted and not case.word(nth).is_name:
            found.append(case.word(nth))
    return found if len(found) >= 1 else []


def _check_plan(case: Case) -> Iterator[Reason]:
    """The plan cue in front of a word that both have, in one of them alone."""
    line = case.lines[0]
    claim_plans = bool(find_cues(case.claim.text, "plan"))
    line_plans = [found for at in case.lines[:2] for found in find_cues(at.text, "plan")]
    if line_plans and not claim_plans:
        for found in find_cues(line.text, "plan"):
            resting = _rests_on(case, line, _covered(line, found.start(), found.end()))
            if resting:
                text = f"the source says “{found[0]}”, the claim tells it as done"
                yield case.missing(Aspect.MODALITY, text, resting[0].start, resting[-1].end, line=line)
                return
    if claim_plans and not line_plans and not find_cues(" ".join(one.text for one in case.lines), "doubt"):
        found = find_cues(case.claim.text, "plan")[0]
        if not find_cues(found[0], "speech"):
            text = f"the claim says “{found[0]}”, the source tells it as done"
            yield case.missing(Aspect.MODALITY, text, *found.span(), line=line)


def _check_polarity(case: Case) -> Iterator[Reason]:
    """A word that both have, under "not" in one of them alone; or a word whose opposite stands in its place."""
    line = case.lines[0]
    claim_turns, line_turns = _turns(case.claim.text), _turns(" ".join(one.text for one in case.lines[:2]))
    if claim_turns and not line_turns:
        start, end, cue = claim_turns[0]
        yield case.against(Aspect.NEGATION, f"the claim says “{cue}”, the source does not", (start, end), line)
    elif line_turns and not claim_turns:
        for start, end, cue in _turns(line.text):
            resting = _rests_on(case, line, _covered(line, start, end)[:NEGATED])
            if resting:
                where = (resting[0].start, resting[-1].end)
                yield case.against(Aspect.NEGATION, f"the source says “{cue}”, the claim does not", where, line)
                return
    best = {one.at for one in case.lines[:2]}
    for at, number, turned in case.matching.opposites:
        nth = case.matching.content.index(at)
        if number in best and case.matching.firm(nth) < 1.0 and not claim_turns and not line_turns:
            word, other = case.matching.words[at], case.sources.lines[number].words[turned]
            text = f"the source says “{other.text}”, the claim “{word.text}”"
            yield case.against(Aspect.NEGATION, text, (word.start, word.end), case.sources.lines[number])
            return


def _turns(text: str) -> list[tuple[int, int, str]]:
    found = [(m.start(), m.end(), m[0]) for name in ("negation", "turned") for m in find_cues(text, name)]
    return sorted(found)

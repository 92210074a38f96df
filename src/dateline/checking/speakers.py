"""What somebody only says stays said, and stays that somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues
from dateline.checking.names import FIRM
from dateline.checking.sources import Line
from dateline.checking.words import Word
from dateline.records import Aspect, Reason

_SHARE = 0.6  # of the words that the claim takes from a line, in what is said there
_LEAST = 2  # words in it
_RIGHT_BEHIND = 4  # words behind a verb of saying
_BEFORE = 7  # words before a verb of saying in which the speaker stands
_AFTER = 7  # words after "according to"
_MOVES = ("said", "says", "according to", "claims", "claimed", "stated", "states", "alleges", "alleged", "insists")
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_BREAK = re.compile(r"[;:,]|\.(?=\s)")


def find_faults(case: Case) -> Iterator[Reason]:
    """Claims of one side that are told as facts, or given to another."""
    if not find_cues(case.claim.text, "speech") and not find_cues(case.claim.text, "doubt"):
        yield from _find_lost(case)
    else:
        yield from _find_moved(case)


def _find_lost(case: Case) -> Iterator[Reason]:
    for line in case.lines[:1]:
        for found in find_cues(line.text, "claiming"):
            said = _said_words(line, found)
            taken = [at for _, at in case.matched(line)]
            inside = [word for word in taken if word in said]
            if len(inside) >= _LEAST and len(inside) >= _SHARE * len(taken):
                speaker = _speaker_words(line.words, line.text, found)
                if any(word.at in taken for word in speaker if word.is_name):
                    continue  # who says it is named as who does it
                who = line.text[speaker[0].start : speaker[-1].end] if speaker else "somebody"
                text = f"the source has it from {who} (“{found[0]}”), the claim tells it as a fact"
                yield case.missing(Aspect.ATTRIBUTION, text, 0, len(case.claim.text), line=line)
                return


def _said_words(line: Line, cue: re.Match[str]) -> set[int]:
    """The words of a line that are said: after the verb; before "according to" or a verb that ends the sentence."""
    after = {word.at for word in line.words if word.start >= cue.end() and word.is_content}
    before = {word.at for word in line.words if word.end <= cue.start() and word.is_content}
    if _ACCORDING.match(cue[0]):
        return after if cue.start() <= 1 else before
    if cue[0].casefold() in ("allegedly", "reportedly"):
        return after
    return after if len(after) >= _LEAST else before


def _speaker_words(words: Sequence[Word], text: str, cue: re.Match[str]) -> list[Word]:
    """The words that stand for who says it."""
    if _ACCORDING.match(cue[0]):
        after = [word for word in words if word.start >= cue.end()][:_AFTER]
        stop = next((at for at, w in enumerate(after) if at and ("," in text[after[at - 1].end : w.start])), len(after))
        return [word for word in after[:stop] if word.is_content]
    before = [word for word in words if word.end <= cue.start()][-_BEFORE:]
    breaks = (at for at in range(len(before) - 1, 0, -1) if _BREAK.search(text[before[at - 1].end : before[at].start]))
    start = next(breaks, 0)
    return [word for word in before[start:] if word.is_content]


def _find_moved(case: Case) -> Iterator[Reason]:
    """Named speakers of the claim whom the best lines name, but not as those who say anything there."""
    for found in find_cues(case.claim.text, "claiming"):
        if found[0].casefold() not in _MOVES:
            continue
        named = [word for word in _speaker_words(case.matching.words, case.claim.text, found) if word.is_name]
        if not named:
            continue
        for line in case.lines[:1]:
            told = [word for cue in find_cues(line.text, "speech") for word in _speakers_around(line, cue)]
            if not any(word.is_name for word in told):
                continue
            places = {word.at for word in told}
            nths = [case.matching.content.index(word.at) for word in named]
            resting = [hit.word for nth in nths for hit in case.hits_in(nth, line) if hit.firm >= FIRM]
            if resting and not places & set(resting):
                where = (named[0].start, named[-1].end)
                who = case.claim.text[where[0] : where[1]]
                yield case.against(Aspect.ATTRIBUTION, f"in the source it is not {who} who says it", where, line)
                return


def _speakers_around(line: Line, cue: re.Match[str]) -> list[Word]:
    """The words that may be a speaker by a cue: before it, or right behind it ("said Smith")."""
    behind = [word for word in line.words if word.start >= cue.end()][:_RIGHT_BEHIND]
    return [*_speaker_words(line.words, line.text, cue), *behind]

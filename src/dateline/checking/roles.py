"""Who did it, and to whom: the two do not change places."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.checking.claims import Case
from dateline.checking.sources import Line
from dateline.checking.words import Word
from dateline.records import Aspect, Reason

_BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
_LEADS = frozenset(["has", "have", "had", "will", "to", "would", "may", "could", "and", "who", "which", "that"])
_REACH = 8  # words between a verb and those whom it joins
_AUX = 3  # words before a verb in which "was" stands


def find_faults(case: Case) -> Iterator[Reason]:
    """Two that the claim and the best line join by one verb the other way round."""
    if not case.lines:
        return
    line = case.lines[0]
    matched = case.matched(line)
    for place, (verb, verb_at) in enumerate(matched):
        if verb.is_name or verb.number is not None or not _is_verb(case.matching.words, verb):
            continue
        before = [(w, at) for w, at in matched[:place] if verb.at - w.at <= _REACH and w.is_name]
        after = [(w, at) for w, at in matched[place + 1 :] if w.at - verb.at <= _REACH and w.is_name]
        if not before or not after:
            continue
        (left, left_at), (right, right_at) = before[-1], after[0]
        if not right_at < verb_at < left_at or left_at - right_at > 2 * _REACH:
            continue
        if _is_passive(case.matching.words, verb.at) == _is_passive(line.words, verb_at):
            where = (left.start, right.end)
            told = line.words[verb_at].text
            text = f"in the source {_shown(line, right_at)} stands before “{told}” and {_shown(line, left_at)} after it"
            yield case.against(Aspect.ROLE, text, where, line)
            return


def _is_verb(words: tuple[Word, ...], verb: Word) -> bool:
    """Whether a word stands where a verb does, by its ending or the word before it."""
    if verb.text.endswith(("ed", "ing")) or (verb.text not in verb.lemmas and not verb.text.endswith("s")):
        return True
    return verb.at > 0 and words[verb.at - 1].text in _LEADS


def _is_passive(words: tuple[Word, ...], verb: int) -> bool:
    has_be = any(word.text in _BE for word in words[max(0, verb - _AUX) : verb])
    has_by = any(word.text == "by" for word in words[verb + 1 : verb + 1 + _AUX + 2])
    return has_by and (has_be or words[verb].text.endswith(("ed", "en", "t", "n")))


def _shown(line: Line, at: int) -> str:
    return line.text[line.words[at].start : line.words[at].end]

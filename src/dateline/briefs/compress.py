"""Shorter sentences by leaving parts out, never by adding: asides in brackets, and background at the end.

A part is left out only when what remains is a sentence that says less, not something else: who says it, a
denial, a condition or a doubt always stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.languages import Language

MIN_WORDS = 9
_LAST_CLAUSE = re.compile(r"\b(?:that|after|because|whether|if|which|who|before|when|where)\b")
SLACK_WORDS = 8  # a sentence may run over its limit by so many to keep its reason or its figures
# An aside that only converts a unit or repeats a figure; an acronym in brackets stays.
_RELATIVE = re.compile(r",? (?:who|which|whose|where)\b")
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b")
_ASIDE = re.compile(r" \((?:[^()]*\d[^()]*|(?:also|formerly|pictured|see)\b[^()]*)\)")


def compress(text: str, language: Language, limit: int, must_hold: Callable[[str], bool] | None = None) -> str:
    """At most about `limit` words where that can be had by leaving out asides and tails; else as short as it gets.

    Parts that give a reason or a figure go only from sentences far over the limit. `must_hold` tells whether
    a shortened sentence still says what it was chosen for.
    """
    text = _ASIDE.sub("", text)
    for most, may_lose_reason in ((limit, False), (limit + SLACK_WORDS, True)):
        while n_words(text) > most:
            shorter = _without_tail(text, language, must_hold, may_lose_reason=may_lose_reason)
            if shorter is None:
                break
            text = shorter
    return text


def n_words(text: str) -> int:
    """Words as a reader counts them."""
    return len(text.split())


def _without_tail(
    text: str, language: Language, must_hold: Callable[[str], bool] | None, *, may_lose_reason: bool
) -> str | None:
    """The text without its last part that can go; None when there is none."""
    body = text.rstrip(".!?")
    for start, is_second in _find_cuts(body, language):
        head, tail = body[:start], body[start:]
        if _can_go(head, tail, language, is_second=is_second, may_lose_reason=may_lose_reason) and (
            must_hold is None or must_hold(head)
        ):
            return head.rstrip(",;") + "."
    return None


def _find_cuts(body: str, language: Language) -> list[tuple[int, bool]]:
    """Where parts at the end begin, the last first, and whether each is a second thing the subject does."""
    cues = language.compression
    cuts: set[tuple[int, bool]] = set()
    for name, lead, is_second in (("tail", ", ", False), ("bare_tail", " ", False), ("second", " and ", True)):
        for found in cues[name].finditer(body):
            start = found.start() - len(lead)
            if start > 0 and body[start : found.start()] == lead and body[found.end() : found.end() + 1] == " ":
                comma = is_second and body[start - 1] == ","
                cuts.add((start - comma, is_second))
    return sorted(cuts, reverse=True)


def _can_go(head: str, tail: str, language: Language, *, is_second: bool, may_lose_reason: bool) -> bool:
    """Whether the sentence says the same, only less, without its tail."""
    cues = language.compression
    if n_words(head) < MIN_WORDS or not _is_balanced(head):
        return False
    if _RELATIVE.match(tail) and "," in _strip_quoted(tail[2:]):
        return False  # ", who was eight, says that ...": what comes after the aside belongs to the head
    if cues["unfinished"].search(head) or cues["hanging"].search(head) or not _is_whole(head, language):
        return False
    if not may_lose_reason and (cues["reason"].search(tail) or _FIGURE.search(tail)):
        return False
    if is_second:
        return not cues["doubt"].search(tail)
    loses_source = language.attribution.search(tail) and not language.attribution.search(head)
    return not cues["kept"].search(tail) and not loses_source


def _strip_quoted(text: str) -> str:
    return re.sub(r'"[^"]*"|“[^”]*”', "", text)


def _is_whole(head: str, language: Language) -> bool:
    """Whether the head has its verb, and the part after a last "that" or "after" has one too."""
    clauses = _LAST_CLAUSE.split(head)
    has_verb = any(pattern.search(head) for pattern in language.acts.values()) or _is_finite(head, language)
    return has_verb and (len(clauses) == 1 or _is_finite(clauses[-1], language))


def _is_finite(text: str, language: Language) -> bool:
    return bool(language.finite_verbs.search(text) or language.attribution.search(text))


def _is_balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("(") == text.count(")") and text.count("“") == text.count("”")

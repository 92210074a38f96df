"""What to show of a found report: the stretch of its text with most of the words looked for, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Term
from dateline.text import fold

LENGTH = 240  # characters of a snippet: three lines of a list
SCANNED = 20_000  # characters of a text that are looked through
MOST_MARKS = 200
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` is exactly `article.text[start:start + len(text)]`; `marks` are stretches of `text` itself."""

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


def make_snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """The stretch of a text with the most different words of the terms in it, the first of several; its beginning where
    none is in it."""
    marks = find_marks(text[:SCANNED], terms)[:MOST_MARKS]
    start = _begin(text, _best(marks, text))
    end = _end(text, start)
    inside = tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
    return Snippet(text[start:end], start, inside)


def find_marks(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in order; those that overlap as one."""
    tokens = [(found.start(), found.end(), fold(found[0])) for found in _TOKEN.finditer(text)]
    words = [token for _, _, token in tokens]
    marks: list[tuple[int, int]] = []
    for term in terms:
        wanted = [fold(found[0]) for found in _TOKEN.finditer(term.text)]
        for at in _find_runs(words, wanted, is_prefix=term.is_prefix):
            marks.append((tokens[at][0], tokens[at + len(wanted) - 1][1]))
    return _join(sorted(marks))


def _find_runs(words: Sequence[str], wanted: Sequence[str], *, is_prefix: bool) -> Iterable[int]:
    """Where the wanted words stand one after the other; with `is_prefix` the last of them only begins one."""
    if not wanted:
        return
    *before, last = wanted
    for at in range(len(words) - len(before)):
        end = words[at + len(before)]
        if (end.startswith(last) if is_prefix else end == last) and list(words[at : at + len(before)]) == before:
            yield at


def _join(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _best(marks: Sequence[tuple[int, int]], text: str) -> int:
    """Where the stretch begins that holds the most different marked words."""
    best, at = 0, 0
    for start, _ in marks:
        found = {fold(text[a:b]) for a, b in marks if start <= a and b <= start + LENGTH}
        if len(found) > best:
            best, at = len(found), start
    return at


def _begin(text: str, at: int) -> int:
    """The start of the sentence before a mark, if it is near; else of a word a little before it."""
    if at < LENGTH // 3 and len(text[:at].split("\n")) == 1:
        return 0
    near = text[max(0, at - LENGTH // 3) : at]
    ends = [found.end() for found in re.finditer(r"[.!?…»”\"]\s+|\n", near)]
    if ends:
        return at - len(near) + ends[-1]
    space = near.find(" ")
    return at - len(near) + space + 1 if space >= 0 else at


def _end(text: str, start: int) -> int:
    """At most a snippet's length on, at the end of a word."""
    if len(text) - start <= LENGTH:
        return len(text)
    cut = text[start : start + LENGTH]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return start + (space if space > LENGTH // 2 else LENGTH)

"""Who is said to report it is among the sources, and as many as are said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues
from dateline.checking.names import FIRM
from dateline.checking.sources import count_witnesses
from dateline.checking.words import names_in
from dateline.gazetteer import load_outlets
from dateline.languages import LANGUAGES, read_number
from dateline.records import Aspect, Reason
from dateline.text import fold

_NEAR = 40  # characters between an outlet and the word that makes it a source
_LEAST_MANY = 2
_ENDS_IN_NAME = re.compile(r"\b[A-Z]\w* $")
_COUNT = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.IGNORECASE)


def find_faults(case: Case) -> Iterator[Reason]:
    """Outlets that are not among the sources, and more witnesses than there are."""
    text = case.claim.text
    for found in find_cues(text, "many"):
        if found[0][0].isdigit() and _ENDS_IN_NAME.search(text[: found.start()]):
            continue  # "France 24 reports"
        counted = _COUNT.search(found[0])
        wanted = read_number(counted[0], LANGUAGES["en"]) if counted else _LEAST_MANY
        n = count_witnesses(case.sources.documents)
        if n < wanted and fold(found[0]) not in fold(" ".join(line.text for line in case.sources.lines)):
            told = "1 independent report is" if n == 1 else f"{n} independent reports are"
            yield case.missing(Aspect.OUTLET, f"“{found[0]}”, but {told} among the sources", *found.span())
    texts = " ".join(fold(document.article.text) for document in case.sources.documents)
    for start, end in _named_outlets(case):
        name = text[start:end]
        known = load_outlets()[fold(name)].name
        if (
            not {fold(name), fold(known)} & case.sources.outlets
            and fold(name) not in texts
            and not _is_borne(case, start, end)
        ):
            yield case.missing(Aspect.OUTLET, f"{name} is not among the sources", start, end)


def _named_outlets(case: Case) -> Iterator[tuple[int, int]]:
    """Names of known outlets that the claim gives as its source."""
    text, outlets = case.claim.text, load_outlets()
    for run in names_in(case.matching.words):
        for first in range(len(run)):
            for last in range(len(run), first, -1):
                start, end = run[first].start, run[last - 1].end
                if fold(text[start:end]) in outlets and _is_source(text, start, end):
                    yield start, end
                    break


def _is_borne(case: Case, start: int, end: int) -> bool:
    inside = [nth for nth in range(len(case.matching.content)) if start <= case.word(nth).start < end]
    return all(case.matching.firm(nth) >= FIRM for nth in inside)


def _is_source(text: str, start: int, end: int) -> bool:
    around = (text[end : end + _NEAR], text[max(0, start - _NEAR) : start])
    return any(find_cues(part, "carried") for part in around)

"""How many people a sentence says were killed."""

from __future__ import annotations

import re
from functools import cache

from dateline.languages import LANGUAGES, Language, read_number

_DIGITS = r"\d{1,3}(?:[,.]\d{3})+|\d+"
_IGNORED_YEARS = range(1900, 2100)


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    language = LANGUAGES[code]
    words = "|".join(sorted(language.number_words, key=len, reverse=True))
    number = rf"(?P<n>(?:{_DIGITS}|(?:{words})(?:[ -](?:{words}))*)(?: (?:hundred|thousand|million))?)"
    gap = r"(?:(?!\bnot?\b)[\w'’-]+,? ){0,4}?"
    people = rf"(?:{language.people})"
    about = r"(?:at least |around |about |over |more than |up to |nearly |almost |an estimated |some |another )?"
    state = (
        r"(?: (?:are|were|was|is|have|has|had|been|being|reportedly|also|now|reported|confirmed|believed|to|be|feared))"
    )
    killed = r"(?:killed|dead|murdered|massacred|slain|executed|die[sd]?)"
    kills = r"(?:kill(?:s|ed|ing)?|massacr(?:es?|ed|ing)|murder(?:s|ed|ing)|executed?|claim(?:s|ed|ing) the lives of)"
    not_killed = r"(?! (?:others )?(?:injured|wounded|hurt|missing|percent|%|km|miles))"
    forms = (
        rf"\b{number} (?:of )?{gap}{people}\b(?:, including [^,.;]{{1,60}},)?{state}{{0,5}} {killed}\b",
        rf"\b(?:{kills}|the deaths? of|leav(?:es|ing)) {about}{number}\b{not_killed}",
        rf"\bdeath toll\b[^.;]{{0,60}}?\b(?:to|at|is|of|reaches|passes|exceeds) {about}{number}\b",
        rf"\b{number} (?:deaths|dead|fatalities)\b",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def count_deaths(sentence: str, language: Language) -> int:
    """The largest number of killed that the sentence states; 0 when it states none."""
    lowered = sentence.casefold()
    if not any(
        cue in lowered for cue in ("kill", "dea", "die", "massacre", "murder", "execut", "lives", "slain", "fatal")
    ):
        return 0
    numbers = [
        read_number(found["n"], language)
        for pattern in _patterns(language.code)
        for found in pattern.finditer(sentence)
    ]
    return max((n for n in numbers if n not in _IGNORED_YEARS), default=0)

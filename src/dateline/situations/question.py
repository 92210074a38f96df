"""A free-text question -> Situation, with the store's own counts to tell names from loose words.

"Goma M23"            two names          reports with either, if some report has both
"Thailand-Cambodia"   two countries      reports with both
"eastern Congo"       a country          reports with any of its names; "eastern" only frames it
"Nigeria Boko Haram"  a country, a name  reports with the name, where it is tied to the country
"Haiti protests"      a loose word         reports with any of its forms: protest, protesters, ...
"Ebola 2014"          a name and a year  reports since the year began, and until it ended
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.gazetteer import Country, load_countries, load_country_words
from dateline.languages import LANGUAGES, bend
from dateline.records import Situation
from dateline.text import fold, slug

# How many articles have a phrase of every facet.
Count = Callable[[Sequence[Sequence[str]]], int]

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s*(?:-|–|to)\s*((?:19|20)\d\d))?\b")
_MAX_COUNTRY_WORDS = 6
MAX_QUESTION_CHARS = 300

# A name whose reports mention the question's country this often stands for it alone. Set on ten questions
# over the 2010-2019 event lines: Boko Haram and Nigeria .71, Houthi and Yemen .77, Wagner and Mali .2.
TIED_SHARE = 0.5

# Loose words beside a country ("Niger coup") narrow the question only where so many reports have them.
ENOUGH_QUALIFIED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a free text asks about. `situation` is None when no report in the store can answer it."""

    situation: Situation | None
    until: date | None


def parse_question(text: str, count: Count) -> Question:
    """Work out countries, names and years, and which reports they call for."""
    text = text.strip()[:MAX_QUESTION_CHARS]
    since, until, rest = _take_years(text)
    countries, names = _take_countries(_words(rest))
    names = _join_phrases(_drop_framing(names), count)
    facets = _facets(countries, names, count)
    if facets is None:
        return Question(situation=None, until=until)
    situation = Situation(
        situation_id=slug(text) or "question",
        title=text,
        facets=facets,
        countries=tuple(country.iso2 for country in countries),
        since=since,
    )
    return Question(situation=situation, until=until)


def _take_years(text: str) -> tuple[date | None, date | None, str]:
    found = _YEARS.search(text)
    if found is None:
        return None, None, text
    first, last = int(found[1]), int(found[2] or found[1])
    return date(min(first, last), 1, 1), date(max(first, last), 12, 31), _YEARS.sub(" ", text)


def _words(text: str) -> list[str]:
    """The words, hyphens opened where the parts are countries ("Thailand-Cambodia")."""
    words: list[str] = []
    for word in _WORD.findall(text):
        parts = re.split(r"[-–]", word)
        known = load_country_words()
        words.extend(parts if all(fold(part) in known for part in parts) else [word])
    return words


def _take_countries(words: list[str]) -> tuple[list[Country], list[str]]:
    """Countries by the longest run of words that names one; the other words in order."""
    known, countries, others = load_country_words(), dict[str, Country](), list[str]()
    at = 0
    while at < len(words):
        for length in range(min(_MAX_COUNTRY_WORDS, len(words) - at), 0, -1):
            run = " ".join(words[at : at + length])
            iso2 = known.get(fold(run).rstrip(".")) or known.get(fold(run))
            if iso2 and not (length == 1 and len(run) <= 3 and not run.isupper()):
                countries[iso2] = load_countries()[iso2]
                break
        else:
            others.append(words[at])
            length = 1
        at += length
    return list(countries.values()), others


def _drop_framing(words: list[str]) -> list[str]:
    """Without stop words and framing words; if any word has a capital or digit, only those remain."""
    english = LANGUAGES["en"]
    kept = [word.rstrip(".") for word in words if fold(word) not in english.stop_words | english.framing_words]
    marked = [word for word in kept if word != word.casefold() or any(char.isdigit() for char in word)]
    return marked or kept


def _join_phrases(words: list[str], count: Count) -> list[str]:
    """Neighbouring words that the reports use together ("Boko Haram") become one phrase."""
    phrases: list[str] = []
    for word in words:
        if phrases:
            joined = f"{phrases[-1]} {word}"
            rarer = min(count([[phrases[-1]]]), count([[word]]))
            if rarer and count([[joined]]) >= 0.3 * rarer:
                phrases[-1] = joined
                continue
        phrases.append(word)
    return phrases


def _facets(countries: list[Country], names: list[str], count: Count) -> tuple[tuple[str, ...], ...] | None:
    country_facets = [country.words for country in countries]
    if not names:
        return tuple(country_facets) if country_facets and count(country_facets) else None
    forms = [bend(name, LANGUAGES["en"]) for name in names]
    asked = tuple(form for name in forms for form in name)
    if not countries:
        return (asked,) if count(forms) else None
    named = [name for name in names if name != name.casefold()]
    if not named and count([*country_facets, asked]) < ENOUGH_QUALIFIED:
        return tuple(country_facets) if count(country_facets) else None
    if all(_is_tied(name, country_facets, count) for name in forms):
        return (asked,)
    both = (*country_facets, asked)
    return both if count(both) else None


def _is_tied(name: tuple[str, ...], country_facets: list[tuple[str, ...]], count: Count) -> bool:
    alone = count([name])
    return alone > 0 and count([*country_facets, name]) >= TIED_SHARE * alone

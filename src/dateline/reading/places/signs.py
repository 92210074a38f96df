"""Whether a name in a text names a place: how well known the name is, and what the words around it say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from dateline.reading.places.candidates import load_abbreviations, load_words
from dateline.reading.places.gazetteer import MAIN, PEOPLE, load_gazetteer, look_up
from dateline.text import fold

COUNTRY, KNOWN, NEEDS_SIGN, NEEDS_PROOF, UNKNOWN = 4, 3, 2, 1, 0
# Set on LGL and TR-News (dev): how many people make a name a place without a sign, with a sign, by another name.
KNOWN_FROM, SIGNED_FROM, KNOWN_BY_OTHER = 200_000, 5_000, 15_000
LONGEST_ACRONYM = 4  # letters: "NATO", "SWAT"
_OTHER_WORDS = ("doubtful", "edge", "office", "civic")
_LARGE = frozenset(["PPLC", "RGN", "ADM1", "SEA", "OCN", "GULF"])
_COUNTRIES = frozenset(["PCLI", "CONT", "ZN"])
_WORD_BEFORE = re.compile(r"[\w-]+(?=[\s\"“«(']{1,3}$)")
_KIND_BEFORE = re.compile(
    r"(?:city|town|village|region|province|district|county|state|ciudad|localidad|municipio|provincia|departamento|estado"
    r"|pueblo|ville|village|région|province|département|cercle|localité|commune) (?:of|de|du|d['’]) ?$"
)
_WORD_AFTER = re.compile(r" ([^\W\d_]{1,20})")
_CONTAINER_AFTER = re.compile(r",\s{0,2}([A-Z][\w.]{0,20}(?: [A-Z][\w.]{0,20})?)")
_DATELINE_AFTER = re.compile(r"\s{0,2}(?:\([^)]{2,20}\)\s{0,2})?[-–—]|, [A-Z]")
_CONTRACTION = re.compile(r"['’](?:d|ll|m|re|ve|t)$")
_INITIAL = re.compile(r"(?:^|[ .])[A-Z]\.$")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


@cache
def find_words() -> Mapping[str, frozenset[str]]:
    """The words by which places are found, by kind; see data/places/find_words.toml."""
    text = (resources.files("dateline") / "data" / "places" / "find_words.toml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in tomllib.loads(text).items()}


@lru_cache(maxsize=65_536)
def rank(name: str) -> int:
    """COUNTRY for countries and continents, KNOWN for what is known everywhere, NEEDS_SIGN for a place like others,
    NEEDS_PROOF for the smallest and those whose number of people GeoNames does not have.
    """
    gazetteer, links = load_gazetteer(), look_up(name)
    if not links and (stripped := _without_direction(name)):
        links = look_up(stripped)
    if not links or (len(name) < 3 and not name.isupper()):
        return UNKNOWN
    is_plain = name.isascii() and " " not in name
    features = [(gazetteer.feature_of(entry), kind, gazetteer.people[entry]) for entry, kind in links]
    if any(feature in _COUNTRIES or kind == PEOPLE for feature, kind, _ in features):
        return COUNTRY
    if len(name) < 3:
        return UNKNOWN
    if any(_is_large(feature, kind, people, is_plain) for feature, kind, people in features):
        return KNOWN
    is_worth = any(people >= (SIGNED_FROM if kind == MAIN else KNOWN_BY_OTHER) for _, kind, people in features)
    return NEEDS_SIGN if is_worth else NEEDS_PROOF


def _is_large(feature: str, kind: int, people: float, is_plain: bool) -> bool:
    """Whether a place is known everywhere by a name; one plain word among a division's other names is not enough."""
    if kind == MAIN and feature in _LARGE:
        return True
    return people >= KNOWN_FROM and (kind == MAIN or not is_plain or feature not in ("ADM1", "ADM2"))


def _without_direction(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and fold(first) in load_words()["direction"] else ""


@lru_cache(maxsize=65_536)
def is_people(name: str) -> bool:
    """Whether a name is first of all the word for a people: "Malian"."""
    return any(kind == PEOPLE for _, kind in look_up(name))


def is_own(name: str) -> bool:
    """Whether a place has a name as its main one: "Kansas City", not "Dublin City"."""
    return any(kind == MAIN for _, kind in look_up(name))


@lru_cache(maxsize=65_536)
def is_named(name: str) -> bool:
    """Whether the gazetteer has a place worth the name: by its own name, or one of many people."""
    if name in load_abbreviations() or " " in name:
        return True
    people = load_gazetteer().people
    return any(kind == MAIN or people[entry] >= KNOWN_BY_OTHER for entry, kind in look_up(name))


def is_doubtful(name: str, common: frozenset[str]) -> bool:
    """Whether a name is more often another word: listed, in small letters in the text (`common`), "SWAT", "I'll"."""
    folded = fold(name)
    if folded in common or folded in load_words()["direction"] or any(folded in find_words()[k] for k in _OTHER_WORDS):
        return True
    return _CONTRACTION.search(name) is not None or (name.isupper() and len(name) <= LONGEST_ACRONYM)


@lru_cache(maxsize=65_536)
def is_generic(name: str) -> bool:
    """Whether a name says only which part of something: "Western District", "Northern Province"."""
    words = fold(name).split(" ")
    kinds = load_words()
    return len(words) > 1 and all(
        word == "the" or word in kinds["direction"] or word in kinds["division"] for word in words
    )


def is_signed(text: str, start: int, end: int) -> bool:
    """Whether the words around say that a name is a place: "in Gao", "Gao, Mali", "GAO -", "Gao region"."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    if before and fold(before[0]) in find_words()["locative"]:
        return True
    if is_proved(text, start, end) or (text[start:end].isupper() and _DATELINE_AFTER.match(text, end)):
        return True
    after = _WORD_AFTER.match(text, end)
    return after is not None and any(fold(after[1]) in load_words()[kind] for kind in ("division", "local"))


def is_proved(text: str, start: int, end: int) -> bool:
    """Whether the words around leave no doubt that a name is a place: "the town of Hombori", "Hombori, Mali"."""
    return _KIND_BEFORE.search(text, max(0, start - 30), start) is not None or has_container(text, end)


def is_inside(text: str, start: int) -> bool:
    """Whether a word that only places follow stands before: "near Hombori"."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return before is not None and fold(before[0]) in find_words()["inside"]


def lies_in(name: str, countries: frozenset[str]) -> bool:
    """Whether a place of that name lies in one of some countries (ISO2 codes)."""
    gazetteer = load_gazetteer()
    return any(gazetteer.iso2(entry) in countries for entry, _ in look_up(name))


def has_container(text: str, end: int) -> bool:
    """Whether a comma and the name of a country or division follow: "Reading, Pa."."""
    found = _CONTAINER_AFTER.match(text, end)
    if not found:
        return False
    return any(_is_container(form) for form in (found[1], found[1].rstrip("."), found[1].split(" ")[0]))


@lru_cache(maxsize=65_536)
def _is_container(name: str) -> bool:
    gazetteer = load_gazetteer()
    return name in load_abbreviations() or any(
        gazetteer.feature_of(entry) in ("PCLI", "ADM1") and kind == MAIN for entry, kind in look_up(name)
    )


def bare(name: str) -> str:
    """A name without a possessive, a joined participle ("-backed") and a full stop that is not its own."""
    name = POSSESSIVE.sub("", name)
    head, dash, tail = name.rpartition("-")
    if dash and fold(tail) in find_words()["joined"]:
        name = head
    return name if name in load_abbreviations() or _INITIAL.search(name) else name.rstrip(".")

"""What a text says about where it is, beside the places asked about: states, counties, and a country's own words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from dateline.reading.places.candidates import load_abbreviations
from dateline.reading.places.gazetteer import MAIN, load_gazetteer, look_up

LONGEST_TEXT = 20_000  # characters looked at: a longer text has said where it is
LEAST_PEOPLE = 300_000  # smaller first-order divisions bear names that are other things as well
MOST_WORDS = 3  # a word said ten times tells no more than one said three times
_RUN = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,4}")
_SHORT = re.compile(r"(?<=, )(?:[A-Z][a-z]{1,4}\.|[A-Z]\. ?[A-Z][a-z]?\.|[A-Z]{2}(?=[\s,.)]))")
_COUNTY = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})? (?:County|Parish)\b")
_WORD = re.compile(r"[^\W\d_][\w-]*")


@cache
def _country_words() -> Mapping[str, tuple[str, ...]]:
    """Folded word -> ISO2 codes of the countries whose word it is."""
    text = (resources.files("dateline") / "data" / "places" / "country_words.toml").read_text(encoding="utf-8")
    words: dict[str, tuple[str, ...]] = {}
    for iso2, own in tomllib.loads(text).items():
        for word in own:
            words[word] = (*words.get(word, ()), iso2)
    return words


@cache
def _large(name: str) -> bool:
    """Whether a name is first of all that of a country or a large first-order division."""
    gazetteer = load_gazetteer()
    return any(
        gazetteer.feature_of(entry) == "PCLI"
        or (gazetteer.feature_of(entry) == "ADM1" and kind == MAIN and gazetteer.people[entry] >= LEAST_PEOPLE)
        for entry, kind in look_up(name)
    )


def find_evidence(text: str) -> Iterator[tuple[int, int]]:
    """Spans of countries, large divisions, their abbreviations after a comma, and counties, anywhere in the text."""
    text = text[:LONGEST_TEXT]
    for found in _SHORT.finditer(text):
        if found[0] in load_abbreviations():
            yield found.span()
    for found in _COUNTY.finditer(text):
        yield found.span()
    for found in _RUN.finditer(text):
        yield from _large_names(found[0], found.start())


def _large_names(run: str, start: int) -> Iterator[tuple[int, int]]:
    """Large names within a run of capitalised words, the longest first: "Ohio" of "Ohio Department"."""
    words = run.split(" ")
    at = 0
    while at < len(words):
        for length in range(min(3, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            if len(name) > 3 and _large(name):
                begin = start + len(" ".join(words[:at])) + bool(at)
                yield begin, begin + len(name)
                at += length - 1
                break
        at += 1


def country_hints(text: str) -> dict[str, float]:
    """ISO2 code -> how much the words of the text are that country's own, 0 to 1."""
    known = _country_words()
    counts = Counter(word for word in _WORD.findall(text[:LONGEST_TEXT].casefold()) if word in known)
    shares: Counter[str] = Counter()
    for word, count in counts.items():
        for iso2 in known[word]:
            shares[iso2] += min(count, MOST_WORDS)
    return {iso2: share / (share + 4.0) for iso2, share in shares.items()}

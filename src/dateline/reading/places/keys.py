"""The form under which a place's name is looked up: one key for all the ways to write it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from dateline.text import fold

LONGEST_KEY = 60  # characters: no name of GeoNames that is in use is longer
MOST_INFLECTED = 2  # words
LONGEST_ENDING, SHORTEST_STEM = 5, 2  # letters of an ending, and of what has to be left
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = ("la ", "le ", "les ", "l ", "el ", "los ", "las ", "al ", "ال")
_NOT_WORD = re.compile(r"[\W_]+")
_QUOTES = re.compile(r"[`´ʻʼʽʾʿˈ′'\"“”]+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


def place_key(name: str) -> str:
    """Folded words with single spaces, "St." and "Mt." written out, no leading "the"; empty for what is no name."""
    if len(name) > 2 * LONGEST_KEY:
        return ""
    words = _NOT_WORD.sub(" ", _QUOTES.sub("", fold(name))).split()
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    key = " ".join(words).removeprefix("the ")
    return key if len(key) <= LONGEST_KEY else ""


def key_variants(name: str) -> tuple[str, ...]:
    """Keys to try for a name as written, the fullest first: without a possessive, without an article."""
    bare = _POSSESSIVE.sub("", name.strip())
    keys = [place_key(bare)]
    keys += [keys[0].removeprefix(article) for article in _ARTICLES if keys[0].startswith(article)]
    return tuple(dict.fromkeys(key for key in keys if key))


@cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    """Ending of a Russian case form, folded -> endings of the nominative."""
    text = (resources.files("dateline") / "data" / "places" / "endings_ru.toml").read_text(encoding="utf-8")
    return {ending: tuple(forms) for ending, forms in tomllib.loads(text).items()}


def case_variants(key: str) -> Iterator[str]:
    """Nominatives that a Russian key of one or two words may be a form of: "нижнем новгороде", "москве"."""
    words = key.split(" ")
    if len(words) > MOST_INFLECTED or not _CYRILLIC.search(key):
        return
    for last in _nominatives(words[-1]):
        for first in [*_nominatives(words[0]), words[0]] if len(words) > 1 else [""]:
            yield f"{first} {last}".strip()
    yield from (f"{first} {words[-1]}" for first in _nominatives(words[0]) if len(words) > 1)


def _nominatives(word: str) -> Iterator[str]:
    for length in range(min(LONGEST_ENDING, len(word) - SHORTEST_STEM), 0, -1):
        for form in _endings().get(word[-length:], ()):
            yield word[:-length] + form

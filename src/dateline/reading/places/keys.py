"""The form under which a place's name is looked up: one key for all the ways to write it."""

from __future__ import annotations

import re

from dateline.text import fold

LONGEST_KEY = 60  # characters: no name of GeoNames that is in use is longer
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

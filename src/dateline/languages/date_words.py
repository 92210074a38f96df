"""What each language's dates are written with, as data: languages/<code>/dates.toml.

`[words]` has, for each class of word, the words (or phrases) and what they mean: a number, a pair of numbers
(from, to), or a name that the resolver knows ("week", "early", "12-25"). A word with a capital counts only with one.
`[forms]` has, for each rule of the resolver, the orders of classes it is written in; "?" and brackets as in regular
expressions. Earlier forms go before later ones. Written for this project from general knowledge of the languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

DATED = ("en", "fr", "es", "ar", "ru")  # the languages with a dates.toml

# What a word means: nothing but its class (0), a number, a range of numbers, or a name.
Value = int | str | tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words and orders of dates in one language."""

    code: str
    words: Mapping[str, Mapping[str, Value]]
    forms: Mapping[str, tuple[str, ...]]
    is_month_first: bool
    ordinal_endings: frozenset[str]
    past_endings: tuple[str, ...]
    most_endings: tuple[str, ...]
    clitics: tuple[str, ...]


@cache
def date_words(code: str) -> DateWords | None:
    """The date words of a language; None where it has none."""
    if code not in DATED:
        return None
    text = (resources.files("dateline.languages") / code / "dates.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return DateWords(
        code=code,
        words={name: _read_class(words) for name, words in table["words"].items()},
        forms={rule: tuple(forms) for rule, forms in table["forms"].items()},
        is_month_first=table["month_first"],
        ordinal_endings=frozenset(table["ordinal_endings"]),
        past_endings=tuple(table["past_endings"]),
        most_endings=tuple(table["most_endings"]),
        clitics=tuple(table["clitics"]),
    )


def _read_class(words: Any) -> Mapping[str, Value]:
    if isinstance(words, list):
        return dict.fromkeys(words, 0)
    return {word: tuple(value) if isinstance(value, list) else value for word, value in words.items()}

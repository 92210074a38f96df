"""english.toml, loaded once: words that count nothing, and the cues of doubt, plan, speech, cause and comparison."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Grammar:
    """`cues`: class -> one pattern for all of its words."""

    stop_words: frozenset[str]
    cues: Mapping[str, re.Pattern[str]]
    lists: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, str]
    seats: Mapping[str, list[str]]


def find_cues(text: str, name: str) -> list[re.Match[str]]:
    """The cues of a class in a sentence, but for those that are part of a name: "United States" states nothing."""
    found = load_grammar().cues[name].finditer(text)
    return [one for one in found if not (one.start() and one[0][0].isupper())]


@cache
def load_grammar() -> Grammar:
    """The words of English that the checker knows."""
    data = tomllib.loads((resources.files("dateline.checking") / "english.toml").read_text(encoding="utf-8"))
    return Grammar(
        stop_words=frozenset(data["stop_words"].split()),
        cues={name: _alternation(words) for name, words in data["cues"].items()},
        lists={name: frozenset(words) for name, words in data["lists"].items()},
        seats=data["seats"],
        outcomes={lemma: outcome for outcome, lemmas in data["outcomes"].items() for lemma in lemmas},
    )


def _alternation(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE)

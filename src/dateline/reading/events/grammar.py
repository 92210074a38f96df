"""The dependency labels and carrying words of each parsed language, as data; and the stem of a word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dateline.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What the parser of one language calls things: each set holds labels or words.

    `endings` come off a word, the longest first; `irregular` maps forms to the stem they belong to.
    """

    subject: frozenset[str]
    passive_subject: frozenset[str]
    object: frozenset[str]
    agent: frozenset[str]
    preposition: frozenset[str]
    possessive: frozenset[str]
    complement: frozenset[str]
    clause: frozenset[str]
    participle: frozenset[str]
    relative: frozenset[str]
    conjunct: frozenset[str]
    modifier: frozenset[str]
    apposition: frozenset[str]
    auxiliary: frozenset[str]
    negation: frozenset[str]
    passive: frozenset[str]
    relative_pronouns: frozenset[str]
    by: frozenset[str]
    source_prepositions: frozenset[str]
    target_prepositions: frozenset[str]
    mutual: frozenset[str]
    predicative: frozenset[str]
    of: frozenset[str]
    denials: frozenset[str]
    own: frozenset[str]
    within: frozenset[str]
    light: frozenset[str]
    endings: tuple[str, ...]
    irregular: Mapping[str, str]


@cache
def load_grammar(lang: str) -> Grammar:
    """The grammar of a language that can be parsed. Raises KeyError for another."""
    text = (resources.files("dateline.reading.events") / "grammar.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[lang]
    stems = {form: stem for stem, forms in table.pop("irregular").items() for form in forms}
    return Grammar(endings=tuple(table.pop("endings")), irregular=stems, **{n: frozenset(v) for n, v in table.items()})


_LEAST = 3  # letters that are left of a word


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """The form that stands for all forms of a word: "attacked", "attacks" -> "attack"; "imposing" -> "impos"."""
    plain, grammar = fold(word), load_grammar(lang)
    irregular = grammar.irregular.get(plain)
    if irregular:
        return irregular
    for ending in grammar.endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= _LEAST:
            plain = plain[: -len(ending)]
            break
    return plain[:-1] if len(plain) > _LEAST and plain[-1] == plain[-2:-1] and plain[-1] not in "sl" else plain

"""What a language has to say that somebody said it: languages/<code>/speech.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dateline.reading.statements.words import fold
from dateline.records.events import StatementMode

# Kind -> the table of speech.toml. A clausal verb is a cue with a clause or quotation only; a guarded one with these,
# with what its subject means to do, or with one of the `matters` as its object.
KINDS = {
    "verb": "verbs",
    "guarded": "guarded",
    "weak": "weak",
    "clausal": "clausal",
    "noun": "nouns",
    "adjective": "adjectives",
}
SURE = frozenset({"verb", "guarded"})
CODES = frozenset({"en", "fr", "es", "ar", "ru"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWord:
    """One word of saying: its kind (a table of KINDS), base form, and what is done with it."""

    kind: str
    base: str
    mode: StatementMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One language's words of saying, by folded form; phrases and hearsay as tuples of folded words."""

    code: str
    words: Mapping[str, SpeechWord]
    phrases: Mapping[tuple[str, ...], StatementMode]
    hearsay: Mapping[tuple[str, ...], StatementMode]
    gate: frozenset[str]  # folded words one of which a sentence with a cue has
    strong: frozenset[str]  # those of them that are a cue on their own
    starts: frozenset[str]  # folded words that a phrase or hearsay begins with
    targets: frozenset[str]
    clause: frozenset[str]
    negation: frozenset[str]
    stops: frozenset[str]  # words that begin something else than a source, or end one
    joints: frozenset[str]  # words that join two clauses
    reasons: frozenset[str]  # what leads to the matter of a charge: "accused X of"
    auxiliaries: frozenset[str]
    light: frozenset[str]  # verbs that only carry a noun: "made a promise"
    linking: frozenset[str]  # verbs that carry an adjective: "is afraid"
    like: frozenset[str]  # "as" in "as the police report"
    target_marks: frozenset[str]  # what a target begins with, where it has to; Spanish "a"
    matters: frozenset[str]  # what can be held, said or refused: objects of guarded verbs
    naming: frozenset[str]  # base forms of verbs that name: "called him a traitor"
    article: str  # the prefix of definite nouns, where there is one; Arabic
    inverts: bool  # whether ", announced their director" has the subject behind the verb
    verb_first: bool  # whether the subject usually follows its verb


@cache
def load_lexicon(code: str) -> Lexicon | None:
    """The language's words of saying; None for a language without data."""
    if code not in CODES:
        return None
    data = tomllib.loads((resources.files("dateline.languages") / code / "speech.toml").read_text(encoding="utf-8"))
    grammar = data["grammar"]
    prefixes = ("", *grammar.get("prefixes", ()))
    words = _read_words(data, prefixes)
    phrases = _read_phrases(data.get("phrases", {}), prefixes)
    hearsay = _read_phrases(data.get("hearsay", {}), prefixes)
    core = {max(phrase, key=len) for phrase in (*phrases, *hearsay)}
    return Lexicon(
        code=code,
        words=words,
        phrases=phrases,
        hearsay=hearsay,
        gate=frozenset(words) | core,
        strong=frozenset(form for form, word in words.items() if word.kind in SURE) | core,
        starts=frozenset(phrase[0] for phrase in (*phrases, *hearsay)),
        targets=_fold_all(grammar["targets"].split()),
        clause=_fold_all(grammar["clause"]),
        negation=_fold_all(prefix + word for prefix in prefixes for word in grammar["negation"]),
        stops=_fold_all(grammar.get("stops", "").split()),
        joints=_fold_all(grammar.get("joints", ())),
        reasons=_fold_all(grammar["reasons"]),
        auxiliaries=_fold_all(prefix + word for prefix in prefixes for word in grammar.get("auxiliaries", "").split()),
        light=_fold_all(grammar.get("light", "").split()),
        linking=_fold_all(grammar.get("linking", "").split()),
        like=_fold_all(grammar.get("like", ())),
        target_marks=_fold_all(grammar.get("target_marks", ())),
        matters=_fold_all(grammar.get("matters", "").split()),
        naming=_fold_all(grammar.get("naming", "").split()),
        article=grammar.get("article", ""),
        inverts=grammar.get("inverts", False),
        verb_first=grammar.get("verb_first", False),
    )


def match_phrase(
    words: Sequence[str], at: int, phrases: Mapping[tuple[str, ...], StatementMode]
) -> tuple[str, ...] | None:
    """The longest phrase that begins at this word."""
    return max(
        (phrase for phrase in phrases if phrase[0] == words[at] and tuple(words[at : at + len(phrase)]) == phrase),
        key=len,
        default=None,
    )


def _read_words(data: Mapping[str, Any], prefixes: Sequence[str]) -> dict[str, SpeechWord]:
    words: dict[str, SpeechWord] = {}
    for kind, table in KINDS.items():
        for mode, entries in data.get(table, {}).items():
            for entry in entries:
                forms = [fold(form) for form in entry.split()]
                _add(words, forms, prefixes, SpeechWord(kind=kind, base=forms[0], mode=StatementMode(mode)))
    return words


def _add(words: dict[str, SpeechWord], forms: list[str], prefixes: Sequence[str], word: SpeechWord) -> None:
    for form in forms:
        for prefix in prefixes:
            words.setdefault(prefix + form, word)


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _read_phrases(table: Mapping[str, Any], prefixes: Sequence[str]) -> dict[tuple[str, ...], StatementMode]:
    return {
        tuple(fold(prefix + phrase).split()): StatementMode(mode)
        for mode, entries in table.items()
        for phrase in entries
        for prefix in prefixes
    }

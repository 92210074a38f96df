"""States that a sentence tells: CONTROLS ("controlled by", "rebel-held") and ALLIED ("Russian-backed forces").

Who holds which office is told by the mentions themselves (their `role`), and becomes a state in the event reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Token

from dateline.reading.events.grammar import load_grammar
from dateline.reading.events.predicates import Predicate, find_predicates


@dataclass(frozen=True, slots=True)
class State:
    """CONTROLS or ALLIED, the word that says so, and the heads of both sides."""

    type: str
    token: Token
    sources: tuple[Token, ...]
    targets: tuple[Token, ...]


def find_states(doc: Doc, lang: str) -> Iterator[State]:
    """The states of a parsed sentence, those without both sides left out."""
    table = _load(lang)
    keys = _keys(lang)
    joined = [token for token in doc if token.lower_ in keys["held"]]
    for kind, rules in table.items():
        yield from (state for token in joined if (state := _find_joined(token, kind, rules)) is not None)
    for predicate in find_predicates(doc, lang, keys["nouns"].__contains__, keys["verbs"].__contains__):
        yield from _from_predicate(predicate, table, lang)


def _find_joined(token: Token, kind: str, rules: Mapping[str, Any]) -> State | None:
    """ "Russian-backed forces", "rebel-held town": the word before the hyphen is one side, the noun after the other."""
    if token.lower_ not in rules["held"] or token.i < 2 or token.nbor(-1).text not in ("-", "–"):
        return None
    first, second = token.nbor(-2), token.head
    if second.i <= token.i or second.pos_ not in ("NOUN", "PROPN"):
        return None
    return State(kind, token, (first,), (second,)) if kind == "CONTROLS" else State(kind, token, (second,), (first,))


def _from_predicate(predicate: Predicate, table: Mapping[str, Any], lang: str) -> Iterator[State]:
    for kind, rules in table.items():
        is_noun = predicate.token.pos_ == "NOUN"
        if predicate.key not in rules["nouns" if is_noun else "verbs"]:
            continue
        sources, targets = predicate.sources, predicate.targets
        if kind == "ALLIED" and not is_noun:
            if not predicate.is_passive and predicate.token.tag_ != "VBN":
                continue  # "supports a plan" is no alliance
            tied = tuple(noun for noun in _tied(predicate.token, rules["ties"], lang))
            sources, targets = predicate.targets or sources, tied or predicate.sources
        if sources and targets and {s.i for s in sources} != {t.i for t in targets}:
            yield State(kind, predicate.token, sources, targets)


def _tied(token: Token, ties: Any, lang: str) -> Iterator[Token]:
    """What "with", "to" or "by" ties to a participle."""
    grammar = load_grammar(lang)
    for child in token.children:
        if child.dep_ in grammar.preposition | grammar.agent:
            if child.lower_ in ties:
                yield from (noun for noun in child.children if noun.dep_ == "pobj")
            elif any(case.lower_ in ties for case in child.children if case.dep_ == "case"):
                yield child


@cache
def _keys(lang: str) -> Mapping[str, frozenset[str]]:
    """The words of all kinds of state: held, verbs, nouns."""
    rules = _load(lang).values()
    return {part: frozenset(key for one in rules for key in one[part]) for part in ("held", "verbs", "nouns")}


@cache
def _load(lang: str) -> Mapping[str, Any]:
    text = (resources.files("dateline.reading.events") / "states.toml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = tomllib.loads(text)[lang]
    return table

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
from dateline.reading.events.structure import find_prepositional


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
    for kind, rules in table.items():
        if any(word in doc.text for word in rules["held"]):
            yield from (state for token in doc if (state := _find_joined(token, kind, rules)) is not None)
    nouns, verbs = _stems(lang)
    for predicate in find_predicates(doc, lang, nouns.__contains__, is_wanted=verbs.__contains__):
        yield from _from_predicate(predicate, table, lang)


@cache
def _stems(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of nouns and of verbs that may tell a state."""
    rules = _load(lang).values()
    nouns = frozenset(key for one in rules for key in one["nouns"])
    return nouns, frozenset(key for one in rules for name in ("verbs", "over") for key in one[name])


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
        is_ruled = not is_noun and predicate.key in rules["over"]
        if predicate.key not in rules["nouns" if is_noun else "verbs"] and not is_ruled:
            continue
        sources, targets = predicate.sources, tuple(_whole(noun, rules, lang) for noun in predicate.targets)
        if kind == "ALLIED" and not is_noun:
            if not predicate.is_passive and predicate.token.tag_ != "VBN":
                continue  # "supports a plan" is no alliance
            tied = tuple(noun for noun in _tied(predicate.token, rules["ties"], lang))
            sources, targets = predicate.targets or sources, tied or predicate.sources
        if is_ruled:
            targets = tuple(_lands(predicate, rules, lang))
        if sources and targets and {s.i for s in sources} != {t.i for t in targets}:
            yield State(kind, predicate.token, sources, targets)


def _whole(noun: Token, rules: Mapping[str, Any], lang: str) -> Token:
    """What "most of" takes a part of; any other noun itself."""
    if noun.lower_ not in rules["parts"]:
        return noun
    grammar = load_grammar(lang)
    return next((whole for word, whole in find_prepositional(noun, grammar) if word in grammar.of), noun)


def _lands(predicate: Predicate, rules: Mapping[str, Any], lang: str) -> Iterator[Token]:
    """What is ruled: the place or country that is the object, that "over" ties to the verb, or that "by" tells of.

    A court that rules on a case, or rules something out, controls nothing.
    """
    verb = predicate.token
    if any(child.dep_ in ("prt", "oprd", "acomp", "ccomp", "xcomp") for child in verb.children):
        return
    grammar = load_grammar(lang)
    over = [noun for word, noun in find_prepositional(verb, grammar) if word in rules["ties"]]
    direct = [n for n in predicate.targets if predicate.is_passive or n.dep_ in grammar.object]
    for noun in (*direct, *over):
        whole = _whole(noun, rules, lang)
        if whole.pos_ == "PROPN" or whole.lower_ in rules["lands"]:
            yield whole


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
def _load(lang: str) -> Mapping[str, Any]:
    text = (resources.files("dateline.reading.events") / "states.toml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = tomllib.loads(text)[lang]
    return table

"""How a predicate stands to the world: happened, goes on, is planned, demanded, threatened, expected, denied or said.

What governs the predicate is asked first ("plans to", "denies", "accused of"), the nearest governor first; then its own
auxiliaries and negation; then whether it is told as going on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from spacy.tokens import Token

from dateline.reading.events.grammar import Grammar, load_grammar, stem
from dateline.reading.events.predicates import Predicate
from dateline.records import EventMode

_GOVERNED = (  # what a governor makes of what it governs, looked up in this order
    ("denied", EventMode.DENIED),
    ("tried", EventMode.HYPOTHETICAL),
    ("accused", EventMode.HYPOTHETICAL),
    ("threatened", EventMode.THREATENED),
    ("demanded", EventMode.DEMANDED),
    ("planned", EventMode.PLANNED),
    ("expected", EventMode.EXPECTED),
)
_FINITE_TAGS = frozenset(["VBD", "VBZ", "VBP"])
_GOVERNORS = 2  # further ones tell of something else
_CLAUSES = frozenset(["xcomp", "ccomp", "pcomp", "acl", "obj", "obl:arg", "nmod", "dobj"])
_TYING = frozenset(["of", "to", "for", "on", "about", "against", "from"])  # "accused of", "a call for", "plans for"


def find_mode(predicate: Predicate, lang: str) -> EventMode:
    """The modality of what a predicate tells."""
    grammar, words, verb = load_grammar(lang), load_words(lang), predicate.verb
    own = {child.lower_ for child in verb.children if child.dep_ in grammar.auxiliary or child.dep_ in grammar.negation}
    if own & words["negators"] or _has_negated_object(predicate, words):
        return EventMode.DENIED
    if any(child.lower_ in words["conditional"] for child in verb.children if child.dep_ == "mark"):
        return EventMode.HYPOTHETICAL
    described = _find_described(predicate, lang, words)
    if described is not None:
        return described
    governed = _find_governed(predicate, lang, grammar, words)
    if governed is not None:
        return governed
    if own & words["future"]:
        return EventMode.PLANNED
    if own & words["needed"]:
        return EventMode.DEMANDED
    if own & words["possible"]:
        return EventMode.HYPOTHETICAL
    if "Tense=Fut" in str(verb.morph):
        return EventMode.PLANNED
    is_carried_on = predicate.carrier is not None and stem(predicate.carrier.text, lang) in words["begun"]
    return EventMode.ONGOING if is_carried_on or _is_going_on(verb, lang, words) else EventMode.HAPPENED


def _find_described(predicate: Predicate, lang: str, words: Mapping[str, frozenset[str]]) -> EventMode | None:
    """What an adjective or adverb says of it: "a planned visit", "the alleged attack", "allegedly killed"."""
    for child in predicate.token.children:
        if child.dep_ in ("amod", "advmod", "compound"):
            key = stem(child.text.removesuffix("ly"), lang)
            for name, mode in _GOVERNED:
                if name in ("accused", "planned", "tried") and key in words[name]:
                    return mode
            if key in words["begun"]:
                return EventMode.ONGOING
    return None


def _has_negated_object(predicate: Predicate, words: Mapping[str, frozenset[str]]) -> bool:
    """ "No one was killed", "no soldiers died"."""
    return any(
        token.lower_ in words["negators"] or any(child.lower_ in words["negators"] for child in token.lefts)
        for token in (*predicate.targets, *predicate.sources)
        if token.lower_.startswith("no") or token.n_lefts
    )


def _find_governed(
    predicate: Predicate, lang: str, grammar: Grammar, words: Mapping[str, frozenset[str]]
) -> EventMode | None:
    """What the governors make of it. A finite clause that reports ("said that it killed") is left as it is."""
    for below, governor in _chain(predicate):
        key = stem(governor.text, lang)
        is_finite = _is_finite(below, grammar)
        for name, mode in _GOVERNED:
            if key not in words[name]:
                continue
            if name == "accused" and is_finite:
                return None
            if name in ("planned", "demanded", "tried") and is_finite and below.dep_ != "ccomp":
                continue
            if name == "planned" and is_finite:
                continue
            return mode
    return None


def _chain(predicate: Predicate) -> Iterator[tuple[Token, Token]]:
    """(the token below, the governor) pairs, the nearest first, as long as the one below belongs to the governor."""
    below = predicate.carrier or predicate.token
    for governor in predicate.governors[:_GOVERNORS]:
        if not _hangs_on(below):
            return
        is_mere_object = below.dep_ in ("dobj", "obj", "conj")
        if not (is_mere_object and governor.pos_ in ("VERB", "AUX") and below.pos_ == "VERB"):
            yield below, governor
        below = governor


def _hangs_on(below: Token) -> bool:
    """Whether a token is part of what its governor says: no "after ...", no second verb with a tense of its own."""
    if below.dep_ == "pobj":
        return below.head.lower_ in _TYING
    if below.dep_ in ("conj", "advcl"):
        return below.tag_ == "VB" or "VerbForm=Inf" in str(below.morph)
    return below.dep_ in _CLAUSES


def _is_finite(token: Token, grammar: Grammar) -> bool:
    """Whether a verb has a tense of its own, so that it tells rather than names what is wanted or planned."""
    if token.tag_ in _FINITE_TAGS or "VerbForm=Fin" in str(token.morph):
        return True
    return any(child.dep_ in grammar.auxiliary and child.tag_ in _FINITE_TAGS for child in token.children)


def _is_going_on(verb: Token, lang: str, words: Mapping[str, frozenset[str]]) -> bool:
    if verb.tag_ == "VBG" and any(child.lower_ in words["progressive"] for child in verb.children):
        return True
    head = verb.head
    return head.i != verb.i and verb.dep_ in ("xcomp", "nsubj") and stem(head.text, lang) in words["begun"]


@cache
def load_words(lang: str) -> Mapping[str, frozenset[str]]:
    """The stems and words of standing.toml, by what they make of an event."""
    text = (resources.files("dateline.reading.events") / "standing.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text)[lang].items()}

"""Events that no single word tells: who says that another must do something demands it; who is killed where gunmen
came was attacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.reading.events.coder import Coded
from dateline.reading.events.grammar import Grammar, load_grammar, stem
from dateline.reading.events.numbers import load_outcomes
from dateline.reading.events.predicates import Predicate, make_predicate
from dateline.reading.events.standing import load_words
from dateline.reading.events.structure import find_governors, find_subjects, with_conjuncts

DEMAND, ASSAULT = "REQUEST", "ASSAULT"
SCORE = 0.6  # as sure as a word that is just tagged


def find_demands(doc: Doc, lang: str) -> Iterator[Coded]:
    """ "X said that Y must leave": REQUEST, by X to Y, told by "must"."""
    grammar, needed = load_grammar(lang), load_words(lang)["needed"]
    for token in doc:
        if token.lower_ in needed and token.dep_ in grammar.auxiliary:
            yield from _read_demand(token, grammar)


def find_killings(doc: Doc, lang: str) -> Iterator[Coded]:
    """ "Twelve people were killed when gunmen stormed a church": ASSAULT, told by "killed", by the gunmen."""
    words, harmed = load_words(lang), load_outcomes(lang)
    harming = next((token for token in doc if token.pos_ == "VERB" and stem(token.text, lang) in harmed), None)
    if harming is None:
        return
    keys = [stem(token.text, lang) for token in doc]
    nouns = {key for key, token in zip(keys, doc, strict=True) if token.pos_ == "NOUN"}
    if words["violence"].isdisjoint(keys) or not words["accident"].isdisjoint(nouns):
        return
    subject = load_grammar(lang).subject
    doers = tuple(token for token in doc if keys[token.i] in words["violence"] and token.dep_ in subject)
    yield Coded(replace(make_predicate(harming, lang), else_sources=doers), ASSAULT, SCORE)


def _read_demand(modal: Token, grammar: Grammar) -> Iterator[Coded]:
    wanted = modal.head
    told = tuple(child for child in wanted.children if child.dep_ in grammar.subject | grammar.passive_subject)
    if wanted.dep_ not in grammar.complement or wanted.head.pos_ != "VERB" or not told or told[0].pos_ == "PRON":
        return
    speakers = find_subjects(wanted.head, grammar)
    if speakers:
        predicate = Predicate(
            token=modal,
            key=modal.lower_,
            carrier=wanted.head,
            sources=with_conjuncts(speakers, grammar),
            targets=with_conjuncts(told, grammar),
            governors=tuple(find_governors(wanted.head)),
        )
        yield Coded(predicate, DEMAND, SCORE)

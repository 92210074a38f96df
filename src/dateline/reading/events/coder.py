"""Which words of a sentence tell an event, and of which PLOVER type: the encoder says which, the parse the rest.

The encoder tags every word (reading/classify); of the tagged ones verbs and nouns count, and of a verb that carries an
event noun ("launched an attack") and that noun, the noun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.reading.classify.labels import Labelled
from dateline.reading.classify.triggers import NONE, label_triggers
from dateline.reading.events.predicates import Predicate, make_predicate

_CODED = frozenset(["VERB", "NOUN", "PROPN", "ADJ"])  # parts of speech of the labelled triggers' heads
# What hangs so on a word that tells an event of the same type belongs to it: "suspends aid" is one event.
_INSIDE = frozenset(["amod", "compound", "xcomp", "prt", "dobj", "obj"])
# A word is a trigger when NONE gets less: best F1 on labelled sentences not trained on (.5 to .8 differ by two points).
MAX_NONE = 0.6
MOST = 12  # events of one sentence: a list of hundreds of verbs is no news


@dataclass(frozen=True, slots=True)
class Coded:
    """A predicate with its PLOVER type, and how sure the encoder is that it is an event (0 to 1)."""

    predicate: Predicate
    type: str
    score: float


def code(doc: Doc, lang: str) -> list[Coded]:
    """The events of a parsed sentence, in text order."""
    words = [token for token in doc if token.pos_ in _CODED]
    labels = label_triggers(doc.text, [(token.idx, token.idx + len(token.text)) for token in words])
    tagged = [
        (token, _likeliest(label)) for token, label in zip(words, labels, strict=True) if label.scores[NONE] < MAX_NONE
    ]
    return list(_code_all(tagged, lang))[:MOST]


def _likeliest(label: Labelled) -> tuple[str, float]:
    """The likeliest type besides NONE, and how sure it is that there is one."""
    best = max((name for name in label.scores if name != NONE), key=lambda name: label.scores[name])
    return best, round(1 - label.scores[NONE], 4)


def _code_all(tagged: Sequence[tuple[Token, tuple[str, float]]], lang: str) -> Iterator[Coded]:
    """A predicate for each tagged word that does not only carry another, or stand inside the phrase of another."""
    heads = {token.i for token, _ in tagged}
    coded = [(make_predicate(_find_noun(token, heads), lang), label) for token, label in tagged]
    carriers = {p.carrier.i for p, _ in coded if p.carrier is not None}
    kept = {p.token.i: name for p, (name, _) in coded}
    for predicate, (name, score) in coded:
        token = predicate.token
        is_inside = token.dep_ in _INSIDE and kept.get(token.head.i) == name and predicate.carrier is None
        if token.i not in carriers and not is_inside:
            yield Coded(predicate, name, score)


def _find_noun(token: Token, tagged: Collection[int]) -> Token:
    """For an adjective that tells the event of its noun, the noun: "martial law"."""
    is_described = token.pos_ == "ADJ" and token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN")
    return token.head if is_described and token.head.i not in tagged else token

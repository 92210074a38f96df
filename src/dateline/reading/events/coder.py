"""Which words of a sentence tell an event, and of which PLOVER type: the encoder says which, the parse the rest.

The encoder tags every word (reading/classify); of the tagged ones verbs and nouns count, and of a verb that carries an
event noun ("launched an attack") and that noun, the noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.reading.classify.labels import Labelled
from dateline.reading.classify.triggers import NONE, label_triggers
from dateline.reading.events.predicates import Predicate, make_predicate

_CODED = frozenset(["VERB", "NOUN", "PROPN", "ADJ"])  # parts of speech of the labelled triggers' heads
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
    tagged = [(token, label) for token, label in zip(words, labels, strict=True) if label.label != NONE]
    return list(_code_all(tagged, lang))[:MOST]


def _code_all(tagged: Sequence[tuple[Token, Labelled]], lang: str) -> Iterator[Coded]:
    """A predicate for each tagged word that does not only carry another, or stand inside the phrase of another."""
    coded = [(make_predicate(token, lang), label) for token, label in tagged]
    carriers = {p.carrier.i for p, _ in coded if p.carrier is not None}
    kept = {p.token.i: label.label for p, label in coded}
    for predicate, label in coded:
        token = predicate.token
        is_inside = token.dep_ in ("amod", "compound", "xcomp", "prt") and kept.get(token.head.i) == label.label
        if token.i not in carriers and not is_inside:
            share = dict(label.scores).get(NONE, 0.0)
            yield Coded(predicate, label.label, round(1 - share, 4))

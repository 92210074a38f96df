"""What the event coder looks at in a predicate: words and grammar around it, never who the actors are by name.

A feature is a text such as "k=attack|o=convoy"; the model knows it by a hash. Names are masked by what they are (a
country, a person), so that the coder learns what is done and not who tends to do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from zlib import crc32

from spacy.tokens import Token

from dateline.reading.events.grammar import load_grammar, stem
from dateline.reading.events.predicates import Predicate

N_BUCKETS = 1 << 16  # as good as 2^18 in cross-validation over the labelled sentences
_WINDOW = 4  # words on each side
_MAX_WORDS = 60  # of the sentence's bag; news sentences are shorter


def find_features(predicate: Predicate, lang: str) -> list[int]:
    """The numbers (0 to N_BUCKETS - 1) of the predicate's features, in a fixed order, each once."""
    return list(dict.fromkeys(crc32(text.encode()) % N_BUCKETS for text in describe(predicate, lang)))


def describe(predicate: Predicate, lang: str) -> Iterator[str]:
    """The features as texts. Languages share none: words differ, and labels of dependencies too."""
    token, key = predicate.token, predicate.key
    kind = f"{key}/{token.pos_[:1]}"
    yield "bias"
    yield from (f"k={key}", f"k={kind}", f"k={kind}|pass={predicate.is_passive}", f"dep={token.dep_}")
    for root in _dictionary().get(f"{lang}:{key}", ()):
        yield f"d={root}"
        yield f"d={root}|{token.pos_}"
    yield from _argument_features(predicate, kind, lang)
    yield from _grammar_features(predicate, kind, lang)
    yield from _word_features(token, kind, lang)


def _argument_features(predicate: Predicate, kind: str, lang: str) -> Iterator[str]:
    yield f"n={min(2, len(predicate.sources))}{min(2, len(predicate.targets))}|{predicate.token.pos_}"
    for name, tokens in (("s", predicate.sources[:2]), ("o", predicate.targets[:2])):
        for token in tokens:
            word = _mask(token, lang)
            yield f"{name}={word}"
            yield f"{name}={word}|{kind}"
    if predicate.carrier is not None:
        carrier = stem(predicate.carrier.text, lang)
        yield f"c={carrier}"
        yield f"c={carrier}|{kind}"


def _grammar_features(predicate: Predicate, kind: str, lang: str) -> Iterator[str]:
    grammar, verb = load_grammar(lang), predicate.verb
    for child in (*predicate.token.children, *(verb.children if verb is not predicate.token else ())):
        if child.dep_ in grammar.preposition or child.dep_ == "prt":
            yield f"p={child.lower_}|{kind}"
            yield from (f"po={_mask(noun, lang)}|{child.lower_}" for noun in child.children)
        elif child.dep_ in grammar.auxiliary or child.dep_ in grammar.negation:
            yield f"a={child.lower_}"
        elif child.dep_ in grammar.complement or child.dep_ in grammar.modifier:
            yield f"x={_mask(child, lang)}|{kind}"
    yield f"depth={min(4, len(predicate.governors))}|{predicate.token.pos_}"
    above = predicate.token.head
    if above.pos_ in ("ADP", "SCONJ"):
        yield f"u={above.lower_}"
        yield f"u={above.lower_}|{kind}"
    yield from (f"m={child.lower_}" for child in verb.children if child.dep_ in ("mark", "case"))
    for governor in predicate.governors[:1]:
        yield f"g={_mask(governor, lang)}"
        yield f"g={_mask(governor, lang)}|{kind}"


def _word_features(token: Token, kind: str, lang: str) -> Iterator[str]:
    doc = token.doc
    for distance in range(-_WINDOW, _WINDOW + 1):
        at = token.i + distance
        if distance and 0 <= at < len(doc) and doc[at].is_alpha:
            yield f"w={_mask(doc[at], lang)}|{'l' if distance < 0 else 'r'}"
    if token.i + 1 < len(doc):
        yield f"w+={doc[token.i + 1].lower_}|{kind}"
    if token.i:
        yield f"w-={doc[token.i - 1].lower_}|{kind}"
    for other in doc[:_MAX_WORDS]:
        if other.is_alpha and not other.is_stop and other.pos_ in ("NOUN", "VERB", "ADJ"):
            yield f"b={stem(other.text, lang)}"


def _mask(token: Token, lang: str) -> str:
    if token.ent_type_:
        return token.ent_type_
    return "NAME" if token.pos_ == "PROPN" else stem(token.text, lang)


@cache
def _dictionary() -> Mapping[str, tuple[str, ...]]:
    """ "en:attack" -> the PLOVER types that a published verb dictionary gives to its patterns, the commonest first."""
    text = (resources.files("dateline") / "data" / "events" / "verbs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {f"{lang}:{key}": tuple(roots.split()) for lang, key, roots in rows}

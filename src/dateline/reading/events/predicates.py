"""A parsed sentence -> its predicates: the verbs and event nouns in it, with who does it and to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Doc, Token

from dateline.reading.events.grammar import Grammar, load_grammar, stem
from dateline.reading.events.structure import (
    find_agents,
    find_governors,
    find_objects,
    find_oblique,
    find_possessors,
    find_prepositional,
    find_subjects,
    is_passive,
    is_time_or_place,
    with_conjuncts,
)

MOST = 40  # predicates of one sentence; a list of hundreds of verbs is no news


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """What may be an event: `token` says it, `carrier` is the light verb it hangs on, `key` its stem.

    `sources` and `targets` are the heads of the phrases of those who do it and those it is done to. Where these name no
    actor, `else_sources` may, and the groups of `else_targets`, the best first; `sites` are the names of where it is.
    `governors` are the predicates above, the nearest first.
    """

    token: Token
    key: str
    carrier: Token | None = None
    sources: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    else_sources: tuple[Token, ...] = ()
    else_targets: tuple[tuple[Token, ...], ...] = ()
    sites: tuple[Token, ...] = ()
    governors: tuple[Token, ...] = ()
    is_passive: bool = False

    @property
    def verb(self) -> Token:
        """The verb that bears tense and negation."""
        return self.carrier or self.token


def find_predicates(
    doc: Doc, lang: str, is_event_noun: Callable[[str], bool], is_wanted: Callable[[str], bool] = bool
) -> list[Predicate]:
    """The predicates of a sentence in text order: the nouns and full verbs whose stems pass (all verbs do unasked)."""
    grammar, found = load_grammar(lang), list[Predicate]()
    for token in doc:
        if len(found) == MOST:
            break
        pos = token.pos_
        is_verb = pos == "VERB" and token.dep_ not in grammar.auxiliary and is_wanted(stem(token.text, lang))
        is_noun = pos in ("NOUN", "PROPN") and is_event_noun(stem(token.text, lang))
        if is_verb or (is_noun and not _is_inside_name(token)):
            found.append(make_predicate(token, lang))
    return found


def make_predicate(token: Token, lang: str, *, is_verb: bool = False) -> Predicate:
    """A verb or a noun of a parsed sentence as a predicate; `is_verb`: a verb, whatever the tagger took it for."""
    grammar = load_grammar(lang)
    if is_verb or token.pos_ in ("VERB", "AUX"):
        return _from_verb(token, lang, grammar)
    return _from_noun(token, stem(token.text, lang), lang, grammar)


def _is_inside_name(token: Token) -> bool:
    """Whether a noun is part of a name: "Support" in "Rapid Support Forces", "Strike" in a title."""
    return token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.text[:1].isupper()


def _from_verb(token: Token, lang: str, grammar: Grammar) -> Predicate:
    passive = is_passive(token, grammar)
    by = tuple(find_agents(token, grammar))
    if passive:
        sources, targets = by, find_subjects(token, grammar)
    else:
        sources, targets = find_subjects(token, grammar) or by, tuple(find_objects(token, grammar))
    return Predicate(
        token=token,
        key=stem(token.text, lang),
        sources=with_conjuncts(sources, grammar),
        targets=with_conjuncts(targets or tuple(find_oblique(token, grammar)), grammar),
        else_targets=_groups(_tied_to_verb(token, stem(token.text, lang), targets, grammar), grammar),
        sites=tuple(_sites((token, *targets), grammar)),
        governors=tuple(find_governors(token)),
        is_passive=passive,
    )


def _groups(tokens: Iterator[Token], grammar: Grammar) -> tuple[tuple[Token, ...], ...]:
    """Each token with what "and" joins to it."""
    return tuple(with_conjuncts((token,), grammar) for token in tokens)


def _tied_to_verb(token: Token, key: str, objects: tuple[Token, ...], grammar: Grammar) -> Iterator[Token]:
    """Whom else a verb may be done to: of whom something is wanted, whom prepositions tie to it or to its object."""
    complements = [c for c in token.children if c.dep_ in grammar.complement and c.pos_ in ("VERB", "AUX")]
    if key in grammar.denials:
        complements = []
    for clause in complements:
        yield from (c for c in clause.children if c.dep_ in grammar.subject or c.dep_ in grammar.passive_subject)
    yield from find_oblique(token, grammar)
    for noun in objects:
        yield from find_oblique(noun, grammar)
    for clause in (*complements, *_results(token)):
        inner = tuple(find_objects(clause, grammar))
        yield from chain(inner, find_oblique(clause, grammar))
        for noun in inner:
            yield from find_oblique(noun, grammar)


def _sites(tokens: Iterable[Token], grammar: Grammar) -> Iterator[Token]:
    """Names of places that prepositions tie to any of the tokens: "arrived in X", "lifted the curfew in Y"."""
    for token in tokens:
        for word, noun in find_prepositional(token, grammar):
            if is_time_or_place(noun, word) and noun.ent_type_ not in ("DATE", "TIME"):
                yield noun


def _results(token: Token) -> Iterator[Token]:
    """What comes of it: "..., killing ten"."""
    return (child for child in token.children if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > token.i)


def _from_noun(token: Token, key: str, lang: str, grammar: Grammar) -> Predicate:
    carrier = _carrier(token, lang, grammar)
    mutual = tuple(noun for word, noun in find_prepositional(token, grammar) if word in grammar.mutual)
    sources = mutual or tuple(find_possessors(token, grammar)) or tuple(_imposers(token, lang, grammar))
    sources = sources or tuple(_named_doers(token, key, grammar)) or tuple(_national(token, grammar))
    sources = sources or tuple(_doers(token, carrier, grammar))
    return Predicate(
        token=token,
        key=key,
        carrier=carrier,
        sources=with_conjuncts(sources, grammar),
        targets=() if mutual else with_conjuncts(tuple(_aims(token, key, grammar)), grammar),
        else_sources=tuple(child for child in token.children if child.dep_ in grammar.modifier),
        else_targets=() if mutual else _groups(_tied_to_noun(token, carrier, grammar), grammar),
        sites=tuple(_sites((token, carrier or token.head.head), grammar)),
        governors=tuple(find_governors(carrier or token)),
    )


def _aims(token: Token, key: str, grammar: Grammar) -> Iterator[Token]:
    """At whom a noun is aimed: "the attack on X", "talks with Y"."""
    for word, noun in find_prepositional(token, grammar):
        is_doer = word in grammar.source_prepositions or (word in grammar.of and key in grammar.own)
        if word in grammar.target_prepositions and not is_doer and not is_time_or_place(noun, word):
            yield noun


def _named_doers(token: Token, key: str, grammar: Grammar) -> Iterator[Token]:
    """Who does it by a preposition: "threats from X", "the resignation of Y"."""
    for word, noun in find_prepositional(token, grammar):
        if word in grammar.source_prepositions or (word in grammar.of and key in grammar.own):
            yield noun


def _tied_to_noun(token: Token, carrier: Token | None, grammar: Grammar) -> Iterator[Token]:
    """Whom else an event noun is done to: what its verb does ("the blast killed X") or is done in it ("X died in")."""
    verb = carrier or token.head
    if carrier is not None:
        yield from (noun for noun in find_oblique(carrier, grammar) if noun.i != token.i)
    if verb.pos_ == "VERB" and (token.dep_ in grammar.subject or carrier is not None):
        yield from (noun for noun in find_objects(verb, grammar) if noun.i != token.i)
        for clause in _results(verb):
            yield from find_objects(clause, grammar)
    above = token.head.head
    if token.dep_ == "pobj" and above.pos_ == "VERB":
        yield from find_subjects(above, grammar) if is_passive(above, grammar) else find_objects(above, grammar)


def _doers(token: Token, carrier: Token | None, grammar: Grammar) -> Iterator[Token]:
    """Who does it by the verb that carries it, or in which it stands: "X launched an attack", "X came on a visit"."""
    verb = carrier
    if verb is None and token.head.lower_ in grammar.within:
        verb = next((above for above in find_governors(token) if above.pos_ == "VERB"), None)
    if verb is not None:
        doers = find_agents(verb, grammar) if is_passive(verb, grammar) else find_subjects(verb, grammar)
        yield from (doer for doer in doers if doer.i != token.i)


def _imposers(noun: Token, lang: str, grammar: Grammar) -> Iterator[Token]:
    """Who does it, told by a light participle: "the blockade imposed by X"."""
    for child in noun.children:
        if child.dep_ in grammar.participle and stem(child.text, lang) in grammar.light:
            yield from find_agents(child, grammar)


def _national(token: Token, grammar: Grammar) -> Iterator[Token]:
    """The people or force whose name stands before the noun: "Israeli airstrikes", "a Boko Haram attack"."""
    for child in token.children:
        if child.dep_ in grammar.modifier and child.ent_type_ in ("NORP", "GPE", "ORG", "PERSON", "MISC", "PER"):
            yield child


def _carrier(token: Token, lang: str, grammar: Grammar) -> Token | None:
    """The light verb whose object or subject the noun is."""
    verb = token.head
    is_argument = token.dep_ in grammar.object or token.dep_ in grammar.subject or token.dep_ in grammar.passive_subject
    if verb.pos_ in ("VERB", "AUX") and is_argument and stem(verb.text, lang) in grammar.light:
        return verb
    return None

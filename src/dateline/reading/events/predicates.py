"""A parsed sentence -> its predicates: the verbs and event nouns in it, with who does it and to whom.

Subjects are looked for where grammar hides them: with the verb that governs ("wants to leave"), with the first of two
verbs ("came and took"), at the noun that a participle or relative clause describes ("the blockade imposed by"), and for
an event noun with the verb that carries it ("launched an attack on").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.reading.events.grammar import Grammar, load_grammar, stem

_HOPS = 6  # verbs to climb for a subject: no sentence of the labelled ones needed more
_MAX_PREDICATES = 40  # of one sentence; a list of hundreds of verbs is no news


@dataclass(frozen=True, slots=True)
class Predicate:
    """What may be an event: `token` says it, `carrier` is the light verb it hangs on, `key` its stem.

    `sources` and `targets` are the heads of the phrases of those who do it and those it is done to; `governors` the
    predicates above it, the nearest first.
    """

    token: Token
    key: str
    carrier: Token | None
    sources: tuple[Token, ...]
    targets: tuple[Token, ...]
    governors: tuple[Token, ...]
    is_passive: bool

    @property
    def verb(self) -> Token:
        """The verb that bears tense and negation."""
        return self.carrier or self.token


def find_predicates(doc: Doc, lang: str, is_event_noun: Callable[[str], bool]) -> list[Predicate]:
    """All predicates of a sentence in text order: its full verbs, and the nouns whose stem `is_event_noun` knows."""
    grammar, found = load_grammar(lang), list[Predicate]()
    for token in doc:
        if len(found) == _MAX_PREDICATES:
            break
        if token.pos_ == "VERB" and token.dep_ not in grammar.auxiliary:
            found.append(_from_verb(token, lang, grammar))
        elif token.pos_ in ("NOUN", "PROPN"):
            key = stem(token.text, lang)
            if is_event_noun(key) and not _is_inside_name(token):
                found.append(_from_noun(token, key, lang, grammar))
    return found


def _is_inside_name(token: Token) -> bool:
    """Whether a noun is part of a name: "Support" in "Rapid Support Forces", "Strike" in a title."""
    return token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.text[:1].isupper()


def _from_verb(token: Token, lang: str, grammar: Grammar) -> Predicate:
    is_passive = _is_passive(token, grammar)
    by = tuple(_agents(token, grammar))
    if is_passive:
        sources, targets = by, _subjects(token, grammar)
    else:
        sources, targets = _subjects(token, grammar) or by, tuple(_objects(token, grammar))
    return Predicate(
        token=token,
        key=stem(token.text, lang),
        carrier=None,
        sources=_with_conjuncts(sources, grammar),
        targets=_with_conjuncts(targets or tuple(_oblique(token, grammar)), grammar),
        governors=tuple(_governors(token)),
        is_passive=is_passive,
    )


def _is_passive(token: Token, grammar: Grammar) -> bool:
    if any(child.dep_ in grammar.passive for child in token.children):
        return True
    is_participle = token.tag_ == "VBN" or "VerbForm=Part" in str(token.morph)
    return is_participle and (
        token.dep_ in grammar.participle or any(child.dep_ in grammar.agent for child in token.children)
    )


def _agents(token: Token, grammar: Grammar) -> Iterator[Token]:
    """ "by X": the object of the preposition, or in Universal Dependencies the noun itself."""
    for child in token.children:
        if child.dep_ in grammar.agent:
            inner = [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
            yield from inner or ([child] if child.pos_ != "ADP" else [])


def _objects(token: Token, grammar: Grammar) -> Iterator[Token]:
    for child in token.children:
        if (child.dep_ in grammar.object and child.pos_ != "ADP") or (
            child.dep_ in grammar.complement and child.pos_ != "VERB"
        ):
            yield child


def _oblique(token: Token, grammar: Grammar) -> Iterator[Token]:
    """What a preposition ties to the verb as the one it is done to: "fired on protesters", "met with X"."""
    for preposition, noun in _prepositional(token, grammar):
        if preposition in grammar.target_prepositions and not _is_time_or_place(noun, preposition):
            yield noun


def _prepositional(token: Token, grammar: Grammar) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) pairs hanging on a token, in both schemes of dependencies."""
    for child in token.children:
        if child.dep_ in grammar.preposition:
            if child.pos_ in ("ADP", "SCONJ", "PART"):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        yield child.lower_, noun
                    elif noun.dep_ == "prep":  # "out of", "because of"
                        yield from ((noun.lower_, inner) for inner in noun.children if inner.dep_ == "pobj")
            else:
                yield from ((case.lower_, child) for case in child.children if case.dep_ == "case")


def _is_time_or_place(noun: Token, preposition: str) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or (
        preposition in ("in", "at", "into", "dans", "à", "over") and noun.ent_type_ in ("GPE", "LOC", "FAC")
    )


def _subjects(token: Token, grammar: Grammar) -> tuple[Token, ...]:
    """The subject of a verb, looked for upwards where it has none of its own."""
    current = token
    for _ in range(_HOPS):
        own = tuple(c for c in current.children if c.dep_ in grammar.subject or c.dep_ in grammar.passive_subject)
        if own:
            return tuple(_antecedent(subject, current, grammar) for subject in own)
        if current.dep_ in grammar.participle or current.dep_ in grammar.relative:
            return _described(current, grammar)
        if current.dep_ not in grammar.clause and current.dep_ not in grammar.complement:
            return ()
        above = current.head
        if current.dep_ == "xcomp" or current.dep_ == "pcomp":
            controlled = [child for child in above.children if child.dep_ in grammar.object and child.i < current.i]
            if controlled and above.pos_ == "VERB":
                return (controlled[-1],)
        if above is current or above.i == current.i:
            return ()
        current = above if above.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") else above.head
        if current.pos_ in ("NOUN", "PROPN"):
            return tuple(_possessors(current, grammar))
    return ()


def _described(verb: Token, grammar: Grammar) -> tuple[Token, ...]:
    """Whom a participle or an infinitive after a noun is about: "gunmen shouting", "Mali's decision to leave"."""
    noun = verb.head
    if noun.pos_ == "VERB":
        return tuple(child for child in noun.children if child.dep_ in grammar.subject)
    is_infinitive = verb.tag_ == "VB" or "VerbForm=Inf" in str(verb.morph)
    return (tuple(_possessors(noun, grammar)) if is_infinitive else ()) or (noun,)


def _antecedent(subject: Token, verb: Token, grammar: Grammar) -> Token:
    """For "who" and "which", the noun they stand for."""
    if subject.lower_ in grammar.relative_pronouns:
        current = verb
        for _ in range(_HOPS):
            if current.dep_ in grammar.relative:
                return current.head
            current = current.head
    return subject


def _possessors(noun: Token, grammar: Grammar) -> Iterator[Token]:
    """Whose it is: "X's attack", "the attack by X", "the Israeli attack"."""
    for child in noun.children:
        if child.dep_ in grammar.possessive:
            yield child
    for preposition, inner in _prepositional(noun, grammar):
        if preposition in grammar.by:
            yield inner


def _from_noun(token: Token, key: str, lang: str, grammar: Grammar) -> Predicate:
    carrier = _carrier(token, lang, grammar)
    sources = tuple(_possessors(token, grammar)) or tuple(_imposers(token, lang, grammar))
    targets = tuple(
        noun
        for preposition, noun in _prepositional(token, grammar)
        if preposition in grammar.target_prepositions
        and preposition not in grammar.by
        and not _is_time_or_place(noun, preposition)
    )
    mutual = tuple(noun for preposition, noun in _prepositional(token, grammar) if preposition in grammar.mutual)
    if not sources and not mutual:
        sources = tuple(_national(token, grammar))
    if carrier is not None and not sources and not mutual:
        sources = tuple(s for s in _carried_by(carrier, grammar) if s.i != token.i)
        targets = targets or tuple(t for t in _oblique(carrier, grammar) if t.i != token.i)
    return Predicate(
        token=token,
        key=key,
        carrier=carrier,
        sources=_with_conjuncts(mutual or sources, grammar),
        targets=() if mutual else _with_conjuncts(targets, grammar),
        governors=tuple(_governors(carrier or token)),
        is_passive=False,
    )


def _imposers(noun: Token, lang: str, grammar: Grammar) -> Iterator[Token]:
    """Who does it, told by a light participle: "the blockade imposed by X"."""
    for child in noun.children:
        if child.dep_ in grammar.participle and stem(child.text, lang) in grammar.light:
            yield from _agents(child, grammar)


def _carried_by(carrier: Token, grammar: Grammar) -> tuple[Token, ...]:
    """Who does what a light verb carries: its subject, or in the passive its agent."""
    if _is_passive(carrier, grammar):
        return tuple(_agents(carrier, grammar))
    return _subjects(carrier, grammar)


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


def _with_conjuncts(tokens: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    """Each token and what "and" joins to it."""
    found: dict[int, Token] = {}
    for token in tokens:
        pending = [token]
        while pending and len(found) < _MAX_PREDICATES:
            current = pending.pop(0)
            found[current.i] = current
            pending += [
                c for c in current.children if c.dep_ in grammar.conjunct and c.i not in found and c.pos_ != "VERB"
            ]
    return tuple(found.values())


def _governors(token: Token) -> Iterator[Token]:
    current = token
    for _ in range(_HOPS):
        if current.head.i == current.i:
            return
        current = current.head
        if current.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            yield current

"""What the parse says of a word: its subjects, objects, agents, and what prepositions tie to it.

Subjects are looked for where grammar hides them: with the verb that governs ("wants to leave"), with the first of two
verbs ("came and took"), at the noun that a participle or relative clause describes ("the blockade imposed by").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.reading.events.grammar import Grammar

HOPS = 6  # steps up the parse to look: no sentence of the labelled ones needed more
MANY = 40  # tokens that "and" joins: a list of hundreds of names is no actor


def is_passive(token: Token, grammar: Grammar) -> bool:
    if any(child.dep_ in grammar.passive for child in token.children):
        return True
    is_participle = token.tag_ == "VBN" or "VerbForm=Part" in str(token.morph)
    return is_participle and (
        token.dep_ in grammar.participle or any(child.dep_ in grammar.agent for child in token.children)
    )


def find_agents(token: Token, grammar: Grammar) -> Iterator[Token]:
    """ "by X": the object of the preposition, or in Universal Dependencies the noun itself."""
    for child in token.children:
        if child.dep_ in grammar.agent:
            inner = [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
            yield from inner or ([child] if child.pos_ != "ADP" else [])


def find_objects(token: Token, grammar: Grammar) -> Iterator[Token]:
    for child in token.children:
        if (child.dep_ in grammar.object and child.pos_ != "ADP") or (
            child.dep_ in grammar.complement and child.pos_ != "VERB"
        ):
            yield child


def find_oblique(token: Token, grammar: Grammar) -> Iterator[Token]:
    """What a preposition ties to the verb as the one it is done to: "fired on protesters", "met with X"."""
    for preposition, noun in find_prepositional(token, grammar):
        if preposition in grammar.target_prepositions and not is_time_or_place(noun, preposition):
            yield noun


def find_prepositional(token: Token, grammar: Grammar) -> Iterator[tuple[str, Token]]:
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


def is_time_or_place(noun: Token, preposition: str) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or (
        preposition in ("in", "at", "into", "dans", "à", "over") and noun.ent_type_ in ("GPE", "LOC", "FAC")
    )


def find_subjects(token: Token, grammar: Grammar) -> tuple[Token, ...]:
    """The subject of a verb, looked for upwards where it has none of its own."""
    current = token
    for _ in range(HOPS):
        own = tuple(c for c in current.children if c.dep_ in grammar.subject or c.dep_ in grammar.passive_subject)
        if own:
            return tuple(_antecedent(subject, current, grammar) for subject in own)
        if current.dep_ in grammar.participle or current.dep_ in grammar.relative:
            return _described(current, grammar)
        if current.dep_ not in grammar.clause | grammar.complement | grammar.predicative:
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
            return tuple(find_possessors(current, grammar))
    return ()


def _described(verb: Token, grammar: Grammar) -> tuple[Token, ...]:
    """Whom a participle or an infinitive after a noun is about: "gunmen shouting", "Mali's decision to leave"."""
    noun = verb.head
    if noun.pos_ == "VERB":
        return tuple(child for child in noun.children if child.dep_ in grammar.subject)
    is_infinitive = verb.tag_ == "VB" or "VerbForm=Inf" in str(verb.morph)
    return (tuple(find_possessors(noun, grammar)) if is_infinitive else ()) or (noun,)


def _antecedent(subject: Token, verb: Token, grammar: Grammar) -> Token:
    """For "who" and "which", the noun they stand for."""
    if subject.lower_ in grammar.relative_pronouns:
        current = verb
        for _ in range(HOPS):
            if current.dep_ in grammar.relative:
                return current.head
            current = current.head
    return subject


def find_possessors(noun: Token, grammar: Grammar) -> Iterator[Token]:
    """Whose it is: "X's attack", "the attack by X", "the Israeli attack"."""
    for child in noun.children:
        if child.dep_ in grammar.possessive:
            yield child
    for preposition, inner in find_prepositional(noun, grammar):
        if preposition in grammar.by:
            yield inner


def with_conjuncts(tokens: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    """Each token and what "and" joins to it."""
    found: dict[int, Token] = {}
    for token in tokens:
        pending = [token]
        while pending and len(found) < MANY:
            current = pending.pop(0)
            found[current.i] = current
            pending += [
                c for c in current.children if c.dep_ in grammar.conjunct and c.i not in found and c.pos_ != "VERB"
            ]
    return tuple(found.values())


def find_governors(token: Token) -> Iterator[Token]:
    current = token
    for _ in range(HOPS):
        if current.head.i == current.i:
            return
        current = current.head
        if current.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            yield current

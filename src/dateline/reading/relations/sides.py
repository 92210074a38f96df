"""Who stands on the two sides of a frame that a sentence fills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations, product

from spacy.tokens import Token

from dateline.reading.actors.book import load_book
from dateline.reading.events.arguments import Mentions, find_actors
from dateline.reading.events.grammar import Grammar, load_grammar, stem
from dateline.reading.events.structure import (
    find_agents,
    find_objects,
    find_possessors,
    find_prepositional,
    find_subjects,
    is_passive,
    with_conjuncts,
)
from dateline.reading.relations.frames import Match, key, load_bodies
from dateline.reading.relations.kinds import ORGANISED, as_body, identity, is_a, is_mission, is_party
from dateline.reading.relations.naming import Namer
from dateline.records import ActorKind, Form, Mention, RelationKind

Pair = tuple[Mention, Mention]
_AT = frozenset(["in", "to", "into", "at", "near"])
_PLACES = _AT | {"from", "on"}
_DEEP = frozenset(["with", "between", "in"])  # what is looked for in the whole phrase of a thing
_CLIMB = 6  # verbs upwards, where the subject of the nearest is a thing: "signs a decree imposing sanctions"
MOST = 12  # pairs of one frame: a longer list of names states nothing of any two


class Sides:
    """The two sides of matches in one sentence, whose offset in the article is `offset`."""

    def __init__(self, offset: int, mentions: Mentions, lang: str) -> None:
        self.offset, self.mentions, self.lang = offset, mentions, lang
        self.namer = Namer(offset, mentions)
        self.grammar: Grammar = load_grammar(lang)

    def find_pairs(self, match: Match) -> list[Pair]:
        """The pairs (left, right) that the sentence ties; none where a side is missing."""
        frame = match.frame
        if frame.subjects and not self._is_subject(match):
            return []
        left = self._fill(match, frame.left, frame.left_is)
        if not left:
            return []
        right = self._fill(match, [slot for slot in frame.right if slot != "other"], frame.right_is)
        right = [one for one in right if identity(one) not in {identity(other) for other in left}]
        among = list(combinations(left, 2)) if "other" in frame.right else []
        pairs = list(product(left, right)) or among
        return pairs if len(pairs) <= MOST else []

    def _is_subject(self, match: Match) -> bool:
        """Whether what does it is what the frame asks for, or is a force by name."""
        tokens = match.predicate.sources or match.predicate.targets
        if any(key(token, self.lang) in match.frame.subjects for token in tokens):
            return True
        named = (self.namer.at(token) for token in tokens)
        return any(one is not None and (one.kind is ActorKind.ARMED_FORCES or is_mission(one)) for one in named)

    def _fill(self, match: Match, slots: Sequence[str], wanted: str) -> list[Mention]:
        for slot in slots:
            found = [one for one in self._find(match, slot) if is_a(one, wanted, self.lang)]
            if found:
                return _once(found)
        return []

    def _find(self, match: Match, slot: str) -> list[Mention]:
        """Who stands in a slot; a slot with no name of its own is a preposition."""
        root, targets = match.root, match.predicate.targets
        slots: Mapping[str, Callable[[], list[Mention]]] = {
            "subject": lambda: self._find_subjects(match),
            "object": lambda: self.at(targets),
            "whole object": lambda: self.at(targets, is_whole=True),
            "head": lambda: self._find_described(match.predicate.token),
            "modifier": lambda: self.at([one for one in root.children if one.dep_ in self.grammar.modifier]),
            "owner": lambda: self.owners(root),
            "thing": lambda: self.owners(root, itself=True),
            "place": lambda: self._find_places(match),
            "place of thing": lambda: self._find_countries((root,), ("in",)),
            "parties": lambda: self._find_parties(root),
        }
        return slots[slot]() if slot in slots else self._find_tied(match, slot)

    def _find_tied(self, match: Match, word: str) -> list[Mention]:
        """What a preposition ties to the thing, to the verb, to a clause that describes the thing, or to its phrase."""
        thing, verb = match.root, match.predicate.token
        clauses = [child for child in thing.children if child.dep_ in ("relcl", "acl")]
        below = [token for token in thing.subtree if token.i > thing.i and token.pos_ in ("NOUN", "PROPN")]
        for token in (thing, verb, *clauses, *(below if word in _DEEP else ())):
            tied = next((noun for one, noun in find_prepositional(token, self.grammar) if one == word), None)
            found = self.at([tied], is_whole=match.frame.kind is RelationKind.MEMBER) if tied is not None else []
            if found:
                return found
        return []

    def _find_described(self, noun: Token) -> list[Mention]:
        """Whom a noun describes: "NATO ally Turkey", "Turkey, an ally of", "Turkey is an ally of"."""
        if noun.dep_ in (*self.grammar.modifier, *self.grammar.apposition):
            return self.at([noun.head])
        beside = [child for child in noun.children if child.dep_ in self.grammar.apposition]
        if beside or noun.dep_ not in self.grammar.predicative:
            return self.at(beside)
        return self.at(find_subjects(noun.head, self.grammar))

    def at(self, tokens: Sequence[Token], *, is_whole: bool = False) -> list[Mention]:
        """The actors that heads of phrases stand for, with those that "and" joins to them; `is_whole`: not those that
        only own what the head names."""
        heads = with_conjuncts(tuple(tokens), self.grammar)
        inner = [] if is_whole else [one for head in heads for one in self._shared(head)]
        found = [self._actor_at(head, is_whole) for head in (*heads, *inner)]
        everyone = [other for one in found if one is not None for other in self.namer.joined(one)]
        return [as_body(one) for one in everyone if is_party(one)]

    def _actor_at(self, head: Token, is_whole: bool) -> Mention | None:
        """Whom a head stands for; for a thing, whose it is: "a Malian convoy"."""
        own = self.namer.at(head)
        is_body = stem(head.text, self.lang) in load_bodies(self.lang)
        if own is not None and is_body and (own.form is Form.NOMINAL or own.actor_id.startswith("x-")):
            named = (self.namer.at(child) for child in head.lefts if child.dep_ == "compound" and child.pos_ == "PROPN")
            is_of_book = (one for one in named if one is not None and load_book().entry(one.actor_id) is not None)
            own = next((one for one in is_of_book if one.kind in ORGANISED), own)  # "the BRICS trade bloc"
        if own is not None and is_party(own):
            return own
        return None if is_whole else next(iter(find_actors((head,), self.offset, self.mentions, {})), None)

    def _shared(self, head: Token) -> Iterator[Token]:
        """Those that share a plural noun: "the governments of Niger, Mali and Burkina Faso"."""
        if head.tag_ == "NNS":
            for word, noun in find_prepositional(head, self.grammar):
                joined = with_conjuncts((noun,), self.grammar) if word in self.grammar.of else ()
                if len(joined) > 1 or self.mentions.at(self.offset + head.idx) is None:
                    yield from joined

    def owners(self, noun: Token, *, itself: bool = False) -> list[Mention]:
        """Whose a thing is; the thing itself, where it is an actor: "French troops"."""
        if itself and noun.dep_ in self.grammar.apposition:
            noun = noun.head  # "MINUSMA, the peacekeeping force"
        own = self.namer.at(noun) if itself else None
        if own is not None and is_party(own) and any(map(str.isupper, own.span.quote)):
            return [as_body(own)]
        possessors = self.at(list(find_possessors(noun, self.grammar)))
        return possessors or self.at([child for child in noun.children if child.dep_ in self.grammar.modifier])

    def _find_subjects(self, match: Match) -> list[Mention]:
        """The actors that do it; where only a thing is named, those of the verb above."""
        is_whole = match.frame.kind is RelationKind.MEMBER  # a mayor who leaves a party is no country
        found = self.at(match.predicate.sources, is_whole=is_whole) or self._find_before(match.predicate.token)
        current = match.predicate.token
        has_tense = current.tag_ in ("VBD", "VBZ", "VBP") or any(
            c.dep_ in self.grammar.auxiliary for c in current.children
        )
        for _ in range(0 if has_tense and current.dep_ != "conj" else _CLIMB):
            if found:
                break
            current = next((up for up in _above(current) if up.pos_ in ("VERB", "AUX")), current)
            if is_passive(current, self.grammar):
                found = self.at(list(find_agents(current, self.grammar)))
            else:
                found = self.at(find_subjects(current, self.grammar))
        return found

    def _find_before(self, verb: Token) -> list[Mention]:
        """The actor right before a verb that the tagger took for a plural."""
        before = self.mentions.at(self.offset + verb.idx - 2) if verb.pos_ == "NOUN" else None
        return [before] if before is not None and is_party(before) else []

    def _find_places(self, match: Match) -> list[Mention]:
        """The country where it is: tied to the thing or to what stands below it, to the verb, or to who does it."""
        inside = (match.root, *match.root.subtree)
        found = self._find_countries(inside, _AT) if match.thing is not None else []
        below = (one for source in match.predicate.sources for one in source.subtree)
        return found or self._find_countries((match.predicate.token, *below), _PLACES)

    def _find_countries(self, tokens: Sequence[Token], words: Collection[str]) -> list[Mention]:
        """The country of the first place that one of the prepositions ties to one of the words."""
        for token in tokens:
            for word, noun in find_prepositional(token, self.grammar):
                found = self._country(noun) if word in words else None
                if found is not None:
                    return [found]
        return []

    def _country(self, noun: Token) -> Mention | None:
        near = [child for child in noun.children if child.dep_ in ("appos", "amod", "compound")]
        near += [one for word, one in find_prepositional(noun, self.grammar) if word in self.grammar.of]
        for token in (noun, *near):
            known = self.mentions.at(self.offset + token.idx)
            found = known if known is not None and known.kind is ActorKind.COUNTRY and known.country else None
            found = found or self.mentions.country_at(self.offset + token.idx)
            if found is not None:
                return found
        return None

    def _find_parties(self, noun: Token) -> list[Mention]:
        """Those who agree: "between X and Y" on the noun, else the subjects of its verb and "with" whom."""
        current = noun
        for _ in range(_CLIMB):
            tied = list(find_prepositional(current, self.grammar))
            between = [one for word, one in tied if word in self.grammar.mutual]
            if between:
                return self.at(between)
            if current.pos_ == "VERB" and current is not noun:
                with_whom = [one for word, one in tied if word == "with"]
                doers = self.at(find_subjects(current, self.grammar))
                objects = list(find_objects(current, self.grammar))
                between = [
                    o for n in objects for w, o in find_prepositional(n, self.grammar) if w in self.grammar.mutual
                ]
                others = self.at(between or with_whom)
                return others if between else _once([*doers, *others])
            if current.head.i == current.i:
                break
            current = current.head
        return []


def _above(token: Token) -> Iterator[Token]:
    while token.head.i != token.i:
        token = token.head
        yield token


def _once(mentions: Sequence[Mention]) -> list[Mention]:
    return list({identity(one): one for one in reversed(mentions)}.values())[::-1]

"""The heads of a predicate's phrases -> mentions: whom the words "its troops" or "a Malian army convoy" stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.gazetteer import country_name
from dateline.reading.events.predicates import Predicate
from dateline.records import ActorKind, Form, Mention, Place, Span

_MODIFIERS = frozenset(["compound", "poss", "amod", "nmod", "appos"])
_PREPOSITIONS = frozenset(["of", "from", "by", "de", "du", "des", "d'"])
_DEPTH = 3  # steps from a noun to the actor that it belongs to
_MAX_PHRASE = 80  # characters of a phrase that stands for itself


@dataclass(slots=True)
class Mentions:
    """The mentions of an article, found by place; phrases that are none yet are added while events are read.

    `places` are its places by where they begin and end: a town that something is done to stands for its country.
    """

    article_id: str
    text: str
    known: Sequence[Mention]
    places: Mapping[int, Place] = field(default_factory=dict)
    added: dict[tuple[int, int], Mention] = field(default_factory=dict)

    def at(self, position: int) -> Mention | None:
        """The mention that covers a character of the article."""
        found = bisect_right(self.known, position, key=lambda mention: mention.span.start) - 1
        if found >= 0 and position < self.known[found].span.end:
            return self.known[found]
        return None

    def add(self, start: int, end: int) -> Mention:
        """A phrase of the article as a mention of nobody who can be told."""
        quote = self.text[start:end]
        span = Span(article_id=self.article_id, start=start, end=end, quote=quote)
        mention = Mention(span=span, actor_id="", name=quote, kind=ActorKind.OTHER, form=Form.NOMINAL)
        return self.added.setdefault((start, end), mention)

    def country_at(self, position: int) -> Mention | None:
        """The country whose place is named at a character, as a mention of its own words."""
        place = self.places.get(position)
        if place is None or not place.country:
            return None
        known = self.at(place.span.start)
        if known is not None:
            return known if known.country else None
        name, actor_id = country_name(place.country), place.country.lower()
        mention = Mention(span=place.span, actor_id=actor_id, name=name, kind=ActorKind.COUNTRY, country=place.country)
        return self.added.setdefault((place.span.start, place.span.end), mention)

    def all(self) -> tuple[Mention, ...]:
        """Known and added ones in text order."""
        return tuple(sorted((*self.known, *self.added.values()), key=lambda m: (m.span.start, m.span.end)))


def find_actors(
    tokens: Iterable[Token], offset: int, mentions: Mentions, predicates: Mapping[int, Predicate]
) -> tuple[Mention, ...]:
    """The mentions that heads of phrases stand for, each once; `offset` is that of the sentence in the article.

    An event noun stands for those who do it: in "airstrikes killed ten", those of "Israeli airstrikes".
    """
    found: dict[tuple[int, int], Mention] = {}
    for token in tokens:
        inner = predicates.get(token.i)
        heads = inner.sources if inner is not None and inner.token.pos_ == "NOUN" else (token,)
        for head in heads:
            for mention in _find(head, offset, mentions):
                found[mention.span.start, mention.span.end] = mention
    return tuple(found.values())


def find_sources(
    predicate: Predicate, offset: int, mentions: Mentions, predicates: Mapping[int, Predicate]
) -> tuple[Mention, ...]:
    """Who does it: the subject, else the actors among the words that may name them."""
    direct = find_actors(predicate.sources, offset, mentions, predicates)
    direct = direct or tuple(m for m in _known(predicate.else_sources, offset, mentions) if is_actor(m))
    return direct or tuple(_just_before(predicate.token, offset, mentions))


def _just_before(token: Token, offset: int, mentions: Mentions) -> Iterator[Mention]:
    """The actor right before a verb that the parser took for a plural: "The Government of Cuba releases ..."."""
    before = mentions.at(offset + token.idx - 2)
    is_verb_form = token.pos_ == "NOUN" and token.lower_.endswith("s") and before is not None
    if before is not None and is_verb_form and before.form is not Form.PRONOUN and is_actor(before):
        yield before


def find_targets(
    predicate: Predicate, offset: int, mentions: Mentions, predicates: Mapping[int, Predicate]
) -> tuple[Mention, ...]:
    """To whom it is done: the objects that are actors, else the first actors tied to it otherwise, else things."""
    direct = find_actors(predicate.targets, offset, mentions, predicates)
    actors = tuple(mention for mention in direct if is_actor(mention))
    actors = actors or tuple(_countries(predicate.targets, offset, mentions))
    if actors:
        return actors
    for group in predicate.else_targets:
        tied = tuple(mention for mention in _known(group, offset, mentions) if is_actor(mention))
        if tied:
            return tied
    return direct


def _countries(tokens: Iterable[Token], offset: int, mentions: Mentions) -> Iterator[Mention]:
    """The countries of the places that are themselves the object: "shelled El Fasher"."""
    found = (mentions.country_at(offset + token.idx) for token in tokens)
    return (mention for mention in found if mention is not None)


def find_aim(predicate: Predicate, offset: int, mentions: Mentions, sources: Sequence[Mention]) -> tuple[Mention, ...]:
    """Whom an act is aimed at that says so only further on: "went on strike to demand the resignation of X"."""
    verb = predicate.verb
    for token in verb.subtree:
        if token.i <= verb.i:
            continue
        found = mentions.at(offset + token.idx)
        if found is not None and found.form is not Form.PRONOUN and found not in sources and found.country:
            return (found,)
    return ()


def find_site_targets(predicate: Predicate, offset: int, mentions: Mentions) -> tuple[Mention, ...]:
    """The country of where it is done, for an act that is done to a place: "opened an embassy in Tehran"."""
    for site in predicate.sites:
        found = mentions.country_at(offset + site.idx)
        if found is not None:
            return (found,)
    return ()


def is_actor(mention: Mention) -> bool:
    """Whether the words stand for somebody, and not for a thing."""
    return bool(mention.actor_id or mention.country) or mention.kind is not ActorKind.OTHER


def _known(tokens: Iterable[Token], offset: int, mentions: Mentions) -> Iterator[Mention]:
    for token in tokens:
        own = mentions.at(offset + token.idx)
        yield from [own] if own is not None else _owned(token, offset, mentions)


def _find(head: Token, offset: int, mentions: Mentions) -> list[Mention]:
    own = mentions.at(offset + head.idx)
    if own is not None:
        return [*_beside(head, own, offset, mentions), own]
    owned = _owned(head, offset, mentions)
    is_place = offset + head.idx in mentions.places
    if owned or is_place or head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return owned
    start, end = _phrase(head)
    return [mentions.add(offset + start, offset + end)]


def _beside(head: Token, own: Mention, offset: int, mentions: Mentions) -> list[Mention]:
    """Others that share the noun: "Hungarian" in "Hungarian and Romanian officials"."""
    adjectives = [child for child in head.lefts if child.dep_ == "amod"]
    adjectives += [joined for child in adjectives for joined in child.children if joined.dep_ == "conj"]
    found = (mentions.at(offset + token.idx) for token in adjectives)
    return [
        mention for mention in found if mention is not None and mention is not own and mention.country != own.country
    ]


def _owned(head: Token, offset: int, mentions: Mentions) -> list[Mention]:
    """Whose a thing is: "a Malian army convoy" stands for the army."""
    for token in _owners(head):
        inner = mentions.at(offset + token.idx)
        if inner is not None and inner.form is not Form.PRONOUN:
            return [inner]
    return []


def _owners(head: Token) -> Iterator[Token]:
    """The words before a noun, and after "of": whose it is."""
    level = [head]
    for _ in range(_DEPTH):
        below: list[Token] = []
        for token in level:
            below += [child for child in token.children if child.dep_ in _MODIFIERS]
            for child in token.children:
                if child.dep_ in ("prep", "agent") and child.lower_ in _PREPOSITIONS:
                    below += [noun for noun in child.children if noun.dep_ == "pobj"]
        yield from below
        level = below


def _phrase(head: Token) -> tuple[int, int]:
    """The characters of a noun with what stands before it, without its article."""
    left = [token for token in head.lefts if token.dep_ not in ("det", "predet", "punct", "case", "cc", "mark")]
    first = min((min(token.subtree, key=lambda t: t.i) for token in left), key=lambda t: t.i, default=head)
    start, end = first.idx, head.idx + len(head.text)
    return (start, end) if end - start <= _MAX_PHRASE else (head.idx, end)

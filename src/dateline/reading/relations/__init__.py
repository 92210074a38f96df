"""A parsed article -> what its sentences state of lasting relations: who leads, sanctions, hosts or fights whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from spacy.tokens import Token

from dateline.reading.actors.book import load_book
from dateline.reading.events import Found, ParsedSentence
from dateline.reading.events.arguments import Mentions
from dateline.reading.events.grammar import stem
from dateline.reading.events.predicates import Predicate
from dateline.reading.events.standing import find_mode
from dateline.reading.relations.frames import Match, find_matches, load_not_yet, load_plain
from dateline.reading.relations.kinds import as_body, country_of, identity, is_mission
from dateline.reading.relations.offices import find_offices
from dateline.reading.relations.sides import Sides
from dateline.reading.relations.telling import tell
from dateline.records import ActorKind, Change, Event, EventMode, Form, Mention, Relation, RelationKind

__all__ = ["find_relations"]
_REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])
_DESCRIBES = frozenset(["acl", "amod"])  # how a participle hangs on the noun of which it tells: "talks mediated by"
_FIGHTERS = frozenset([ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP])
_GOVERNORS = 4  # words above in which it may be said that it is not done yet


def find_relations(
    sentences: Sequence[ParsedSentence], found: Found, events: Sequence[Event] = ()
) -> tuple[Relation, ...]:
    """The relations that sentences of an article state as facts, each once a sentence, in text order; what is planned,
    demanded or denied is none. `events` are those read in it, and name the mentions of `found`: who attacks whom is at
    war with him."""
    places = {at: place for place in found.places for at in range(place.span.start, place.span.end)}
    mentions = Mentions(found.article_id, found.text, found.mentions, places)
    relations = list(find_offices(sentences, found, mentions))
    for sentence in sentences:
        relations += _find_in(sentence, found, mentions)
    relations += _find_missions(events, found)
    relations += _find_fights(events, found, {(one.position, _pair(one.left, one.right)) for one in relations})
    return tuple(sorted(relations, key=lambda one: (one.trigger.start, one.left.span.start, one.right.span.start)))


def _find_in(sentence: ParsedSentence, found: Found, mentions: Mentions) -> Iterator[Relation]:
    sides, seen = Sides(sentence.offset, mentions, found.lang), set[tuple[RelationKind, frozenset[str]]]()
    for match in find_matches(sentence.doc, found.lang):
        change = _find_change(match, found.lang)
        if change is None:
            continue
        for left, right in sides.find_pairs(match):
            pair = match.frame.kind, _pair(left, right)
            is_fight = match.frame.kind is not RelationKind.AT_WAR or (_fights(left, found) and _fights(right, found))
            if pair not in seen and is_fight and _can_stand(match.frame.kind, left, right):
                seen.add(pair)
                yield tell(
                    sentence,
                    found,
                    match.predicate.token,
                    kind=match.frame.kind,
                    change=change,
                    pair=(left, right),
                )


def _find_fights(
    events: Sequence[Event], found: Found, told: Collection[tuple[int, frozenset[str]]]
) -> Iterator[Relation]:
    """War between named armed actors, one of whom attacks the other; not where somebody only says so."""
    seen = set(told)
    for event in events:
        if event.type != "ASSAULT" or event.modality not in _REAL or event.statement is not None:
            continue
        for left, right in product(event.source, event.target):
            one = Relation(
                kind=RelationKind.AT_WAR,
                change=Change.GOES_ON,
                left=found.mentions[left],
                right=found.mentions[right],
                trigger=event.trigger,
                position=event.position,
                earliest=event.earliest,
                latest=event.latest,
            )
            key = event.position, _pair(one.left, one.right)
            is_fight = _fights(one.left, found) and _fights(one.right, found, is_target=True)
            if is_fight and key not in seen and identity(one.left) != identity(one.right):
                seen.add(key)
                yield one


def _find_missions(events: Sequence[Event], found: Found) -> Iterator[Relation]:
    """Where a mission of an organisation does something, or something is done to it, the country hosts it."""
    for event in events:
        place = found.places[event.place] if event.place is not None else None
        for at in (*event.source, *event.target) if place is not None and place.country else ():
            mission = found.mentions[at]
            if event.modality in _REAL and place is not None and is_mission(mission):
                yield Relation(
                    kind=RelationKind.HOSTS,
                    change=Change.GOES_ON,
                    left=country_of(place),
                    right=as_body(mission),
                    trigger=event.trigger,
                    position=event.position,
                    earliest=event.earliest,
                    latest=event.latest,
                )


def _fights(mention: Mention, found: Found, *, is_target: bool = False) -> bool:
    """Whether a mention names a state, its forces, a mission or an armed group; "rebels" alone names nobody, and of
    what is "American" only the noun says what is attacked."""
    entry = load_book().entry(mention.actor_id)
    if not mention.name[:1].isupper():
        return False
    if mention.kind not in _FIGHTERS and not (entry is not None and entry.sector == "mil"):
        return False
    if mention.form is Form.PRONOUN or (is_target and mention.kind is ActorKind.COUNTRY):
        return (entry is not None or mention.form is Form.NAME) and mention.form is not Form.NOMINAL
    plain = load_plain(found.lang)
    return any(word[:1].isupper() and stem(word, found.lang) not in plain for word in mention.span.quote.split())


def _pair(left: Mention, right: Mention) -> frozenset[str]:
    return frozenset((identity(left), right.actor_id or right.name.casefold()))


def _find_change(match: Match, lang: str) -> Change | None:
    """What the sentence says of the relation; None where it says nothing for a fact.

    Whoever refuses to end a relation has it still, and what is announced by a noun is as good as done.
    """
    predicate, words, change = match.predicate, load_not_yet(lang), match.frame.change
    token = predicate.token
    governors = [stem(one.text, lang) for one in predicate.governors[:_GOVERNORS]]
    is_bare = not any(child.dep_ in ("auxpass", "aux") for child in token.children)
    if token.dep_ in _DESCRIBES and token.tag_ == "VBN" and is_bare:
        return Change.GOES_ON if change is Change.BEGINS else change
    has_no = any(child.lower_ == "no" for one in predicate.governors[:2] for child in one.lefts)
    if has_no or _is_design(token, words["decided"], lang):
        return None
    is_infinitive = token.tag_ in ("VB", "VBG") and token.dep_ != "ROOT"
    if is_infinitive and any(word in words["not_yet"] for word in governors):
        return None
    if is_infinitive and change is Change.ENDS and governors[:1] == [stem("vote", lang)]:
        return change
    is_past = token.tag_ in ("VBD", "VBN")
    if not is_past and any(child.dep_ == "mark" and child.lower_ in words["open_marks"] for child in token.children):
        return None
    if match.frame.kind is RelationKind.HOSTS and token.dep_ == "acl" and token.tag_ == "VB":
        return None  # a decision to send troops sends none yet
    mode = find_mode(predicate, lang)
    if mode in _REAL or (mode is EventMode.PLANNED and match.frame.is_real_when_planned):
        return _turn(change, predicate, governors, words)
    if mode is EventMode.PLANNED and token.pos_ == "NOUN" and governors[:1] == [stem("announce", lang)]:
        return change
    is_refused = any(word in words["refused"] for word in governors[:1])
    return Change.GOES_ON if is_refused and change is Change.ENDS else None


def _turn(
    change: Change, predicate: Predicate, governors: Sequence[str], words: Mapping[str, frozenset[str]]
) -> Change:
    """What begins no longer, and what begins by being renewed."""
    if change is not Change.ENDS and any(child.lower_ == "longer" for child in predicate.token.children):
        return Change.ENDS
    is_renewed = any(word in words["renewed"] for word in governors[:2])
    return Change.GOES_ON if is_renewed and change is Change.BEGINS else change


def _is_design(token: Token, decided: Collection[str], lang: str) -> bool:
    """Whether a verb hangs as an infinitive on a noun that decides nothing: "a timetable to start withdrawing"."""
    while token.dep_ == "xcomp" and token.head.i != token.i:
        token = token.head
    return token.dep_ == "acl" and token.tag_ == "VB" and stem(token.head.text, lang) not in decided


def _can_stand(kind: RelationKind, left: Mention, right: Mention) -> bool:
    """Whether the two can stand so to each other: nobody hosts his own force or fights himself."""
    return identity(left) != identity(right) and not (
        kind is RelationKind.HOSTS and bool(left.country) and left.country == right.country
    )

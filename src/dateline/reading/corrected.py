"""Readings as a user corrected them: what words stand for is said anew, and nothing else of a reading changes.

A reading is derived and may be made again by another reader, so corrections are laid over it whenever it is read: one
after another, in the order they were made, each on what those before it left. Every mention and place keeps its
position, since events and statements name them by it; words that stand for nobody lose their id, not their entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from dateline.records import (
    ActorKind,
    Correction,
    CorrectionKind,
    KnownActor,
    KnownPlace,
    Mention,
    Place,
    Reading,
    Relation,
    Span,
)
from dateline.text import fold

One = TypeVar("One", Mention, Place)
_Changed = dict[tuple[int, int], tuple[Mention, Mention]]  # by span: a mention before and after

_ARTICLE = re.compile(r"(?:(?:the|an?|les?|la|el|los|las|une?)\s|l')(?=\w)")  # which a mention may begin after


@dataclass(frozen=True, slots=True)
class _Layer:
    """The corrections of one kind: those of a report by its id, those of all reports, and the ids these are about."""

    own: Mapping[str, tuple[Correction, ...]]
    everywhere: tuple[Correction, ...]
    watched: frozenset[str]

    def of(self, article_id: str) -> tuple[Correction, ...]:
        """What may hold in a report, in the order it was decided."""
        own = self.own.get(article_id)
        return tuple(sorted({*own, *self.everywhere}, key=lambda one: one.number)) if own else self.everywhere

    def touches(self, reading: Reading, ids: Iterator[str]) -> bool:
        """Whether anything of a reading may have been corrected."""
        return reading.article_id in self.own or (bool(self.watched) and any(one in self.watched for one in ids))


def lay_corrections(readings: Mapping[str, Reading], corrections: Sequence[Correction]) -> dict[str, Reading]:
    """The readings by the same ids with what users said of their actors and places; the others are the same objects."""
    actors, places = (_sort(corrections, kind) for kind in (CorrectionKind.ACTOR, CorrectionKind.PLACE))
    found = dict(readings)
    for article_id, reading in readings.items() if actors.own or places.own else ():
        if places.touches(reading, (one.geonames_id for one in reading.places)):
            reading = replace(reading, places=_correct_all(reading.places, places.of(article_id), article_id))
        if actors.touches(reading, _list_ids(reading)):
            reading = _correct_actors(reading, actors.of(article_id))
        found[article_id] = reading
    return found


def list_standing(reading: Reading, kind: CorrectionKind, words: str) -> list[Mention] | list[Place]:
    """The mentions or places of a reading that are written in these words."""
    if kind is CorrectionKind.PLACE:
        return [one for one in reading.places if is_same(one.span.quote, words)]
    return [one for one in list_actors(reading) if is_same(one.span.quote, words)]


def list_actors(reading: Reading) -> list[Mention]:
    """The mentions of a reading in order, among them the names that only its relations take from longer words."""
    sides = [side for relation in reading.relations for side in _sides(relation)]
    found = {(one.span.start, one.span.end): one for one in (*sides, *reading.mentions)}
    return [one for _, one in sorted(found.items())]


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the same words, but for capitals, accents, the width of spaces and a leading article."""
    return _bare(one) == _bare(other)


@lru_cache(maxsize=10_000)
def _bare(words: str) -> str:
    folded = fold(" ".join(words.split()))
    article = _ARTICLE.match(folded)
    return folded[article.end() :] if article else folded


def _sort(corrections: Sequence[Correction], kind: CorrectionKind) -> _Layer:
    chosen = [one for one in corrections if one.kind is kind and one.meant is not None]
    own: dict[str, tuple[Correction, ...]] = {}
    for one in chosen:
        own[one.left] = (*own.get(one.left, ()), one)
    everywhere = tuple(one for one in chosen if one.meant is not None and one.meant.is_everywhere)
    return _Layer(own, everywhere, frozenset(one.meant.was for one in everywhere if one.meant is not None))


def _list_ids(reading: Reading) -> Iterator[str]:
    yield from (one.actor_id for one in reading.mentions)
    yield from (side.actor_id for relation in reading.relations for side in _sides(relation))


def _sides(relation: Relation) -> Iterator[Mention]:
    yield relation.left
    yield relation.right
    if relation.replaces is not None:
        yield relation.replaces


def _correct_all(found: tuple[One, ...], corrections: Sequence[Correction], article_id: str) -> tuple[One, ...]:
    return tuple(_correct(one, corrections, article_id) for one in found)


def _correct(one: One, corrections: Sequence[Correction], article_id: str) -> One:
    """Words as all corrections that are about them leave them."""
    for correction in corrections:
        if _is_about(correction, one, article_id):
            one = _say_anew(one, correction, article_id)
    return one


def _is_about(correction: Correction, one: Mention | Place, article_id: str) -> bool:
    """Whether a correction is about words: in its own report at their place, whatever a reader makes of them now, else
    where they were read as they had been read there."""
    meant, is_own = correction.meant, correction.left == article_id
    if meant is None or not (is_own or meant.is_everywhere):
        return False
    read = one.actor_id if isinstance(one, Mention) else one.geonames_id
    is_there = is_own and one.span.start in meant.starts
    return (is_there or read == meant.was) and is_same(one.span.quote, meant.words)


def _say_anew(one: One, correction: Correction, article_id: str) -> One:
    meant = correction.meant
    if isinstance(one, Mention):
        actor = meant.actor if meant is not None else None
        return one if is_actor(one, actor) else _name_actor(one, actor, is_own=correction.left == article_id)
    return put_at(one.span, meant.place if meant is not None else None)


def is_actor(mention: Mention, actor: KnownActor | None) -> bool:
    """Whether words stand for an actor already, or for nobody."""
    return mention.actor_id == (actor.actor_id if actor is not None else "")


def _name_actor(mention: Mention, actor: KnownActor | None, *, is_own: bool) -> Mention:
    """The words standing for an actor, or nobody. The office is that of the day of the report that was corrected, so
    it is said in no other."""
    if actor is None:
        nobody = replace(mention, actor_id="", name=mention.span.quote, kind=ActorKind.OTHER)
        return replace(nobody, country="", role="", candidates=())
    role = actor.role if is_own else ""
    named = replace(mention, actor_id=actor.actor_id, name=actor.name, kind=actor.kind)
    return replace(named, country=actor.country, role=role, candidates=())


def put_at(span: Span, place: KnownPlace | None) -> Place:
    """Words naming a place, as sure as a user is; or no place."""
    if place is None:
        return Place(span=span, geonames_id="", name=span.quote, lat=None, lon=None)
    return Place(
        span=span,
        geonames_id=place.geonames_id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        feature=place.feature,
        score=1.0,
    )


def _correct_actors(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """A reading with its mentions corrected, and the sides of its relations with them; nobody is in no relation."""
    mentions = _correct_all(reading.mentions, corrections, reading.article_id)
    pairs = zip(reading.mentions, mentions, strict=True)
    changed = {(old.span.start, old.span.end): (old, new) for old, new in pairs if old is not new}

    def follow(side: Mention) -> Mention:
        corrected = _correct(side, corrections, reading.article_id)
        return corrected if corrected is not side else _follow(side, changed)

    relations = (_correct_relation(relation, [*map(follow, _sides(relation))]) for relation in reading.relations)
    return replace(reading, mentions=mentions, relations=tuple(one for one in relations if one is not None))


def _follow(side: Mention, changed: _Changed) -> Mention:
    """The side of a relation that is named in the words of a mention: what it stands for, or what that belongs to."""
    old, new = changed.get((side.span.start, side.span.end), (None, None))
    if old is None or new is None:
        return side
    is_same_actor = side.actor_id == old.actor_id or old.actor_id.startswith(f"{side.actor_id}-")
    return new if is_same_actor else side


def _correct_relation(relation: Relation, sides: Sequence[Mention]) -> Relation | None:
    """The relation between corrected sides; None where one of them turned out to be nobody."""
    left, right, *others = sides
    before = tuple(_sides(relation))
    if all(new is old for new, old in zip(sides, before, strict=True)):
        return relation
    lost = [not new.actor_id and bool(old.actor_id) for new, old in zip(sides, before, strict=True)]
    if lost[0] or lost[1]:
        return None
    replaces = others[0] if others and not lost[2] else None
    return replace(relation, left=left, right=right, replaces=replaces)

"""Mentions and places of one article held against each other: a town is no person, an army that of where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.records import ActorKind, Form, Mention, Place

UNKNOWN = "x-"  # how ids begin that no actor book knows
SURE = 0.5  # of a place's score: below it, a name is as likely somebody's
# What every country has: "the army" and "villagers" of a report from one country are that country's.
_DOMESTIC = frozenset(ActorKind) - {
    ActorKind.COUNTRY,
    ActorKind.INTERNATIONAL_ORGANISATION,
    ActorKind.NGO,
    ActorKind.COMPANY,
    ActorKind.OUTLET,
    ActorKind.PERSON,
    ActorKind.OTHER,
}


def reconcile(mentions: Sequence[Mention], places: Sequence[Place]) -> tuple[Mention, ...]:
    """The mentions without those that only name a place, and organs with the country where all of the report plays.

    A noun gets a country only where all places and actors are of one; else it stays without: nothing is guessed.
    """
    taken = {(place.span.start, place.span.end): place for place in places}
    kept = [mention for mention in mentions if not _is_only_place(mention, taken)]
    kept = list(_with_owners(kept))
    country = find_scene(places, kept)
    named = {mention.actor_id for mention in kept if mention.form is Form.NAME}
    return tuple(mention if mention.actor_id in named else _settle(mention, country) for mention in kept)


def _with_owners(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with the country of the adjective or pronoun right before them: "Iraqi Kurds", "its troops"."""
    last: Mention | None = None
    for mention in mentions:
        is_next = last is not None and last.span.end + 1 == mention.span.start
        if last and is_next and not mention.country and last.kind is ActorKind.COUNTRY and last.form is Form.NOMINAL:
            yield replace(mention, country=last.country)
        elif last and is_next and _owns(last, mention):
            suffix = mention.actor_id.partition("-")[2]
            yield replace(mention, country=last.country, actor_id=f"{last.country.lower()}-{suffix}")
        else:
            yield mention
        last = mention


def _owns(owner: Mention, mention: Mention) -> bool:
    """Whether "its" before a noun for what every state has gives it another country."""
    is_noun = mention.form is Form.NOMINAL and mention.kind in _DOMESTIC and "-" in mention.actor_id
    is_state = owner.form is Form.PRONOUN and bool(owner.country) and owner.kind in (_DOMESTIC | {ActorKind.COUNTRY})
    return is_noun and is_state and mention.country != owner.country


def find_scene(places: Sequence[Place], mentions: Sequence[Mention]) -> str:
    """The country (alpha-3) that all places and actors of the report are of; empty where there are several or none."""
    countries = {place.country for place in places if place.country}
    countries |= {mention.country for mention in mentions if mention.country}
    return next(iter(countries)) if len(countries) == 1 else ""


def _is_only_place(mention: Mention, taken: dict[tuple[int, int], Place]) -> bool:
    place = taken.get((mention.span.start, mention.span.end))
    if place is None or mention.form is not Form.NAME or not mention.actor_id.startswith(UNKNOWN):
        return False
    return mention.kind in (ActorKind.PERSON, ActorKind.OTHER) and place.score >= SURE


def _settle(mention: Mention, country: str) -> Mention:
    is_open = not mention.country and mention.kind in _DOMESTIC and mention.form is Form.NOMINAL
    if not country or not is_open or not mention.actor_id.startswith(UNKNOWN):
        return mention
    own = f"{country.lower()}-{mention.actor_id.removeprefix(UNKNOWN)}"
    return replace(mention, country=country, actor_id=own)

"""Who can be a side of a relation: named actors, states, missions, organisations that one can be a member of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.gazetteer import country_name
from dateline.reading.actors.book import load_book
from dateline.reading.events.grammar import stem
from dateline.reading.relations.frames import load_bodies
from dateline.records import ActorKind, Form, Mention, Place

_STATES = frozenset([ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES])
_POLITY = _STATES | {ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.INTERNATIONAL_ORGANISATION}
_KINDS: Mapping[str, frozenset[ActorKind]] = {
    "state": frozenset([ActorKind.COUNTRY, ActorKind.GOVERNMENT]),
    "actors": frozenset(ActorKind) - {ActorKind.OTHER, ActorKind.CIVILIANS},
    "polity": _POLITY - {ActorKind.ARMED_FORCES},
    "armed": _STATES | {ActorKind.ARMED_GROUP, ActorKind.INTERNATIONAL_ORGANISATION},
}
_JOIN_NOTHING = frozenset([ActorKind.CIVILIANS, ActorKind.CRIMINALS, ActorKind.ARMED_FORCES, ActorKind.POLICE])
ORGANISED = frozenset([ActorKind.INTERNATIONAL_ORGANISATION, ActorKind.NGO, ActorKind.PARTY, ActorKind.ARMED_GROUP])


def identity(mention: Mention) -> str:
    """What tells two actors apart: a state and its government, army and office holders are one."""
    if mention.country and mention.kind in _STATES:
        return mention.country
    return mention.actor_id or mention.name.casefold()


def is_party(mention: Mention) -> bool:
    """Whether the words stand for somebody who can be told from others."""
    if mention.form is Form.NOMINAL and mention.kind is ActorKind.OTHER and not mention.country:
        return False
    if mention.actor_id and (mention.country or not mention.actor_id.startswith("x-")):
        return True
    return any(word[:1].isupper() for word in mention.span.quote.split())


def is_mission(mention: Mention) -> bool:
    """Whether a mention is a force of an international organisation: MINUSMA, UN peacekeepers."""
    entry, of = load_book().entry(mention.actor_id), load_book().entry(mention.actor_id.partition("-")[0])
    if mention.kind is ActorKind.INTERNATIONAL_ORGANISATION:
        return entry is not None and entry.sector == "mil"
    is_of_body = of is not None and of.kind is ActorKind.INTERNATIONAL_ORGANISATION
    return is_of_body and mention.kind is ActorKind.ARMED_FORCES


def as_body(mention: Mention) -> Mention:
    """An organisation for its forces and missions without a name of their own: "UN peacekeepers", "MINUSMA troops"."""
    own, of = load_book().entry(mention.actor_id), load_book().entry(mention.actor_id.partition("-")[0])
    if own is not None or of is None or of.kind is not ActorKind.INTERNATIONAL_ORGANISATION:
        return mention
    return replace(mention, actor_id=of.actor_id, name=of.name)


def country_of(place: Place) -> Mention:
    """The country of a place, at the words that name the place."""
    name, actor_id = country_name(place.country), place.country.casefold()
    return Mention(span=place.span, actor_id=actor_id, name=name, kind=ActorKind.COUNTRY, country=place.country)


def is_a(mention: Mention, wanted: str, lang: str) -> bool:
    """Whether a mention is of a kind that frames name in `left_is`, `right_is` and `sides`; "" is any."""
    if wanted in _KINDS:
        return mention.kind in _KINDS[wanted]
    if wanted == "named fighter":
        return mention.kind in _KINDS["armed"] and any(map(str.isupper, mention.span.quote))
    if wanted == "joiner":
        return mention.kind not in _JOIN_NOTHING and (mention.form is not Form.NOMINAL or bool(mention.country))
    if wanted == "organisation":
        words = mention.span.quote.split()
        is_body = any(stem(word, lang) in load_bodies(lang) for word in words)
        is_named = words[-1][:1].isupper() or stem(words[-1], lang) in load_bodies(lang)  # no "ASEAN summit"
        is_known = mention.kind in ORGANISED and mention.name[:1].isupper() and is_named
        is_unknown = mention.kind is ActorKind.OTHER and words[0][:1].isupper() and not mention.country
        return is_known or (is_unknown and is_body)
    if wanted == "group":
        return mention.kind not in (ActorKind.PERSON, ActorKind.CIVILIANS)
    return True

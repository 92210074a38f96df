"""A situation of the store, as of a moment -> the relations of its actors, how they changed, where it spreads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from dateline.gazetteer import load_countries
from dateline.records import (
    ActorKind,
    Bond,
    Course,
    Deed,
    Event,
    EventMode,
    Excerpt,
    Handover,
    Mention,
    Party,
    Reading,
    RelationKind,
    Site,
    Spread,
)
from dateline.run.briefing import Selection, read_originals, select
from dateline.run.excerpts import find_passage, to_claims
from dateline.situations import find_bonds, find_courses, find_handovers, find_spread, name_party
from dateline.store import Store

_REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])
_MADE = re.compile(r"(?:x|[a-z]{3})-[a-z]{3}")  # the id of a noun that names nobody: "rebels", "gunmen"
_NOBODY = frozenset([ActorKind.CIVILIANS, ActorKind.CRIMINALS, ActorKind.OTHER, ActorKind.PEOPLE])


@dataclass(frozen=True, slots=True)
class Related:
    """The relations of a situation, and who replaced whom in them."""

    bonds: list[Bond]
    handovers: list[Handover]


def relate(store: Store, about: str, as_of: datetime, *, is_all: bool = False) -> Related | None:
    """The relations that the reports on a situation or question state; None when no report answers it.

    Those of the situation's own countries and actors, unless `is_all` asks for what is said of others in passing.
    """
    selection = select(store, about, as_of)
    if selection is None:
        return None
    originals, readings = read_originals(store, selection)
    bonds = find_bonds(to_claims(originals, readings, selection.relevance))
    own = bonds if is_all else [bond for bond in bonds if _has_own((bond.left, bond.right), selection)]
    return Related(own, find_handovers(own))


def follow(store: Store, about: str, as_of: datetime, *, is_all: bool = False) -> list[Course] | None:
    """How the actors of a situation stood to each other month by month; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    courses = find_courses(_list_deeds(store, selection))
    return courses if is_all else [one for one in courses if _has_own((one.left, one.right), selection)]


def trace(store: Store, about: str, as_of: datetime) -> Spread | None:
    """Where the events of a situation are, and the neighbours drawn in; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    countries = {load_countries()[iso2].iso3 for iso2 in selection.situation.countries}
    return find_spread(list_sites(store, selection), countries)


def locate(store: Store, about: str, as_of: datetime) -> list[Site] | None:
    """Every event of a situation whose place could be resolved, as a map shows them; None when no report answers it."""
    selection = select(store, about, as_of)
    return None if selection is None else list(list_sites(store, selection))


def _list_deeds(store: Store, selection: Selection) -> Iterator[Deed]:
    """Who did what to whom, of events that happened."""
    for excerpt, event, reading in _list_events(store, selection):
        for source, target in product(event.source, event.target):
            one, other = (_name(reading.mentions[at]) for at in (source, target))
            if one is not None and other is not None:
                yield Deed(_day(event, excerpt), one, other, event.type, event.quad, event.goldstein, excerpt)


def list_sites(store: Store, selection: Selection) -> Iterator[Site]:
    """Where events happened that the reports on a situation tell of it."""
    for excerpt, event, reading in _list_events(store, selection):
        place = reading.places[event.place] if event.place is not None else None
        if place is not None and place.country and place.lat is not None:
            yield Site(_day(event, excerpt), place, event.quad, excerpt)


def _list_events(store: Store, selection: Selection) -> Iterator[tuple[Excerpt, Event, Reading]]:
    originals, readings = read_originals(store, selection)
    for article in originals:
        reading = readings[article.article_id]
        for event in reading.events:
            passage = None if event.is_state or event.modality not in _REAL else find_passage(event.trigger, reading)
            excerpt = Excerpt(article, passage) if passage is not None else None
            if excerpt is not None and selection.relevance.centrality(excerpt.text) > 0:
                yield excerpt, event, reading


def _name(mention: Mention) -> Party | None:
    """The state, group or organisation that an actor of an event is; None for people in general and "gunmen"."""
    if not mention.actor_id or mention.kind in _NOBODY:
        return None
    party = name_party(mention, RelationKind.AT_WAR, is_left=True)
    is_unnamed = party.kind is ActorKind.ARMED_GROUP and _MADE.fullmatch(party.key)
    return None if is_unnamed or not party.name[:1].isupper() else party


def _day(event: Event, excerpt: Excerpt) -> date:
    """The day of an event, where its sentence gives one; else that of its report."""
    is_day = event.earliest is not None and event.earliest == event.latest
    return min(event.earliest, excerpt.day) if is_day and event.earliest is not None else excerpt.day


def _has_own(sides: Sequence[Party], selection: Selection) -> bool:
    """Whether a side is a country, or an actor, of the situation; a question without any has all."""
    countries = {load_countries()[iso2].iso3 for iso2 in selection.situation.countries}
    actors = {name.casefold() for name, others in selection.situation.actors for name in (name, *others)}
    if not countries and not actors:
        return True
    return any(side.country in countries or side.name.casefold() in actors for side in sides)

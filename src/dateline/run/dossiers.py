"""What is known of one actor or one place as of a moment: counted over all reports, told from the latest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateline.records import (
    ActorKind,
    Article,
    Bond,
    Claim,
    Event,
    EventMode,
    Excerpt,
    Field,
    Heading,
    HeadingKind,
    NamingCount,
    Reading,
    RelationKind,
)
from dateline.run.deeds import (
    Act,
    Opened,
    Remark,
    Side,
    get_latest,
    list_cards,
    list_deeds,
    list_remarks,
    open_latest,
)
from dateline.run.excerpts import find_passage
from dateline.run.searching import find_named
from dateline.run.tallies import Tally, count_cards
from dateline.situations import find_bonds, name_party
from dateline.store import Store
from dateline.text import fold

N_REPORTS = 10  # shown, the latest
N_TOLD = 20  # statements and events shown, the latest
N_NEAR = 10
NEAR_KM = 150.0
_KM_A_DEGREE = 111.2
_REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])


@dataclass(frozen=True, slots=True)
class Role:
    """An office that reports name with an actor, with how many do and the first and last of them."""

    role: str
    n_reports: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorDossier:
    """What is known of an actor. `n_reports` name it, `names` and `months` count them all; remarks, deeds and relations
    are those of the `n_read` latest that were read. `did`: events that it is the source of, `suffered` the target."""

    actor_id: str
    as_of: datetime
    name: str
    kind: ActorKind
    country: str
    names: tuple[tuple[str, int], ...]
    roles: tuple[Role, ...]
    n_reports: int
    n_read: int
    months: tuple[tuple[str, int], ...]
    latest: tuple[Article, ...]
    said: tuple[Remark, ...]
    did: tuple[Act, ...]
    suffered: tuple[Act, ...]
    n_said: int
    n_did: int
    n_suffered: int
    relations: tuple[Bond, ...]
    actors: tuple[Tally, ...]
    places: tuple[Tally, ...]
    outlets: tuple[Tally, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A place near another, how far it is and how many events reports tell of there."""

    place: Heading
    km: float
    n_events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDossier:
    """What is known of a place. `events`, `n_events` and `active` (who takes part in them) are of the `n_read` latest
    reports that were read; everything else counts all that name it."""

    geonames_id: str
    as_of: datetime
    name: str
    country: str
    admin1: str
    feature: str
    lat: float | None
    lon: float | None
    names: tuple[tuple[str, int], ...]
    n_reports: int
    n_read: int
    months: tuple[tuple[str, int], ...]
    latest: tuple[Article, ...]
    events: tuple[Act, ...]
    n_events: int
    active: tuple[tuple[Side, int], ...]
    actors: tuple[Tally, ...]
    outlets: tuple[Tally, ...]
    near: tuple[Near, ...]
    situations: tuple[str, ...]


def find_actors(store: Store, name: str, as_of: datetime) -> list[Heading]:
    """The actors that an id or a name stands for, those with the most reports first."""
    return find_named(store.view(as_of), Field.ACTOR, name)


def find_places(store: Store, name: str, as_of: datetime) -> list[Heading]:
    """The places that a GeoNames id or a name stands for, those with the most reports first."""
    return find_named(store.view(as_of), Field.PLACE, name)


def read_actor(store: Store, actor_id: str, as_of: datetime) -> ActorDossier | None:
    """What is known of an actor by its id as of a moment; None where no report names it by then."""
    view = store.view(as_of)
    headings = view.find_headings(HeadingKind.ACTOR, f"={actor_id}", 1)
    if not headings:
        return None
    heading = headings[0]
    cards, n_reports = list_cards(view, heading)
    tallies, months = count_cards(view, cards, but=heading.heading_id)
    namings = view.count_namings(heading.heading_id)
    opened = open_latest(view, cards)
    deeds = list_deeds(opened, lambda event, reading: _names(reading, (*event.source, *event.target), actor_id))
    did = [deed for deed, event, reading in deeds if _names(reading, event.source, actor_id)]
    suffered = [deed for deed, event, reading in deeds if _names(reading, event.target, actor_id)]
    said = sorted(list_remarks(opened, actor_id), key=lambda one: (one.day, one.article_id), reverse=True)
    return ActorDossier(
        actor_id=actor_id,
        as_of=as_of,
        name=heading.naming.name,
        kind=ActorKind(heading.naming.sort),
        country=heading.naming.country,
        names=_count_names(namings),
        roles=_list_roles(namings),
        n_reports=n_reports,
        n_read=len(opened),
        months=months,
        latest=tuple(get_latest(view, cards, N_REPORTS)),
        said=tuple(said[:N_TOLD]),
        did=tuple(did[:N_TOLD]),
        suffered=tuple(suffered[:N_TOLD]),
        n_said=len(said),
        n_did=len(did),
        n_suffered=len(suffered),
        relations=tuple(_find_relations(opened, actor_id)),
        actors=tallies[HeadingKind.ACTOR],
        places=tallies[HeadingKind.PLACE],
        outlets=tallies[HeadingKind.OUTLET],
        situations=_find_situations(store, namings),
    )


def read_place(store: Store, geonames_id: str, as_of: datetime) -> PlaceDossier | None:
    """What is known of a place by its GeoNames id as of a moment; None where no report names it by then."""
    view = store.view(as_of)
    headings = view.find_headings(HeadingKind.PLACE, f"={geonames_id}", 1)
    if not headings:
        return None
    heading, place = headings[0], headings[0].naming
    cards, n_reports = list_cards(view, heading)
    tallies, months = count_cards(view, cards, but=heading.heading_id)
    namings = view.count_namings(heading.heading_id)
    opened = open_latest(view, cards)
    events = [deed for deed, _, _ in list_deeds(opened, lambda event, reading: _is_at(event, reading, geonames_id))]
    return PlaceDossier(
        geonames_id=geonames_id,
        as_of=as_of,
        name=place.name,
        country=place.country,
        admin1=place.detail,
        feature=place.sort,
        lat=place.lat,
        lon=place.lon,
        names=_count_names(namings),
        n_reports=n_reports,
        n_read=len(opened),
        months=months,
        latest=tuple(get_latest(view, cards, N_REPORTS)),
        events=tuple(events[:N_TOLD]),
        n_events=len(events),
        active=_count_active(events),
        actors=tallies[HeadingKind.ACTOR],
        outlets=tallies[HeadingKind.OUTLET],
        near=_find_near(store, heading, as_of),
        situations=_find_situations(store, namings),
    )


def _names(reading: Reading, places: Iterable[int], actor_id: str) -> bool:
    """Whether an actor is at one of some places of a reading's mentions."""
    return any(reading.mentions[at].actor_id == actor_id for at in places)


def _is_at(event: Event, reading: Reading, geonames_id: str) -> bool:
    """Whether an event happened at a place."""
    is_there = event.place is not None and reading.places[event.place].geonames_id == geonames_id
    return is_there and event.modality in _REAL


def _count_names(namings: Sequence[NamingCount]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for one in namings:
        counts[one.naming.name] += one.n_reports
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _list_roles(namings: Sequence[NamingCount]) -> tuple[Role, ...]:
    """The offices, that of the latest reports first."""
    found: dict[str, Role] = {}
    for one in namings:
        role = one.naming.detail
        if role:
            before = found.get(role, Role(role, 0, one.first, one.last))
            n = before.n_reports + one.n_reports
            found[role] = Role(role, n, min(before.first, one.first), max(before.last, one.last))
    return tuple(sorted(found.values(), key=lambda one: (one.last, one.n_reports, one.role), reverse=True))


def _find_relations(opened: Sequence[Opened], actor_id: str) -> list[Bond]:
    """The relations of an actor; whoever took an office after it, or held it before, is looked at too."""
    claims = list(_list_claims(opened))
    own = [one for one in claims if actor_id in (one.relation.left.actor_id, one.relation.right.actor_id)]
    led = {_key(one, is_left=False) for one in own if one.relation.kind is RelationKind.LEADS}
    others = [
        one
        for one in claims
        if one.relation.kind is RelationKind.LEADS and _key(one, is_left=False) in led and one not in own
    ]
    bonds = find_bonds([*own, *others])
    return [bond for bond in bonds if _is_of(bond, actor_id, own)]


def _is_of(bond: Bond, actor_id: str, own: Sequence[Claim]) -> bool:
    """Whether an actor is a side of a bond, or what it did for its state makes one."""
    is_side = actor_id in (bond.left.key, bond.right.key)
    return is_side or bond.first in own or bond.last in own


def _list_claims(opened: Iterable[Opened]) -> Iterator[Claim]:
    for one in opened:
        for relation in one.reading.relations:
            passage = find_passage(relation.trigger, one.reading)
            if passage is not None:
                yield Claim(relation, Excerpt(one.article, passage))


def _key(claim: Claim, *, is_left: bool) -> str:
    relation = claim.relation
    return name_party(relation.left if is_left else relation.right, relation.kind, is_left=is_left).key


def _count_active(events: Iterable[Act]) -> tuple[tuple[Side, int], ...]:
    """The named actors of events, by how many they take part in."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for deed in events:
        for side in dict.fromkeys((*deed.sources, *deed.targets)):
            if side.actor_id and side.name[:1].isupper():
                counts[side.actor_id] += 1
                names.setdefault(side.actor_id, side.name)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:N_REPORTS]
    return tuple((Side(actor_id, names[actor_id]), n) for actor_id, n in ranked)


def _find_near(store: Store, heading: Heading, as_of: datetime) -> tuple[Near, ...]:
    """The places within NEAR_KM with the most events; none for a country, which has no point."""
    lat, lon = heading.naming.lat, heading.naming.lon
    if lat is None or lon is None or not heading.naming.is_listed:
        return ()
    up = NEAR_KM / _KM_A_DEGREE
    aside = up / max(0.1, math.cos(math.radians(lat)))
    found = store.view(as_of).find_near((lat - up, lon - aside, lat + up, lon + aside), 3 * N_NEAR)
    near = [
        Near(place, round(km, 1), n)
        for place, n in found
        if place.heading_id != heading.heading_id and (km := _measure_km(heading, place)) <= NEAR_KM
    ]
    return tuple(near[:N_NEAR])


def _measure_km(one: Heading, other: Heading) -> float:
    """The way between two places over the sphere; infinite where one has no point."""
    points = (one.naming.lat, one.naming.lon, other.naming.lat, other.naming.lon)
    if any(point is None for point in points):
        return math.inf
    lat, lon, other_lat, other_lon = (math.radians(point or 0.0) for point in points)
    a = math.sin((other_lat - lat) / 2) ** 2
    a += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(a)))


def _find_situations(store: Store, namings: Sequence[NamingCount]) -> tuple[str, ...]:
    """The situations that look for one of the names."""
    names = {fold(one.naming.name) for one in namings}
    return tuple(
        one.situation_id
        for one in store.list_situations()
        if names & {fold(phrase) for phrase in (*(p for facet in one.facets for p in facet), *_actors(one.actors))}
    )


def _actors(actors: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    for name, others in actors:
        yield from (name, *others)

"""What a report is filed under: its outlets and language, and the actors, places and countries that a reading found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.gazetteer import country_name, find_agency, find_outlet
from dateline.records import (
    ActorKind,
    Citation,
    Entry,
    EventMode,
    HeadingKind,
    Mention,
    Naming,
    Place,
    Reading,
)
from dateline.text import fold, words

REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])
_UNLISTED = frozenset([ActorKind.OUTLET, ActorKind.CIVILIANS, ActorKind.OTHER, ActorKind.PEOPLE])
_COUNTRY_FEATURE = "PCL"  # begins the GeoNames codes of states, which are listed as countries
LONGEST = 300  # characters of a name: what is longer names nothing
MAX_STARTS = 6  # words of a name that it can be found from


def file_source(citations: Sequence[Citation], lang: str, source_id: str, agency: str) -> list[Entry]:
    """The headings that need no reading. A report from "AFP via France 24" is under France 24, and the agency AFP."""
    outlets = {find_outlet(one.outlet).name: None for one in citations if one.outlet.strip()}
    agencies = dict.fromkeys(filter(None, (find_agency(one.outlet) for one in citations)))
    if agency:
        agencies[find_agency(agency) or agency] = None
    return [
        *(_plain(HeadingKind.OUTLET, name) for name in outlets),
        *(_plain(HeadingKind.AGENCY, name) for name in agencies),
        _plain(HeadingKind.LANGUAGE, lang or "und"),
        _plain(HeadingKind.SOURCE, source_id, is_listed=False),
    ]


def file_reading(reading: Reading) -> list[Entry]:
    """The actors, places and countries that a reading found, each once."""
    actors = [(one.actor_id, one) for one in reading.mentions if one.actor_id]
    places = [(one.geonames_id, one) for one in reading.places if one.geonames_id]
    did, where = _count_events(reading)
    found = [_file_actor(key, [m for k, m in actors if k == key], did[key]) for key in dict(actors)]
    found += [_file_place(key, place, where[key]) for key, place in dict(reversed(places)).items()]
    countries = {one.country for _, one in actors} | {one.country for _, one in places}
    found += [
        Entry(kind=HeadingKind.COUNTRY, key=iso3, naming=Naming(name=country_name(iso3), country=iso3))
        for iso3 in sorted(filter(None, countries))
    ]
    return [one for one in found if one.key and len(one.key) <= LONGEST and len(one.naming.name) <= LONGEST]


def find_starts(name: str) -> Iterator[tuple[str, bool]]:
    """The folded name from each of its words on, and whether it is all of it."""
    parts = words(name)
    if not parts:
        yield fold(name), True
    for at in range(min(len(parts), MAX_STARTS)):
        yield " ".join(parts[at:]), at == 0


def _count_events(reading: Reading) -> tuple[Counter[str], Counter[str]]:
    """How many events are told of each actor, and at each place."""
    did, where = Counter[str](), Counter[str]()
    for event in reading.events:
        if event.is_state or event.modality not in REAL:
            continue
        did.update({reading.mentions[at].actor_id for at in (*event.source, *event.target)})
        if event.place is not None:
            where[reading.places[event.place].geonames_id] += 1
    return did, where


def _file_actor(key: str, mentions: Sequence[Mention], n_events: int) -> Entry:
    """By the name that most of its mentions have."""
    names = Counter(one.name for one in mentions if one.name)
    name = max(names, key=lambda one: (names[one], one), default=key)
    best = next(one for one in mentions if one.name == name or not names)
    naming = Naming(
        name=name,
        sort=best.kind.value,
        country=best.country,
        detail=next((one.role for one in mentions if one.role), ""),
        is_listed=best.kind not in _UNLISTED and name[:1].isupper(),
    )
    return Entry(kind=HeadingKind.ACTOR, key=key, naming=naming, n_events=n_events)


def _file_place(key: str, place: Place, n_events: int) -> Entry:
    naming = Naming(
        name=place.name,
        sort=place.feature,
        country=place.country,
        detail=place.admin1,
        lat=place.lat,
        lon=place.lon,
        is_listed=not place.feature.startswith(_COUNTRY_FEATURE),
    )
    return Entry(kind=HeadingKind.PLACE, key=key, naming=naming, n_events=n_events)


def _plain(kind: HeadingKind, key: str, *, is_listed: bool = True) -> Entry:
    return Entry(kind=kind, key=key, naming=Naming(name=key, is_listed=is_listed))

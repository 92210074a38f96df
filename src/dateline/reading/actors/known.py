"""Actors to choose from: by id, as they stand on a day, and by what they are called.

Besides the entries of the book there are those that ids are made for: a country ("mli"), its organs ("mli-mil",
"mli-gov-defence"), what else belongs to it ("mli-reb", "mli-people").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from dateline.gazetteer import load_by_iso3
from dateline.reading.actors.book import EXACT, Entry, load_book, load_entries, read_entry
from dateline.reading.actors.persons import describe_entry
from dateline.reading.actors.sectors import kind_of
from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import ActorKind, KnownActor

# What belongs to a state, by the rest of its id, as it is called in front of "of Mali".
_ORGANS = {
    "gov": "Government",
    "gov-president": "President",
    "gov-vice-president": "Vice President",
    "gov-prime-minister": "Prime Minister",
    "gov-monarch": "Monarch",
    "gov-supreme-leader": "Supreme Leader",
    "gov-foreign": "Ministry of Foreign Affairs",
    "gov-defence": "Ministry of Defence",
    "gov-interior": "Ministry of the Interior",
    "gov-finance": "Ministry of Finance",
    "gov-justice": "Ministry of Justice",
    "gov-health": "Ministry of Health",
    "gov-education": "Ministry of Education",
    "gov-information": "Ministry of Information",
    "gov-trade": "Ministry of Trade",
    "gov-energy": "Ministry of Energy",
    "gov-labour": "Ministry of Labour",
    "mil": "Armed forces",
    "cop": "Police",
    "spy": "Intelligence service",
    "jud": "Courts",
    "leg": "Parliament",
    "opp": "Opposition",
    "reb": "Rebels",
    "uaf": "Unidentified armed men",
    "crm": "Criminals",
    "cvl": "Civilians",
    "people": "People",
}
_NO_SECTOR = {"people": ActorKind.PEOPLE}
_NEAR = 0.75  # of the letters of two ids that may have been confused


@dataclass(frozen=True, slots=True)
class _Called:
    """A name that an actor is looked up by: its key with a space before each word, the actor, and whose it is."""

    key: str
    actor_id: str
    rank: int  # countries, then curated entries and organs of states, the large table, outlets


def describe_actor(actor_id: str, day: str = "") -> KnownActor | None:
    """The actor of an id as it stands on an ISO day; None where neither the book nor the countries have it."""
    entry = load_book().entry(actor_id) or _find_in_table(actor_id)
    return _describe(entry, day) if entry is not None else _describe_made(actor_id)


def find_actors(name: str, limit: int, day: str = "") -> list[KnownActor]:
    """Actors of whose name every word of a name begins one, the best known first: those called just so, then those
    whose name begins so."""
    key = " " + key_phrase(name)
    parts = [f" {part}" for part in key.split()]
    ranked: dict[str, tuple[bool, bool, int, int, str]] = {}
    for called in _load_names() if parts else ():
        if all(part in called.key for part in parts):
            begins = called.key.startswith(key)
            rank = (called.key != key, not begins, called.rank, len(called.key), called.actor_id)
            ranked[called.actor_id] = min(ranked.get(called.actor_id, rank), rank)
    best = sorted(ranked, key=ranked.__getitem__)[:limit]
    return [actor for actor_id in best if (actor := describe_actor(actor_id, day)) is not None]


def list_near_ids(actor_id: str, limit: int) -> list[str]:
    """Ids that look like one, or whose name it is."""
    named = [actor.actor_id for actor in find_actors(actor_id.replace("-", " "), limit)]
    known = [*load_entries(), *(iso3.lower() for iso3 in load_by_iso3())]
    iso3, _, organ = actor_id.partition("-")
    if iso3.upper() in load_by_iso3() and organ:
        known += [f"{iso3}-{one}" for one in _ORGANS]
    return list(dict.fromkeys([*get_close_matches(actor_id, known, n=limit, cutoff=_NEAR), *named]))[:limit]


def _describe(entry: Entry, day: str) -> KnownActor:
    one = describe_entry(entry, day)
    return KnownActor(actor_id=one.actor_id, name=one.name, kind=one.kind, country=one.country, role=one.role)


def _describe_made(actor_id: str) -> KnownActor | None:
    iso3, _, organ = actor_id.partition("-")
    country = load_by_iso3().get(iso3.upper()) if iso3.islower() else None
    if country is None or (organ and organ not in _ORGANS):
        return None
    if not organ:
        return KnownActor(actor_id=actor_id, name=country.name, kind=ActorKind.COUNTRY, country=country.iso3)
    kind = _NO_SECTOR.get(organ) or kind_of(organ.partition("-")[0])
    return KnownActor(actor_id=actor_id, name=f"{_ORGANS[organ]} of {country.in_text}", kind=kind, country=country.iso3)


@cache
def _load_names() -> tuple[_Called, ...]:
    return tuple(_name_all())


def _name_all() -> Iterator[_Called]:
    for country in load_by_iso3().values():
        for word in (country.name, *country.aliases, country.iso3):
            yield _Called(" " + key_phrase(word), country.iso3.lower(), 0)
        for organ, name in _ORGANS.items():
            for called in (f"{name} of {country.name}", f"{country.name} {name}"):
                yield _Called(" " + key_phrase(called), f"{country.iso3.lower()}-{organ}", 1)
    book = load_book()
    for key, ids in book.names.items():
        yield from (_Called(_spell(key), one, 3 if one.startswith("outlet-") else 1) for one in ids)
    for key, line in book.lines.items():
        yield _Called(_spell(key), line.partition("\t")[0], 2)


def _spell(key: str) -> str:
    """The key of a name of the book as any other: an acronym in it has to be written just so, here it has not."""
    return " " + (key_phrase(key.removeprefix(EXACT)) if key.startswith(EXACT) else key)


@cache
def _load_table() -> Mapping[str, str]:
    return {line.partition("\t")[0]: line for line in load_book().lines.values()}


def _find_in_table(actor_id: str) -> Entry | None:
    line = _load_table().get(actor_id)
    return read_entry(line) if line is not None else None

"""The actor book: who has which names, of what kind and country, in which office and when.

Data and sources are described in data/actors/README.md. The curated tables are read whole; the large table is kept as
lines and an entry is read when it is first looked up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

import zstandard

from dateline.gazetteer import load_countries, load_outlets
from dateline.reading.actors.sectors import kind_of
from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import ActorKind

EXACT = "="  # begins the name of a key that has to be written just so: "=WHO"
LONGEST_ACRONYM = 6
_SLUG = re.compile(r"[^\w]+")
_FIRST, _LAST = "0000", "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office held from `start` to `end` (ISO days, empty: not known); `of` is an ISO3 code or an actor id."""

    of: str
    sector: str
    name: str = ""
    start: str = ""
    end: str = ""

    def holds(self, day: str) -> bool:
        """Whether the office is held on that day."""
        return (self.start or _FIRST) <= day <= (self.end or _LAST)

    def distance(self, day: str) -> int:
        """Years between the day and the time in office; 0 where it is held."""
        if self.holds(day):
            return 0
        near = self.start if day < (self.start or _FIRST) else self.end
        return abs(int(near[:4]) - int(day[:4])) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An actor of the book. `part_of` is the id of the larger group it belongs to."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str = ""
    sector: str = ""
    is_person: bool = False
    roles: tuple[Role, ...] = ()
    part_of: str = ""
    source: str = "curated"

    def role_on(self, day: str) -> Role | None:
        """The office on a day: the one held longest ago begun, else none."""
        held = [role for role in self.roles if role.holds(day)]
        return max(held, key=lambda role: (bool(role.name), role.start), default=None)


def _read(*path: str) -> str:
    return resources.files("dateline").joinpath("data", "actors", *path).read_text(encoding="utf-8")


def read_rows(*path: str) -> list[dict[str, str]]:
    """The rows of a table under data/actors."""
    return list(csv.DictReader(io.StringIO(_read(*path))))


def read_lines(*path: str) -> list[str]:
    """The lines of a compressed table under data/actors."""
    data = resources.files("dateline").joinpath("data", "actors", *path).read_bytes()
    return zstandard.ZstdDecompressor().decompress(data).decode().splitlines()


def make_slug(name: str) -> str:
    """The stable part of an id made from a name: "Jean Dupont" -> "jean-dupont"."""
    return _SLUG.sub("-", key_phrase(name)).strip("-")[:80]


def name_keys(names: list[str]) -> Iterator[str]:
    """The keys of names; an acronym has to be written as it is here."""
    for name in names:
        bare = name.replace(".", "").replace("-", "")
        if bare.isalnum() and bare.upper() == bare and len(bare) <= LONGEST_ACRONYM and bare.lower() != bare:
            yield EXACT + name
        elif key := key_phrase(name):
            yield key


@cache
def load_entries() -> Mapping[str, Entry]:
    """The curated entries by id: groups, organisations, office holders, outlets."""
    entries: dict[str, Entry] = {}
    for file in ("groups.csv", "organisations.csv"):
        for row in read_rows("curated", file):
            entries[row["id"]] = Entry(
                actor_id=row["id"],
                name=row["name"],
                kind=ActorKind(row["kind"]),
                country=row["country"],
                sector=row.get("sector", "").lower(),
                part_of=row.get("part_of", ""),
            )
    for row in read_rows("curated", "leaders.csv"):
        _add_leader(entries, row)
    for row in read_rows("event_lines", "names.csv"):
        _add_named(entries, row)
    return entries


def _add_named(entries: dict[str, Entry], row: dict[str, str]) -> None:
    """A name of the event lines, with the office they give from the day they first do."""
    actor_id, is_person = make_slug(row["name"]), row["is_person"] == "1"
    roles = (Role(of=row["country"], sector=row["sector"], name=row["role"], start=row["first"]),)
    entry = Entry(
        actor_id=actor_id,
        name=row["name"],
        kind=ActorKind.PERSON if is_person else ActorKind(row["kind"]),
        country=row["country"],
        sector="" if is_person else row["sector"],
        is_person=is_person,
        roles=roles if is_person else (),
        source="event_lines",
    )
    entries.setdefault(actor_id, entry)


def _add_leader(entries: dict[str, Entry], row: dict[str, str]) -> None:
    actor_id, of = make_slug(row["name"]), row["iso3"]
    role = Role(of=of, sector="gov", name=row["role"], start=row["from"], end=row["to"])
    known = entries.get(actor_id)
    if known:
        entries[actor_id] = replace(known, roles=(*known.roles, role))
        return
    country = of if of.isupper() else ""
    entries[actor_id] = Entry(
        actor_id=actor_id, name=row["name"], kind=ActorKind.PERSON, country=country, is_person=True, roles=(role,)
    )


def _curated_names() -> Iterator[tuple[str, str]]:
    for file in ("groups.csv", "organisations.csv"):
        for row in read_rows("curated", file):
            for key in name_keys([row["name"], *_split(row["aliases"])]):
                yield key, row["id"]
    for row in read_rows("curated", "leaders.csv"):
        names = [row["name"], *_split(row["aliases"])]
        for key in name_keys([name for name in names if " " in name or len(names) == 1 or name != row["name"]]):
            yield key, make_slug(row["name"])
    for row in read_rows("event_lines", "names.csv"):
        yield from ((key, make_slug(row["name"])) for key in name_keys([row["name"]]))


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


@dataclass(frozen=True, slots=True)
class ActorBook:
    """Names -> entries. `longest` is, by the first word of a key, how many words the longest name has.

    `lower`: keys of names that are written without a capital ("talibans").
    """

    names: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, str]
    longest: Mapping[str, int]
    keys: frozenset[str]
    lower: frozenset[str]

    def find(self, key: str, text: str) -> tuple[Entry, ...]:
        """The entries that a stretch of text names; empty where it is no name."""
        ids = self.names.get(key, ()) or self.names.get(EXACT + text, ())
        if ids:
            return tuple(entry for actor_id in ids if (entry := self.entry(actor_id)))
        line = self.lines.get(key) or self.lines.get(EXACT + text)
        return (read_entry(line),) if line else ()

    def entry(self, actor_id: str) -> Entry | None:
        """The entry of an id."""
        return load_entries().get(actor_id) or _outlet_entry(actor_id)


@lru_cache(maxsize=20_000)
def read_entry(line: str) -> Entry:
    """An entry of the large table from its line."""
    actor_id, name, is_person, written, _ = line.split("\t")
    roles = tuple(
        Role(of=of, sector=sector, start=start, end=end)
        for of, sector, start, end in (role.split(",") for role in written.split("|"))
    )
    country = next((role.of for role in roles if role.of), "")
    kind = ActorKind.PERSON if is_person == "1" else kind_of(roles[0].sector)
    return Entry(
        actor_id=actor_id,
        name=name,
        kind=kind,
        country=country,
        sector="" if is_person == "1" else roles[0].sector,
        is_person=is_person == "1",
        roles=roles if is_person == "1" else (),
        source="phoenix",
    )


@cache
def _outlet_entries() -> Mapping[str, Entry]:
    iso3 = {iso2: country.iso3 for iso2, country in load_countries().items()}
    return {
        "outlet-" + make_slug(outlet.name): Entry(
            actor_id="outlet-" + make_slug(outlet.name),
            name=outlet.name,
            kind=ActorKind.OUTLET,
            country=iso3.get(outlet.country, ""),
            source="outlets",
        )
        for outlet in load_outlets().values()
    }


def _outlet_entry(actor_id: str) -> Entry | None:
    return _outlet_entries().get(actor_id) if actor_id.startswith("outlet-") else None


def _outlet_names() -> Iterator[tuple[str, str]]:
    for name, outlet in load_outlets().items():
        actor_id = "outlet-" + make_slug(outlet.name)
        if " " in name.strip():
            yield key_phrase(name), actor_id
        elif outlet.name.isupper() or outlet.is_agency:
            yield from ((key, actor_id) for key in name_keys([outlet.name]))


@cache
def load_book() -> ActorBook:
    """The whole book, read once a process."""
    names: dict[str, tuple[str, ...]] = {}
    for key, actor_id in _curated_names():
        if actor_id not in names.get(key, ()):
            names[key] = (*names.get(key, ()), actor_id)
    for key, actor_id in _outlet_names():
        names.setdefault(key, (actor_id,))
    lines: dict[str, str] = {}
    for table in (("phoenix", "actors.tsv.zst"),):
        for line in read_lines(*table):
            for key in line.rpartition("\t")[2].split("|"):
                if key not in names and not key.startswith("the "):
                    lines.setdefault(key, line)
    keys = [key if key[0] != EXACT else key_phrase(key[1:]) for key in (*names, *lines)]
    return ActorBook(names, lines, longest_by_first(keys), frozenset(keys), _lower_keys())


def _lower_keys() -> frozenset[str]:
    rows = (*read_rows("curated", "groups.csv"), *read_rows("curated", "organisations.csv"))
    names = (name for row in rows for name in _split(row["aliases"]))
    return frozenset(key_phrase(name) for name in names if name[0].islower() and " " not in name and "-" not in name)


def longest_by_first(keys: list[str]) -> Mapping[str, int]:
    """First word of a key -> how many words the longest key that begins with it has."""
    longest: dict[str, int] = {}
    for key in keys:
        first, _, rest = key.partition(" ")
        n_words = rest.count(" ") + 2 if rest else 1
        if n_words > longest.get(first, 0):
            longest[first] = n_words
    return longest


@cache
def _offices() -> Mapping[tuple[str, str], tuple[tuple[Role, str], ...]]:
    offices: dict[tuple[str, str], list[tuple[Role, str]]] = {}
    for entry in load_entries().values():
        for role in entry.roles if entry.source == "curated" else ():
            offices.setdefault((role.of, role.name), []).append((role, entry.actor_id))
    return {office: tuple(held) for office, held in offices.items()}


def find_holder(of: str, role: str, day: str) -> Entry | None:
    """Who held an office on a day: find_holder("FRA", "president", "2013-01-11") is François Hollande."""
    held = [actor_id for office, actor_id in _offices().get((of, role), ()) if office.holds(day)]
    return load_entries()[held[-1]] if held else None


@cache
def load_surnames() -> Mapping[str, tuple[str, ...]]:
    """Last word of the name of a curated office holder -> ids."""
    surnames: dict[str, tuple[str, ...]] = {}
    for entry in load_entries().values():
        if entry.is_person and " " in entry.name:
            key = key_phrase(entry.name).rpartition(" ")[2]
            surnames[key] = (*surnames.get(key, ()), entry.actor_id)
    return surnames


def find_by_surname(key: str, day: str, country: str = "") -> Entry | None:
    """The curated office holder of that surname: in office on the day, or else the nearest to it in time."""
    entries = [load_entries()[actor_id] for actor_id in load_surnames().get(key, ())]
    entries = [entry for entry in entries if country in ("", entry.country)]
    day = day or _LAST
    return min(entries, key=lambda entry: min(role.distance(day) for role in entry.roles), default=None)

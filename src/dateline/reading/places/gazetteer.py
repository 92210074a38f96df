"""The gazetteer of places: 290,000 names of GeoNames and of regions, looked up by name.

The data file is made by ``tools/build_places.py``; see ``data/places/README.md`` for what it holds and its licences.
Places are numbered by their row ("entry"); the arrays give what is known of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.gazetteer import load_countries
from dateline.reading.places.keys import case_variants, key_variants, place_key

ALTERNATE, MAIN, PEOPLE = 0, 1, 2  # what kind of name: one of several, its own, the word for who lives there
FIRST_OWN_ID = 4_000_000_000  # regions that have no GeoNames id are numbered from here, and called "x-..."
Link = tuple[int, int]  # entry, kind of name


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places by row: coordinates in degrees, people, ISO2 code, GeoNames feature code, rows of the divisions.

    `radians` holds a unit vector for each place, so that a distance is a product.
    """

    ids: npt.NDArray[np.uint32]
    lat: npt.NDArray[np.float32]
    lon: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.float32]
    people: npt.NDArray[np.float32]
    country: npt.NDArray[np.int32]
    admin1: npt.NDArray[np.int32]
    admin2: npt.NDArray[np.int32]
    feature: npt.NDArray[np.uint8]
    codes: tuple[str, ...]
    features: tuple[str, ...]
    names: bytes
    name_at: memoryview
    keys: bytes
    key_at: memoryview
    links: npt.NDArray[np.uint32]
    link_at: memoryview
    by_id: Mapping[int, int]

    def name(self, entry: int) -> str:
        """The main name."""
        start, end = self.name_at[entry], self.name_at[entry + 1] - 1
        return self.names[start:end].decode()

    def iso2(self, entry: int) -> str:
        """The country's two-letter code; empty for what lies in several."""
        return self.codes[int(self.country[entry])]

    def feature_of(self, entry: int) -> str:
        """The GeoNames feature code."""
        return self.features[int(self.feature[entry])]

    def id_of(self, entry: int) -> str:
        """The GeoNames id; "x-sahel", "x-ml-hombori" for what has none here."""
        number = int(self.ids[entry])
        if number < FIRST_OWN_ID:
            return str(number)
        return f"x-{self.iso2(entry).lower()} {place_key(self.name(entry))}".replace("- ", "-").replace(" ", "-")

    def find(self, key: str) -> tuple[Link, ...]:
        """Places of a key made by `place_key`, by row; empty where there is none."""
        wanted = key.encode()
        low, high = 0, len(self.key_at) - 1
        while low < high:
            middle = (low + high) // 2
            if self.keys[self.key_at[middle] : self.key_at[middle + 1] - 1] < wanted:
                low = middle + 1
            else:
                high = middle
        if low >= len(self.key_at) - 1 or self.keys[self.key_at[low] : self.key_at[low + 1] - 1] != wanted:
            return ()
        return tuple((int(link) >> 2, int(link) & 3) for link in self.links[self.link_at[low] : self.link_at[low + 1]])


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once: half a second, 60 MB."""
    with (resources.files("dateline") / "data" / "places" / "places.npz").open("rb") as file:
        arrays = dict(np.load(file, allow_pickle=False))
    lat, lon = np.radians(arrays["lat"]), np.radians(arrays["lon"])
    names, keys = arrays["names"], arrays["keys"]
    codes = tuple(names_in(arrays["codes"]))
    return Gazetteer(
        ids=arrays["id"],
        lat=arrays["lat"],
        lon=arrays["lon"],
        vectors=np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
        people=arrays["population"].astype(np.float32),
        country=arrays["country"].astype(np.int32),
        admin1=arrays["admin1"],
        admin2=arrays["admin2"],
        feature=arrays["feature"],
        codes=codes,
        features=tuple(names_in(arrays["features"])),
        names=names.tobytes(),
        name_at=_starts(names),
        keys=keys.tobytes(),
        key_at=_starts(keys),
        links=arrays["links"],
        link_at=_view([[0], np.cumsum(arrays["n_links"], dtype=np.uint32)]),
        by_id={int(number): entry for entry, number in enumerate(arrays["id"].tolist())},
    )


def names_in(lines: npt.NDArray[np.uint8]) -> Sequence[str]:
    """The lines of a text kept as bytes."""
    return lines.tobytes().decode().split("\n")


def _starts(lines: npt.NDArray[np.uint8]) -> memoryview:
    """Where each line begins, and one past the last line's end."""
    ends = np.flatnonzero(lines == ord("\n")) + 1
    return _view([[0], ends, [len(lines) + 1]])


def _view(parts: Sequence[npt.ArrayLike]) -> memoryview:
    """Whole numbers that are quick to read one by one."""
    return memoryview(np.concatenate([np.asarray(part, np.uint32) for part in parts]).tobytes()).cast("I")


@lru_cache(maxsize=65_536)
def look_up(name: str) -> tuple[Link, ...]:
    """Places that a name as written may mean; of its spellings, the first that is known."""
    gazetteer, keys = load_gazetteer(), key_variants(name)
    for key in (*keys, *case_variants(keys[0] if keys else "")):
        if found := gazetteer.find(key):
            return found
    return ()


@cache
def arabic_first_words() -> frozenset[str]:
    """The first words of all Arabic names, folded, by which most words are told to begin none."""
    keys = load_gazetteer().keys.decode()
    return frozenset(found[1] for found in re.finditer(r"^([\u0621-\u06ff]+)", keys, re.MULTILINE))


def country_of(geonames_id: str) -> str:
    """The ISO 3166-1 alpha-3 code of a place's country; empty for what is unknown or lies in several."""
    gazetteer = load_gazetteer()
    entry = gazetteer.by_id.get(int(geonames_id)) if geonames_id.isdecimal() else None
    return "" if entry is None else iso3(gazetteer.iso2(entry))


def iso3(iso2: str) -> str:
    """The three-letter code of a two-letter one; empty where there is none."""
    country = load_countries().get(iso2)
    return country.iso3 if country else ""

"""Places to choose from: by GeoNames id, by coordinates, and by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from dateline.reading.places.gazetteer import FIRST_OWN_ID, MAIN, Gazetteer, Link, iso3, load_gazetteer, look_up
from dateline.reading.places.keys import place_key
from dateline.records.mentions import KnownPlace

MOST_KEYS = 5_000  # that begin alike and are looked through: those of one letter are more, and nobody means them all
POINT = "LCTY"  # the GeoNames feature of a place of no other kind: what coordinates by hand are


def describe_place(geonames_id: str) -> KnownPlace | None:
    """The place of an id; None where the gazetteer has none such."""
    entry = load_gazetteer().by_id.get(int(geonames_id)) if geonames_id.isdecimal() else _own_ids().get(geonames_id)
    return _describe(load_gazetteer(), entry) if entry is not None else None


def locate(lat: float, lon: float, name: str) -> KnownPlace:
    """A point under a name, in the country and division of the nearest known place. Raises ValueError off the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no point on the globe")
    gazetteer = load_gazetteer()
    phi, theta = np.radians(lat), np.radians(lon)
    here = np.array([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])
    near = _describe(gazetteer, int(np.argmax(np.where(_is_town(gazetteer), gazetteer.vectors @ here, -2.0))))
    return KnownPlace(
        geonames_id=f"x-{lat:.4f},{lon:.4f}",
        name=name,
        lat=lat,
        lon=lon,
        country=near.country,
        admin1=near.admin1,
        feature=POINT,
    )


def find_places(name: str, limit: int) -> list[KnownPlace]:
    """Places that are called so, then those whose name begins so, those with most people first."""
    gazetteer, key = load_gazetteer(), place_key(name)
    longer = [link for found in _keys_from(gazetteer, key) for link in gazetteer.find(found)] if key else []
    ranked = [*_by_people(gazetteer, look_up(name)), *_by_people(gazetteer, longer)]
    return [_describe(gazetteer, entry) for entry in list(dict.fromkeys(ranked))[:limit]]


def _by_people(gazetteer: Gazetteer, links: Iterable[Link]) -> list[int]:
    """The places of links, those first whose own name it is, then those with most people."""
    ranked = sorted(
        links, key=lambda one: (one[1] != MAIN, -float(gazetteer.people[one[0]]), int(gazetteer.ids[one[0]]))
    )
    return [entry for entry, _ in ranked]


def _keys_from(gazetteer: Gazetteer, key: str) -> Iterator[str]:
    """The keys of the gazetteer that begin with a key, in order."""
    wanted, low, high = key.encode(), 0, len(gazetteer.key_at) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if _key(gazetteer, middle) < wanted else (low, middle)
    for at in range(low, min(low + MOST_KEYS, len(gazetteer.key_at) - 1)):
        found = _key(gazetteer, at)
        if not found.startswith(wanted):
            return
        yield found.decode()


def _key(gazetteer: Gazetteer, at: int) -> bytes:
    return gazetteer.keys[gazetteer.key_at[at] : gazetteer.key_at[at + 1] - 1]


@cache
def _own_ids() -> dict[str, int]:
    """The places without a GeoNames id, by the id they have here."""
    gazetteer = load_gazetteer()
    return {gazetteer.id_of(int(entry)): int(entry) for entry in np.flatnonzero(gazetteer.ids >= FIRST_OWN_ID)}


def _is_town(gazetteer: Gazetteer) -> np.typing.NDArray[np.bool_]:
    towns = [at for at, feature in enumerate(gazetteer.features) if feature.startswith("PPL")]
    return np.isin(gazetteer.feature, towns)


def _describe(gazetteer: Gazetteer, entry: int) -> KnownPlace:
    above = int(gazetteer.admin1[entry])
    return KnownPlace(
        geonames_id=gazetteer.id_of(entry),
        name=gazetteer.name(entry),
        lat=round(float(gazetteer.lat[entry]), 5),
        lon=round(float(gazetteer.lon[entry]), 5),
        country=iso3(gazetteer.iso2(entry)),
        admin1=gazetteer.name(above) if above >= 0 else "",
        feature=gazetteer.feature_of(entry),
        population=int(gazetteer.people[entry]),
    )

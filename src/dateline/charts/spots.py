"""Events by the place where they were, how near that is known, and the view that shows most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dateline.charts.geometry import Points, load_capitals
from dateline.charts.projection import Frame, fit_frame
from dateline.gazetteer import load_by_iso3, load_countries
from dateline.records import Place, Site

SHOWN = 0.93  # of the events a map holds at least; looked at on Mali, Syria, Ukraine and Fiji
ENOUGH = 0.4  # of the events in a situation's own countries, for a map of these and their neighbours
STRETCH = 1.3  # of the distance that this share reaches, up to which the others are in as well
MOST_RADIUS = {True: 23.0, False: 15.0}  # units, on a wide and a narrow map
ONE_RADIUS, LEAST_RADIUS = 5.0, 2.8  # of one event, where there are few, and at least


class Quad(IntEnum):
    """The four classes of events in PLOVER."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


GRAVEST_FIRST = tuple(sorted(Quad, reverse=True))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its events, in the order of time."""

    place: Place
    sites: tuple[Site, ...]

    @property
    def n(self) -> int:
        """How many events."""
        return len(self.sites)

    @property
    def counts(self) -> Counter[int]:
        """How many of each class."""
        return Counter(site.quad for site in self.sites)

    @property
    def quad(self) -> Quad:
        """The class that most of the events are of; of two as many, the graver."""
        counts = self.counts
        return Quad(max(counts, key=lambda quad: (counts[quad], quad)))

    @property
    def is_country(self) -> bool:
        """Whether nothing nearer is known than the country."""
        return self.place.feature.startswith("PCL")

    @property
    def is_vague(self) -> bool:
        """Whether the place is a region, and its point no more than the middle of it."""
        return not self.place.feature.startswith(("P", "S")) or self.is_country

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last."""
        return self.sites[0].day, self.sites[-1].day


def gather(sites: Iterable[Site], since: date | None, until: date | None) -> list[Spot]:
    """The places of the events of some days, those with the most events first."""
    found: dict[tuple[str, str, str], list[Site]] = {}
    for site in sorted(sites, key=lambda one: (one.day, one.excerpt.order, one.quad)):
        is_in = (since is None or site.day >= since) and (until is None or site.day <= until)
        if is_in and site.place.lat is not None and site.place.lon is not None:
            found.setdefault((site.place.geonames_id, site.place.name, site.place.country), []).append(site)
    spots = [Spot(same[0].place, tuple(same)) for same in found.values()]
    return sorted(spots, key=lambda one: (-one.n, one.place.name, one.place.country, one.place.geonames_id))


def points_of(spots: Sequence[Spot]) -> Points:
    """Degrees east and north."""
    return np.array([(spot.place.lon or 0.0, spot.place.lat or 0.0) for spot in spots], float).reshape(-1, 2)


def find_view(spots: Sequence[Spot], own: Sequence[str], width: float, heights: tuple[float, float]) -> Frame:
    """The view that shows most of the events; where none is placed, that of the countries, else the world."""
    placed = [spot for spot in spots if not spot.is_country]
    near = _around(placed, own) or placed or list(spots)
    if near:
        return fit_frame(_trim(points_of(near), np.array([spot.n for spot in near])), width, heights)
    capitals = [load_capitals()[code] for code in own if code in load_capitals()]
    world = [(-170.0, 0.0), (0.0, 60.0), (170.0, 0.0)]
    return fit_frame(np.array([(lon, lat) for _, lat, lon, _ in capitals] or world), width, heights)


def _around(spots: Sequence[Spot], own: Sequence[str]) -> list[Spot]:
    """The places in some countries and their neighbours, where enough events are in the countries themselves."""
    n_own = sum(spot.n for spot in spots if spot.place.country in own)
    if not own or n_own < ENOUGH * sum(spot.n for spot in spots) or n_own == 0:
        return []
    known = load_by_iso3()
    near = {load_countries()[iso2].iso3 for code in own if code in known for iso2 in known[code].neighbours}
    return [spot for spot in spots if spot.place.country in near | set(own)]


def radius(n: int, most: int, *, is_wide: bool) -> float:
    """Of a circle whose area is as the number of events; `most` is the number at the largest one."""
    unit = min(ONE_RADIUS, MOST_RADIUS[is_wide] / most**0.5)
    return float(max(LEAST_RADIUS, unit * n**0.5))


def _trim(points: Points, counts: NDArray[np.int64]) -> Points:
    """The points around the middle one that hold most of the events."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    vectors = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    apart = np.arccos(np.clip(vectors @ vectors.T, -1, 1))
    middle = int((apart @ counts).argmin())
    order = np.argsort(apart[middle], kind="stable")
    enough = int(np.searchsorted(np.cumsum(counts[order]), SHOWN * counts.sum()))
    limit = apart[middle][order[min(enough, len(order) - 1)]] * STRETCH
    kept: Points = points[apart[middle] <= limit + 1e-9]
    return kept

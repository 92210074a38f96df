"""Where the names of countries and towns stand on a map: inside their land, and clear of marks and of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np
from markupsafe import Markup

from dateline.charts.geometry import Points, load_capitals, load_town_names
from dateline.charts.labels import Box, Room, width_of
from dateline.charts.markup import join, tag
from dateline.charts.pictures import Sheet
from dateline.charts.projection import Column, Frame, Mask
from dateline.editions import Edition
from dateline.gazetteer import load_by_iso3, load_country_names

GRID = 15  # places across a country that are tried for its name
GAP = 3.0  # units between a mark and its name
NO_TOWNS = frozenset(["PSE"])  # where the table's own entry would take a side: disputes.toml has the words


def name_country(code: str, edition: Edition) -> str:
    """The name that a map has for a feature in a language; empty for one that is no country of the gazetteer."""
    country = load_by_iso3().get(code)
    if country is None:
        return ""
    return country.name if edition.code == "en" else load_country_names(edition.code).get(code, country.name)


def name_countries(sheet: Sheet, room: Room, pieces: Mapping[str, Points], first: Collection[str]) -> Markup:
    """The names of the countries in view, the `first` ones before the others, then the larger before the smaller."""
    names = {code: name for code in pieces if (name := name_country(code, sheet.edition))}
    size = sheet.font * 0.92
    order = sorted(names, key=lambda code: (code not in first, -_extent(pieces[code]), code))
    drawn = []
    for code in order:
        wide = width_of(names[code].upper(), size) * 1.08
        if code not in first and wide > 1.6 * float(np.ptp(pieces[code][:, 0])):
            continue
        box = room.first_free(_inside(pieces[code], wide, size, room.frame))
        if box is not None:
            x, y = (box.left + box.right) / 2, box.bottom - size * 0.25
            drawn.append(tag("text", names[code], x=x, y=y, class_="own" if code in first else None))
    return tag("g", *drawn, class_="countries", text_anchor="middle") if drawn else Markup("")


def name_towns(sheet: Sheet, room: Room, frame: Frame, skip: Collection[str]) -> Markup:
    """The capitals in view, the larger first, as dots with their names; `skip` has names that are there already."""
    size, drawn = sheet.font * 0.92, list[Markup]()
    capitals = sorted(load_capitals().items(), key=lambda one: (-one[1][3], one[0]))
    spots = frame.place(np.array([(lon, lat) for _, (_, lat, lon, _) in capitals])).tolist()
    limit = 14 if sheet.is_wide else 6
    own_names = load_town_names(sheet.edition.code)
    for (code, (name, _, _, _)), (x, y) in zip(capitals, spots, strict=True):
        dot = Box(x - 2, y - 2, x + 2, y + 2)
        if name in skip or code in NO_TOWNS or len(drawn) >= limit or not room.is_free(dot):
            continue
        label = own_names.get(name, name)
        box = room.first_free(beside(x, y, 2.5, width_of(label, size), size))
        if box is not None:
            room.take(dot)
            mark = tag("rect", x=x - 1.75, y=y - 1.75, width=3.5, height=3.5)
            drawn.append(join([mark, write_beside(box, x, label, size)]))
    return tag("g", *drawn, class_="towns") if drawn else Markup("")


def beside(x: float, y: float, radius: float, wide: float, size: float) -> Iterator[Box]:
    """Where the name of a mark can stand: right, left, above, below, and at its corners."""
    reach, half = radius + GAP, size * 0.6
    for left, middle in (
        (x + reach, y),
        (x - reach - wide, y),
        (x - wide / 2, y - reach - half),
        (x - wide / 2, y + reach + half),
        (x + reach * 0.75, y - reach * 0.75 - half * 0.6),
        (x + reach * 0.75, y + reach * 0.75 + half * 0.6),
        (x - reach * 0.75 - wide, y - reach * 0.75 - half * 0.6),
        (x - reach * 0.75 - wide, y + reach * 0.75 + half * 0.6),
    ):
        yield Box(left, middle - half, left + wide, middle + half)


def write_beside(box: Box, x: float, label: str, size: float) -> Markup:
    """The name of a mark at `x` in its box, held at the side where the mark is."""
    y = box.bottom - size * 0.25
    if box.left >= x:
        return tag("text", label, x=box.left, y=y)
    if box.right <= x:
        return tag("text", label, x=box.right, y=y, text_anchor="end")
    return tag("text", label, x=(box.left + box.right) / 2, y=y, text_anchor="middle")


def _inside(ring: Points, wide: float, size: float, frame: Box) -> Iterator[Box]:
    """Where a country's name can stand, the place with most land around it first."""
    low = np.maximum(ring.min(axis=0), (frame.left, frame.top))
    high = np.minimum(ring.max(axis=0), (frame.right, frame.bottom))
    if (high <= low).any():
        return
    steps = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    spots = np.column_stack((x.ravel(), y.ravel()))
    spots = spots[_holds(ring, spots)]
    room = _clearance(ring, spots, wide)
    for at in np.argsort(-room, kind="stable"):
        left, middle = spots[at, 0] - wide / 2, spots[at, 1]
        yield Box(float(left), float(middle - size * 0.6), float(left + wide), float(middle + size * 0.6))


def _holds(ring: Points, spots: Points) -> Mask:
    """Which of the spots lie inside a ring."""
    after, inside = np.roll(ring, -1, axis=0), np.zeros(len(spots), np.bool_)
    for (x, y), (to_x, to_y) in zip(ring.tolist(), after.tolist(), strict=True):
        if y != to_y:
            crosses = (y > spots[:, 1]) != (to_y > spots[:, 1])
            inside ^= crosses & (spots[:, 0] < x + (spots[:, 1] - y) / (to_y - y) * (to_x - x))
    return inside


def _clearance(ring: Points, spots: Points, wide: float) -> Column:
    """How far the outline is from each spot, seen from a name as wide as that: sideways counts less."""
    stretch = np.array([max(1.0, wide / 30), 1.0])
    if not len(spots):
        return np.zeros(0)
    apart = spots[:, None, :] / stretch - ring[None, :, :] / stretch
    result: Column = np.hypot(apart[..., 0], apart[..., 1]).min(axis=1)
    return np.round(result, 6)


def _extent(ring: Points) -> float:
    x, y = np.ptp(ring, axis=0).tolist()
    return float(x * y)

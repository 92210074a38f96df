"""The ground that events are drawn on: land, coasts, borders, and what is in dispute, as far as a frame shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from dateline.charts.geometry import (
    Border,
    Box,
    Dispute,
    Line,
    Points,
    Polygon,
    load_disputes,
    load_geometry,
    outline,
    weigh,
)
from dateline.charts.markup import join, polyline, tag
from dateline.charts.projection import Frame, Mask, clip, densify, is_within, move, split

LEAST_AREA = 0.7  # square units that a line loses with a point that is left out: not to be seen
LEAST_LAND = 1.6  # square units of an island that is drawn
MARGIN = 4.0  # units beyond the frame up to which lines go on


@dataclass(frozen=True, slots=True)
class Ground:
    """What was drawn, the disputes in view, and every country's largest piece of land in view (its outline)."""

    markup: Markup
    disputes: tuple[Dispute, ...]
    pieces: Mapping[str, Points]


def draw_ground(frame: Frame, own: Collection[str], hatch: str) -> Ground:
    """Land, that of the `own` countries apart; `hatch` is the id of the pattern of disputed areas."""
    rings = {code: list(_shape(frame, polygons)) for code, polygons in load_geometry().features.items()}
    rings = {code: found for code, found in rings.items() if found}
    disputed = {area for dispute in load_disputes() for area in dispute.areas}
    lines = _draw_lines(frame)
    layers = [tag("rect", class_="map-sea", width=frame.width, height=frame.height)]
    layers.append(_land([ring for code in sorted(rings) if code not in own for ring in rings[code]], "map-land"))
    layers.append(_land([ring for code in sorted(rings) if code in own for ring in rings[code]], "map-land map-own"))
    claimed = _path(ring for code in sorted(rings) if code in disputed for ring in rings[code])
    if claimed:
        layers.append(tag("path", d=claimed, fill=f"url(#{hatch})"))
    layers += [tag("path", class_=f"map-{name}", d=data) for name, data in lines.items() if data]
    return Ground(join(layers), tuple(_in_view(frame, rings)), {code: _largest(found) for code, found in rings.items()})


def _shape(frame: Frame, polygons: tuple[Polygon, ...]) -> Iterator[list[Points]]:
    """The polygons of a feature that are in view, each as rings in units, its outline first."""
    geometry, window, least = load_geometry(), frame.window(), _least_weight(frame)
    for polygon in polygons:
        for shift in _shifts(polygon.box, window):
            rings = [_cut(frame, move(outline(geometry, ring, least), shift), window) for ring in polygon.rings]
            if len(rings[0]) > 2 and _area(rings[0]) >= LEAST_LAND:
                yield [ring for ring in rings if len(ring) > 2]


def _cut(frame: Frame, ring: Points, window: Box) -> Points:
    inside = densify(clip(ring, window))
    if len(inside) < 3:
        return inside[:0]
    return clip(frame.project(inside), (-MARGIN, -MARGIN, frame.width + MARGIN, frame.height + MARGIN))


def _draw_lines(frame: Frame) -> dict[str, str]:
    """The data of coasts, borders and borders in dispute."""
    drawn: dict[str, list[str]] = {"coast": [], "border": [], "disputed": []}
    borders = [border for dispute in load_disputes() for border in dispute.borders]
    areas = {area for dispute in load_disputes() for area in dispute.areas}
    window, least = frame.window(), _least_weight(frame)
    for line in load_geometry().lines:
        for shift in _shifts(line.box, window):
            points = line.points[line.weights >= least]
            for name, part in _sort(points, line, borders, areas):
                drawn[name] += _trace(frame, move(part, shift), window)
    return {name: "".join(parts) for name, parts in drawn.items()}


def _sort(points: Points, line: Line, borders: list[Border], areas: Collection[str]) -> Iterator[tuple[str, Points]]:
    """A line as what it is: the cut at the antimeridian is none, and of a border only a part may be in dispute."""
    sides = frozenset(line.sides)
    if len(sides) < 2:
        real = ~_is_seam(points)
        if real.all():
            yield "coast", points
        else:
            yield from (("coast", part) for part in split(points, real))
        return
    if sides & set(areas):
        yield "disputed", points
        return
    within = [border.within for border in borders if border.between == sides]
    middles = (points[:-1] + points[1:]) / 2
    claimed: Mask = np.zeros(len(middles), np.bool_)
    for box in within:
        claimed |= is_within(middles, box)
    yield from (("disputed", part) for part in split(points, claimed))
    yield from (("border", part) for part in split(points, ~claimed))


def _is_seam(points: Points) -> Mask:
    """Which steps of a line run along the antimeridian or the south pole, where the data is cut."""
    is_east, is_south = np.abs(points[:, 0]) >= 179.99, np.abs(points[:, 1]) >= 89.98
    return (is_east[:-1] & is_east[1:]) | (is_south[:-1] & is_south[1:])


def _trace(frame: Frame, line: Points, window: Box) -> Iterator[str]:
    """The parts of a line that are in view, as path data."""
    line = densify(line)
    near = is_within(line, window)
    for part in split(line, near[:-1] & near[1:]):
        units = frame.project(part)
        seen = is_within(units, (-MARGIN, -MARGIN, frame.width + MARGIN, frame.height + MARGIN))
        for visible in split(units, seen[:-1] | seen[1:]):
            yield polyline(visible.tolist())


def _in_view(frame: Frame, rings: Mapping[str, object]) -> Iterator[Dispute]:
    """The disputes that a map has to say something about: a point of theirs, or an area, is in it."""
    points = frame.place(np.array([dispute.at for dispute in load_disputes()]))
    seen = is_within(points, (0, 0, frame.width, frame.height)).tolist()
    for dispute, is_seen in zip(load_disputes(), seen, strict=True):
        if is_seen or dispute.areas & rings.keys():
            yield dispute


def _shifts(box: Box, window: Box) -> list[int]:
    """By how many degrees a box has to be moved around the globe to be in a window."""
    west, south, east, north = box
    if north < window[1] or south > window[3]:
        return []
    return [shift for shift in (-360, 0, 360) if west + shift <= window[2] and east + shift >= window[0]]


def _least_weight(frame: Frame) -> int:
    per_degree = frame.scale * np.pi / 180
    return weigh(LEAST_AREA / per_degree**2)


def _land(shapes: list[list[Points]], name: str) -> Markup:
    return tag("path", class_=name, d=_path(shapes)) if shapes else Markup("")


def _path(shapes: Iterator[list[Points]] | list[list[Points]]) -> str:
    return "".join(polyline(ring.tolist(), is_closed=True) for shape in shapes for ring in shape)


def _largest(shapes: list[list[Points]]) -> Points:
    return max((shape[0] for shape in shapes), key=_area)


def _area(ring: Points) -> float:
    x, y = ring.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2

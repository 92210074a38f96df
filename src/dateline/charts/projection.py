"""Degrees into units of a picture: one equal-area projection around the middle of the events, another for the world.

What is near is drawn by Lambert's azimuthal equal-area projection (Snyder 1987, no. 24), which knows neither poles nor
the antimeridian; what spans more than a hemisphere's half by Equal Earth (Savric, Patterson and Jenny 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.charts.geometry import Box, Points

Column = NDArray[np.float64]
Mask = NDArray[np.bool_]
LEAST_SPAN = 0.055  # radians across a map at least: 350 km
MOST_SPAN = 2.0  # radians from the middle's one side to the other; beyond, the world is drawn
PADDING = 0.13  # of the extent, on each side
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = np.sqrt(3) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A view of the globe: `lon` and `lat` in its middle (degrees), `scale` units a radian, `x` and `y` what the middle
    of the picture is in radians."""

    width: float
    height: float
    lon: float
    lat: float
    scale: float
    x: float = 0.0
    y: float = 0.0
    is_world: bool = False

    def project(self, degrees: Points) -> Points:
        """Degrees east and north (n x 2) into units, y downwards. Longitudes need not be within 180."""
        lon, lat = np.radians(degrees[:, 0] - self.lon), np.radians(degrees[:, 1])
        x, y = _equal_earth(lon, lat) if self.is_world else _lambert(lon, lat, np.radians(self.lat))
        return np.column_stack(
            (self.width / 2 + (x - self.x) * self.scale, self.height / 2 - (y - self.y) * self.scale)
        )

    def place(self, degrees: Points) -> Points:
        """The same for points of anywhere, by the shorter way around the globe."""
        turned = np.mod(degrees[:, 0] - self.lon + 180, 360) - 180 + self.lon
        return self.project(np.column_stack((turned, degrees[:, 1])))

    def window(self) -> Box:
        """A box of degrees that holds all that is in view; longitudes go on beyond 180."""
        if self.is_world:
            return self.lon - 180, -90, self.lon + 180, 90
        across, down = np.meshgrid(np.linspace(-0.5, 0.5, 17), np.linspace(-0.5, 0.5, 17))
        x = across.ravel() * self.width / self.scale + self.x
        y = down.ravel() * self.height / self.scale + self.y
        lon, lat = _from_lambert(x, y, np.radians(self.lat))
        south, north = float(np.degrees(lat.min())) - 2, float(np.degrees(lat.max())) + 2
        reach = float(np.degrees(np.abs(lon).max())) + 3
        if reach > 120 or north > 88 or south < -88:  # a pole is in view: all meridians are
            reach = 180
        return self.lon - reach, max(-90, south), self.lon + reach, min(90, north)


def fit_frame(points: Points, width: float, heights: tuple[float, float], least: float = LEAST_SPAN) -> Frame:
    """The view that holds points (degrees east and north), as high as they need between two heights."""
    lon, lat = find_middle(points)
    x, y = _lambert(np.radians(points[:, 0] - lon), np.radians(points[:, 1]), np.radians(lat))
    spans = float(np.ptp(x)), float(np.ptp(y))
    if max(spans) > MOST_SPAN:
        return _fit_world(lon, width)
    across, down = (max(least, span * (1 + 2 * PADDING)) for span in spans)
    height = min(heights[1], max(heights[0], width * down / across))
    middle = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    scale = min(width / across, height / down)
    return Frame(width=width, height=height, lon=lon, lat=lat, scale=scale, x=middle[0], y=middle[1])


def find_middle(points: Points) -> tuple[float, float]:
    """The middle of the shortest stretch of longitudes that holds all points, and of their latitudes."""
    lons = np.unique(np.mod(points[:, 0] + 180, 360) - 180)
    gaps = np.diff(np.append(lons, lons[0] + 360))
    widest = int(gaps.argmax())
    begin, span = float(lons[(widest + 1) % len(lons)]), 360 - float(gaps[widest])
    lon = (begin + span / 2 + 180) % 360 - 180
    return lon, float(points[:, 1].min() + points[:, 1].max()) / 2


def clip(ring: Points, box: Sequence[float]) -> Points:
    """The part of a closed ring inside a box (left, low, right, high), by Sutherland and Hodgman."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if not len(ring):
            break
        ring = _clip_side(ring, axis, limit, sign)
    return ring


def _clip_side(ring: Points, axis: int, limit: float, sign: int) -> Points:
    inside = (ring[:, axis] - limit) * sign >= 0
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    after, is_after = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    crosses = inside != is_after
    span = after[:, axis] - ring[:, axis]
    share = (limit - ring[:, axis]) / np.where(span == 0, 1, span)
    cut: Points = ring + (after - ring) * share[:, None]
    cut[:, axis] = limit
    both = np.stack((ring, cut), axis=1).reshape(-1, 2)
    kept: Points = both[np.stack((inside, crosses), axis=1).ravel()]
    return kept


def is_within(points: Points, box: Sequence[float]) -> Mask:
    """Which points lie in a box (left, low, right, high), its edges included."""
    x, y = points[:, 0], points[:, 1]
    return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


def move(line: Points, degrees: float) -> Points:
    """A line moved to the east."""
    moved = line.copy()
    moved[:, 0] += degrees
    return moved


def split(line: Points, keep: Mask) -> list[Points]:
    """The runs of a line whose steps are kept (`keep` has one a step)."""
    if not keep.any():
        return []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    return [line[start : end + 1] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _fit_world(lon: float, width: float) -> Frame:
    across, down = (float(value[0]) * 2 for value in _equal_earth(np.array([np.pi]), np.array([0.0])))
    down = 2 * float(_equal_earth(np.array([0.0]), np.array([np.pi / 2]))[1][0])
    scale = width / across
    middle = 11.0 if abs(lon - 11) < 90 else lon  # the usual view of the world, with no land cut in two
    return Frame(width=width, height=down * scale, lon=middle, lat=0, scale=scale, is_world=True)


def _lambert(lon: Column, lat: Column, lat0: float) -> tuple[Column, Column]:
    near = 1 + np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon)
    k = np.sqrt(2 / np.maximum(near, 1e-9))
    y = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon)
    return k * np.cos(lat) * np.sin(lon), k * y


def _from_lambert(x: Column, y: Column, lat0: float) -> tuple[Column, Column]:
    rho = np.minimum(np.hypot(x, y), 2)
    c = 2 * np.arcsin(rho / 2)
    safe = np.where(rho == 0, 1, rho)
    lat = np.arcsin(np.clip(np.cos(c) * np.sin(lat0) + y * np.sin(c) * np.cos(lat0) / safe, -1, 1))
    lon = np.arctan2(x * np.sin(c), rho * np.cos(lat0) * np.cos(c) - y * np.sin(lat0) * np.sin(c))
    return lon, lat


def _equal_earth(lon: Column, lat: Column) -> tuple[Column, Column]:
    a1, a2, a3, a4 = _A
    t = np.arcsin(_M * np.sin(lat))
    t2, t6 = t * t, t**6
    x = lon * np.cos(t) / (_M * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    return x, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def densify(line: Points, step: float = 1.5) -> Points:
    """A line with points between those that are more than a few degrees apart, so that parallels stay curved."""
    if len(line) < 2:
        return line
    steps = np.diff(line, axis=0)
    n = np.maximum(1, np.ceil(np.abs(steps).max(axis=1) / step)).astype(int)
    if (n == 1).all():
        return line
    begins, each = np.repeat(line[:-1], n, axis=0), np.repeat(steps / n[:, None], n, axis=0)
    at = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    return np.concatenate((begins + each * at[:, None], line[-1:]))

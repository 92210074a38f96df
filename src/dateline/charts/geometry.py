"""The bundled outlines of countries: lines shared by those whom they part, so that a border is known by its sides."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer import read_table

Points = NDArray[np.float64]  # n x 2: degrees east and north, or units of a picture
Box = tuple[float, float, float, float]  # west, south, east, north
_PER_OCTAVE, _OFFSET = 8, 18  # weights of points are 8 * (log2(square degrees) + 18): tools/build_geometry.py


@dataclass(frozen=True, slots=True)
class Polygon:
    """A piece of land: rings of lines (~n is line n backwards), the first one its outline; `box` holds it."""

    rings: tuple[tuple[int, ...], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the features on its sides: none but one of them at a coast. `weights` say how much each point is
    worth (255 for an end)."""

    points: Points
    weights: NDArray[np.uint8]
    sides: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Geometry:
    """All lines, and the polygons of every feature by its code: ISO 3166-1 alpha-3, or one of its own ("X-SOL")."""

    lines: tuple[Line, ...]
    features: Mapping[str, tuple[Polygon, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A line between two features that is in dispute, inside a box where not all of it is."""

    between: frozenset[str]
    within: Box = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What more than one side claims: words on it by language, a point in it, its areas and borders."""

    words: Mapping[str, str]
    at: tuple[float, float]
    areas: frozenset[str]
    borders: tuple[Border, ...]


@cache
def load_geometry() -> Geometry:
    """The outlines that ship: Natural Earth, 1:50 million."""
    data = np.load(io.BytesIO((resources.files("dateline") / "data" / "geometry" / "arcs.npz").read_bytes()))
    ends = np.cumsum(data["n_points"].astype(np.int64))[:-1]
    deltas, weights = np.split(data["deltas"].T, ends), np.split(data["weights"], ends)
    scale, shift = data["scale"], data["shift"]
    lines = [_unwind(np.cumsum(steps, axis=0) * scale + shift) for steps in deltas]
    boxes = [_box(points) for points in lines]
    features = _read_features(data, boxes)
    sides: dict[int, list[str]] = {}
    for code, polygons in features.items():
        for at in (at for polygon in polygons for ring in polygon.rings for at in ring):
            sides.setdefault(max(at, ~at), []).append(code)
    found = [Line(lines[at], weights[at], tuple(sides.get(at, ())), boxes[at]) for at in range(len(lines))]
    return Geometry(tuple(found), features)


@cache
def load_disputes() -> tuple[Dispute, ...]:
    """The borders and territories that are told apart (disputes.toml)."""
    text = (resources.files("dateline") / "data" / "geometry" / "disputes.toml").read_text(encoding="utf-8")
    return tuple(_read_dispute(entry) for entry in tomllib.loads(text)["dispute"])


@cache
def load_capitals() -> Mapping[str, tuple[str, float, float, int]]:
    """Code of a country -> its capital: name, degrees north, degrees east, people."""
    return {
        row["iso3"]: (row["name"], float(row["lat"]), float(row["lon"]), int(row["population"]))
        for row in read_table("geometry", "capitals.csv")
    }


@cache
def load_town_names(language: str) -> Mapping[str, str]:
    """The names that a language has for capitals, by the English ones; empty where none are bundled."""
    return {row["name"]: row[language] for row in read_table("geometry", "town_names.csv") if row.get(language)}


def outline(geometry: Geometry, ring: tuple[int, ...], least: int) -> Points:
    """The points of a ring that weigh `least` or more."""
    parts = []
    for at in ring:
        line = geometry.lines[max(at, ~at)]
        kept = line.points[line.weights >= least]
        parts.append(kept if at >= 0 else kept[::-1])
    return _unwind(np.concatenate(parts))


def weigh(square_degrees: float) -> int:
    """The weight of a point without which a line would lose so much."""
    return int(min(254, max(0, _PER_OCTAVE * (np.log2(square_degrees) + _OFFSET))))


def _read_features(data: Any, boxes: list[Box]) -> dict[str, tuple[Polygon, ...]]:
    codes = [row["code"] for row in read_table("geometry", "features.csv")]
    rings = iter(np.split(data["arcs"], np.cumsum(data["n_arcs"].astype(np.int64))[:-1]))
    n_rings = iter(data["n_rings"].tolist())
    return {
        code: tuple(
            _make_polygon(tuple(tuple(next(rings).tolist()) for _ in range(next(n_rings))), boxes) for _ in range(n)
        )
        for code, n in zip(codes, data["n_polygons"].tolist(), strict=True)
    }


def _make_polygon(rings: tuple[tuple[int, ...], ...], boxes: list[Box]) -> Polygon:
    parts = np.array([boxes[max(at, ~at)] for at in rings[0]])
    return Polygon(rings, (*_corner(parts[:, :2].min(axis=0)), *_corner(parts[:, 2:].max(axis=0))))


def _unwind(points: Points) -> Points:
    """A line over the antimeridian as one that goes on beyond 180 degrees; at the pole all meridians are one."""
    steps = np.diff(points[:, 0])
    is_jump = (np.abs(steps) > 180) & (points[1:, 1] > -89)
    if not is_jump.any():
        return points
    unwound = points.copy()
    unwound[1:, 0] -= 360 * np.cumsum(np.where(is_jump, np.sign(steps), 0))
    return unwound


def _corner(point: Any) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _box(points: Points) -> Box:
    return *_corner(points.min(axis=0)), *_corner(points.max(axis=0))


def _read_dispute(entry: Mapping[str, Any]) -> Dispute:
    borders = (
        Border(between=frozenset(one["between"]), **({"within": tuple(one["within"])} if "within" in one else {}))
        for one in entry.get("borders", ())
    )
    return Dispute(
        words={code: text for code, text in entry.items() if isinstance(text, str) and len(code) == 2},
        at=(entry["at"][0], entry["at"][1]),
        areas=frozenset(entry.get("areas", ())),
        borders=tuple(borders),
    )

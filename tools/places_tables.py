"""Readers of the tables and outlines from which ``build_places.py`` makes the gazetteer."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dateline.gazetteer import find_country


def read_csv(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


def read_tsv(file: Path) -> list[list[str]]:
    return [line.rstrip("\n").split("\t") for line in file.read_text(encoding="utf-8").splitlines()]


def ucdp_towns(file: Path) -> Iterator[dict[str, str]]:
    """Towns and villages whose place is exactly known, in the form of towns.csv."""
    for row in read_csv(file):
        town = re.fullmatch(r"([^,]+) (?:town|village|city|locality)", row["where_coordinates"])
        country = find_country(row["country"].split(" (")[0])
        if town and country and row["where_prec"] == "1":
            division = re.sub(r" (?:province|region|state|department|district)$", "", row["adm_1"])
            yield {"name": town[1], "aliases": "", "country": country.iso2, "admin1": division,
                   "lat": row["latitude"], "lon": row["longitude"]}  # fmt: skip


def county_points(atlas: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """FIPS code -> the middle of the county's box, from a quantised topology."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in atlas["arcs"]]
    found = {}
    for shape in atlas["objects"]["counties"]["geometries"]:
        rings = [arc for ring in flat(shape["arcs"]) for arc in [ring if ring >= 0 else ~ring]]
        corners = np.concatenate([arcs[arc] for arc in rings])
        lon, lat = (corners.min(axis=0) + corners.max(axis=0)) / 2
        found[shape["id"]] = (float(lat), float(lon))
    return found


def flat(arcs: Any) -> Iterator[int]:
    for arc in arcs:
        if isinstance(arc, int):
            yield arc
        else:
            yield from flat(arc)

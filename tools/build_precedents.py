"""Build the tables of earlier cases under ``src/dateline/data/precedents`` from published data.

Usage::

    python tools/build_precedents.py --upstream DIR --out src/dateline/data/precedents

``DIR`` holds the upstream files, none of which is fetched by this script:

    ucdp_country_month_1989_2024.csv   deaths by country and month, from UCDP GED 25.1
    ptcoups_raw_2020.csv               coups of Powell and Thyne, one a row; coup: 2 succeeded, 1 failed

Two files are written: ``deaths_by_month.csv`` (a column a country) and ``coups.csv``. The same input always gives the
same bytes. What each file holds, and what was changed, is told in ``ATTRIBUTION.md`` beside them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from dateline.gazetteer import find_country

FIRST_YEAR = 1989  # of the deaths; coups before it have no figures beside them
# Names of states that the gazetteer does not know by these words.
ISO3 = {
    "Cambodia (Kampuchea)": "KHM",
    "Congo": "COG",
    "DR Congo (Zaire)": "COD",
    "Guinea Bissau": "GNB",
    "Kingdom of eSwatini (Swaziland)": "SWZ",
    "Madagascar (Malagasy)": "MDG",
    "Myanmar (Burma)": "MMR",
    "Russia (Soviet Union)": "RUS",
    "Serbia (Yugoslavia)": "SRB",
    "Yemen (North Yemen)": "YEM",
    "Zimbabwe (Rhodesia)": "ZWE",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upstream", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    _write(options.out / "deaths_by_month.csv", _deaths(options.upstream / "ucdp_country_month_1989_2024.csv"))
    _write(options.out / "coups.csv", _coups(options.upstream / "ptcoups_raw_2020.csv"))


def _deaths(file: Path) -> Iterable[Sequence[str]]:
    head, *rows = _read(file)
    codes = [_iso3(name) for name in head[1:]]
    order = sorted(range(len(codes)), key=lambda at: codes[at])
    yield "month", *(codes[at] for at in order)
    for row in rows:
        yield row[0][:7], *(row[at + 1] for at in order)


def _coups(file: Path) -> Iterable[Sequence[str]]:
    head, *rows = _read(file)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    found = sorted(
        (date(*(int(record[part]) for part in ("year", "month", "day"))).isoformat(), _iso3(record["country"]), kind)
        for record in records
        if (kind := {"1": "failed", "2": "succeeded"}[record["coup"]]) and int(record["year"]) >= FIRST_YEAR
    )
    yield from (("day", "iso3", "outcome"), *found)


def _iso3(name: str) -> str:
    if name in ISO3:
        return ISO3[name]
    country = find_country(name)
    if country is None:
        raise SystemExit(f"no country is known by the name {name!r}")
    return country.iso3


def _read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))


def _write(file: Path, rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()

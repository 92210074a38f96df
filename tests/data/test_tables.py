"""The tables that ship with the package hold together."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "src" / "dateline" / "data"
DEMO = DATA / "demo"
OWNERS = {"state", "public", "private", "intergovernmental", "ngo", "unknown"}
SERIES = ("ucdp_fatalities_by_month.csv", "unhcr_displacement_by_year.csv")

# Words that news uses for the people of two countries, with the countries.
SHARED_DEMONYMS = {
    "congolese": {"CD", "CG"},  # DR Congo and Republic of the Congo
    "dominican": {"DM", "DO"},  # Dominica and the Dominican Republic
    "dominicans": {"DM", "DO"},
}

# Territories without residents of their own, or whose people have no word in common use.
NO_DEMONYM = {"BV", "CX", "GG", "GS", "HM", "JE", "SJ", "TF", "UM", "VA"}


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def values(field: str) -> list[str]:
    return field.split(";") if field else []


def owners_of(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, owner in pairs:
        owners[name.casefold()].add(owner)
    return {name: found for name, found in owners.items() if len(found) > 1}


@pytest.fixture(scope="module")
def countries() -> list[dict[str, str]]:
    return read_table(DATA / "gazetteer" / "countries.csv")


@pytest.fixture(scope="module")
def outlets() -> list[dict[str, str]]:
    return read_table(DATA / "outlets" / "outlets.csv")


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    text = (DEMO / "sahel_reports.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("column", ["iso2", "iso3", "geonames_id", "name"])
def test_each_country_has_one_row(countries: list[dict[str, str]], column: str) -> None:
    found = [row[column] for row in countries]
    assert len(found) == len(set(found)) == 250
    assert all(found)


def test_neighbours_are_known_and_mutual(countries: list[dict[str, str]]) -> None:
    neighbours = {row["iso2"]: set(values(row["neighbours"])) for row in countries}
    pairs = [(code, other) for code, others in neighbours.items() for other in others]
    assert pairs
    assert [pair for pair in pairs if pair[0] == pair[1]] == []
    assert [(code, other) for code, other in pairs if code not in neighbours.get(other, set())] == []


def test_a_name_or_demonym_belongs_to_one_country(countries: list[dict[str, str]]) -> None:
    shared = owners_of(
        (name, row["iso2"])
        for row in countries
        for name in [row["name"], *values(row["aliases"]), *values(row["demonyms"])]
    )
    assert shared == SHARED_DEMONYMS


def test_fields_of_a_country_are_clean(countries: list[dict[str, str]]) -> None:
    for row in countries:
        for column in ("aliases", "demonyms", "capital_aliases"):
            found = values(row[column])
            assert all(name and name == name.strip() for name in found), row["iso2"]
            assert len(found) == len(set(found)), row["iso2"]
        assert row["region"], row["iso2"]


def test_peoples_have_demonyms(countries: list[dict[str, str]]) -> None:
    assert {row["iso2"] for row in countries if not row["demonyms"]} == NO_DEMONYM


def test_every_outlet_is_in_a_known_country(outlets: list[dict[str, str]], countries: list[dict[str, str]]) -> None:
    known = {row["iso2"] for row in countries}
    assert [row["name"] for row in outlets if row["country"] and row["country"] not in known] == []


def test_outlet_fields_are_in_their_vocabulary(outlets: list[dict[str, str]]) -> None:
    assert {row["owner"] for row in outlets} <= OWNERS
    assert {row["is_agency"] for row in outlets} == {"0", "1"}
    assert len(outlets) >= 450


def test_an_outlet_name_means_one_outlet(outlets: list[dict[str, str]]) -> None:
    names = [row["name"].casefold() for row in outlets]
    assert len(names) == len(set(names))
    pairs = [(name, row["name"]) for row in outlets for name in [row["name"], *values(row["aliases"])]]
    assert owners_of(pairs) == {}
    assert all(name and name == name.strip() for name, _ in pairs)


def test_outlets_cited_in_the_demo_are_known(outlets: list[dict[str, str]], reports: list[dict[str, Any]]) -> None:
    known = {name.casefold() for row in outlets for name in [row["name"], *values(row["aliases"])]}
    cited = {
        part.strip()
        for report in reports
        for source in report["sources"]
        for part in re.split(r" via (?:the )?", source["outlet"])
    }
    # A joint credit of two agencies, to be split before it is looked up.
    assert {name for name in cited if name.casefold() not in known} == {"SAPA-DPA"}


def test_demo_reports_are_complete_and_in_order(reports: list[dict[str, Any]]) -> None:
    assert len(reports) > 900
    days = [date.fromisoformat(report["published_at"]) for report in reports]
    assert days == sorted(days)
    for report in reports:
        assert set(report) == {"published_at", "text", "category", "topics", "sources", "lang"}
        assert report["text"] == report["text"].strip()
        for source in report["sources"]:
            assert set(source) == {"outlet", "url"}
            assert source["outlet"]
            assert source["url"] is None or source["url"].startswith("http")


def test_demo_reports_are_neither_headings_nor_copies(reports: list[dict[str, Any]]) -> None:
    assert len({(report["published_at"], report["text"]) for report in reports}) == len(reports)
    for report in reports:
        assert report["sources"] or re.search(r"[.!?]", report["text"]), report["text"]
        assert not re.search(r"\),$", report["text"]), report["text"]


@pytest.mark.parametrize("name", SERIES)
def test_series_rows_are_known_only_after_their_period(name: str) -> None:
    rows = read_table(DEMO / name)
    assert rows
    for row in rows:
        start, end, released = (
            date.fromisoformat(row[column]) for column in ("period_start", "period_end", "released_at")
        )
        assert start <= end < released, row
        assert float(row["value"]) >= 0


@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_one_value_a_period(name: str) -> None:
    rows = read_table(DEMO / name)
    keys = [(row["series_id"], row["period_end"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert len({(row["series_id"], row["measure"], row["unit"]) for row in rows}) == len({key[0] for key in keys})

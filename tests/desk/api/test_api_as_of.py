"""Nothing that was published after the moment is in any answer."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.web.api.exports import Table
from small_store import NOW, TOLD

# What takes no moment, and why none is needed.
STANDING = {
    "/health": "tells of the desk",
    "/situations": "definitions, which are the user's",
    "/situations/{about}": "a definition, which is the user's",
    "/searches": "searches, which are the user's",
    "/alerts/rules": "rules, which are the user's",
    "/feeds": "tells how sources answer now, and nothing that a report says",
    "/feeds/{feed_id}": "tells how a source answers now, and nothing that a report says",
    "/stats": "counts of the whole store, for whoever keeps it",
    "/failures": "records that never became reports",
}
NEEDED = {"/claim-tests": {"claim": "Security in Mali has worsened since 2023"}}
PLACES = {"r10": "Zalimbuktu", "r11": "Orvanistan"}  # words that only these reports have


def reads(client: TestClient) -> list[str]:
    """Every address that is read and takes a moment, with its names filled in."""
    described: dict[str, Any] = client.get("/openapi.json").json()["paths"]
    versions = [one["version"] for one in client.get("/briefs").json()["items"]]
    names = {
        "{about}": ["mali", "Gao", "JNIM blockade"],
        "{article_id}": [name for name, *_ in TOLD],
        "{story_id}": [name for name, *_ in TOLD],
        "{version}": versions,
        "{actor_id}": ["jnim", "mli-mil", "assimi-goita"],
        "{geonames_id}": ["2457163", "2460596"],
        "{name}": ["Reuters", "AFP", "fuel", "news"],
        "{table}": list(Table),
    }
    found = []
    for path, methods in described.items():
        if "get" not in methods or path in STANDING:
            continue
        assert any(one["name"] == "as_of" for one in methods["get"]["parameters"]), path
        slots = [one for one in names if one in path]
        for values in product(*(names[one] for one in slots)):
            filled = path
            for slot, value in zip(slots, values, strict=True):
                filled = filled.replace(slot, quote(value))
            found.append(filled)
    return found


def test_only_what_stands_takes_no_moment(reading: TestClient) -> None:
    described: dict[str, Any] = reading.get("/openapi.json").json()["paths"]
    without = {
        path
        for path, methods in described.items()
        if "get" in methods and not any(one["name"] == "as_of" for one in methods["get"].get("parameters", ()))
    }
    assert without == set(STANDING)


@settings(max_examples=60)
@given(moment=st.datetimes(datetime(2025, 9, 1), datetime(2025, 11, 7)), at=st.integers(0, 10_000))
def test_no_later_report_appears(reading: TestClient, moment: datetime, at: int) -> None:
    paths = reads(reading)
    check(reading, paths[at % len(paths)], moment.replace(tzinfo=UTC, microsecond=0))


def test_every_address_on_the_day_before_the_last_two_reports(reading: TestClient) -> None:
    for path in reads(reading):
        check(reading, path, datetime(2025, 11, 5, 12, tzinfo=UTC))


def check(client: TestClient, path: str, moment: datetime) -> None:
    """Whether an answer as of a moment is silent about what came after it."""
    answer = client.get(path, params={"as_of": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), **NEEDED.get(path, {})})
    assert answer.status_code in (200, 404), answer.text
    text = answer.text if answer.status_code == 200 else ""
    for name, when, _, told in TOLD:
        if datetime.fromisoformat(when).replace(tzinfo=UTC) > moment:
            assert f'"{name}"' not in text, (path, moment, name)
            assert told not in text, (path, moment, name)


def test_today_is_the_latest_moment(reading: TestClient) -> None:
    """What is dated later than now is not shown, whatever moment is asked for."""
    for path in reads(reading):
        for as_of in ("2027-01-01", "today"):
            text = reading.get(path, params={"as_of": as_of}).text
            assert not [word for word in PLACES.values() if word in text], path


@pytest.mark.parametrize("form", ["2025-11-05", "2025-11-05T23:59:59Z", "5 November 2025", "November 5, 2025"])
def test_a_moment_is_written_as_elsewhere(reading: TestClient, form: str) -> None:
    found = reading.get("/reports", params={"as_of": form}).json()
    assert [one["article_id"] for one in found["items"]] == ["r07", "r06", "r05", "r04", "r03", "r02", "r01"]
    assert datetime(2025, 11, 5, tzinfo=UTC) < NOW

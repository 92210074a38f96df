"""Every form of an export, as other programs read it, with rows whose every text is hostile."""

import csv
import io
import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pyarrow.parquet
import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BrokenWorldError
from dateline.moments import end_of_day
from dateline.records import Cells, Column, ColumnKind, Export, Sheet
from dateline.records.columns import COLUMNS
from dateline.writers.exports import FORMS, form_of
from dateline.writers.exports.as_csv import GUARD, guard

AS_OF = end_of_day(date(2025, 11, 7))
HOSTILE = '=HYPERLINK("https://evil.example";"x")'
BREAKS = 'He said, "no"\r\nBEGIN:VEVENT\r\nX:1;2\\'
EMPTY: dict[ColumnKind, Any] = {ColumnKind.TEXTS: [], ColumnKind.RECORDS: []}
WORDS = {
    "article_id": "a1",
    "start": 0,
    "end": len(BREAKS),
    "quote": BREAKS,
    "outlet": HOSTILE,
    "url": "https://news.example/1?a=b,c;d",
    "published_at": datetime(2025, 11, 5, tzinfo=UTC),
    "known_at": end_of_day(date(2025, 11, 5)),
}


def make_row(name: str, /, **cells: Any) -> Cells:
    """A row of a table; what is not given is empty."""
    return {**{one.name: EMPTY.get(one.kind) for one in COLUMNS[name]}, **WORDS, "lang": "en", **cells}


def make_event(**cells: Any) -> Cells:
    """An attack in Gao."""
    told = {
        "event_id": "e1",
        "event_type": "ASSAULT",
        "quad": 4,
        "goldstein": -9.0,
        "modality": "happened",
        "is_state": False,
        "earliest": date(2025, 11, 4),
        "latest": date(2025, 11, 4),
        "source_ids": ["mli-reb-jnim"],
        "source_names": ["-JNIM; the group\\"],
        "source_kinds": ["armed_group"],
        "source_codes": ["MLI REB"],
        "geonames_id": "2457161",
        "place": "Gao",
        "lat": 16.27,
        "lon": -0.04,
        "country": "MLI",
        "precision": "place",
        "counts": [{"low": 3, "high": None, "what": "@soldiers", "outcome": "killed"}],
        "score": 0.875,
    }
    return make_row("events", **{**told, **cells})


def make_export(**tables: Iterable[Cells]) -> Export:
    sheets = tuple(Sheet(name=name, columns=COLUMNS[name], rows=rows) for name, rows in tables.items())
    return Export(situation_id="mali", title="Mali: <b>blockade</b>\r\nX:1", as_of=AS_OF, sheets=sheets)


def write(form: str, **tables: Iterable[Cells]) -> bytes:
    return b"".join(FORMS[form].write(make_export(**tables)))


def read_csv(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_json_lines_lose_nothing() -> None:
    (line,) = write("jsonl", events=[make_event()]).splitlines()
    row = json.loads(line)
    assert list(row) == [column.name for column in COLUMNS["events"]]
    assert (row["quote"], row["outlet"], row["counts"][0]["high"]) == (BREAKS, HOSTILE, None)
    assert (row["earliest"], row["published_at"], row["known_at"]) == (
        "2025-11-04",
        "2025-11-05T00:00:00Z",
        "2025-11-05T23:59:59Z",
    )


def test_no_cell_of_a_csv_is_a_formula() -> None:
    (row,) = read_csv(write("csv", events=[make_event()]))
    assert row["outlet"] == GUARD + HOSTILE
    assert row["source_names"] == GUARD + "-JNIM\\; the group\\\\"
    assert (row["quote"], row["goldstein"], row["is_state"], row["mode"]) == (BREAKS, "-9.0", "false", "")
    assert json.loads(row["counts"]) == [{"low": 3, "high": None, "what": "@soldiers", "outcome": "killed"}]


def test_a_csv_begins_as_spreadsheets_know_utf8() -> None:
    body = write("csv", events=[make_event(place="Goïta")])
    assert body.startswith("\ufeffevent_id,event_type,".encode())
    assert read_csv(body)[0]["place"] == "Goïta"


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_gives_its_text_back(text: str) -> None:
    guarded = guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert guarded.removeprefix(GUARD) == text


def test_parquet_has_types() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(write("parquet", events=[make_event(), make_event(lat=None)])))
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["published_at"], types["earliest"], types["goldstein"], types["killed_low"], types["is_state"]) == (
        "timestamp[us, tz=UTC]",
        "date32[day]",
        "double",
        "int64",
        "bool",
    )
    assert types["source_names"].startswith("list<")
    row = table.to_pylist()[0]
    assert (row["quote"], row["known_at"]) == (BREAKS, WORDS["known_at"])
    assert row["counts"] == [{"low": 3, "high": None, "what": "@soldiers", "outcome": "killed"}]
    assert json.loads(table.schema.metadata[b"dateline"])["as_of"] == "2025-11-07T23:59:59Z"


def test_parquet_without_pyarrow_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(BrokenWorldError, match=r"pip install 'dateline\[parquet\]'"):
        write("parquet", events=[make_event()])


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_can_be_parquet(name: str) -> None:
    body = write("parquet", **{name: [make_row(name)]})
    assert pyarrow.parquet.read_table(io.BytesIO(body)).column_names == [column.name for column in COLUMNS[name]]


def test_geojson_has_a_point_for_each_row_with_one() -> None:
    found = json.loads(write("geojson", events=[make_event(lat=None, lon=None), make_event(), make_event()]))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 2
    feature = found["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.04, 16.27]}
    assert (feature["id"], feature["properties"]["quote"], "lat" in feature["properties"]) == ("e1", BREAKS, False)
    assert json.loads(write("geojson", places=[]))["features"] == []


def make_bundle() -> bytes:
    relation = {
        "relation_id": "r1",
        "kind": "at_war",
        "left_id": "MLI",
        "left": "Mali",
        "left_kind": "country",
        "right_id": "mli-reb-jnim",
        "right": "JNIM",
        "right_kind": "armed_group",
        "begun": date(2025, 11, 4),
        "ended": date(2025, 11, 4),
        "confidence": 0.9,
        "more_evidence": [{"says": "last", **WORDS, "published_at": datetime(2025, 11, 6, tzinfo=UTC)}],
    }
    return write(
        "stix",
        reports=[
            make_row("reports", outlets=[HOSTILE], title=None),
            make_row("reports", article_id="a2", url="javascript:alert(1)", outlets=[], copy_of="a1"),
        ],
        events=[make_event()],
        statements=[make_row("statements", statement_id="s1", modality="said", speaker="the army")],
        relations=[make_row("relations", **relation)],
        episodes=[make_row("episodes", episode_id="p1", kind="blockade", name="fuel blockade", state="ongoing")],
    )


def test_a_stix_bundle_is_read_by_the_library_of_its_makers() -> None:
    bundle = stix2.parse(make_bundle().decode())
    ids = {one.id for one in bundle.objects}
    assert len(ids) == len(bundle.objects)
    keys = ("created_by_ref", "source_ref", "target_ref")
    pointed = {one[key] for one in bundle.objects for key in keys if key in one}
    pointed |= {ref for one in bundle.objects for ref in one.get("object_refs", [])}
    assert pointed <= ids


def test_stix_names_no_threat_and_keeps_the_words() -> None:
    bundle = stix2.parse(make_bundle().decode())
    by_type: dict[str, list[Any]] = {}
    for one in bundle.objects:
        by_type.setdefault(one.type, []).append(one)
    assert set(by_type) == {
        *("identity", "extension-definition", "report", "note", "location", "relationship", "grouping")
    }
    group = next(one for one in by_type["identity"] if one.name == "-JNIM; the group\\")
    assert (group.identity_class, list(group.roles)) == ("group", ["armed-group"])
    event = next(one for one in by_type["note"] if "assault" in one.labels)
    assert (event.content, event.confidence) == (BREAKS, 88)
    war = next(one for one in by_type["relationship"] if one.relationship_type == "at-war")
    assert (war.confidence, war.get("stop_time"), war.modified.date()) == (90, None, date(2025, 11, 6))
    second = next(one for one in by_type["report"] if one.external_references[0].external_id == "a2")
    assert "url" not in second.external_references[0]


def test_stix_ids_are_the_same_again() -> None:
    assert make_bundle() == make_bundle()


def make_calendar(**cells: Any) -> Any:
    told = {
        "scheduled_id": "d1",
        "day": date(2025, 12, 14),
        "summary": BREAKS,
        "date_words": "14 December",
        "modality": "planned",
        "n_reports": 2,
        "more_evidence": [{"says": "names it too", **WORDS, "outlet": None, "url": "javascript:x"}],
    }
    body = write("ics", scheduled=[make_row("scheduled", **{**told, **cells})])
    return icalendar.Calendar.from_ical(body)


def test_a_calendar_has_a_whole_day_for_what_is_scheduled() -> None:
    (event,) = make_calendar().walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2025, 12, 14), date(2025, 12, 15))
    assert event["dtstamp"].dt == AS_OF.replace(microsecond=0)
    assert (str(event["uid"]), str(event["status"]), str(event["transp"])) == (
        "d1@dateline.invalid",
        "TENTATIVE",
        "TRANSPARENT",
    )
    assert str(event["url"]) == WORDS["url"]
    assert 'He said, "no" BEGIN:VEVENT X:1;2\\' in str(event["summary"])
    assert str(event["description"]).count("BEGIN:VEVENT") == 2
    assert "javascript" not in str(event["description"])


def test_an_address_that_is_no_link_is_no_url_of_an_event() -> None:
    (event,) = make_calendar(url="ftp://files.example").walk("VEVENT")
    assert "url" not in event


@pytest.mark.parametrize(
    ("file", "form"),
    [("a.csv", "csv"), ("A.GeoJSON", "geojson"), ("a.stix.json", "stix"), ("a.json", None), ("csv", None)],
)
def test_the_ending_of_a_file_asks_for_a_form(file: str, form: str | None) -> None:
    assert form_of(file) == form


def test_a_record_column_says_what_is_in_its_records() -> None:
    def bare(columns: Iterable[Column]) -> list[str]:
        return [one.name for one in columns if (one.kind is ColumnKind.RECORDS) != bool(one.fields)]

    assert [bare(columns) for columns in COLUMNS.values() if bare(columns)] == []

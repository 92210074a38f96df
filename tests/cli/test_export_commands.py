"""`export` and `syndicate`, as from a shell."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import icalendar
import pyarrow.parquet
import pytest
import stix2

from dateline.sources.feed import read_feed

AS_OF = ("--as-of", "2025-11-07")


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "geojson", "stix.json"])
def test_the_ending_of_the_file_chooses_the_form(dateline: Any, store: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"mali.{ending}"
    finished = dateline("--store", store, "export", "mali", *AS_OF, "-o", file, "--json")
    counts = finished.json["rows"]
    assert counts["events"] > 500
    read = {
        "jsonl": lambda: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()],
        "csv": lambda: list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))),
        "parquet": lambda: pyarrow.parquet.read_table(file).to_pylist(),
        "geojson": lambda: json.loads(file.read_text(encoding="utf-8"))["features"],
        "stix.json": lambda: stix2.parse(file.read_text(encoding="utf-8")).objects,
    }
    n = len(read[ending]())
    assert n > counts["events"] if ending == "stix.json" else n <= counts["events"]
    assert n == counts["events"] or ending in ("geojson", "stix.json")
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_without_a_file_rows_go_to_standard_output(dateline: Any, store: Path) -> None:
    asked = ("--store", store, "export", "mali", "--what", "relations", *AS_OF)
    lines = [json.loads(line) for line in dateline(*asked).out.splitlines()]
    assert dateline(*asked, "--json").json["tables"]["relations"] == lines
    assert dateline(*asked).out == dateline(*asked).out
    assert dateline(*asked, "--format", "csv").out.startswith("\ufeffrelation_id,kind,")


def test_what_is_scheduled_is_a_calendar(dateline: Any, store: Path, tmp_path: Path) -> None:
    text = "The government of Mali says that it will hold a referendum on 14 December 2025."
    report = {"text": text, "published_at": "2025-11-05", "outlet": "AP", "url": "https://ap.example/1"}
    (tmp_path / "more.jsonl").write_text(json.dumps(report), encoding="utf-8")
    asked = ("--store", store, "export", "mali", *AS_OF, "-o", tmp_path / "mali.ics")
    assert dateline(*asked).code == 1
    assert not (tmp_path / "mali.ics").exists()
    assert dateline("--store", store, "import", tmp_path / "more.jsonl").code == 0
    finished = dateline(*asked)
    assert "scheduled (1 row)" in finished.err
    calendar: Any = icalendar.Calendar.from_ical((tmp_path / "mali.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == f"“{text}”"
    assert str(event["url"]) == "https://ap.example/1"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "xlsx"), "'xlsx' is not a format"),
        (("--what", "horses"), "'horses' cannot be exported as jsonl"),
        (("--what", "relations", "--format", "geojson"), "only events, places"),
        (("--what", "events", "--format", "stix"), "leave out --what"),
        (("--as-of", "some day"), "some day"),
    ],
)
def test_what_cannot_be_exported_is_refused(dateline: Any, store: Path, options: tuple[str, ...], told: str) -> None:
    finished = dateline("--store", store, "export", "mali", *options)
    assert finished.code == 2
    assert told in finished.err


def test_nothing_found_and_a_file_that_cannot_be_have_their_codes(dateline: Any, store: Path, tmp_path: Path) -> None:
    assert dateline("--store", store, "export", "Freedonia", *AS_OF, "-o", tmp_path / "a.csv").code == 1
    assert not (tmp_path / "a.csv").exists()
    finished = dateline("--store", store, "export", "mali", *AS_OF, "-o", tmp_path / "none" / "a.csv")
    assert finished.code == 3
    assert "cannot be written" in finished.err


@pytest.mark.parametrize(("ending", "form"), [("atom", "atom"), ("xml", "atom"), ("json", "json")])
@pytest.mark.parametrize("what", ["briefs", "reports", "stories"])
def test_a_feed_is_read_by_our_own_reader(
    dateline: Any, store: Path, tmp_path: Path, what: str, ending: str, form: str
) -> None:
    file = tmp_path / f"a feed.{ending}"
    options = ("--what", what, "--base", "https://desk.example/mali", "-n", 7, *AS_OF, "-o", file)
    assert dateline("--store", store, "syndicate", "mali", *options).code == 0
    found = read_feed(file.read_bytes(), url="https://desk.example/mali/")
    assert (found.form, found.site_url) == (form, "https://desk.example/mali/")
    assert len(found.items) == (1 if what == "briefs" else 7)
    assert "https://desk.example/mali/a%20feed" in file.read_text(encoding="utf-8")


def test_a_feed_that_cannot_be_is_refused(dateline: Any, store: Path) -> None:
    asked = ("--store", store, "syndicate", "mali", *AS_OF)
    assert dateline(*asked, "--base", "ftp://desk.example").code == 2
    assert dateline(*asked, "--what", "horses").code == 2
    assert dateline(*asked, "--format", "rss").code == 2
    assert dateline("--store", store, "syndicate", "Freedonia", *AS_OF).code == 1

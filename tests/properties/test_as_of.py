"""A brief as of a moment is the brief that could have been written at that moment."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline import codec, run
from dateline.records import Article, Cells, Observation, Situation
from dateline.records.columns import COLUMNS
from dateline.sources import article_from_fields
from dateline.store import SqliteStore
from dateline.writers.forms import write_json
from making import DEMO, MEASURES, NOW, read_demo_reports

ABOUT = ("mali", "Mali", "Niger France", "Wagner", "Burkina Faso 2022")
FIRST, LAST = datetime(2012, 3, 1), datetime(2025, 11, 7, 23, 59, 59)


def read_reports() -> list[Article]:
    """Every second bundled report; every other of them dated to the minute instead of the day."""
    articles = []
    for number, report in enumerate(read_demo_reports()[::2]):
        hour = f"T{number % 24:02}:30Z" if number % 2 else ""
        articles.append(article_from_fields({**report, "published_at": report["published_at"] + hour}, "demo"))
    return articles


def read_rows() -> list[Observation]:
    """The bundled rows, and for every tenth a first release that another followed."""
    rows = [
        row for name in MEASURES for row in codec.read_observations((DEMO / name).read_text(encoding="utf-8"), name)
    ]
    return rows + [
        release(row, row.value + 7, row.released_at - timedelta(days=90))
        for row in rows[::10]
        if row.released_at - timedelta(days=90) > row.period_end
    ]


def release(row: Observation, value: float, released_at: date) -> Observation:
    fields = {name: getattr(row, name) for name in Observation.__slots__}
    return Observation(**{**fields, "value": value, "released_at": released_at})


REPORTS, ROWS = read_reports(), read_rows()
MALI: Situation = run.read_situation(DEMO / "mali.toml")


@contextmanager
def keep(articles: list[Article], rows: list[Observation]) -> Iterator[SqliteStore]:
    """A store with these records."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles(articles, NOW)
            writer.add_observations(rows)
            writer.put_situation(MALI)
        yield store
        store.close()


@pytest.fixture(scope="module")
def full() -> Iterator[SqliteStore]:
    """The store with everything, whatever the moment."""
    with keep(REPORTS, ROWS) as store:
        yield store


def write(store: SqliteStore, about: str, as_of: datetime) -> str | None:
    brief = run.write_brief(store, about, as_of)
    return write_json(brief) if brief else None


@settings(max_examples=100)
@given(
    moment=st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(tzinfo=UTC)),
    about=st.sampled_from(ABOUT),
)
@example(moment=datetime(2025, 6, 30, tzinfo=UTC), about="mali")
@example(moment=datetime(2023, 7, 1, 11, 30, tzinfo=UTC), about="mali")
@example(moment=datetime(2025, 11, 7, 23, 59, 59, 999999, tzinfo=UTC), about="Mali")
@example(moment=datetime(2012, 3, 22, tzinfo=UTC), about="Mali")
def test_nothing_later_is_known(full: SqliteStore, moment: datetime, about: str) -> None:
    """A brief from everything as of a moment equals, byte for byte, the brief from what was known by then."""
    written = write(full, about, moment)
    known = [article for article in REPORTS if article.known_at is not None and article.known_at <= moment]
    released = [row for row in ROWS if row.released_at <= moment.date()]
    with keep(known, released) as then:
        assert write(then, about, moment) == written
    if written is not None:
        assert find_late(json.loads(written), moment) == []


def find_late(value: Any, moment: datetime) -> list[str]:
    """Every date in the JSON that lies after the moment."""
    if isinstance(value, list):
        return [late for entry in value for late in find_late(entry, moment)]
    if not isinstance(value, dict):
        return []
    late = [late for entry in value.values() for late in find_late(entry, moment)]
    for key in ("published_at", "released_at", "as_of", "from", "to", "last_reported"):
        if key in value and read_first_moment(value[key]) > moment:
            late.append(f"{key}: {value[key]}")
    return late


def read_first_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def test_late_dates_are_found_where_they_are() -> None:
    """The search for later dates sees into every part of a brief."""
    brief = {
        "sections": [{"sentences": [{"evidence": [{"published_at": "2025-01-02"}]}]}],
        "coverage": {"to": "2025-01-01"},
    }
    assert find_late(brief, datetime(2025, 1, 1, 12, tzinfo=UTC)) == ["published_at: 2025-01-02"]


def test_a_report_is_used_from_the_moment_it_is_known(full: SqliteStore) -> None:
    """A report of the minute belongs as of that minute; as of a microsecond before, it changes not a byte."""
    minute = datetime(2025, 11, 5, 9, 30, tzinfo=UTC)
    fields = {
        "text": "The Malian army leaves Timbuktu after an attack by JNIM fighters kills 240 soldiers.",
        "published_at": "2025-11-05T09:30Z",
        "sources": [{"outlet": "Reuters", "url": "https://news.example/timbuktu"}],
    }
    report = article_from_fields(fields, "wire")
    before = minute - timedelta(microseconds=1)
    with keep([*REPORTS, report], ROWS) as store:
        assert report in select(store, minute)
        assert report not in select(store, before)
        assert write(store, "mali", before) == write(full, "mali", before)


def select(store: SqliteStore, as_of: datetime) -> tuple[Article, ...]:
    selection = run.select(store, "mali", as_of)
    return selection.articles if selection else ()


@settings(max_examples=20)
@given(moment=st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(tzinfo=UTC)))
@example(moment=datetime(2023, 7, 1, 11, 30, tzinfo=UTC))
def test_a_timeline_and_a_background_know_nothing_later(full: SqliteStore, moment: datetime) -> None:
    """Those from everything as of a moment equal those from what was known by then."""
    known = [article for article in REPORTS if article.known_at is not None and article.known_at <= moment]
    wanted = run.Wanted(n_days=10)
    with keep(known, []) as then:
        assert run.chronicle(then, "mali", moment, wanted) == run.chronicle(full, "mali", moment, wanted)
        assert run.summarise(then, "mali", moment, 120) == run.summarise(full, "mali", moment, 120)
        assert run.relate(then, "mali", moment) == run.relate(full, "mali", moment)
        assert run.follow(then, "mali", moment) == run.follow(full, "mali", moment)
        assert run.trace(then, "mali", moment) == run.trace(full, "mali", moment)


@settings(max_examples=5)
@given(moment=st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(tzinfo=UTC)))
@example(moment=datetime(2023, 7, 1, 11, 30, tzinfo=UTC))
def test_an_export_holds_nothing_later(full: SqliteStore, moment: datetime) -> None:
    """Every table of everything as of a moment equals that of what was known by then, and has no later moment in it."""
    known = [article for article in REPORTS if article.known_at is not None and article.known_at <= moment]
    with keep(known, []) as then:
        for name in COLUMNS:
            rows = list_rows(full, name, moment)
            assert rows == list_rows(then, name, moment)
            assert [late for row in rows for late in find_late_cells(row, moment, name)] == []
        for make in (run.make_report_channel, run.make_brief_channel):
            found = make(full, "mali", moment)
            assert found is None or found.updated_at <= moment
            if make is run.make_report_channel:
                assert found == make(then, "mali", moment)


def list_rows(store: SqliteStore, name: str, moment: datetime) -> list[Cells]:
    found = run.export(store, "mali", moment, [name])
    return [row for sheet in found.sheets for row in sheet.rows] if found else []


def find_late_cells(row: Cells, moment: datetime, name: str) -> list[str]:
    """The moments after the moment, and days that can only be of what was reported."""
    late = [key for key, value in row.items() if isinstance(value, datetime) and value > moment]
    days = ("first_reported", "last_reported", "started", "begun", "first_day", "last_day")
    late += [key for key in days if row.get(key) is not None and row[key] > moment.date()]
    late += ["day"] if name == "scheduled" and row["day"] <= moment.date() else []
    return late + [key for one in row.get("more_evidence", []) for key in find_late_cells(one, moment, "")]

"""What is exported of the demo: every row rests on words that stand in a report that was public by then."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline import demo, run
from dateline.errors import UsageError
from dateline.moments import end_of_day
from dateline.records import Article, Cells, ColumnKind
from dateline.records.columns import COLUMNS
from dateline.store import SqliteStore, open_store
from making import LATER, add, make_article

AS_OF = end_of_day(demo.AS_OF)
TYPES = {
    ColumnKind.TEXT: str,
    ColumnKind.TEXTS: list,
    ColumnKind.WHOLE: int,
    ColumnKind.REAL: (int, float),
    ColumnKind.FLAG: bool,
    ColumnKind.DAY: date,
    ColumnKind.MOMENT: datetime,
    ColumnKind.RECORDS: list,
}


@pytest.fixture(scope="module")
def store(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """The demo store with what it takes for a day to be scheduled."""
    made = open_store(Path(shutil.copytree(built_demo, tmp_path_factory.mktemp("exports") / "demo")))
    text = "The government of Mali says that it will hold a referendum on 14 December 2025."
    add(made, make_article("vote", text, when="2025-11-05T09:00", lang="en"))
    yield made
    made.close()


def rows_of(store: SqliteStore, name: str, as_of: datetime = AS_OF) -> list[Cells]:
    found = run.export(store, "mali", as_of, [name])
    assert found is not None
    return [row for sheet in found.sheets for row in sheet.rows]


def cited(row: Cells) -> list[Cells]:
    return [row, *row.get("more_evidence", [])]


@pytest.mark.parametrize("name", COLUMNS)
def test_each_quote_stands_where_it_says_in_a_report_known_by_then(store: SqliteStore, name: str) -> None:
    rows = rows_of(store, name)
    assert rows
    articles: dict[str, Article] = store.view(LATER).get_articles([one["article_id"] for r in rows for one in cited(r)])
    for one in (one for row in rows for one in cited(row)):
        article = articles[one["article_id"]]
        assert one["quote"] == article.text[one["start"] : one["end"]]
        assert (one["published_at"], one["url"]) == (article.published_at, article.url)
        assert one["published_at"] <= one["known_at"] <= AS_OF


@pytest.mark.parametrize("name", COLUMNS)
def test_each_row_has_the_columns_of_its_table_and_their_types(store: SqliteStore, name: str) -> None:
    for row in rows_of(store, name):
        assert set(row) == {column.name for column in COLUMNS[name]}
        assert [c.name for c in COLUMNS[name] if row[c.name] is not None and not has_kind(row[c.name], c.kind)] == []


def has_kind(value: Any, kind: ColumnKind) -> bool:
    is_day = kind is not ColumnKind.DAY or not isinstance(value, datetime)
    is_number = kind is ColumnKind.FLAG or not isinstance(value, bool)
    return isinstance(value, TYPES[kind]) and is_day and is_number  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COLUMNS)
def test_ids_tell_rows_apart(store: SqliteStore, name: str) -> None:
    by_name = {"reports": "article_id", "stories": "story_id", "places": "geonames_id"}
    column = by_name.get(name) or f"{name.removesuffix('s')}_id"
    if column in {one.name for one in COLUMNS[name]}:
        ids = [row[column] for row in rows_of(store, name)]
        assert len(set(ids)) == len(ids)


def test_an_attack_is_told_in_the_terms_of_the_field(store: SqliteStore) -> None:
    """PLOVER type, quad and weight; GeoNames place with its country; the counts; who stands behind it."""
    row = next(one for one in rows_of(store, "events") if one["quote"].startswith("Fighting between Tuareg rebels"))
    told = {name: row[name] for name in ("event_type", "quad", "goldstein", "modality", "killed_low", "killed_high")}
    assert told == {
        "event_type": "ASSAULT",
        "quad": 4,
        "goldstein": -9.0,
        "modality": "happened",
        "killed_low": 47,
        "killed_high": 47,
    }
    assert (row["geonames_id"], row["country"], row["precision"]) == ("2453866", "MLI", "country")
    assert (row["origin"], row["earliest"]) == ("IOL", date(2012, 1, 20))


def test_a_blockade_is_an_episode_with_its_last_report(store: SqliteStore) -> None:
    (row,) = [one for one in rows_of(store, "episodes") if one["kind"] == "blockade"]
    assert (row["started"], row["last_reported"], row["state"]) == (date(2025, 9, 3), date(2025, 10, 27), "ongoing")
    assert [one["says"] for one in row["more_evidence"]] == ["last"]


def test_what_is_scheduled_has_a_day(store: SqliteStore) -> None:
    (row,) = rows_of(store, "scheduled")
    assert (row["day"], row["date_words"], row["article_id"]) == (date(2025, 12, 14), "14 December 2025", "vote")
    assert rows_of(store, "scheduled", end_of_day(date(2025, 11, 4))) == []
    assert rows_of(store, "scheduled", end_of_day(date(2025, 12, 14))) == []


def test_a_copy_is_a_report_and_nothing_is_read_in_it_twice(store: SqliteStore) -> None:
    copies = [row["article_id"] for row in rows_of(store, "reports") if row["copy_of"]]
    assert not {row["article_id"] for row in rows_of(store, "events")} & set(copies)


def test_rows_are_made_as_they_are_asked_for(store: SqliteStore) -> None:
    found = run.export(store, "mali", AS_OF, ["events"])
    assert found is not None
    rows = iter(found.sheets[0].rows)
    assert next(rows)["event_id"] != next(rows)["event_id"]


def test_what_cannot_be_answered_is_none_and_an_unknown_table_is_refused(store: SqliteStore) -> None:
    assert run.export(store, "Freedonia", AS_OF, ["events"]) is None
    with pytest.raises(UsageError, match="'horses' is no table"):
        run.export(store, "mali", AS_OF, ["horses"])

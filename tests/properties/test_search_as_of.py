"""A search as of a moment is the search that could have been made at that moment."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline import reading, run
from dateline.records import Article, Reading, Sort
from dateline.sources import article_from_fields
from dateline.store import SqliteStore
from making import NOW, read_demo_reports

LINES = (
    "mali army",
    "attack*",
    "",
    'outlet:Reuters "killed"',
    "country:Mali -france",
    "actor:Mali from:2013",
    "the coup",
)


def read_reports() -> list[Article]:
    """Every seventh bundled report; every other of them dated to the minute instead of the day."""
    found = []
    for number, report in enumerate(read_demo_reports()[::7]):
        hour = f"T{number % 24:02}:30Z" if number % 2 else ""
        found.append(article_from_fields({**report, "published_at": report["published_at"] + hour}, "demo"))
    return found


@pytest.fixture(scope="module")
def made() -> list[tuple[Article, Reading]]:
    """The reports with their readings."""
    articles = read_reports()
    return list(zip(articles, reading.read_articles(articles), strict=True))


@contextmanager
def keep(pairs: list[tuple[Article, Reading]]) -> Iterator[SqliteStore]:
    """A store with these reports, read."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles([article for article, _ in pairs], NOW)
            writer.add_readings([read for _, read in pairs])
        yield store
        store.close()


@pytest.fixture(scope="module")
def full(made: list[tuple[Article, Reading]]) -> Iterator[SqliteStore]:
    """The store with everything, whatever the moment."""
    with keep(made) as store:
        yield store


def look(store: SqliteStore, line: str, moment: datetime, sort: Sort) -> Any:
    """What a search gives, without what names the store's own numbers."""
    found = run.search(store, run.parse_query(line), moment, 15, sort=sort)
    tallies = {
        kind: [(t.heading.key, t.heading.naming, t.n_reports) for t in own] for kind, own in found.tallies.items()
    }
    named = [(one, [heading.key for heading in headings]) for one, headings in found.named]
    return found.hits, tallies, found.months, found.n_reports, named, found.cursor is None


def describe(store: SqliteStore, moment: datetime) -> Any:
    """What dossiers tell, without what names the store's own numbers."""
    actor, outlet = run.read_actor(store, "mli", moment), run.read_source(store, "Reuters", moment)
    bare = [replace(one, actors=(), places=(), outlets=()) if one else None for one in [actor]]
    names = [one.naming.name for one in run.complete(store, "ma", moment)]
    return bare, outlet and (outlet.n_reports, outlet.months, outlet.latest), names


@settings(max_examples=40)
@given(
    moment=st.datetimes(datetime(2012, 3, 1), datetime(2025, 11, 7)).map(lambda moment: moment.replace(tzinfo=UTC)),
    line=st.sampled_from(LINES),
    sort=st.sampled_from(Sort),
)
@example(moment=datetime(2023, 7, 1, 11, 30, tzinfo=UTC), line="mali army", sort=Sort.RELEVANCE)
def test_a_search_knows_nothing_later(
    made: list[tuple[Article, Reading]], full: SqliteStore, moment: datetime, line: str, sort: Sort
) -> None:
    """Hits, order, counts and dossiers from everything as of a moment equal those from what was known by then."""
    known = [pair for pair in made if pair[0].known_at is not None and pair[0].known_at <= moment]
    with keep(known) as then:
        assert look(then, line, moment, sort) == look(full, line, moment, sort)
        assert describe(then, moment) == describe(full, moment)

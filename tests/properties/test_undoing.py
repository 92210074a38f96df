"""Whatever is corrected and taken back, the results are those of before; positions in readings stay valid."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import reading, run
from dateline.errors import UsageError
from dateline.records import Article, Situation
from dateline.sources import article_from_fields
from dateline.store import SqliteStore
from dateline.writers.forms import write_json
from making import DEMO, NOW, read_demo_reports

MALI: Situation = run.read_situation(DEMO / "mali.toml")
REPORTS = [
    article_from_fields(report, "demo")
    for report in read_demo_reports()
    if report["published_at"] >= "2025-06" and "Mali" in report["text"]
]
READINGS = list(reading.read_articles(REPORTS))
ACTORS = (None, "mli", "jnim", "mli-gov-defence", "emmanuel-macron", "x-nobody")
PLACES = (None, "2457163", "14.345,-4.45", "1")
WORDS = [
    (one.article_id, is_actor, found.span.quote)
    for one in READINGS
    for is_actor, all_found in ((True, reading.list_actors(one)), (False, one.places))
    for found in all_found
]


@contextmanager
def keep() -> Iterator[SqliteStore]:
    """A store of the latest bundled reports on Mali, read."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles(REPORTS, NOW)
            writer.add_readings(READINGS)
            writer.put_situation(MALI)
        yield store
        store.close()


def results(store: SqliteStore) -> tuple[Any, ...]:
    """What a user would look at."""
    brief = run.write_brief(store, "mali", NOW)
    return (
        write_json(brief) if brief else "",
        run.relate(store, "mali", NOW, is_all=True),
        run.follow(store, "mali", NOW, is_all=True),
        run.trace(store, "mali", NOW),
        run.survey(store, "mali", NOW),
    )


ASKED = st.tuples(st.sampled_from(WORDS), st.integers(0, 10), st.booleans())


def correct(store: SqliteStore, asked: Any) -> int:
    """Make a correction; 0 where it is refused."""
    (report, is_actor, words), choice, everywhere = asked
    ask, known = (run.correct_actor, ACTORS) if is_actor else (run.correct_place, PLACES)
    try:
        return ask(store, report, words, known[choice % len(known)], now=NOW, everywhere=everywhere).number
    except UsageError:
        return 0


@settings(max_examples=8, deadline=None)
@given(asked=st.lists(ASKED, min_size=1, max_size=5), data=st.data())
def test_taking_corrections_back_in_any_order_restores_the_very_same_results(asked: list[Any], data: Any) -> None:
    with keep() as store:
        before = results(store)
        made = [number for one in asked if (number := correct(store, one))]
        for number in data.draw(st.permutations(made)):
            run.undo(store, number, NOW)
        assert results(store) == before
        assert len(store.list_corrections(with_undone=True)) == len(made)


@settings(max_examples=20, deadline=None)
@given(asked=st.lists(ASKED, min_size=1, max_size=5))
def test_spans_and_positions_stay_and_what_is_stored_is_not_touched(asked: list[Any]) -> None:
    with keep() as store:
        for one in asked:
            correct(store, one)
        view, articles = store.view(NOW), {one.article_id: one for one in REPORTS}
        kept, found = view.get_readings(list(articles), reading.MADE_BY), run.read_kept(store, view, REPORTS)
        assert kept == {one.article_id: one for one in READINGS}
        for article_id, was in kept.items():
            now = found[article_id]
            assert [one.span for one in now.mentions] == [one.span for one in was.mentions]
            assert [one.span for one in now.places] == [one.span for one in was.places]
            assert (now.events, now.statements, now.dates, now.passages) == (
                was.events,
                was.statements,
                was.dates,
                was.passages,
            )
            assert len(now.relations) <= len(was.relations)


@settings(max_examples=8, deadline=None)
@given(asked=st.lists(ASKED, min_size=1, max_size=5))
def test_readings_made_anew_are_corrected_alike(asked: list[Any]) -> None:
    """A correction made on kept readings holds for the same reports read again in another store."""
    with keep() as store, keep_unread() as other:
        for one in asked:
            correct(store, one)
        with other.write() as writer:
            writer.add_corrections(store.list_corrections())
        first, second = (run.read_kept(each, each.view(NOW), SOME) for each in (store, other))
        assert first == second


SOME: list[Article] = REPORTS[:6]


@contextmanager
def keep_unread() -> Iterator[SqliteStore]:
    """A store of some of the reports, not read."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles(SOME, NOW)
        yield store
        store.close()

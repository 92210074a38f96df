"""A report adds what it supports and nothing else; taken out, it takes back what stood on it alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import run
from dateline.records import Article
from dateline.store import SqliteStore
from making import LATER, NOW
from telling import make_line

LINES = (
    ("2012-04-17", "Cheick Diarra is appointed prime minister of Mali."),
    ("2013-01-11", "French troops are deployed in Mali."),
    ("2020-08-18", "Soldiers storm the palace in Bamako, Mali, and arrest the president."),
    ("2022-08-15", "The last French troops withdraw from Mali."),
    ("2023-09-16", "Mali signs a mutual defence pact with Niger."),
    ("2024-01-28", "Mali formally withdraws from ECOWAS."),
    ("2025-09-03", "Militants announce a blockade on fuel trucks in Mali."),
    ("2025-10-27", "Mali closes all schools amid a fuel blockade by militants."),
)
ARTICLES = [make_line(day, text) for day, text in LINES]
ELSEWHERE = make_line("2021-05-05", "Chile severs diplomatic relations with Iran after a storm of protest.")


@contextmanager
def keep(articles: list[Article]) -> Iterator[SqliteStore]:
    """A store with these reports."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles(articles, NOW)
        yield store
        store.close()


def know(store: SqliteStore) -> list[Any]:
    """What is known of Mali by everything the store holds."""
    return [
        run.relate(store, "Mali", LATER),
        run.list_episodes(store, "Mali", LATER),
        run.chronicle(store, "Mali", LATER, run.Wanted(n_days=20)),
        run.trace(store, "Mali", LATER),
        run.follow(store, "Mali", LATER),
    ]


def reports_in(known: list[Any]) -> set[str]:
    """The ids of the reports that what is known rests on."""
    related, episodes, entries, _, _ = known
    claims = [
        one for bond in related.bonds for one in (bond.first, bond.last, bond.begun, bond.ended) if one is not None
    ]
    found = {claim.excerpt.article.article_id for claim in claims}
    found |= {one.article.article_id for e in episodes for one in (e.started, e.last, e.ended) if one is not None}
    return found | {span.article_id for entry in entries for span in entry.evidence}


def test_a_report_on_something_else_changes_nothing() -> None:
    with keep(ARTICLES) as alone, keep([*ARTICLES, ELSEWHERE]) as with_another:
        assert know(alone) == know(with_another)


@settings(max_examples=8, deadline=None)
@given(out=st.integers(0, len(ARTICLES) - 1))
def test_a_report_taken_out_leaves_no_trace(out: int) -> None:
    rest = [one for at, one in enumerate(ARTICLES) if at != out]
    with keep(rest) as fewer:
        known = know(fewer)
        assert ARTICLES[out].article_id not in reports_in(known)
    with keep(rest[::-1]) as other_order:
        assert know(other_order) == known


def test_everything_that_is_known_stands_on_reports() -> None:
    with keep(ARTICLES) as store:
        assert reports_in(know(store)) == {one.article_id for one in ARTICLES}

"""Readings made before anybody asks."""

from datetime import UTC, datetime
from pathlib import Path

from dateline import reading, run
from dateline.records import Article
from dateline.store import SqliteStore

NOW = datetime(2025, 1, 10, tzinfo=UTC)


def make_store(folder: Path, n_reports: int) -> SqliteStore:
    """A store of so many reports."""
    store = SqliteStore(folder, create=True)
    days = [datetime(2025, 1, 1 + number % 8, tzinfo=UTC) for number in range(n_reports)]
    articles = [
        Article(article_id=f"a{n}", source_id="s", text=f"Rebels attack town {n}.", published_at=day, known_at=day)
        for n, day in enumerate(days)
    ]
    with store.write() as writer:
        writer.add_articles(articles, NOW)
    return store


def test_every_report_is_read_once(tmp_path: Path) -> None:
    store = make_store(tmp_path, 70)
    told: list[tuple[int, int]] = []
    counts = run.read_ahead(store, NOW, tell=lambda done, total: told.append((done, total)))
    assert (counts.n_read, counts.n_failed) == (70, 0)
    assert told[-1] == (70, 70)
    assert len(store.view(NOW).get_readings([f"a{n}" for n in range(70)], reading.MADE_BY)) == 70
    assert run.read_ahead(store, NOW).n_read == 0


def test_it_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    store = make_store(tmp_path, 3)
    articles = store.view(NOW).get_articles(["a0"])
    with store.write() as writer:
        writer.add_readings(reading.read_articles(list(articles.values())))
    assert run.read_ahead(store, NOW).n_read == 2

"""Reports that differ on what a brief tells: counts side by side, and denials beside what they deny."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline import run
from dateline.records import Article, Brief, RowEvidence, SentenceKind
from dateline.run.article_lines import Input, to_article
from dateline.store import SqliteStore
from making import NOW, at

ATTACK = ("2025-03-10", "Gunmen attack the market of Kamango in Norland, killing at least 30 people.", "Reuters")
RIVAL = ("2025-03-10", "Gunmen attack the market of Kamango in Norland and kill 12 people, the army says.", "AFP")
LATER = (
    "2025-03-12",
    "The death toll of the attack on the market of Kamango in Norland rises to 49 people.",
    "BBC News",
)
SHELLS = ("2025-03-10", "Sudland shells the market of Kamango in Norland, killing at least 30 people.", "Reuters")
DENIAL = ("2025-03-11", "Sudland denies that it shelled the market of Kamango in Norland.", "AP")


def make_reports(*rows: tuple[str, str, str]) -> list[Article]:
    return [
        to_article(Input(article_id=f"r{n}", text=text, published_at=day, outlet=outlet, lang="en"), "test", n)
        for n, (day, text, outlet) in enumerate(rows)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    opened = SqliteStore(tmp_path / "store", create=True)
    yield opened
    opened.close()


def brief_of(store: SqliteStore, *rows: tuple[str, str, str]) -> Brief:
    with store.write() as writer:
        writer.add_articles(make_reports(*rows), NOW)
    written = run.write_brief(store, "Kamango", at("2025-03-13T00:00"))
    assert written is not None
    return written


def texts(brief: Brief) -> list[str]:
    return [sentence.text for section in brief.sections for sentence in section.sentences]


def test_counts_that_conflict_stand_side_by_side(store: SqliteStore) -> None:
    """With who and when, and the words of both reports under them."""
    brief = brief_of(store, ATTACK, RIVAL)
    (told,) = [s for section in brief.sections for s in section.sentences if "differ" in s.text]
    assert told.text == (
        "Reports differ on how many were killed: at least 30 (Reuters, 10 March 2025) and 12 (AFP, 10 March 2025)."
    )
    assert told.kind is SentenceKind.COMPUTED
    rows = [row for one in told.evidence if isinstance(one, RowEvidence) for row in one.rows]
    assert [dict(row)["told"] for row in rows] == ["at least 30", "12"]


def test_a_later_count_is_no_conflict(store: SqliteStore) -> None:
    """It replaces the earlier one."""
    assert not any("differ" in text for text in texts(brief_of(store, ATTACK, LATER)))


def test_a_denial_stands_behind_what_it_denies(store: SqliteStore) -> None:
    found = texts(brief_of(store, SHELLS, DENIAL))
    told = next(n for n, text in enumerate(found) if "shells the market" in text)
    denied = next(n for n, text in enumerate(found) if "denies that it shelled" in text)
    assert told < denied

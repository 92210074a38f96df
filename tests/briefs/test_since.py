"""What a reader who comes back is told first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline import run
from dateline.records import Brief, Sentence, SentenceNote
from dateline.run.article_lines import Input, to_article
from dateline.store import SqliteStore
from making import NOW, at

QUAKE = ("2025-03-10", "An earthquake in Kamango kills at least 51 people and destroys the hospital.", "Reuters")
AGAIN = ("2025-03-10", "An earthquake in Kamango has killed 51 people and destroyed the hospital.", "AFP")
TOLL = ("2025-03-13", "The death toll of the earthquake in Kamango rises to 104 people.", "AFP")
OFFER = ("2025-03-12", "The army of Norland launches an offensive on rebels near Kamango.", "Reuters")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    opened = SqliteStore(tmp_path / "store", create=True)
    yield opened
    opened.close()


def brief_of(store: SqliteStore, *rows: tuple[str, str, str], since: str | None = "2025-03-11T12:00") -> Brief:
    """The brief of 14 March for a reader of that of 11 March."""
    with store.write() as writer:
        writer.add_articles(
            [
                to_article(Input(article_id=f"r{n}", text=text, published_at=day, outlet=outlet, lang="en"), "test", n)
                for n, (day, text, outlet) in enumerate(rows)
            ],
            NOW,
        )
    written = run.write_brief(store, "Kamango", at("2025-03-14T00:00"), since=at(since) if since else None)
    assert written is not None
    return written


def news(brief: Brief) -> dict[SentenceNote | None, list[Sentence]]:
    """The sentences of the first part by what they are to the reader."""
    found: dict[SentenceNote | None, list[Sentence]] = {}
    for sentence in brief.sections[0].sentences:
        found.setdefault(sentence.note, []).append(sentence)
    return found


def test_what_came_later_is_added(store: SqliteStore) -> None:
    """A sentence that rests on later reports alone comes first, and again in its place."""
    brief = brief_of(store, QUAKE, OFFER)
    assert brief.sections[0].title == "Since 11 March 2025"
    (added,) = news(brief)[SentenceNote.ADDED]
    assert "launches an offensive" in added.text
    assert added.text in [s.text for s in brief.sections[1].sentences]


def test_a_count_that_rose_is_revised(store: SqliteStore) -> None:
    """From what, by whom and when, to what."""
    (revised,) = news(brief_of(store, QUAKE, TOLL))[SentenceNote.REVISED]
    assert revised.text == (
        "The count of those who were killed went from at least 51 (Reuters, 10 March 2025) to 104 (AFP, 13 March 2025)."
    )


def test_what_another_outlet_reports_too_is_confirmed(store: SqliteStore) -> None:
    confirmed = (AGAIN[0].replace("10", "12"), *AGAIN[1:])
    found = news(brief_of(store, QUAKE, confirmed))
    assert SentenceNote.CONFIRMED in found
    (sentence,) = found[SentenceNote.CONFIRMED]
    assert len({getattr(one, "span").article_id for one in sentence.evidence}) == 2  # noqa: B009


def test_without_an_earlier_brief_there_is_no_such_part(store: SqliteStore) -> None:
    """Nor where the moment is not before the brief's own."""
    assert brief_of(store, QUAKE, OFFER, since=None).sections[0].title == "What's Happening"
    assert brief_of(store, since="2025-03-20T00:00").sections[0].title == "What's Happening"
    assert brief_of(store, since="2020-01-01T00:00").sections[0].title == "What's Happening"

"""A source that falls silent is named among the gaps of a brief from then on, and not before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dateline import run
from dateline.records import Citation, Feed
from dateline.store import SqliteStore, open_store
from making import add, at, make_article

LAST = at("2025-10-01T12:00")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Two daily papers on Mali: one stops on 1 October, the other goes on."""
    store = open_store(tmp_path / "store", create=True)
    papers = (("studio", "Studio Fleuve", LAST), ("paper", "The Paper", LAST + timedelta(days=40)))
    with store.write() as writer:
        for feed_id, title, _ in papers:
            writer.intake.put_feed(Feed(feed_id=feed_id, url=f"https://{feed_id}.example/feed", title=title), LAST)
    for feed_id, title, last in papers:
        for back in range(30):
            moment = (last - timedelta(days=back)).isoformat()[:16]
            text = f"The army of Mali attacks militants near Gao and kills {back + 2} of them, {title} says."
            article = make_article(
                f"{feed_id}{back}", text, when=moment, citations=(Citation(outlet=title),), lang="en"
            )
            add(store, replace(article, source_id=feed_id))
    return store


@pytest.mark.parametrize(("as_of", "is_named"), [("2025-10-03T12:00", False), ("2025-11-08T12:00", True)])
def test_a_silent_source_is_a_gap(store: SqliteStore, as_of: str, is_named: bool) -> None:
    """After seven usual gaps without a report the source is said to be silent, with the day of its last report."""
    brief = run.write_brief(store, "Mali", at(as_of))
    assert brief is not None
    named = [gap for gap in brief.coverage.gaps if "fell silent" in gap]
    assert named == (["reports from Studio Fleuve since 1 October 2025, where it fell silent"] if is_named else [])


def test_a_paused_feed_is_no_gap(store: SqliteStore) -> None:
    """Who stops watching a source is not told that it is silent."""
    feed = run.require_feed(store, "studio")
    with store.write() as writer:
        writer.intake.put_feed(replace(feed, is_paused=True), LAST)
    brief = run.write_brief(store, "Mali", at("2025-11-08T12:00"))
    assert brief is not None
    assert not [gap for gap in brief.coverage.gaps if "silent" in gap]

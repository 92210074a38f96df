"""Which way a situation goes is told from the reports of a store, as of a moment."""

from datetime import timedelta
from pathlib import Path

import pytest

from dateline import run
from dateline.records import DirectionState, Link, LinkKind
from dateline.store import SqliteStore, open_store
from making import add, at, make_article

LAST = at("2025-11-07T12:00")
TOWNS = ("Gao", "Kidal", "Mopti", "Timbuktu", "Bamako", "Kayes", "Sikasso", "Menaka", "Segou", "Djenne")


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Other news every day; on Mali talks in October, and an attack on each of the ten days to 7 November."""
    store = open_store(tmp_path / "store", create=True)
    for back in range(60):
        moment = (LAST - timedelta(days=back)).isoformat()[:16]
        add(store, make_article(f"other{back}", f"Peru opens market {back}.", when=moment, lang="en"))
        town = TOWNS[back % 10]
        attack = f"Gunmen attack a market in {town}, Mali, killing {back + 3} civilians."
        calm = f"The mayor of {town} in Mali opens a school."
        if back < 10 or back >= 40:
            text = attack if back < 10 else calm
            add(store, make_article(f"mali{back}", text, when=moment, lang="en"))
    return store


def test_attacks_after_quiet_weeks_are_a_deterioration(store: SqliteStore) -> None:
    """Ten attacks in thirty days and none in those before; the counts and the words are told."""
    found = run.tell_direction(store, "Mali", LAST + timedelta(hours=1))
    assert found is not None
    assert found.state is DirectionState.DETERIORATED
    assert (found.n_now, found.n_before, found.deaths_now) == (10, 0, sum(range(3, 13)))
    assert found.evidence[0].span.quote.endswith("killing 12 civilians.")


def test_nothing_later_is_seen(store: SqliteStore) -> None:
    """As of October, the attacks of November are not there."""
    found = run.tell_direction(store, "Mali", at("2025-10-25T12:00"))
    assert found is not None
    assert (found.acts_now, found.acts_before) == (0, 0)


def test_copies_count_once(store: SqliteStore) -> None:
    """A text that another outlet printed again is neither another attack nor another report."""
    before = run.tell_direction(store, "Mali", LAST + timedelta(hours=1))
    copy = make_article("copy", "Gunmen attack a market in Gao, Mali, killing 3 civilians.", when="2025-11-07T12:30")
    add(store, copy)
    link = Link(
        kind=LinkKind.DUPLICATE,
        left="copy",
        right="mali0",
        score=1.0,
        reason="the same words",
        made_by="hand",
        made_at=at("2025-11-07T12:30"),
    )
    with store.write() as writer:
        writer.replace_links([], [link], LAST)
    assert run.tell_direction(store, "Mali", LAST + timedelta(hours=1)) == before


def test_a_question_without_reports_has_none(store: SqliteStore) -> None:
    """None, as everywhere."""
    assert run.tell_direction(store, "Iceland", LAST) is None

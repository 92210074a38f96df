"""Dateline reads every feed as feedparser does, but where feedparser is wrong."""

import random
from pathlib import Path

import pytest
from feed_peers import EXPLAINED, differences, mutate

from dateline.sources.feed import NotAFeed, read_feed

FEEDS = Path(__file__).parent / "feeds"
FIXTURES = sorted(file.name for file in FEEDS.iterdir())
XML = [name for name in FIXTURES if not name.endswith(".json")]
N_MUTATIONS = 2_000


@pytest.mark.parametrize("name", XML)
def test_entries_are_as_feedparser_reads_them(name: str) -> None:
    """Title, link, id, date and plain text of each entry are the same, but for the listed reasons."""
    found, n_fields = differences(name, (FEEDS / name).read_bytes())
    assert found == []
    assert n_fields >= 5


@pytest.mark.parametrize(("name", "number", "field"), EXPLAINED)
def test_each_explained_difference_is_one(name: str, number: int, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason that is given explains a difference that is there."""
    monkeypatch.delitem(EXPLAINED, (name, number, field))
    found, _ = differences(name, (FEEDS / name).read_bytes())
    assert [difference[:3] for difference in found] == [(name, number, field)]


def test_mutilated_feeds_are_read_or_refused() -> None:
    """Whatever happened to its bytes, a feed gives items that can be kept, or NotAFeed says what it is."""
    rng = random.Random(7)
    raws = [(FEEDS / name).read_bytes() for name in FIXTURES]
    n_items = 0
    for number in range(N_MUTATIONS):
        raw = mutate(rng, raws[number % len(raws)])
        try:
            items = read_feed(raw, url="https://feed.example/feed.xml").items
        except NotAFeed:
            continue
        assert all(item.guid and (not item.url or item.url.startswith("http")) for item in items)
        n_items += len(items)
    assert n_items > N_MUTATIONS / 2  # most are read all the same


def test_reading_is_deterministic() -> None:
    """The same bytes give the same document."""
    for name in FIXTURES:
        raw = (FEEDS / name).read_bytes()
        assert read_feed(raw, url="https://a.example/") == read_feed(raw, url="https://a.example/")

"""What every store does with feeds, items and pages, whatever it is built on."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from store_backends import BACKENDS, Place

from dateline.records import Extraction, Feed, FeedItem, FeedState, Page, PageKind, Poll, PollReason, QueuedItem
from dateline.store import Store
from making import LATER, NOW, add, at, ids, make_article

HOUR = timedelta(hours=1)
FEED = Feed(feed_id="paper", url="https://paper.example/feed", title="The Paper", every=HOUR, headers=(("A", "env:B"),))


@pytest.fixture(params=sorted(BACKENDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a store of each kind will be."""
    somewhere = Place(request.param, tmp_path / "store")
    yield somewhere
    somewhere.close()


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store."""
    return place.open(create=True)


def subscribe(store: Store, *feeds: Feed) -> None:
    with store.write() as writer:
        for feed in feeds:
            writer.intake.put_feed(feed, NOW)


def make_queued(number: int, *, feed_id: str = "paper", due_at: datetime = NOW) -> QueuedItem:
    url = f"https://paper.example/{number}"
    item = FeedItem(guid=url, url=url, title=f"Title {number}", published_at=NOW, topics=("Sahel",))
    return QueuedItem(address=url, feed_id=feed_id, item=item, seen_at=NOW, seen_after=NOW - HOUR, due_at=due_at)


def queue(store: Store, *items: QueuedItem, state: str = "waiting") -> int:
    with store.write() as writer:
        return writer.intake.add_items(items, state)


def waiting(store: Store, now: datetime = NOW) -> list[QueuedItem]:
    return store.intake.list_waiting_items(now, None, 100)


def make_page(body: bytes = b"<html>1</html>", **fields: object) -> Page:
    given = {"url": "https://paper.example/1", "fetched_at": NOW, "source_id": "paper", **fields}
    return Page(body=body, **given)  # type: ignore[arg-type]


def keep(store: Store, page: Page, address: str, item: QueuedItem | None = None) -> int | None:
    with store.write() as writer:
        return writer.intake.add_page(page, address, item)


# Feeds


def test_a_feed_comes_back_as_it_was_put(place: Place) -> None:
    """Another connection reads every field of a subscription; putting it again changes nothing."""
    subscribe(place.open(create=True), FEED)
    other = place.open()
    assert other.intake.list_feeds() == [FEED]
    with other.write() as writer:
        assert not writer.intake.put_feed(FEED, NOW)
        assert writer.intake.put_feed(replace(FEED, title="Another"), NOW)
    assert [feed.title for feed in other.intake.list_feeds()] == ["Another"]


def test_a_feed_is_due_until_it_was_asked_and_again_at_its_time(store: Store) -> None:
    """A new feed is due at once, an asked one at its moment, a paused one never."""
    subscribe(store, FEED, replace(FEED, feed_id="idle", url="https://idle.example/feed", is_paused=True))
    assert [feed.feed_id for feed, _ in store.intake.list_due_feeds(NOW)] == ["paper"]
    state = FeedState(feed_id="paper", etag='"1"', due_at=NOW + HOUR, pace_s=60.5)
    with store.write() as writer:
        writer.intake.put_states([state])
    assert store.intake.list_due_feeds(NOW) == []
    assert store.intake.list_due_feeds(NOW + HOUR) == [(FEED, state)]
    assert store.intake.get_next_due() == NOW + HOUR


def test_the_next_due_moment_of_an_empty_store_is_none(store: Store) -> None:
    """With no feed and no waiting page nothing is ever due."""
    assert store.intake.get_next_due() is None
    queue(store, make_queued(1, due_at=NOW + HOUR))
    assert store.intake.get_next_due() == NOW + HOUR


def test_a_removed_feed_takes_its_waiting_items_and_log_along(store: Store) -> None:
    """Unsubscribing drops what was still to be fetched and the log; what the feed brought stays known."""
    subscribe(store, FEED)
    queue(store, make_queued(1))
    queue(store, make_queued(2), state="fetched")
    with store.write() as writer:
        writer.intake.add_polls([Poll(feed_id="paper", polled_at=NOW, reason=PollReason.OK)])
        assert writer.intake.remove_feed("paper")
        assert not writer.intake.remove_feed("paper")
    assert store.intake.list_feeds() == []
    assert waiting(store) == []
    assert store.intake.list_polls("paper", 10) == []
    assert store.intake.find_known(["https://paper.example/1", "https://paper.example/2"]) == {
        "https://paper.example/2"
    }


def test_what_comes_for_a_feed_that_was_removed_meanwhile_is_let_fall(store: Store) -> None:
    """State and log of a feed that is no longer there are not kept, and nothing breaks."""
    with store.write() as writer:
        writer.intake.put_states([FeedState(feed_id="gone", due_at=NOW)])
        writer.intake.add_polls([Poll(feed_id="gone", polled_at=NOW, reason=PollReason.OK)])
    assert store.intake.get_states() == {}
    assert store.intake.list_polls("gone", 10) == []


def test_the_log_gives_the_latest_lines_first(store: Store) -> None:
    """A feed's log is read from its end, at most so many lines."""
    subscribe(store, FEED)
    polls = [
        Poll(feed_id="paper", polled_at=NOW + n * HOUR, reason=PollReason.OK, n_new=n, elapsed_s=0.5, detail="d")
        for n in range(3)
    ]
    with store.write() as writer:
        writer.intake.add_polls(polls)
    assert store.intake.list_polls("paper", 2) == [polls[2], polls[1]]


# Items


def test_an_item_is_queued_once_whichever_feed_names_it(store: Store) -> None:
    """The first feed to name an address has it; a second naming adds nothing."""
    assert queue(store, make_queued(1), make_queued(2)) == 2
    assert queue(store, make_queued(1, feed_id="other"), make_queued(3)) == 1
    assert [item.feed_id for item in waiting(store)] == ["paper"] * 3
    assert waiting(store)[0] == make_queued(1)


def test_a_settled_item_waits_no_more_and_stays_known(store: Store) -> None:
    """An item that was fetched, told or dropped is not given out again, however often it is named."""
    queue(store, make_queued(1), make_queued(2))
    with store.write() as writer:
        writer.intake.settle_item("https://paper.example/1", "fetched", "article")
    assert queue(store, make_queued(1)) == 0
    assert [item.address for item in waiting(store)] == ["https://paper.example/2"]


def test_a_try_that_counts_is_counted(store: Store) -> None:
    """An item put off is due later; only tries that count are counted."""
    queue(store, make_queued(1))
    with store.write() as writer:
        writer.intake.retry_item("https://paper.example/1", NOW + HOUR, "timeout", counts=True)
        writer.intake.retry_item("https://paper.example/1", NOW + 2 * HOUR, "rate_limited", counts=False)
    assert waiting(store, NOW + HOUR) == []
    assert [item.n_tries for item in waiting(store, NOW + 2 * HOUR)] == [1]


def test_items_are_counted_by_feed(store: Store) -> None:
    """Every item a feed ever named counts, and those whose page waits count apart."""
    queue(store, make_queued(1), make_queued(2))
    queue(store, make_queued(3), state="told")
    counts = store.intake.count_items()["paper"]
    assert (counts.n_items, counts.n_waiting) == (3, 2)


# Pages


def test_a_page_is_kept_once_and_read_once_by_each_extractor(store: Store) -> None:
    """The same bytes under two addresses are two visits of one page; each extractor gets each visit once."""
    queued = make_queued(1)
    first = keep(store, make_page(), "https://paper.example/1", queued)
    second = keep(store, make_page(), "https://paper.example/2")
    assert first is not None and second is not None  # noqa: PT018
    assert keep(store, make_page(), "https://paper.example/1") is None
    pending = store.intake.list_pending("reader@1", 0, 10)
    assert [(one.visit.address, one.body) for one in pending] == [
        ("https://paper.example/1", b"<html>1</html>"),
        ("https://paper.example/2", b"<html>1</html>"),
    ]
    assert pending[0].visit.item == queued
    with store.write() as writer:
        writer.intake.add_extraction(first, Extraction(made_by="reader@1", kind=PageKind.ARTICLE), "a1")
    assert [one.visit_id for one in store.intake.list_pending("reader@1", 0, 10)] == [second]
    assert store.intake.count_pending("reader@1") == 1
    assert store.intake.count_pending("reader@2") == 2


def test_a_page_whose_time_is_over_gives_its_body_up(store: Store) -> None:
    """Retention drops bodies of one source before a moment, and none that another source or a later visit keeps."""
    keep(store, make_page(b"old", fetched_at=NOW - 48 * HOUR), "https://paper.example/1")
    keep(store, make_page(b"new"), "https://paper.example/2")
    keep(store, make_page(b"shared", fetched_at=NOW - 48 * HOUR), "https://paper.example/3")
    keep(store, make_page(b"shared", fetched_at=NOW - 48 * HOUR, source_id="other"), "https://other.example/3")
    with store.write() as writer:
        assert writer.intake.drop_pages("paper", NOW - 24 * HOUR) == 1
    assert [one.body for one in store.intake.list_pending("reader@1", 0, 10)] == [b"new", b"shared", b"shared"]


def test_a_page_let_go_of_can_be_kept_again(store: Store) -> None:
    """The same bytes that come again after their time was over are kept again."""
    keep(store, make_page(b"old", fetched_at=NOW - 48 * HOUR), "https://paper.example/1")
    with store.write() as writer:
        writer.intake.drop_pages("paper", NOW)
    keep(store, make_page(b"old"), "https://paper.example/2")
    assert [one.body for one in store.intake.list_pending("reader@1", 0, 10)] == [b"old", b"old"]


# Reports under an address


def test_of_the_reports_under_an_address_a_view_shows_the_latest_it_knows(store: Store) -> None:
    """A revision takes the place of what it revises from the moment it is known, and not before."""
    add(store, make_article("first", when="2025-01-01T12:00", address="https://paper.example/1"))
    add(store, make_article("second", when="2025-01-03T12:00", address="https://paper.example/1"))
    add(store, make_article("apart", when="2025-01-01T12:00"))
    facets = [["army"]]
    assert ids(store.view(at("2025-01-02T00:00")).find_articles(facets)) == ["apart", "first"]
    assert ids(store.view(LATER).find_articles(facets)) == ["apart", "second"]
    assert store.view(LATER).count_articles(facets) == 2


def test_a_better_reading_of_a_page_retires_the_earlier_one(store: Store) -> None:
    """Read again, a page has one report: the new one; what its feed said of it goes too, other pages' reports stay."""
    address = "https://paper.example/1"
    add(store, make_article("from the feed", address=address))
    add(store, make_article("read once", address=address, page_id="p1", made_by="reader@1"))
    add(store, make_article("read twice", address=address, page_id="p1", made_by="reader@2"))
    add(store, make_article("elsewhere", address="https://paper.example/2", page_id="p1", made_by="reader@1"))
    view = store.view(LATER)
    assert ids(view.find_articles([["army"]])) == ["elsewhere", "read twice"]
    assert store.get_stats().n_articles == 2
    add(store, make_article("read once", address=address, page_id="p1", made_by="reader@1"))
    assert ids(view.find_articles([["army"]])) == ["elsewhere", "read once"], "an extractor may go back"


def test_activity_counts_what_feeds_brought_up_to_their_last_report(store: Store) -> None:
    """For each feed asked for: reports in the weeks up to its last one as of the moment."""
    subscribe(store, FEED)
    days = ("2025-01-01", "2025-03-01", "2025-03-02", "2025-03-09")
    for day in days:
        add(store, replace(make_article(day, when=f"{day}T12:00"), source_id="paper"))
    add(store, make_article("other", when="2025-03-02T12:00"))
    view = store.view(at("2025-03-05T00:00"))
    assert view.get_activity(["paper", "silent"], 28) == {"paper": (2, at("2025-03-01T12:00"), at("2025-03-02T12:00"))}


# Between processes


def test_only_one_holds_the_work(place: Place) -> None:
    """While one holds a kind of work, another connection gets it only after it is let go."""
    one, other = place.open(create=True), place.open()
    with one.hold("fetch", wait_s=0) as is_first:
        with other.hold("fetch", wait_s=0) as is_second:
            assert (is_first, is_second) == (True, False)
        with other.hold("other", wait_s=0) as is_another_kind:
            assert is_another_kind
    with other.hold("fetch", wait_s=0) as is_free:
        assert is_free


def test_who_waits_for_the_work_gets_it_when_it_is_let_go(place: Place) -> None:
    """A waiting process goes on as soon as the holder is done."""
    one, other = place.open(create=True), place.open()
    with ThreadPoolExecutor(1) as threads:
        with one.hold("fetch", wait_s=0):
            late = threads.submit(wait_for, other)
            time.sleep(0.05)
            assert not late.done()
        assert late.result(timeout=10)


def wait_for(store: Store) -> bool:
    with store.hold("fetch", wait_s=10) as is_held:
        return is_held


def test_manners_are_remembered(store: Store) -> None:
    """What fetching remembers is kept by kind and name, the last word counts."""
    with store.write() as writer:
        writer.intake.put_manners("robots", [("https://a.example", "1"), ("https://b.example", "1")])
        writer.intake.put_manners("robots", [("https://a.example", "2")])
        writer.intake.put_manners("host", [("a.example", "3")])
    assert store.intake.get_manners("robots") == {"https://a.example": "2", "https://b.example": "1"}
    assert store.intake.get_manners("host") == {"a.example": "3"}

"""What is due, asked politely; what comes, into the store.

    feeds that are due ─ ask ─> answers ─ decide ─> states, log, new items      polling.py, sources/updates.py
    items that wait    ─ ask ─> pages   ─ extract ─> reports                    paging.py, sources/arrivals.py

Answers land as they come, some at a time, each batch in one transaction with everything that follows from it:
whenever it is cut off, what landed is whole, and the next fetch goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from dateline.fetching import Policy
from dateline.records import Feed, FeedItem, FeedState, QueuedItem
from dateline.run.batches import BATCH, batches
from dateline.run.landing import by_id
from dateline.run.manners import recall, remember
from dateline.run.paging import fetch_some
from dateline.run.polling import poll_feeds
from dateline.run.rounds import FetchCounts, Round
from dateline.sources.addresses import normalise_url
from dateline.store import Store

LOCK = "fetch"  # what a process holds while it fetches, so that no two are rude to a host together
LONGEST_PAUSE_S = 300.0  # a feed added meanwhile by another process is asked after so long
ADDRESSES = "addresses"  # the source of pages that were asked for one by one


def fetch(
    store: Store,
    *,
    policy: Policy,
    clock: Callable[[], datetime],
    feed_ids: Sequence[str] | None = None,
    stop: Callable[[], bool] = lambda: False,
    on_progress: Callable[[FetchCounts], None] | None = None,
    on_trouble: Callable[[str, str], None] | None = None,
) -> FetchCounts:
    """Ask the feeds that are due, or those named whether due or not, then fetch the pages that wait.

    The caller holds the store's lock for it (LOCK). Interrupted, or asked to by `stop`, it ends and keeps what landed.
    `on_trouble` hears of feeds and pages that failed: what, and why.
    """
    robots, hosts = recall(store, clock())
    work = Round(
        store=store,
        policy=policy,
        clock=clock,
        robots=robots,
        hosts=hosts,
        stop=stop,
        on_progress=on_progress,
        on_trouble=on_trouble,
    )
    try:
        poll_feeds(work, _choose(store, feed_ids, clock()))
        feeds = by_id(store.intake.list_feeds())  # by now with the titles that they give themselves
        while fetch_some(work, feeds, feed_ids):
            if feed_ids is None:  # a long queue of pages keeps no feed waiting
                poll_feeds(work, store.intake.list_due_feeds(clock()))
    finally:
        remember(store, robots, hosts)
    _let_go(store, feeds, clock())
    return work.counts


def queue_addresses(store: Store, addresses: Iterable[str], now: datetime) -> tuple[int, int]:
    """Put single addresses among the items whose pages wait, fetched before or not.

    Gives how many, and how many are no web address.
    """
    n_queued = n_refused = 0
    for batch in batches(addresses, BATCH):
        items = [_make_item(address, now) for address in batch]
        with store.write() as writer:
            n_queued += writer.intake.requeue_items({item.address: item for item in items if item.address}.values())
        n_refused += sum(not item.address for item in items)
    return n_queued, n_refused


def _make_item(address: str, now: datetime) -> QueuedItem:
    return QueuedItem(
        address=normalise_url(address), feed_id=ADDRESSES, item=FeedItem(guid=address, url=address), seen_at=now
    )


def _choose(store: Store, feed_ids: Sequence[str] | None, now: datetime) -> list[tuple[Feed, FeedState]]:
    if feed_ids is None:
        return store.intake.list_due_feeds(now)
    states = store.intake.get_states()
    named = [feed for feed in store.intake.list_feeds() if feed.feed_id in feed_ids]
    return [(feed, states.get(feed.feed_id, FeedState(feed_id=feed.feed_id))) for feed in named]


def _let_go(store: Store, feeds: Mapping[str, Feed], now: datetime) -> None:
    """The bodies of pages whose time is over."""
    limited = [feed for feed in feeds.values() if feed.keep_days is not None]
    if not limited:
        return
    with store.write() as writer:
        for feed in limited:
            writer.intake.drop_pages(feed.feed_id, now - timedelta(days=feed.keep_days or 0))


def seconds_until_due(store: Store, now: datetime) -> float:
    """How long until a feed or a waiting page is due, from a second to five minutes."""
    due_at = store.intake.get_next_due()
    wait_s = (due_at - now).total_seconds() if due_at else LONGEST_PAUSE_S
    return min(max(wait_s, 1.0), LONGEST_PAUSE_S)

"""Kept pages read again by an extractor that has not read them: years of pages, without a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.records import Failure, Feed, Page
from dateline.run.batches import PAGES
from dateline.run.landing import ReadPage, by_id, land_outcome, read_page
from dateline.sources.documents import MADE_BY
from dateline.store import Store
from dateline.store.base import Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainCounts:
    """What reading the kept pages again gave."""

    n_pages: int = 0
    n_changed: int = 0
    n_same: int = 0
    n_failed: int = 0


def count_pending(store: Store) -> int:
    """How many kept pages this extractor has not read."""
    return store.intake.count_pending(MADE_BY)


def extract_again(store: Store, *, now: datetime, on_batch: Callable[[AgainCounts], None] | None = None) -> AgainCounts:
    """Read every kept page that this extractor has not read.

    Stopped, it goes on where it was; run twice, it does nothing. A report that comes out differently takes the place
    of the earlier one.
    """
    feeds, counts, after = by_id(store.intake.list_feeds()), AgainCounts(), 0
    while batch := store.intake.list_pending(MADE_BY, after, PAGES):
        after = batch[-1].visit_id
        read = [(pending.visit_id, _read_again(pending, feeds.get(pending.visit.source_id))) for pending in batch]
        counts = _add(counts, _land_again(store, read, now))
        if on_batch:
            on_batch(counts)
    return counts


def _read_again(pending: Pending, feed: Feed | None) -> ReadPage:
    visit = pending.visit
    page = Page(
        url=visit.url,
        body=pending.body,
        fetched_at=visit.fetched_at,
        content_type=visit.content_type,
        source_id=visit.source_id,
    )
    return read_page(page, visit.item, feed, address=visit.address)


def _land_again(store: Store, read: Sequence[tuple[int, ReadPage]], now: datetime) -> AgainCounts:
    with store.write() as writer:
        n_changed = sum(land_outcome(writer, one, visit_id, now) for visit_id, one in read)
    n_failed = sum(isinstance(one.outcome, Failure) for _, one in read)
    return AgainCounts(
        n_pages=len(read), n_changed=n_changed, n_same=len(read) - n_changed - n_failed, n_failed=n_failed
    )


def _add(left: AgainCounts, right: AgainCounts) -> AgainCounts:
    return AgainCounts(
        n_pages=left.n_pages + right.n_pages,
        n_changed=left.n_changed + right.n_changed,
        n_same=left.n_same + right.n_same,
        n_failed=left.n_failed + right.n_failed,
    )

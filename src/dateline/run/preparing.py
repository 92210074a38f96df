"""Reports that no reader of this version has read -> their readings, kept, so that no question has to wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline import reading
from dateline.records import Article, Failure, Reading
from dateline.run.batches import batches
from dateline.run.filing import file_ahead
from dateline.run.guard import read_articles_guarded
from dateline.run.parallel import pmap
from dateline.store import Store, View

READ_AT_ONCE = 64  # reports: parsing is faster together
KEPT_AT_ONCE = 8  # of these batches land in one transaction: what a kill can cost
ALONE = 8  # batches that one process reads by itself; starting another costs a second


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """How many reports were read, how many the reader failed on (kept as failures), and how many that had been read
    before were filed for searches."""

    n_read: int = 0
    n_failed: int = 0
    n_filed: int = 0


def read_ahead(
    store: Store, now: datetime, *, tell: Callable[[int, int], None] = lambda done, total: None
) -> ReadCounts:
    """Read what has not been read, the latest first, and file for searches what was read before there was an index.
    What has landed stays when it is stopped; the next run goes on."""
    n_filed = file_ahead(store, now, tell=tell)
    view = store.view(now)
    unread = view.list_unread(reading.MADE_BY)
    n_read = n_failed = 0
    made = pmap(_read, _load(view, unread), is_heavy=lambda _: True, alone=ALONE)
    for several in batches(made, KEPT_AT_ONCE):
        found = [one for batch in several for one in batch]
        readings = [one for one in found if isinstance(one, Reading)]
        failures = [one for one in found if isinstance(one, Failure)]
        with store.write() as writer:
            writer.add_readings(readings)
            writer.add_failures(failures, now)
        n_read, n_failed = n_read + len(readings), n_failed + len(failures)
        tell(n_read + n_failed, len(unread))
    return ReadCounts(n_read, n_failed, n_filed)


def _load(view: View, article_ids: Sequence[str]) -> Iterator[list[Article]]:
    for batch in batches(article_ids, READ_AT_ONCE):
        articles = view.get_articles(batch)
        yield [articles[article_id] for article_id in batch if article_id in articles]


def _read(articles: list[Article]) -> list[Reading | Failure]:
    """Runs in another process where there are many articles."""
    return read_articles_guarded(articles)

"""Readings that are kept already -> the headings that their reports are filed under, so that searches find them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dateline import reading
from dateline.run.batches import batches
from dateline.store import Store

AT_ONCE = 500  # reports filed in one transaction: what a kill can cost


def file_ahead(store: Store, now: datetime, *, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """File the reports that were read before there was an index, or by another reader; how many. What has landed stays
    when it is stopped; the next run goes on."""
    numbers = store.view(now).list_unfiled(reading.MADE_BY)
    done = 0
    for batch in batches(numbers, AT_ONCE):
        with store.write() as writer:
            writer.refile(batch, reading.MADE_BY)
        done += len(batch)
        tell(done, len(numbers))
    return done

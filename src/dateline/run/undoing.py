"""A decision of a user taken back, whatever its kind. Nothing is deleted: the log keeps it, with when it was undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dateline.errors import UsageError
from dateline.moments import write_day
from dateline.records import CorrectionKind
from dateline.run.grouping import day_of
from dateline.store import Store

_OF_LINKS = frozenset([CorrectionKind.PIN, CorrectionKind.SPLIT])  # from which stories have to be made anew


def take_back(store: Store, number: int, now: datetime) -> int | None:
    """Undo a decision by its number. The day from which stories have to be made anew (update_stories, `since`), None
    where nothing has. Raises UsageError for a number that no decision has, or one that was undone before."""
    found = {one.number: one for one in store.list_corrections(with_undone=True)}
    correction = found.get(number)
    if correction is None:
        raise UsageError(f"There is no correction {number}.", hint="'dateline corrections' lists them.")
    if correction.undone_at is not None:
        raise UsageError(
            f"Correction {number} was taken back on {write_day(correction.undone_at.date())}.",
            hint="To have it again, make it anew.",
        )
    with store.write() as writer:
        writer.undo_correction(number, now)
    if correction.kind not in _OF_LINKS:
        return None
    return find_day(store, (correction.left, correction.right), now)


def find_day(store: Store, reports: Iterable[str], now: datetime) -> int:
    """The day of the first of some reports, from which stories go on anew."""
    moments = [a.known_at for a in store.view(now).get_articles(list(reports)).values() if a.known_at is not None]
    return min(day_of(at) for at in moments)

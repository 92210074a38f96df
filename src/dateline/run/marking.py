"""The stream of reports as a reader goes through it: what is new, what was read, what was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dateline.errors import UsageError
from dateline.records import MarkKind, Stream
from dateline.store import Store


def list_stream(
    store: Store,
    as_of: datetime,
    limit: int,
    *,
    after: str = "",
    marked: MarkKind | None = None,
    unmarked: MarkKind | None = None,
    source_id: str | None = None,
) -> Stream:
    """A page of the reports as of a moment, the latest first, `after` what the page before gave. Raises UsageError."""
    found = store.view(as_of).list_latest(
        limit + 1, after=_read_cursor(after), marked=marked, unmarked=unmarked, source_id=source_id
    )
    articles, last = tuple(found[:limit]), found[limit - 1] if len(found) > limit else None
    return Stream(
        articles=articles,
        marks=store.get_marks([one.article_id for one in articles]),
        after=f"{last.published_at.isoformat()}/{last.article_id}" if last and last.published_at else "",
    )


def mark(store: Store, article_ids: Sequence[str], kind: MarkKind, now: datetime, *, is_on: bool) -> None:
    """Mark reports as read or saved, or take the mark away."""
    with store.write() as writer:
        if is_on:
            writer.put_marks(article_ids, kind, now)
        else:
            writer.drop_marks(article_ids, kind)


def _read_cursor(after: str) -> tuple[datetime, str] | None:
    if not after:
        return None
    at, _, article_id = after.partition("/")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise UsageError("This is no place in the stream of reports.", hint="Go on from what a page gave.") from error
    if moment.tzinfo is None:
        raise UsageError("This is no place in the stream of reports.", hint="Go on from what a page gave.")
    return moment, article_id

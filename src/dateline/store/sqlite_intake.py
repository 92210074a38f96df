"""What is watched and what arrived, in the SQLite store: feeds, items, pages, and what was made of them.

Works on the connection of the store that it belongs to; its writes are part of that store's open transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import zstandard

from dateline import codec
from dateline.records import Extraction, Feed, FeedState, Page, Poll, QueuedItem, Visit
from dateline.store.base import FeedCounts, Pending
from dateline.store.wire import guard, iso, select_among

_LEVEL = 9  # of zstd: news pages come out at a seventh of their size, as at level 6, for 40 % more time


class SqliteIntakeView:
    """Reads. Nothing here is as of a moment: it is about the machine that watches, not about the news."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @guard
    def list_feeds(self) -> list[Feed]:
        """All feeds, by id."""
        rows = self._connection.execute("SELECT definition FROM feed ORDER BY feed_id")
        return [codec.decode_feed(row[0]) for row in rows]

    @guard
    def get_states(self) -> dict[str, FeedState]:
        """How each feed stands that was ever asked, by id."""
        rows = self._connection.execute("SELECT feed_id, state FROM feed_state")
        return {feed_id: codec.decode_feed_state(state) for feed_id, state in rows}

    @guard
    def list_due_feeds(self, now: datetime) -> list[tuple[Feed, FeedState]]:
        """The feeds whose time has come, the longest overdue first; those never asked come before all."""
        rows = self._connection.execute(
            "SELECT feed.definition, feed_state.state FROM feed LEFT JOIN feed_state USING (feed_id)"
            " WHERE coalesce(feed_state.due_at, '') <= ? ORDER BY coalesce(feed_state.due_at, ''), feed_id",
            (iso(now),),
        )
        feeds = [(codec.decode_feed(feed), state) for feed, state in rows]
        return [
            (feed, codec.decode_feed_state(state) if state else FeedState(feed_id=feed.feed_id))
            for feed, state in feeds
            if not feed.is_paused
        ]

    @guard
    def get_next_due(self) -> datetime | None:
        """When the next feed or waiting page is due; None where there is none. A feed never asked is due at once."""
        row = self._connection.execute(
            "SELECT min(due_at) FROM (SELECT due_at FROM item WHERE state = 'waiting' UNION ALL"
            " SELECT coalesce(feed_state.due_at, added_at) FROM feed LEFT JOIN feed_state USING (feed_id)"
            " WHERE NOT definition ->> 'is_paused')"
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row[0] else None

    @guard
    def list_waiting_items(self, now: datetime, feed_ids: Sequence[str] | None, limit: int) -> list[QueuedItem]:
        """Items whose page is due, the oldest first; of all feeds, or of those named."""
        named = "" if feed_ids is None else f" AND feed_id IN ({', '.join('?' * len(feed_ids))})"
        rows = self._connection.execute(
            "SELECT address, feed_id, item, seen_at, seen_after, n_tries, due_at FROM item"  # noqa: S608 - marks only
            f" WHERE state = 'waiting' AND due_at <= ?{named} ORDER BY n_tries, seen_at, address LIMIT ?",
            (iso(now), *(feed_ids or ()), limit),
        )
        return [_queued(row) for row in rows]

    @guard
    def count_items(self) -> dict[str, FeedCounts]:
        """By feed: how many items it has named, and how many of their pages wait."""
        rows = self._connection.execute("SELECT feed_id, count(*), sum(state = 'waiting') FROM item GROUP BY feed_id")
        return {feed_id: FeedCounts(n_items=n, n_waiting=waiting) for feed_id, n, waiting in rows}

    @guard
    def list_polls(self, feed_id: str, limit: int) -> list[Poll]:
        """A feed's log, the latest first."""
        rows = self._connection.execute(
            "SELECT feed_id, polled_at, reason, status, n_items, n_new, n_bytes, elapsed_s, detail FROM poll"
            " WHERE feed_id = ? ORDER BY polled_at DESC, rowid DESC LIMIT ?",
            (feed_id, limit),
        )
        names = ("feed_id", "polled_at", "reason", "status", "n_items", "n_new", "n_bytes", "elapsed_s", "detail")
        return [codec.to_poll(dict(zip(names, row, strict=True))) for row in rows]

    @guard
    def find_known(self, addresses: Sequence[str]) -> frozenset[str]:
        """Those of the addresses that some feed has named, or that was visited, before."""
        sql = "SELECT address FROM item WHERE address IN ({marks})"
        return frozenset(row[0] for row in select_among(self._connection, sql, addresses))

    @guard
    def list_pending(self, made_by: str, after: int, limit: int) -> list[Pending]:
        """Visits that this extractor has not read and whose page is still kept, in order of arrival."""
        rows = self._connection.execute(
            "SELECT visit_id, address, url, source_id, page_id, fetched_at, content_type, item, body FROM visit"
            " JOIN page USING (page_id) WHERE body IS NOT NULL AND visit_id > ? AND NOT EXISTS"
            " (SELECT 1 FROM extraction WHERE extraction.visit_id = visit.visit_id AND made_by = ?)"
            " ORDER BY visit_id LIMIT ?",
            (after, made_by, limit),
        )
        return [_pending(row) for row in rows]

    @guard
    def count_pending(self, made_by: str) -> int:
        """How many visits `list_pending` would give in all."""
        row = self._connection.execute(
            "SELECT count(*) FROM visit JOIN page USING (page_id) WHERE body IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM extraction WHERE extraction.visit_id = visit.visit_id AND made_by = ?)",
            (made_by,),
        ).fetchone()
        return int(row[0])

    @guard
    def get_manners(self, kind: str) -> dict[str, str]:
        """What fetching remembers: JSON by name; `kind` is robots or host."""
        return dict(self._connection.execute("SELECT name, state FROM manners WHERE kind = ?", (kind,)))


class SqliteIntake:
    """Writes, all within the open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put_feed(self, feed: Feed, added_at: datetime) -> bool:
        """Subscribe or change a subscription; whether anything changed. Another feed's address is refused."""
        return (
            self._connection.execute(
                "INSERT INTO feed (feed_id, url, definition, added_at) VALUES (?, ?, ?, ?) ON CONFLICT (feed_id)"
                " DO UPDATE SET url = excluded.url, definition = excluded.definition"
                " WHERE definition <> excluded.definition",
                (feed.feed_id, feed.url, codec.encode(feed), iso(added_at)),
            ).rowcount
            > 0
        )

    def name_feed(self, feed_id: str, title: str) -> None:
        """Give a feed without a title the one that it gives itself; one that has a title keeps it."""
        row = self._connection.execute("SELECT definition FROM feed WHERE feed_id = ?", (feed_id,)).fetchone()
        if row is None or (feed := codec.decode_feed(row[0])).title:
            return
        named = codec.encode(replace(feed, title=title))
        self._connection.execute("UPDATE feed SET definition = ? WHERE feed_id = ?", (named, feed_id))

    def remove_feed(self, feed_id: str) -> bool:
        """Unsubscribe: its log and its waiting items go, its reports and pages stay. Whether it was there."""
        self._connection.execute("DELETE FROM item WHERE feed_id = ? AND state = 'waiting'", (feed_id,))
        return self._connection.execute("DELETE FROM feed WHERE feed_id = ?", (feed_id,)).rowcount > 0

    def put_states(self, states: Iterable[FeedState]) -> None:
        """How feeds stand now."""
        self._connection.executemany(
            "INSERT INTO feed_state (feed_id, due_at, state) SELECT ?1, ?2, ?3"
            " WHERE EXISTS (SELECT 1 FROM feed WHERE feed_id = ?1)"  # it may have been removed meanwhile
            " ON CONFLICT (feed_id) DO UPDATE SET due_at = excluded.due_at, state = excluded.state",
            ((s.feed_id, iso(s.due_at) if s.due_at else "", codec.encode(s)) for s in states),
        )

    def add_polls(self, polls: Iterable[Poll]) -> None:
        """Lines of the log."""
        self._connection.executemany(
            "INSERT INTO poll (feed_id, polled_at, reason, status, n_items, n_new, n_bytes, elapsed_s, detail)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE EXISTS (SELECT 1 FROM feed WHERE feed_id = ?1)",
            (
                (p.feed_id, iso(p.polled_at), p.reason, p.status, p.n_items, p.n_new, p.n_bytes, p.elapsed_s, p.detail)
                for p in polls
            ),
        )

    def add_items(self, items: Iterable[QueuedItem], state: str) -> int:
        """Items that no feed named before, as waiting or as told; how many were new."""
        before = self._connection.total_changes
        self._connection.executemany(
            "INSERT INTO item (address, feed_id, item, seen_at, seen_after, state, n_tries, due_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING",
            (
                (
                    queued.address,
                    queued.feed_id,
                    codec.encode(queued.item),
                    iso(queued.seen_at),
                    iso(queued.seen_after) if queued.seen_after else None,
                    state,
                    queued.n_tries,
                    iso(queued.due_at or queued.seen_at),
                )
                for queued in items
            ),
        )
        return self._connection.total_changes - before

    def requeue_items(self, items: Iterable[QueuedItem]) -> int:
        """Items asked for by hand, waiting whatever became of them before; how many."""
        rows = [(item.address, item.feed_id, codec.encode(item.item), iso(item.seen_at)) for item in items]
        self._connection.executemany(
            "INSERT INTO item (address, feed_id, item, seen_at, state, due_at) VALUES (?1, ?2, ?3, ?4, 'waiting', ?4)"
            " ON CONFLICT (address) DO UPDATE SET feed_id = excluded.feed_id, state = 'waiting', n_tries = 0,"
            " due_at = excluded.due_at",
            rows,
        )
        return len(rows)

    def settle_item(self, address: str, state: str, reason: str) -> None:
        """An item's end: fetched, told or dropped."""
        self._connection.execute("UPDATE item SET state = ?, reason = ? WHERE address = ?", (state, reason, address))

    def retry_item(self, address: str, due_at: datetime, reason: str, *, counts: bool) -> None:
        """Try an item's page again later; `counts` when the try was one of those it has."""
        self._connection.execute(
            "UPDATE item SET due_at = ?, reason = ?, n_tries = n_tries + ? WHERE address = ?",
            (iso(due_at), reason, int(counts), address),
        )

    def add_page(self, page: Page, address: str, item: QueuedItem | None) -> int | None:
        """Keep a page, and that it was found under an address; the visit's number, None when both are known."""
        body = zstandard.ZstdCompressor(level=_LEVEL).compress(page.body)
        self._connection.execute(
            "INSERT INTO page (page_id, n_bytes, body) VALUES (?, ?, ?) ON CONFLICT (page_id)"
            " DO UPDATE SET body = excluded.body WHERE body IS NULL",
            (page.page_id, len(page.body), body),
        )
        row = self._connection.execute(
            "INSERT INTO visit (address, url, source_id, page_id, fetched_at, content_type, item)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING visit_id",
            (
                address,
                page.url,
                page.source_id,
                page.page_id,
                iso(page.fetched_at),
                page.content_type,
                codec.encode(item) if item else None,
            ),
        ).fetchone()
        return row and int(row[0])

    def add_extraction(self, visit_id: int, extraction: Extraction, article_id: str | None) -> None:
        """What an extractor made of a visit."""
        self._connection.execute(
            "INSERT INTO extraction (visit_id, made_by, kind, article_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (visit_id, extraction.made_by, extraction.kind, article_id),
        )

    def was_visited(self, address: str, before: datetime) -> bool:
        """Whether a page was found under an address before a moment."""
        row = self._connection.execute(
            "SELECT 1 FROM visit WHERE address = ? AND fetched_at < ? LIMIT 1", (address, iso(before))
        ).fetchone()
        return row is not None

    def drop_pages(self, source_id: str, before: datetime) -> int:
        """Let go of the bodies of a source's pages that arrived before a moment and that no other source keeps."""
        return self._connection.execute(
            "UPDATE page SET body = NULL WHERE body IS NOT NULL"
            " AND page_id IN (SELECT page_id FROM visit WHERE source_id = ? AND fetched_at < ?)"
            " AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.page_id = page.page_id"
            "  AND (source_id <> ? OR fetched_at >= ?))",
            (source_id, iso(before), source_id, iso(before)),
        ).rowcount

    def put_manners(self, kind: str, states: Iterable[tuple[str, str]]) -> None:
        """What fetching has to remember: JSON by name."""
        self._connection.executemany(
            "INSERT INTO manners (kind, name, state) VALUES (?, ?, ?) ON CONFLICT (kind, name)"
            " DO UPDATE SET state = excluded.state",
            ((kind, name, state) for name, state in states),
        )


def _queued(row: Sequence[str | None]) -> QueuedItem:
    address, feed_id, item, seen_at, seen_after, n_tries, due_at = row
    return QueuedItem(
        address=str(address),
        feed_id=str(feed_id),
        item=codec.decode_feed_item(str(item)),
        seen_at=datetime.fromisoformat(str(seen_at)),
        seen_after=datetime.fromisoformat(seen_after) if seen_after else None,
        n_tries=int(n_tries or 0),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
    )


def _pending(row: Sequence[str | bytes | int | None]) -> Pending:
    visit_id, address, url, source_id, page_id, fetched_at, content_type, item, body = row
    assert isinstance(body, bytes) and isinstance(visit_id, int)  # noqa: PT018 - for the type checker
    visit = Visit(
        address=str(address),
        url=str(url),
        source_id=str(source_id),
        page_id=str(page_id),
        fetched_at=datetime.fromisoformat(str(fetched_at)),
        content_type=str(content_type),
        item=codec.decode_queued_item(str(item)) if item else None,
    )
    return Pending(visit_id=visit_id, visit=visit, body=zstandard.ZstdDecompressor().decompress(body))

"""What a reader has read and saved, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from dateline.records import MarkKind
from dateline.store.wire import guard, iso, select_among


class MarkView:
    """Which reports bear which marks."""

    _connection: sqlite3.Connection

    @guard
    def get_marks(self, article_ids: Sequence[str]) -> dict[str, frozenset[MarkKind]]:
        """The marks of those of the reports that have any, by id."""
        found: dict[str, frozenset[MarkKind]] = {}
        sql = "SELECT article_id, kind FROM mark WHERE article_id IN ({marks})"
        for article_id, kind in select_among(self._connection, sql, article_ids):
            found[article_id] = found.get(article_id, frozenset()) | {MarkKind(kind)}
        return found


class MarkWriter:
    """The writes of one transaction about marks."""

    _connection: sqlite3.Connection

    def put_marks(self, article_ids: Iterable[str], kind: MarkKind, at: datetime) -> None:
        """Mark reports; one that has the mark keeps it as it is, an id that the store does not hold is passed over."""
        self._connection.executemany(
            "INSERT INTO mark (article_id, kind, marked_at) SELECT article_id, ?, ? FROM article WHERE article_id = ?"
            " ON CONFLICT DO NOTHING",
            ((kind.value, iso(at), article_id) for article_id in article_ids),
        )

    def drop_marks(self, article_ids: Iterable[str], kind: MarkKind) -> None:
        """Take a mark from reports."""
        self._connection.executemany(
            "DELETE FROM mark WHERE article_id = ? AND kind = ?",
            ((article_id, kind.value) for article_id in article_ids),
        )

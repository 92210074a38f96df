"""Kept briefs in the SQLite store: their content as compressed JSON."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime

from dateline import codec
from dateline.records import Brief, Version
from dateline.store.wire import guard, iso


class BriefView:
    """The part of a store that reads them."""

    _connection: sqlite3.Connection

    @guard
    def list_versions(self) -> list[Version]:
        """The briefs that were kept, the last kept first."""
        rows = self._connection.execute(
            "SELECT version_id, situation_id, title, as_of, made_by, kept_at FROM brief"
            " ORDER BY kept_at DESC, version_id"
        )
        return [
            Version(
                version_id=row[0],
                situation_id=row[1],
                title=row[2],
                as_of=datetime.fromisoformat(row[3]),
                made_by=row[4],
                kept_at=datetime.fromisoformat(row[5]),
            )
            for row in rows
        ]

    @guard
    def get_brief(self, version_id: str) -> Brief | None:
        """A kept brief as it was; None where none of that name is."""
        query = "SELECT content FROM brief WHERE version_id = ?"
        row = self._connection.execute(query, (version_id,)).fetchone()
        return codec.decode_brief(zlib.decompress(row[0])) if row else None


class BriefWriter:
    """The part of a writer that keeps them."""

    _connection: sqlite3.Connection

    def add_brief(self, version: Version, brief: Brief) -> bool:
        """Keep a brief; whether it was new."""
        content = zlib.compress(codec.encode(brief).encode("utf-8"))
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO brief (version_id, situation_id, title, as_of, made_by, kept_at, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                version.version_id,
                version.situation_id,
                version.title,
                iso(version.as_of),
                version.made_by,
                iso(version.kept_at),
                content,
            ),
        )
        return cursor.rowcount > 0

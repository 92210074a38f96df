"""What ties reports together, in SQLite: links, vectors, corrections."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dateline import codec
from dateline.records import Correction, CorrectionKind, Link, LinkKind, ModelCall
from dateline.store.wire import guard, iso, select_among

_SOME = """ AND number IN (
    SELECT number FROM link WHERE retired_at IS NULL AND kind = 'merged'
    UNION ALL SELECT number FROM link WHERE retired_at IS NULL AND left_id IN (SELECT value FROM json_each(:about))
    UNION ALL SELECT number FROM link WHERE retired_at IS NULL AND kind = 'threaded'
        AND right_id IN (SELECT value FROM json_each(:about)))"""


class LinkView:
    """The part of a view that reads them."""

    _connection: sqlite3.Connection
    _as_of: datetime

    @guard
    def list_arrivals(self) -> list[tuple[str, datetime]]:
        """Every article's id and the moment that it was known, in the order of these, then of ids."""
        rows = self._connection.execute(
            "SELECT article_id, known_at FROM article WHERE retired_at IS NULL AND known_at <= ?"
            " ORDER BY known_at, article_id",
            (iso(self._as_of),),
        )
        return [(article_id, datetime.fromisoformat(known_at)) for article_id, known_at in rows]

    @guard
    def list_links(self, about: Sequence[str] | None = None) -> list[Link]:
        """The links made by the moment that stand, in the order they were made; of some reports and threads, and
        all merges."""
        some = "" if about is None else _SOME
        rows = self._connection.execute(
            "SELECT kind, left_id, right_id, score, reason, made_by, made_at FROM link"  # noqa: S608 - our own text
            f" WHERE retired_at IS NULL AND made_at <= :as_of{some} ORDER BY made_at, number",
            {"as_of": iso(self._as_of), "about": codec.encode(tuple(about or ()))},
        )
        return [
            Link(
                kind=LinkKind(kind),
                left=left,
                right=right,
                score=score,
                reason=reason,
                made_by=made_by,
                made_at=datetime.fromisoformat(made_at),
            )
            for kind, left, right, score, reason, made_by, made_at in rows
        ]

    @guard
    def list_corrections(self) -> list[Correction]:
        """What users decided and did not undo, in order: it holds today, whatever the moment."""
        return list_corrections(self._connection, with_undone=False)

    @guard
    def find_former_members(self, story_id: str) -> list[str]:
        """The articles that were once said to be in a story, whatever became of it, in the order that this was said."""
        rows = self._connection.execute(
            "SELECT DISTINCT left_id FROM link WHERE right_id = ? AND kind = 'joined' AND made_at <= ? ORDER BY number",
            (story_id, iso(self._as_of)),
        )
        return [str(row[0]) for row in rows]

    @guard
    def get_vectors(self, article_ids: Sequence[str], made_by: str) -> dict[str, bytes]:
        """The vectors there are, by article id."""
        sql = "SELECT article_id, body FROM vector WHERE made_by = ? AND article_id IN ({marks})"
        return dict(select_among(self._connection, sql, article_ids, made_by))


class LinkWriter:
    """The part of a writer that keeps them."""

    _connection: sqlite3.Connection

    def replace_links(self, old: Iterable[Link], new: Iterable[Link], at: datetime) -> None:
        """Take back links and add others. A link taken back stays in the log."""
        self._connection.executemany(
            "UPDATE link SET retired_at = ? WHERE retired_at IS NULL AND kind = ? AND left_id = ? AND right_id = ?"
            " AND made_at = ?",
            ((iso(at), link.kind, link.left, link.right, _made_at(link)) for link in old),
        )
        self._connection.executemany(
            "INSERT INTO link (kind, left_id, right_id, score, reason, made_by, made_at, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (link.kind, link.left, link.right, link.score, link.reason, link.made_by, _made_at(link), iso(at))
                for link in new
            ),
        )

    def add_vectors(self, vectors: Iterable[tuple[str, bytes]], made_by: str) -> None:
        """Keep vectors by article id; one that is there is not replaced."""
        self._connection.executemany(
            "INSERT INTO vector (article_id, made_by, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            ((article_id, made_by, body) for article_id, body in vectors),
        )

    def add_corrections(self, corrections: Iterable[Correction]) -> list[int]:
        """Keep what a user decided; the numbers given to it, in order."""
        rows = ((one.kind, one.left, one.right, iso(one.made_at), _write_detail(one)) for one in corrections)
        sql = "INSERT INTO correction (kind, left_id, right_id, made_at, detail) VALUES (?, ?, ?, ?, ?)"
        return [self._connection.execute(sql, row).lastrowid or 0 for row in rows]

    def undo_correction(self, number: int, at: datetime) -> bool:
        """Take back what a user decided; whether it stood."""
        cursor = self._connection.execute(
            "UPDATE correction SET undone_at = ? WHERE number = ? AND undone_at IS NULL", (iso(at), number)
        )
        return cursor.rowcount > 0

    def add_model_call(self, call: ModelCall) -> None:
        """Keep what a language model was asked and said; one that is there is not replaced."""
        self._connection.execute(
            "INSERT INTO model_call VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                call.prompt_hash,
                call.model,
                call.answer,
                call.n_prompt_tokens,
                call.n_answer_tokens,
                call.seconds,
                iso(call.asked_at),
            ),
        )


def list_corrections(connection: sqlite3.Connection, *, with_undone: bool) -> list[Correction]:
    """What users decided, in order."""
    rows = connection.execute(
        "SELECT kind, left_id, right_id, made_at, number, detail, undone_at FROM correction"
        " WHERE undone_at IS NULL OR ? ORDER BY number",
        (with_undone,),
    )
    return [_read_correction(row) for row in rows]


def _read_correction(row: tuple[Any, ...]) -> Correction:
    kind, left, right, made_at, number, detail, undone_at = row
    title, meant = codec.decode_correction_detail(detail)
    return Correction(
        kind=CorrectionKind(kind),
        left=left,
        right=right,
        made_at=datetime.fromisoformat(made_at),
        number=number,
        title=title,
        meant=meant,
        undone_at=datetime.fromisoformat(undone_at) if undone_at else None,
    )


def _write_detail(one: Correction) -> str:
    return codec.encode((one.title, one.meant)) if one.title or one.meant else ""


def _made_at(link: Link) -> str:
    if link.made_at is None:
        raise ValueError(f"the link of {link.left} has no moment, so no view could tell whether to show it")
    return iso(link.made_at)

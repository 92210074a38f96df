"""The store in one SQLite file: write-ahead log, full-text index, numbered migrations."""

from __future__ import annotations

import hashlib
import os.path
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from dateline import codec
from dateline.errors import StoreBroken, StoreMissing
from dateline.records import (
    NO_ABOUT,
    Article,
    Correction,
    Failure,
    ModelCall,
    Observation,
    Reading,
    SavedSearch,
    Situation,
)
from dateline.store.base import StoreStats, Writer
from dateline.store.locks import hold
from dateline.store.migrations import migrate, transaction
from dateline.store.sqlite_alerts import AlertView, AlertWriter
from dateline.store.sqlite_briefs import BriefView, BriefWriter
from dateline.store.sqlite_filing import FilingWriter, Known
from dateline.store.sqlite_groups import LinkWriter, list_corrections
from dateline.store.sqlite_intake import SqliteIntake, SqliteIntakeView
from dateline.store.sqlite_marks import MarkView, MarkWriter
from dateline.store.sqlite_view import SqliteView
from dateline.store.wire import broken, guard, iso
from dateline.text import shorten

FILE_NAME = "dateline.sqlite"
_BUSY_S = 30.0
_DETAIL_CHARS = 2_000
_NO_ABOUT_TEXT = codec.encode(NO_ABOUT)


class SqliteStore(BriefView, AlertView, MarkView):
    """A store folder. Safe for several processes: one writes at a time, the others read on."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        path = folder / FILE_NAME
        if not create and not os.path.isfile(path):
            raise StoreMissing(
                f"There is no Dateline store in '{folder}'.",
                hint=f"Make one with 'dateline init {folder}', or name another with --store.",
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreBroken(f"The folder '{folder}' cannot be made: {error.strerror}.") from error
        self.path = path
        self._connection = self._open()
        self._known = Known()

    @guard
    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
        try:
            migrate(connection)
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")  # an acknowledged report survives a power cut
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -65536")
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def hold(self, work: str, *, wait_s: float) -> AbstractContextManager[bool]:
        """Keep other processes from the same kind of work on this store; whether that could be had in time."""
        return hold(self.path.with_name(f"{work}.lock"), wait_s)

    @property
    def intake(self) -> SqliteIntakeView:
        """What is watched and what arrived."""
        return SqliteIntakeView(self._connection)

    def view(self, as_of: datetime) -> SqliteView:
        """Reads as of a moment."""
        return SqliteView(self._connection, as_of)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction; the lock is taken at once so that two writers queue, not collide."""
        try:
            with transaction(self._connection, "IMMEDIATE"):
                yield SqliteWriter(self._connection, self._known)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._known.forget()
            raise broken(error) from error
        except BaseException:
            self._known.forget()
            raise
        self._known.trim()

    @guard
    def get_schema(self) -> int:
        """The number of the schema's last step."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @guard
    def get_stamp(self) -> str:
        """A text that changes when reports, links, decisions, situations or rows of data come or go."""
        row = self._connection.execute(
            "SELECT (SELECT max(number) FROM article), (SELECT max(number) FROM link),"
            " (SELECT count(*) || ' ' || count(undone_at) FROM correction), (SELECT count(*) FROM observation),"
            " (SELECT group_concat(definition) FROM situation)"
        ).fetchone()
        return hashlib.sha256(repr(row).encode("utf-8")).hexdigest()[:16]

    @guard
    def list_situations(self) -> list[Situation]:
        """All situations, by id."""
        rows = self._connection.execute("SELECT definition FROM situation ORDER BY situation_id")
        return [codec.decode_situation(row[0]) for row in rows]

    @guard
    def get_model_call(self, prompt_hash: str) -> ModelCall | None:
        """What a language model said to the same question before."""
        row = self._connection.execute(
            "SELECT model, answer, n_prompt_tokens, n_answer_tokens, seconds, asked_at FROM model_call"
            " WHERE prompt_hash = ?",
            (prompt_hash,),
        ).fetchone()
        if row is None:
            return None
        return ModelCall(
            model=row[0],
            prompt_hash=prompt_hash,
            answer=row[1],
            n_prompt_tokens=row[2],
            n_answer_tokens=row[3],
            seconds=row[4],
            asked_at=datetime.fromisoformat(row[5]),
        )

    @guard
    def list_corrections(self, *, with_undone: bool = False) -> list[Correction]:
        """What users decided, in order; what they took back only where it is asked for."""
        return list_corrections(self._connection, with_undone=with_undone)

    @guard
    def list_searches(self) -> list[SavedSearch]:
        """The searches that were kept, by name."""
        rows = self._connection.execute("SELECT name, line, made_at FROM search ORDER BY name")
        return [
            SavedSearch(name=name, line=line, made_at=datetime.fromisoformat(made_at)) for name, line, made_at in rows
        ]

    @guard
    def list_failures(self, limit: int) -> list[Failure]:
        """The failures, the latest first."""
        rows = self._connection.execute(
            "SELECT stage, source_id, record_id, reason, detail FROM failure"
            " ORDER BY failed_at DESC, source_id, CAST(record_id AS INTEGER), record_id LIMIT ?",
            (limit,),
        )
        return [
            Failure(stage=stage, source_id=source_id, record_id=record_id, reason=reason, detail=detail)
            for stage, source_id, record_id, reason, detail in rows
        ]

    @guard
    def get_stats(self) -> StoreStats:
        """Counts over the whole store."""

        def count(sql: str) -> int:
            return int(self._connection.execute(sql).fetchone()[0])

        first_at, last_at = self._connection.execute(
            "SELECT min(published_at), max(published_at) FROM article"
        ).fetchone()
        added_at = self._connection.execute("SELECT fetched_at FROM article ORDER BY number DESC LIMIT 1").fetchone()
        return StoreStats(
            n_articles=count("SELECT count(*) FROM article WHERE retired_at IS NULL"),
            n_undated=count("SELECT count(*) FROM article WHERE known_at IS NULL AND retired_at IS NULL"),
            n_readings=count("SELECT count(*) FROM reading"),
            n_failures=count("SELECT count(*) FROM failure"),
            n_situations=count("SELECT count(*) FROM situation"),
            n_observations=count("SELECT count(*) FROM observation"),
            first_at=first_at and first_at[:10],
            last_at=last_at and last_at[:10],
            last_added_at=datetime.fromisoformat(added_at[0]) if added_at else None,
            languages=self._top("SELECT lang, count(*) AS n FROM article GROUP BY lang"),
            outlets=self._top(
                "SELECT cited.value ->> 'outlet' AS outlet, count(*) AS n"
                " FROM article, json_each(article.citations) AS cited GROUP BY outlet"
            ),
        )

    def _top(self, sql: str) -> tuple[tuple[str, int], ...]:
        rows = self._connection.execute(f"SELECT * FROM ({sql}) ORDER BY n DESC, 1 LIMIT 20")  # noqa: S608 - our own text
        return tuple((name or "", int(n)) for name, n in rows)

    @guard
    def check(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when sound."""
        rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        try:
            self._connection.execute("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.Error as error:
            found.append(f"full-text index: {error}")
        return found


class SqliteWriter(LinkWriter, BriefWriter, AlertWriter, MarkWriter, FilingWriter):
    """The writes of one open transaction."""

    def __init__(self, connection: sqlite3.Connection, known: Known) -> None:
        self._connection = connection
        self._known = known
        self.intake = SqliteIntake(connection)

    def add_articles(self, articles: Iterable[Article], fetched_at: datetime) -> int:
        """Keep the articles; the number that were new."""
        batch = list(articles)
        before = self._connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0]
        self._connection.executemany(
            "INSERT INTO article (article_id, source_id, title, text, lang, published_at, known_at, fetched_at,"
            " citations, topics, about, address, page_id, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (article_id) DO NOTHING",
            (_article_row(article, fetched_at) for article in batch),
        )
        cursor = self._connection.execute(
            "INSERT INTO article_words (rowid, title, text) SELECT number, title, text FROM article WHERE number > ?",
            (before,),
        )
        self.file_new(batch, before)
        self._retire(batch, fetched_at)
        return cursor.rowcount

    def _retire(self, batch: Iterable[Article], at: datetime) -> None:
        """What is read from a page takes the place of earlier readings of it, and of what its feed said."""
        read = [article for article in batch if article.page_id]
        self._connection.executemany(
            "UPDATE article SET retired_at = CASE WHEN article_id = ? THEN NULL ELSE coalesce(retired_at, ?) END"
            " WHERE address = ? AND address <> '' AND page_id IN (?, '')",
            ((article.article_id, iso(at), article.address, article.page_id) for article in read),
        )

    def retire_readings(self, address: str, page_id: str, at: datetime) -> None:
        """Take back what was read in a page, since a newer reading finds no report in it."""
        self._connection.execute(
            "UPDATE article SET retired_at = coalesce(retired_at, ?)"
            " WHERE address = ? AND address <> '' AND page_id = ? AND page_id <> ''",
            (iso(at), address, page_id),
        )

    def find_article(self, address: str, title: str, text: str) -> str | None:
        """The id of the article with these words under an address, if one is kept."""
        row = self._connection.execute(
            "SELECT article_id FROM article WHERE address = ? AND address <> '' AND retired_at IS NULL"
            " AND title = ? AND text = ? LIMIT 1",
            (address, title, text),
        ).fetchone()
        return row and str(row[0])

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what was read, and file the reports by it."""
        batch = list(readings)
        self._connection.executemany(
            "INSERT INTO reading (article_id, made_by, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            ((r.article_id, r.made_by, codec.encode(r)) for r in batch),
        )
        self.file_readings(batch)

    def add_failures(self, failures: Iterable[Failure], failed_at: datetime) -> int:
        """Keep the failures; the number that were new."""
        return self._connection.executemany(
            "INSERT INTO failure (stage, source_id, record_id, reason, detail, failed_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                (
                    f.stage,
                    f.source_id,
                    f.record_id,
                    f.reason,
                    shorten(f.detail, _DETAIL_CHARS),
                    iso(failed_at),
                )
                for f in failures
            ),
        ).rowcount

    def add_observations(self, observations: Iterable[Observation]) -> int:
        """Keep the rows of data; the number that were new."""
        return self._connection.executemany(
            "INSERT INTO observation (series_id, iso3, country, measure, unit, period_start, period_end,"
            " value, released_at, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (_observation_row(observation) for observation in observations),
        ).rowcount

    def put_situation(self, situation: Situation) -> bool:
        """Define or redefine a situation; whether anything changed."""
        return (
            self._connection.execute(
                "INSERT INTO situation (situation_id, definition) VALUES (?, ?) ON CONFLICT (situation_id)"
                " DO UPDATE SET definition = excluded.definition WHERE definition <> excluded.definition",
                (situation.situation_id, codec.encode(situation)),
            ).rowcount
            > 0
        )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite itself does not wait here for others that open the file."""
    give_up_at = time.monotonic() + _BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)


def _article_row(article: Article, fetched_at: datetime) -> tuple[str | None, ...]:
    return (
        article.article_id,
        article.source_id,
        article.title,
        article.text,
        article.lang,
        iso(article.published_at) if article.published_at else None,
        iso(article.known_at) if article.known_at else None,
        iso(fetched_at),
        codec.encode(article.citations),
        codec.encode(article.topics),
        _NO_ABOUT_TEXT if article.about is NO_ABOUT else codec.encode(article.about),
        article.address,
        article.page_id,
        article.made_by,
    )


def _observation_row(observation: Observation) -> tuple[str | float, ...]:
    return (
        observation.series_id,
        observation.iso3,
        observation.country,
        observation.measure,
        observation.unit,
        observation.period_start.isoformat(),
        observation.period_end.isoformat(),
        observation.value,
        observation.released_at.isoformat(),
        observation.source,
    )

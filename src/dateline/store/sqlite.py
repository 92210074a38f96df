"""The store in one SQLite file: write-ahead log, full-text index, numbered migrations."""

from __future__ import annotations

import os.path
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from dateline import codec
from dateline.errors import StoreBroken, StoreMissing
from dateline.moments import last_whole_day
from dateline.records import Article, Failure, Observation, Reading, Situation
from dateline.store.base import StoreStats, Writer
from dateline.store.migrations import migrate, transaction
from dateline.text import clean, shorten

FILE_NAME = "dateline.sqlite"
_BUSY_S = 30.0
_CHUNK = 500  # ids in one statement; SQLite's own limit is 32,766 variables
_DETAIL_CHARS = 2_000

P = ParamSpec("P")
R = TypeVar("R")


def _guard(function: Callable[P, R]) -> Callable[P, R]:
    """Backend errors never leak: they become StoreBroken with what to do."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (sqlite3.Error, codec.DecodeError) as error:
            raise _broken(error) from error

    return wrapped


def _broken(error: Exception) -> StoreBroken:
    return StoreBroken(
        f"The store cannot be used: {error}.",
        hint="Run 'dateline doctor'; check free space and that the folder can be written.",
    )


class SqliteStore:
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

    @_guard
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

    def view(self, as_of: datetime) -> SqliteView:
        """Reads as of a moment."""
        return SqliteView(self._connection, as_of)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction; the lock is taken at once so that two writers queue, not collide."""
        try:
            with transaction(self._connection, "IMMEDIATE"):
                yield SqliteWriter(self._connection)
        except sqlite3.Error as error:
            raise _broken(error) from error

    @_guard
    def list_situations(self) -> list[Situation]:
        """All situations, by id."""
        rows = self._connection.execute("SELECT definition FROM situation ORDER BY situation_id")
        return [codec.decode_situation(row[0]) for row in rows]

    @_guard
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

    @_guard
    def get_stats(self) -> StoreStats:
        """Counts over the whole store."""

        def count(sql: str) -> int:
            return int(self._connection.execute(sql).fetchone()[0])

        first_at, last_at = self._connection.execute(
            "SELECT min(published_at), max(published_at) FROM article"
        ).fetchone()
        return StoreStats(
            n_articles=count("SELECT count(*) FROM article"),
            n_undated=count("SELECT count(*) FROM article WHERE known_at IS NULL"),
            n_readings=count("SELECT count(*) FROM reading"),
            n_failures=count("SELECT count(*) FROM failure"),
            n_situations=count("SELECT count(*) FROM situation"),
            n_observations=count("SELECT count(*) FROM observation"),
            first_at=first_at and first_at[:10],
            last_at=last_at and last_at[:10],
            languages=self._top("SELECT lang, count(*) AS n FROM article GROUP BY lang"),
            outlets=self._top(
                "SELECT cited.value ->> 'outlet' AS outlet, count(*) AS n"
                " FROM article, json_each(article.citations) AS cited GROUP BY outlet"
            ),
        )

    def _top(self, sql: str) -> tuple[tuple[str, int], ...]:
        rows = self._connection.execute(f"SELECT * FROM ({sql}) ORDER BY n DESC, 1 LIMIT 20")  # noqa: S608 - our own text
        return tuple((name or "", int(n)) for name, n in rows)

    @_guard
    def check(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when sound."""
        rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        try:
            self._connection.execute("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.Error as error:
            found.append(f"full-text index: {error}")
        return found


class SqliteWriter:
    """The writes of one open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_articles(self, articles: Iterable[Article], fetched_at: datetime) -> int:
        """Keep the articles; the number that were new."""
        batch = list(articles)
        before = self._connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0]
        self._connection.executemany(
            "INSERT INTO article (article_id, source_id, title, text, lang, published_at, known_at,"
            " fetched_at, citations, topics) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (article_id) DO NOTHING",
            (_article_row(article, fetched_at) for article in batch),
        )
        cursor = self._connection.execute(
            "INSERT INTO article_words (rowid, title, text) SELECT number, title, text FROM article WHERE number > ?",
            (before,),
        )
        return cursor.rowcount

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what was read."""
        self._connection.executemany(
            "INSERT INTO reading (article_id, made_by, passages) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            ((r.article_id, r.made_by, codec.encode(r.passages)) for r in readings),
        )

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
                    _iso(failed_at),
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


class SqliteView:
    """Reads as of one moment. Every statement here compares known_at or released_at with it."""

    def __init__(self, connection: sqlite3.Connection, as_of: datetime) -> None:
        self._connection = connection
        self._as_of = as_of

    @property
    def as_of(self) -> datetime:
        """The moment."""
        return self._as_of

    @_guard
    def find_articles(self, facets: Sequence[Sequence[str]], *, since: datetime | None = None) -> list[Article]:
        """Articles with a phrase of every facet, by (published_at, article_id)."""
        rows = self._connection.execute(
            "SELECT article_id, source_id, title, text, lang, published_at, known_at, citations, topics"
            " FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
            " AND known_at <= ? AND published_at >= ? ORDER BY published_at, article_id",
            (_match(facets), _iso(self._as_of), _iso(since) if since else ""),
        )
        return [_article(row) for row in rows]

    @_guard
    def count_articles(self, facets: Sequence[Sequence[str]]) -> int:
        """How many articles have a phrase of every facet."""
        row = self._connection.execute(
            "SELECT count(*) FROM article WHERE number IN"
            " (SELECT rowid FROM article_words WHERE article_words MATCH ?) AND known_at <= ?",
            (_match(facets), _iso(self._as_of)),
        ).fetchone()
        return int(row[0])

    @_guard
    def get_readings(self, article_ids: Sequence[str], made_by: str) -> dict[str, Reading]:
        """The readings there are, by article id."""
        found: dict[str, Reading] = {}
        for at in range(0, len(article_ids), _CHUNK):
            chunk = article_ids[at : at + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = self._connection.execute(
                f"SELECT article_id, passages FROM reading WHERE made_by = ? AND article_id IN ({marks})",  # noqa: S608 - marks only
                (made_by, *chunk),
            )
            for article_id, passages in rows:
                found[article_id] = Reading(
                    article_id=article_id, made_by=made_by, passages=codec.decode_passages(passages)
                )
        return found

    @_guard
    def get_observations(self, iso3: Sequence[str]) -> list[Observation]:
        """Released rows on the countries, by series and period; of several releases, the last."""
        marks = ", ".join("?" * len(iso3))
        rows = self._connection.execute(
            "SELECT series_id, iso3, country, measure, unit, period_start, period_end, value,"  # noqa: S608 - marks only
            f" max(released_at), source FROM observation WHERE iso3 IN ({marks}) AND released_at <= ?"
            " GROUP BY series_id, period_start ORDER BY series_id, period_start",
            (*iso3, last_whole_day(self._as_of).isoformat()),
        )
        return [_observation(row) for row in rows]


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


def _match(facets: Sequence[Sequence[str]]) -> str:
    """The full-text query for 'a phrase of every facet'; words are quoted, so none is an operator."""
    groups = ("(" + " OR ".join(_phrase(phrase) for phrase in facet) + ")" for facet in facets)
    return " AND ".join(groups)


def _phrase(phrase: str) -> str:
    return '"' + clean(phrase).replace('"', '""') + '"'


def _iso(moment: datetime) -> str:
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"  # unlike strftime, four digits for every year


def _article_row(article: Article, fetched_at: datetime) -> tuple[str | None, ...]:
    return (
        article.article_id,
        article.source_id,
        article.title,
        article.text,
        article.lang,
        _iso(article.published_at) if article.published_at else None,
        _iso(article.known_at) if article.known_at else None,
        _iso(fetched_at),
        codec.encode(article.citations),
        codec.encode(article.topics),
    )


def _article(row: tuple[str, ...]) -> Article:
    article_id, source_id, title, text, lang, published_at, known_at, citations, topics = row
    return Article(
        article_id=article_id,
        source_id=source_id,
        title=title,
        text=text,
        lang=lang,
        published_at=datetime.fromisoformat(published_at),
        known_at=datetime.fromisoformat(known_at),
        citations=codec.decode_citations(citations),
        topics=codec.decode_strings(topics),
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


def _observation(row: tuple[str, ...]) -> Observation:
    return Observation(
        series_id=row[0],
        iso3=row[1],
        country=row[2],
        measure=row[3],
        unit=row[4],
        period_start=date.fromisoformat(row[5]),
        period_end=date.fromisoformat(row[6]),
        value=float(row[7]),
        released_at=date.fromisoformat(row[8]),
        source=row[9],
    )

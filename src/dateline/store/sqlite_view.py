"""Reads of the SQLite store as of one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from dateline import codec
from dateline.moments import last_whole_day
from dateline.records import COPY_KINDS, Article, Form, MarkKind, Mention, Observation, Reading
from dateline.store.sqlite_filing import FilingView
from dateline.store.sqlite_groups import LinkView
from dateline.store.sqlite_search import SearchView
from dateline.store.wire import guard, iso, select_among
from dateline.text import clean

# Of the reports under one address, the latest that was known by the moment; none that was retired. That the address is
# not empty is said again wherever one is looked up: the index holds no others.
_CURRENT = """retired_at IS NULL AND (address = '' OR NOT EXISTS (
    SELECT 1 FROM article AS newer WHERE newer.address = article.address AND newer.address <> ''
    AND newer.retired_at IS NULL AND newer.known_at <= :as_of
    AND (newer.known_at, newer.number) > (article.known_at, article.number)))"""

_COPIES = ", ".join(f"'{kind.value}'" for kind in COPY_KINDS)

_COLUMNS = (
    "article_id, source_id, article.title, article.text, lang, published_at, known_at, citations, topics,"
    " about, address, page_id, made_by"
)

_READINGS_OF_ACTOR = 20  # in which a name is looked for
_FORMS = (Form.NAME, Form.NOMINAL, Form.PRONOUN)


class SqliteView(LinkView, FilingView, SearchView):
    """Reads as of one moment. Every statement here compares known_at or released_at with it."""

    def __init__(self, connection: sqlite3.Connection, as_of: datetime) -> None:
        self._connection = connection
        self._as_of = as_of

    @property
    def as_of(self) -> datetime:
        """The moment."""
        return self._as_of

    @guard
    def find_articles(self, facets: Sequence[Sequence[str]], *, since: datetime | None = None) -> list[Article]:
        """Articles with a phrase of every facet, by (published_at, article_id)."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS}"  # noqa: S608 - our own text
            " FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH :match)"
            f" AND known_at <= :as_of AND {_CURRENT} AND published_at >= :since ORDER BY published_at, article_id",
            {"match": _match(facets), "as_of": iso(self._as_of), "since": iso(since) if since else ""},
        )
        return [_article(row) for row in rows]

    @guard
    def count_articles(self, facets: Sequence[Sequence[str]]) -> int:
        """How many articles have a phrase of every facet."""
        row = self._connection.execute(
            "SELECT count(*) FROM article WHERE number IN"  # noqa: S608 - our own text
            " (SELECT rowid FROM article_words WHERE article_words MATCH :match)"
            f" AND known_at <= :as_of AND {_CURRENT}",
            {"match": _match(facets), "as_of": iso(self._as_of)},
        ).fetchone()
        return int(row[0])

    @guard
    def count_published(self, since: datetime, until: datetime) -> int:
        """How many articles appeared between two moments, both included; copies of others are left out."""
        row = self._connection.execute(
            "SELECT count(*) FROM article WHERE known_at >= :since AND published_at >= :since"  # noqa: S608 - our own text
            f" AND published_at <= :until AND known_at <= :as_of AND {_CURRENT} AND NOT EXISTS ("
            f"SELECT 1 FROM link WHERE left_id = article_id AND kind IN ({_COPIES}) AND retired_at IS NULL"
            " AND made_at <= :as_of)",
            {"since": iso(since), "until": iso(until), "as_of": iso(self._as_of)},
        ).fetchone()
        return int(row[0])

    @guard
    def rank_articles(self, words: Sequence[str], limit: int) -> list[Article]:
        """The articles that hold the rarest and most of some words, the best first: at most `limit`."""
        wanted = [word for word in words if clean(word)]
        if not wanted:
            return []
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM article_words CROSS JOIN article ON number = article_words.rowid"  # noqa: S608
            f" WHERE article_words MATCH :match AND known_at <= :as_of AND {_CURRENT}"
            " ORDER BY article_words.rank, article_id LIMIT :limit",
            {"match": _match([wanted]), "as_of": iso(self._as_of), "limit": limit},
        )
        return [_article(row) for row in rows]

    @guard
    def list_latest(
        self,
        limit: int,
        *,
        after: tuple[datetime, str] | None = None,
        marked: MarkKind | None = None,
        unmarked: MarkKind | None = None,
        source_id: str | None = None,
    ) -> list[Article]:
        """Reports, the latest first; `after` the one published then with that id, with or without a mark, of a feed."""
        has_mark = "EXISTS (SELECT 1 FROM mark WHERE mark.article_id = article.article_id AND kind ="
        conditions = [
            (after, "(published_at, article_id) < (:at, :id)"),
            (marked, "number IN (SELECT number FROM mark JOIN article USING (article_id) WHERE kind = :marked)"),
            (unmarked, f"NOT {has_mark} :unmarked)"),
            (source_id, "source_id = :source"),
        ]
        wanted = "".join(f" AND {condition}" for value, condition in conditions if value is not None)
        held = "+" if marked else ""  # few are marked: they are looked up one by one, and no index is gone along
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM article WHERE {held}published_at <= :as_of AND {held}known_at <= :as_of"  # noqa: S608
            f" AND {_CURRENT}{wanted} ORDER BY {held}published_at DESC, article_id DESC LIMIT :limit",
            {
                "as_of": iso(self._as_of),
                "at": iso(after[0]) if after else "",
                "id": after[1] if after else "",
                "marked": marked and marked.value,
                "unmarked": unmarked and unmarked.value,
                "source": source_id,
                "limit": limit,
            },
        )
        return [_article(row) for row in rows]

    @guard
    def get_activity(self, feed_ids: Sequence[str], days: int) -> dict[str, tuple[int, datetime, datetime]]:
        """By feed: how many reports it brought in the days up to its last one, when the first of them and the last."""
        found: dict[str, tuple[int, datetime, datetime]] = {}
        for feed_id in feed_ids:
            n, first, last = self._connection.execute(
                "SELECT count(*), min(published_at), max(published_at) FROM article"
                " WHERE source_id = :feed AND retired_at IS NULL AND known_at <= :as_of AND published_at >= ("
                "  SELECT strftime('%Y-%m-%dT%H:%M:%S', published_at, :back) FROM article"
                "  WHERE source_id = :feed AND retired_at IS NULL AND known_at <= :as_of"
                "  ORDER BY published_at DESC LIMIT 1)",
                {"feed": feed_id, "as_of": iso(self._as_of), "back": f"-{days} days"},
            ).fetchone()
            if n:
                found[feed_id] = int(n), datetime.fromisoformat(first), datetime.fromisoformat(last)
        return found

    @guard
    def get_readings(self, article_ids: Sequence[str], made_by: str) -> dict[str, Reading]:
        """The readings there are, by article id."""
        sql = "SELECT article_id, body FROM reading WHERE made_by = ? AND article_id IN ({marks})"
        rows = select_among(self._connection, sql, article_ids, made_by)
        return {article_id: codec.decode_reading(body) for article_id, body in rows}

    @guard
    def find_actor(self, actor_id: str, made_by: str) -> Mention | None:
        """Words that a reader read for an actor, a name before other words; None where it read none."""
        rows = self._connection.execute(
            "SELECT body FROM reading WHERE made_by = ? AND instr(body, ?) AND article_id IN"
            " (SELECT article_id FROM article WHERE retired_at IS NULL AND known_at <= ?)"
            " ORDER BY article_id LIMIT ?",
            (made_by, f'"actor_id":{codec.encode(actor_id)}', iso(self._as_of), _READINGS_OF_ACTOR),
        )
        mentions = [one for (body,) in rows for one in codec.decode_reading(body).mentions if one.actor_id == actor_id]
        return min(mentions, key=lambda one: _FORMS.index(one.form), default=None)

    @guard
    def list_unread(self, made_by: str) -> list[str]:
        """The articles that a reader has not read, the latest first."""
        rows = self._connection.execute(
            "SELECT article_id FROM article a WHERE retired_at IS NULL AND known_at <= ? AND NOT EXISTS ("
            "SELECT 1 FROM reading r WHERE r.article_id = a.article_id AND r.made_by = ?)"
            " ORDER BY known_at DESC, article_id",
            (iso(self._as_of), made_by),
        )
        return [article_id for (article_id,) in rows]

    @guard
    def get_articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Articles by id; those not known by the moment are left out."""
        sql = (
            f"SELECT {_COLUMNS}"  # noqa: S608 - our own text
            " FROM article WHERE known_at <= ? AND article_id IN ({marks})"
        )
        rows = select_among(self._connection, sql, article_ids, iso(self._as_of))
        return {row[0]: _article(row) for row in rows}

    @guard
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


def _match(facets: Sequence[Sequence[str]]) -> str:
    """The full-text query for 'a phrase of every facet'; words are quoted, so none is an operator."""
    groups = ("(" + " OR ".join(_phrase(phrase) for phrase in facet) + ")" for facet in facets)
    return " AND ".join(groups)


def _phrase(phrase: str) -> str:
    return '"' + clean(phrase).replace('"', '""') + '"'


def _article(row: tuple[str, ...]) -> Article:
    article_id, source_id, title, text, lang, published_at, known_at, citations, topics, *rest = row
    about, address, page_id, made_by = rest
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
        about=codec.decode_about(about),
        address=address,
        page_id=page_id,
        made_by=made_by,
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

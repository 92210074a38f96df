"""What reports are filed under, in SQLite: written beside reports and readings, read as of a moment.

The tables and what keeps `card` true are in schema/sqlite/0007_named.sql.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dateline import codec
from dateline.records import (
    KINDS,
    Article,
    Citation,
    Entry,
    Heading,
    HeadingKind,
    Naming,
    NamingCount,
    Reading,
    SavedSearch,
)
from dateline.store.filing import file_reading, file_source, find_starts
from dateline.store.wire import CHUNK, guard, iso, select_among, stamp

EXACTLY = "="  # before a key that is no name
NEVER = 2**63 - 1  # of a card: until when it is seen that no later report takes the place of
BY_SOURCE = "-"  # of a card: filed by its outlets and language only
SEEN = "card.known_at <= :as_of AND card.until > :as_of"  # the card of a report that a view shows
_BY_KEY = "SELECT heading_id, 1 FROM heading WHERE kind = :kind AND key = :name"
_BY_NAME = (
    "SELECT naming.heading_id, max(is_whole) FROM name_start JOIN naming USING (naming_id)"
    " JOIN heading USING (heading_id) WHERE folded = :folded AND kind = :kind AND since <= :as_of"
    " GROUP BY naming.heading_id"
)
_Source = tuple[tuple[Citation, ...], str, str, str]  # what a report is filed by before it is read
_Name = tuple[int, str, str, str, str, bool]  # heading_id, name, sort, country, detail, is_listed
_MOST_KNOWN = 100_000  # names and sources kept in memory: some 50 MB
_SAMPLE = 25  # reports that the usual name of a heading is taken from
_NAMED = "name, sort, country, detail, lat, lon, is_listed"


class FilingView:
    """The part of a view that reads them."""

    _connection: sqlite3.Connection
    _as_of: datetime

    @guard
    def find_headings(self, kind: HeadingKind, name: str, limit: int) -> list[Heading]:
        """The headings of a kind with a key or a name, most reports first; where one that is named so at the end only
        has more of them ("Obama"), those too. With EXACTLY before it, only the one with the key."""
        if name.startswith(EXACTLY):
            sql, folded = _BY_KEY, ""
        else:
            sql, folded = f"{_BY_KEY} UNION {_BY_NAME}", next(find_starts(name), ("", True))[0]
        values = {"kind": kind.value, "name": name.removeprefix(EXACTLY), "folded": folded}
        rows = self._connection.execute(sql, {**values, "as_of": stamp(self._as_of)}).fetchall()
        counts = {heading_id: self._count(heading_id) for heading_id, _ in rows}
        whole = {heading_id for heading_id, is_whole in rows if is_whole}
        n_whole = sum(counts[one] for one in whole)
        if whole and all(counts[one] <= n_whole for one in counts):
            counts = {one: counts[one] for one in whole}
        best = sorted((one for one in counts if counts[one]), key=lambda one: (-counts[one], one))[:limit]
        return self._headings({one: counts[one] for one in best})

    @guard
    def complete(self, start: str, kinds: Sequence[HeadingKind], limit: int) -> list[Heading]:
        """The listed headings of some kinds with a name, or a word of one, that begins so: most reports first."""
        folded = next(find_starts(start), ("", True))[0]
        if not folded:
            return []
        rows = self._connection.execute(
            "SELECT heading_id, sum(n) AS n FROM (SELECT heading_id, (SELECT count(*) FROM filed"
            "  WHERE filed.naming_id = found.naming_id AND known_at <= :as_of AND filed.heading_id & 7 NOT IN (2, 3)) n"
            "  FROM (SELECT DISTINCT naming_id FROM name_start WHERE folded >= :first AND folded < :last) AS found"
            "  JOIN naming USING (naming_id)"
            "  WHERE is_listed AND since <= :as_of AND heading_id & 7 IN (SELECT value FROM json_each(:kinds)))"
            " GROUP BY heading_id HAVING sum(n) > 0 ORDER BY sum(n) DESC, heading_id LIMIT :limit",
            {
                "first": folded,
                "last": folded + "\U0010ffff",
                "as_of": stamp(self._as_of),
                "kinds": codec.encode([KINDS.index(kind) for kind in kinds]),
                "limit": limit,
            },
        )
        return self._headings(dict(rows.fetchall()))

    @guard
    def get_headings(self, heading_ids: Iterable[int]) -> list[Heading]:
        """Headings by their ids, each by the name that its latest reports have for it."""
        return self._headings(dict.fromkeys(heading_ids, 0))

    @guard
    def count_namings(self, heading_id: int) -> list[NamingCount]:
        """The names that a heading has, by how many reports use them."""
        rows = self._connection.execute(
            f"SELECT {_NAMED}, count(*), min(card.published_at), max(card.published_at)"  # noqa: S608 - our own text
            " FROM filed CROSS JOIN card ON card.number = filed.number JOIN naming USING (naming_id)"
            f" WHERE filed.heading_id = :heading AND filed.known_at <= :as_of AND {SEEN}"
            " GROUP BY naming_id ORDER BY count(*) DESC, name, detail",
            {"heading": heading_id, "as_of": stamp(self._as_of)},
        )
        return [
            NamingCount(
                naming=_naming(row[:7]),
                n_reports=row[7],
                first=date.fromisoformat(row[8][:10]),
                last=date.fromisoformat(row[9][:10]),
            )
            for row in rows
        ]

    @guard
    def find_near(self, box: tuple[float, float, float, float], limit: int) -> list[tuple[Heading, int]]:
        """Places in a box (south, west, north, east), with how many events reports tell of there: most first."""
        south, west, north, east = box
        rows = self._connection.execute(
            "SELECT heading_id, (SELECT sum(n_events) FROM filed JOIN card USING (number)"  # noqa: S608 - our own text
            f"  WHERE filed.heading_id = near.heading_id AND filed.known_at <= :as_of AND {SEEN}) AS n"
            " FROM (SELECT DISTINCT heading_id FROM naming WHERE lat BETWEEN :south AND :north"
            "  AND lon BETWEEN :west AND :east AND is_listed) AS near"
            " WHERE n > 0 ORDER BY n DESC, heading_id LIMIT :limit",
            {
                "south": south,
                "west": west,
                "north": north,
                "east": east,
                "as_of": stamp(self._as_of),
                "limit": limit,
            },
        ).fetchall()
        named = {one.heading_id: one for one in self._headings({heading_id: 0 for heading_id, _ in rows})}
        return [(named[heading_id], n) for heading_id, n in rows]

    @guard
    def list_unfiled(self, made_by: str) -> list[int]:
        """The reports that are not filed by what a reader found, though it has read them, or are not filed at all."""
        rows = self._connection.execute(
            f"SELECT card.number FROM card JOIN article USING (number) WHERE {SEEN} AND (filed_by = ''"  # noqa: S608
            " OR (filed_by <> :made_by AND EXISTS (SELECT 1 FROM reading"
            "  WHERE reading.article_id = article.article_id AND reading.made_by = :made_by))) ORDER BY card.number",
            {"as_of": stamp(self._as_of), "made_by": made_by},
        )
        return [number for (number,) in rows]

    @guard
    def count_unfiled(self, made_by: str) -> int:
        """How many reports are not filed by what a reader found."""
        row = self._connection.execute(
            "SELECT (SELECT count(*) FROM card INDEXED BY card_filed_by WHERE filed_by < :one AND known_at <= :as_of)"
            " + (SELECT count(*) FROM card INDEXED BY card_filed_by WHERE filed_by > :one AND known_at <= :as_of)",
            {"as_of": stamp(self._as_of), "one": made_by},
        ).fetchone()
        return int(row[0])

    def _count(self, heading_id: int) -> int:
        row = self._connection.execute(
            "SELECT count(*) FROM filed WHERE heading_id = ? AND known_at <= ?", (heading_id, stamp(self._as_of))
        ).fetchone()
        return int(row[0])

    def _headings(self, counts: Mapping[int, int]) -> list[Heading]:
        """Each by the name that most of its latest reports have, and of those the one used last."""
        rows = self._connection.execute(
            f"SELECT heading_id, kind, key, {_NAMED} FROM (SELECT value AS id, (SELECT naming_id FROM"  # noqa: S608
            "  (SELECT naming_id, known_at, number FROM filed WHERE heading_id = value AND known_at <= :as_of"
            "   ORDER BY known_at DESC, number DESC LIMIT :sample)"
            "  GROUP BY naming_id ORDER BY count(*) DESC, max(known_at) DESC, max(number) DESC LIMIT 1) AS best"
            "  FROM json_each(:ids)) CROSS JOIN naming ON naming_id = best CROSS JOIN heading USING (heading_id)",
            {"ids": codec.encode(list(counts)), "as_of": stamp(self._as_of), "sample": _SAMPLE},
        )
        return [
            Heading(
                heading_id=heading_id,
                kind=HeadingKind(kind),
                key=key,
                naming=_naming(row),
                n_reports=counts[heading_id],
            )
            for heading_id, kind, key, *row in rows
        ]


@dataclass(slots=True)
class Known:
    """The ids that a store has given to headings and their names, so that they need not be looked up for each report.
    Forgotten when a transaction is taken back."""

    headings: dict[tuple[str, str], int] = field(default_factory=dict)
    namings: dict[_Name, tuple[int, int]] = field(default_factory=dict)  # with since when a name is known
    sources: dict[_Source, tuple[int, bytes, bytes, list[tuple[int, int]]]] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget all."""
        self.headings.clear()
        self.namings.clear()
        self.sources.clear()

    def trim(self) -> None:
        """Forget all once it has become much."""
        if len(self.namings) + len(self.sources) > _MOST_KNOWN:
            self.forget()


class FilingWriter:
    """The part of a writer that files reports."""

    _connection: sqlite3.Connection
    _known: Known

    def file_new(self, articles: Iterable[Article], before: int) -> None:
        """Make the cards of articles that were just added, with numbers above one, and file them by outlet and
        language."""
        by_id = {article.article_id: article for article in reversed(list(articles))}
        rows = self._connection.execute("SELECT number, article_id FROM article WHERE number > ?", (before,))
        cards: list[tuple[object, ...]] = []
        filed: list[tuple[int, int, int, int]] = []
        for number, article in ((number, by_id[article_id]) for number, article_id in rows):
            if article.known_at is None or article.published_at is None:
                continue
            known_at, n_chars = stamp(article.known_at), len(article.title) + len(article.text)
            listed, others, places = self._place_sources(article, known_at)
            card = (number, known_at, NEVER, iso(article.published_at), n_chars, BY_SOURCE, listed, others)
            cards.append(card)
            filed += [(heading_id, known_at, number, naming_id) for heading_id, naming_id in places]
        self._connection.executemany("INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cards)
        self._connection.executemany(
            "INSERT INTO filed (heading_id, known_at, number, naming_id, n_events) VALUES (?, ?, ?, ?, 0)", filed
        )
        self._connection.executemany(
            "UPDATE card SET until = (SELECT until FROM card_times WHERE card_times.number = card.number)"
            " WHERE number IN (SELECT number FROM article WHERE address = ? AND address <> '')",
            {(one.address,) for one in by_id.values() if one.address},
        )

    def _place_sources(self, article: Article, known_at: int) -> tuple[bytes, bytes, list[tuple[int, int]]]:
        """The packed ids of the headings that need no reading, listed and others; each with that of its name."""
        source = (article.citations, article.lang, article.source_id, article.about.agency)
        made = self._known.sources.get(source)
        if made is None or known_at < made[0]:
            entries = file_source(*source)
            places = [self._place(entry, known_at) for entry in entries]
            packed = _pack([(one, entry) for (one, _), entry in zip(places, entries, strict=True)])
            self._known.sources[source] = made = known_at, *packed, places
        return made[1:]

    def file_readings(self, readings: Iterable[Reading]) -> None:
        """File reports by what a reader found in them, in place of what was found before."""
        found = {reading.article_id: reading for reading in readings}
        sql = "SELECT number FROM article WHERE known_at IS NOT NULL AND article_id IN ({marks})"
        numbers = [row[0] for row in select_among(self._connection, sql, list(found))]
        for number, known_at, article_id, entries in self._list_sources(numbers):
            reading = found[article_id]
            self._file(number, known_at, [*entries, *file_reading(reading)], reading.made_by)

    def refile(self, numbers: Sequence[int], made_by: str) -> None:
        """File reports by the readings of a reader that are kept; by outlets and language where there is none."""
        for at in range(0, len(numbers), CHUNK):
            chunk = numbers[at : at + CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = self._connection.execute(
                "SELECT number, body FROM article JOIN reading USING (article_id)"  # noqa: S608 - marks only
                f" WHERE reading.made_by = ? AND number IN ({marks})",
                (made_by, *chunk),
            ).fetchall()
            self.file_readings(codec.decode_reading(body) for _, body in rows)
            kept = {number for number, _ in rows}
            for number, known_at, _, entries in self._list_sources([one for one in chunk if one not in kept]):
                self._file(number, known_at, entries, BY_SOURCE)

    def put_search(self, search: SavedSearch) -> None:
        """Keep a search under its name, in place of another of that name."""
        self._connection.execute(
            "INSERT OR REPLACE INTO search (name, line, made_at) VALUES (?, ?, ?)",
            (search.name, search.line, iso(search.made_at)),
        )

    def remove_search(self, name: str) -> bool:
        """Forget a search; whether it was there."""
        return self._connection.execute("DELETE FROM search WHERE name = ?", (name,)).rowcount > 0

    def _list_sources(self, numbers: Sequence[int]) -> Iterator[tuple[int, int, str, list[Entry]]]:
        for at in range(0, len(numbers), CHUNK):
            chunk = numbers[at : at + CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = self._connection.execute(
                "SELECT number, card.known_at, article_id, citations, lang, source_id, about"  # noqa: S608 - marks only
                f" FROM article JOIN card USING (number) WHERE number IN ({marks}) ORDER BY number",
                chunk,
            ).fetchall()
            for number, known_at, article_id, citations, lang, source_id, about in rows:
                agency = "" if about == "{}" else codec.decode_about(about).agency
                entries = file_source(codec.decode_citations(citations), lang, source_id, agency)
                yield number, known_at, article_id, entries

    def _file(self, number: int, known_at: int, entries: Sequence[Entry], filed_by: str) -> None:
        before = self._connection.execute("SELECT headings, others FROM card WHERE number = ?", (number,)).fetchone()
        if before is None:
            return
        self._connection.executemany(
            "DELETE FROM filed WHERE heading_id = ? AND known_at = ? AND number = ?",
            ((heading_id, known_at, number) for raw in before for heading_id in codec.unpack_numbers(raw)),
        )
        rows = [(*self._place(entry, known_at), entry) for entry in entries]
        self._connection.executemany(
            "INSERT INTO filed (heading_id, known_at, number, naming_id, n_events) VALUES (?, ?, ?, ?, ?)",
            ((heading_id, known_at, number, naming_id, entry.n_events) for heading_id, naming_id, entry in rows),
        )
        listed, others = _pack([(heading_id, entry) for heading_id, _, entry in rows])
        self._connection.execute(
            "UPDATE card SET filed_by = ?, headings = ?, others = ? WHERE number = ?",
            (filed_by, listed, others, number),
        )

    def _place(self, entry: Entry, known_at: int) -> tuple[int, int]:
        """The ids of a heading and of its name, made where they are new."""
        place = (entry.kind.value, entry.key)
        if place not in self._known.headings:
            self._connection.execute(
                "INSERT INTO heading (heading_id, kind, key)"
                " SELECT (coalesce(max(heading_id), 0) / 8 + 1) * 8 + ?, ?, ? FROM heading WHERE true"
                " ON CONFLICT DO NOTHING",
                (KINDS.index(entry.kind), *place),
            )
            self._known.headings[place] = self._connection.execute(
                "SELECT heading_id FROM heading WHERE kind = ? AND key = ?", place
            ).fetchone()[0]
        heading_id = self._known.headings[place]
        one = entry.naming
        name = (heading_id, one.name, one.sort, one.country, one.detail, one.is_listed)
        if name not in self._known.namings:
            self._known.namings[name] = self._name(name, one, known_at)
        naming_id, since = self._known.namings[name]
        if known_at < since:
            self._known.namings[name] = naming_id, known_at
            self._connection.execute(
                "UPDATE naming SET since = ? WHERE naming_id = ? AND since > ?", (known_at, naming_id, known_at)
            )
        return heading_id, naming_id

    def _name(self, name: _Name, naming: Naming, known_at: int) -> tuple[int, int]:
        """The id of a heading's name, made where it is new, and since when it is known."""
        cursor = self._connection.execute(
            f"INSERT INTO naming (heading_id, {_NAMED}, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            " ON CONFLICT DO NOTHING",
            (*name[:5], naming.lat, naming.lon, naming.is_listed, known_at),
        )
        if cursor.rowcount:
            naming_id = int(cursor.lastrowid or 0)
            self._connection.executemany(
                "INSERT INTO name_start (folded, naming_id, is_whole) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                ((folded, naming_id, is_whole) for folded, is_whole in find_starts(naming.name)),
            )
            return naming_id, known_at
        row = self._connection.execute(
            "SELECT naming_id, since FROM naming WHERE heading_id = ? AND name = ? AND sort = ? AND country = ?"
            " AND detail = ? AND is_listed = ?",
            name,
        ).fetchone()
        return int(row[0]), int(row[1])


def _pack(rows: Sequence[tuple[int, Entry]]) -> tuple[bytes, bytes]:
    """The ids of headings that are listed, and of the others."""
    listed = codec.pack_numbers(heading_id for heading_id, entry in rows if entry.naming.is_listed)
    return listed, codec.pack_numbers(heading_id for heading_id, entry in rows if not entry.naming.is_listed)


def _naming(row: Sequence[Any]) -> Naming:
    name, sort, country, detail, lat, lon, is_listed = row
    return Naming(name=name, sort=sort, country=country, detail=detail, lat=lat, lon=lon, is_listed=bool(is_listed))

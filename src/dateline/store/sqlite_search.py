"""Searches of the SQLite store as of a moment: reports by words, headings and days, and what ties those found."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dateline import codec
from dateline.records import COPY_KINDS, CardQuery, Cards, LinkKind, Term
from dateline.store.sqlite_filing import SEEN
from dateline.store.wire import guard, iso, select_among, stamp
from dateline.text import clean


class SearchView:
    """The part of a view that searches."""

    _connection: sqlite3.Connection
    _as_of: datetime

    @guard
    def find_cards(self, query: CardQuery, limit: int, *, is_oldest: bool = False) -> Cards:
        """The cards of the reports that a query asks for, the latest or the oldest first: at most `limit`."""
        tables, wanted, values = self._ask(query, limit)
        way = "ASC" if is_oldest else "DESC"
        rows = self._connection.execute(
            "SELECT card.number, card.published_at, card.n_chars, card.headings"  # noqa: S608 - our own text
            f" FROM {tables} WHERE {wanted} ORDER BY card.published_at {way}, card.number {way} LIMIT :limit",
            {**values, "limit": limit},
        ).fetchall()
        return Cards(*zip(*rows, strict=True)) if rows else Cards((), (), (), ())

    @guard
    def count_found(self, query: CardQuery) -> int:
        """How many reports a query asks for."""
        tables, wanted, values = self._ask(query, 0)
        row = self._connection.execute(
            f"SELECT count(*) FROM {tables} WHERE {wanted}",  # noqa: S608 - our own text
            values,
        ).fetchone()
        return int(row[0])

    def _ask(self, query: CardQuery, limit: int) -> tuple[str, str, dict[str, Any]]:
        """The tables to go through, what their rows have to be, and the values; by time, where no words are wanted and
        more than `limit` reports are under the headings."""
        values: dict[str, Any] = {"as_of": stamp(self._as_of)}
        tables, wanted = _start(query, values)
        if limit and query.groups and not query.terms and self._is_wide(query.groups[0], limit):
            wanted = [f"card.number IN {_filed(group)}" for group in query.groups]
            tables = "card INDEXED BY card_published_at"
            if query.barred:
                wanted.append(f"card.number NOT IN {_filed(query.barred)}")
        wanted.append(SEEN)
        if query.ceiling is not None:
            values["ceiling"] = query.ceiling
            wanted.append("card.number <= :ceiling")
        if query.since is not None:
            values["since"] = iso(query.since)
            wanted.append("card.published_at >= :since")
        if query.until is not None:
            values["until"] = iso(query.until)
            wanted.append("card.published_at < :until")
        if query.among is not None:
            values["among"] = codec.encode(sorted(query.among))
            wanted.append("card.number IN (SELECT value FROM json_each(:among))")
        if query.outside:
            values["outside"] = codec.encode(sorted(query.outside))
            wanted.append("card.number NOT IN (SELECT value FROM json_each(:outside))")
        if query.without:
            values["without"] = " OR ".join(map(_write_term, query.without))
            wanted.append("card.number NOT IN (SELECT rowid FROM article_words WHERE article_words MATCH :without)")
        return tables, " AND ".join(wanted), values

    def _is_wide(self, group: Sequence[int], limit: int) -> bool:
        """Whether more reports than so many are under headings."""
        row = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM filed WHERE heading_id IN ({_write_ids(group)})"  # noqa: S608
            " AND known_at <= ? LIMIT ?)",
            (stamp(self._as_of), limit + 1),
        ).fetchone()
        return int(row[0]) > limit

    @guard
    def count_words(self, word: str, *, is_prefix: bool, ceiling: int) -> dict[int, tuple[int, int]]:
        """By report: how often a folded word stands in its title, and in all. Reports known by the moment, up to the
        one of the number `ceiling`."""
        values = {"as_of": stamp(self._as_of), "word": word, "last": word + "\U0010ffff", "ceiling": ceiling}
        which = "term >= :word AND term < :last" if is_prefix else "term = :word"
        rows = self._connection.execute(
            "SELECT doc, sum(col = 'title'), count(*) FROM word_place CROSS JOIN card ON card.number = doc"  # noqa: S608
            f" WHERE {which} AND card.known_at <= :as_of AND card.number <= :ceiling GROUP BY doc",
            values,
        )
        return {number: (in_title, n) for number, in_title, n in rows}

    @guard
    def count_cards(self, ceiling: int) -> int:
        """How many reports were known by the moment, of those up to a number."""
        row = self._connection.execute(
            "SELECT count(*) FROM card WHERE known_at <= ? AND number <= ?", (stamp(self._as_of), ceiling)
        ).fetchone()
        return int(row[0])

    @guard
    def get_ceiling(self) -> int:
        """The number of the last report that came."""
        row = self._connection.execute("SELECT coalesce(max(number), 0) FROM card").fetchone()
        return int(row[0])

    @guard
    def get_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of reports by their numbers."""
        sql = "SELECT number, article_id FROM article WHERE number IN ({marks})"
        return dict(select_among(self._connection, sql, numbers))

    @guard
    def get_numbers(self, article_ids: Sequence[str]) -> dict[str, int]:
        """The numbers of reports by their ids."""
        sql = "SELECT article_id, number FROM article WHERE article_id IN ({marks})"
        return dict(select_among(self._connection, sql, article_ids))

    @guard
    def get_roots(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Of those reports that are copies, the first report with their text."""
        return dict(self._list_links(article_ids, "left_id", COPY_KINDS))

    @guard
    def count_copies(self, root_ids: Sequence[str]) -> dict[str, int]:
        """By the first report with a text: how many others the view shows with it."""
        rows = self._list_links(root_ids, "right_id", COPY_KINDS)
        sql = (
            "SELECT article_id FROM article JOIN card USING (number) WHERE card.known_at <= ? AND until > ?"
            " AND article_id IN ({marks})"
        )
        moment = stamp(self._as_of)
        shown = {one for (one,) in select_among(self._connection, sql, [left for left, _ in rows], moment, moment)}
        return Counter(root for left, root in dict.fromkeys(rows) if left in shown)

    @guard
    def get_stories(self, root_ids: Sequence[str]) -> dict[str, str]:
        """The stories of reports that are no copies."""
        joined = dict(self._list_links(root_ids, "left_id", [LinkKind.JOINED]))
        ends = self._follow(joined.values())
        return {root: ends[story] for root, story in joined.items()}

    @guard
    def list_story(self, story_id: str) -> list[str]:
        """The reports of a story, copies too, those that came first before; the id may redirect to it."""
        end = self._follow([story_id])[story_id]
        stories, fresh = {end}, [end]
        while fresh:
            merged = self._list_links(fresh, "right_id", [LinkKind.MERGED])
            fresh = sorted({left for left, _ in merged} - stories)
            stories.update(fresh)
        joined = [left for left, _ in self._list_links(sorted(stories), "right_id", [LinkKind.JOINED])]
        members = [one for one, story in self.get_stories(joined).items() if story == end]
        return [*members, *(left for left, _ in self._list_links(members, "right_id", COPY_KINDS))]

    def _follow(self, ids: Iterable[str]) -> dict[str, str]:
        """What ids of stories redirect to, themselves where they stand."""
        found = {one: one for one in ids}
        ends = set(found)
        while ends:
            went = dict(self._list_links(sorted(ends), "left_id", [LinkKind.MERGED]))
            found = {one: went.get(end, end) for one, end in found.items()}
            ends = set(went.values())
        return found

    def _list_links(self, ids: Sequence[str], side: str, kinds: Sequence[LinkKind]) -> list[tuple[str, str]]:
        """Both ends of the links of some kinds that have one of the ids on a side, in the order they were made."""
        rows = self._connection.execute(
            "SELECT left_id, right_id FROM (SELECT value AS id FROM json_each(:ids)) CROSS JOIN link"  # noqa: S608
            f" ON {side} = id WHERE retired_at IS NULL AND made_at <= :as_of"
            " AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY made_at, link.number",
            {"ids": codec.encode(list(ids)), "as_of": iso(self._as_of), "kinds": codec.encode(list(kinds))},
        )
        return rows.fetchall()


def _start(query: CardQuery, values: dict[str, Any]) -> tuple[str, list[str]]:
    """The tables to go through, the narrowest first, and what their rows have to be."""
    tables, wanted = "card", list[str]()
    groups = list(query.groups)
    if query.terms:
        values["match"] = " AND ".join(map(_write_term, query.terms))
        tables = "article_words CROSS JOIN card ON card.number = article_words.rowid"
        wanted.append("article_words MATCH :match")
    elif groups:
        first = groups.pop(0)
        once = "DISTINCT " if len(first) > 1 else ""
        tables = (
            f"(SELECT {once}number FROM filed WHERE heading_id IN ({_write_ids(first)}) AND known_at <= :as_of)"  # noqa: S608
            " AS first CROSS JOIN card ON card.number = first.number"
        )
    for is_in, ids in [(True, group) for group in groups] + [(False, query.barred)] * bool(query.barred):
        wanted.append(
            f"{'' if is_in else 'NOT '}EXISTS (SELECT 1 FROM filed WHERE filed.heading_id IN ({_write_ids(ids)})"  # noqa: S608
            " AND filed.known_at = card.known_at AND filed.number = card.number)"
        )
    return tables, wanted


def _filed(ids: Iterable[int]) -> str:
    """The reports under any of some headings."""
    return f"(SELECT number FROM filed WHERE heading_id IN ({_write_ids(ids)}) AND known_at <= :as_of)"  # noqa: S608


def _write_ids(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in ids)


def _write_term(term: Term) -> str:
    """As the full-text index reads it: in quotation marks, so that nothing in it is an operator."""
    quoted = clean(term.text).replace('"', '""')
    return f'"{quoted}"{" *" if term.is_prefix else ""}'

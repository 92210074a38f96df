"""The peers of the speed benches: the least any Python program with SQLite has to do, and nothing of Dateline's.

The tables, pragmas, batches and full-text index are those of the store, so that what differs is the work
that Dateline adds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

BATCH = 1000
_SCHEMA = "schema/sqlite/0001_reports.sql"


def decode_lines(file: Path) -> Iterator[dict[str, Any]]:
    """Every line of a JSON lines file as a dict, by the decoder that Dateline uses."""
    with file.open("rb") as stream:
        for line in stream:
            yield msgspec.json.decode(line)


def insert_lines(file: Path, database: Path) -> int:
    """Read, decode and insert a file's rows as they are; how many there were."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript((resources.files("dateline.store") / _SCHEMA).read_text(encoding="utf-8"))
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    rows, n = enumerate(decode_lines(file)), 0
    while batch := list(islice(rows, BATCH)):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO article (article_id, source_id, title, text, lang, published_at, known_at, fetched_at,"
            " citations, topics) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id) DO NOTHING",
            (_row(number, fields, file.name) for number, fields in batch),
        )
        connection.execute(
            "INSERT INTO article_words (rowid, title, text) SELECT number, title, text FROM article WHERE number > ?",
            (n,),
        )
        connection.execute("COMMIT")
        n += len(batch)
    connection.close()
    return n


def _row(number: int, fields: dict[str, Any], source: str) -> tuple[str, ...]:
    day = fields["published_at"]
    return (
        f"{number:016d}",
        source,
        "",
        fields["text"],
        "en",
        f"{day}T00:00:00.000000Z",
        f"{day}T23:59:59.999999Z",
        f"{day}T23:59:59.999999Z",
        json.dumps(fields["sources"]),
        json.dumps(fields["topics"]),
    )


def read_matching(
    database: Path, facets: Sequence[Sequence[str]], as_of: datetime, since: str
) -> list[tuple[Any, ...]]:
    """The rows that the full-text index gives for the same words, decoded: what any reader of them must do."""
    connection = sqlite3.connect(database, isolation_level=None)
    match = " AND ".join("(" + " OR ".join(f'"{phrase}"' for phrase in facet) + ")" for facet in facets)
    rows = connection.execute(
        "SELECT article_id, source_id, title, text, lang, published_at, known_at, citations, topics FROM article"
        " WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
        " AND known_at <= ? AND published_at >= ? ORDER BY published_at, article_id",
        (match, as_of.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), since),
    )
    found = [
        (
            *row[:5],
            datetime.fromisoformat(row[5]),
            datetime.fromisoformat(row[6]),
            json.loads(row[7]),
            json.loads(row[8]),
        )
        for row in rows
    ]
    connection.close()
    return found

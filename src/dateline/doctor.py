"""Checks of an installation and of a store, each with what was found."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dateline import config
from dateline.errors import DatelineError, StoreMissing
from dateline.extract.language import detect_language
from dateline.gazetteer import load_countries, load_outlets
from dateline.store import open_store

MIN_SQLITE = (3, 38, 0)  # the JSON arrow operators


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    is_ok: bool
    detail: str


def check(folder: Path, store_flag: str | None) -> list[Check]:
    """Python, SQLite, bundled data, the language model, and the store where one is named."""
    checks = [
        Check(name="python", is_ok=sys.version_info >= (3, 11), detail=sys.version.split()[0]),
        Check(name="sqlite", is_ok=sqlite3.sqlite_version_info >= MIN_SQLITE, detail=sqlite3.sqlite_version),
        _try("full-text search", _full_text_search),
        _try(
            "bundled data",
            lambda: f"{len(load_countries())} countries, {len(set(load_outlets().values()))} outlets",
        ),
        _try(
            "language detection",
            lambda: detect_language("The ministry said that talks will begin on Monday in the capital."),
        ),
    ]
    try:
        settings = config.load_config(store_flag, folder=folder)
    except StoreMissing:
        return [*checks, Check(name="store", is_ok=True, detail="none named; 'dateline init DIR' makes one")]
    return [*checks, _try("store", lambda: _store(settings.store))]


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, is_ok=True, detail=look())
    except (DatelineError, ImportError, OSError, sqlite3.Error) as error:
        return Check(name=name, is_ok=False, detail=str(error))


def _full_text_search() -> str:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    connection.close()
    return "FTS5"


def _store(folder: Path) -> str:
    store = open_store(folder)
    try:
        problems = store.check()
        stats = store.get_stats()
    finally:
        store.close()
    if problems:
        raise OSError(f"{folder}: {'; '.join(problems[:3])}")
    return f"{folder}: sound, {stats.n_articles:,} reports"

"""Where records are kept. `open_store` gives the one store there is today: a folder with SQLite."""

from __future__ import annotations

from pathlib import Path

from dateline.store.base import Store, StoreStats, View, Writer
from dateline.store.sqlite import FILE_NAME, SqliteStore

__all__ = ["FILE_NAME", "SqliteStore", "Store", "StoreStats", "View", "Writer", "open_store"]


def open_store(folder: Path, *, create: bool = False) -> SqliteStore:
    """The store in a folder. Raises StoreMissing or StoreBroken."""
    return SqliteStore(folder, create=create)

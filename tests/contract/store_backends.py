"""Every kind of store there is, by name, and what other processes do to one. A new kind adds one factory."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.store import SqliteStore, Store
from making import NOW, make_article


def open_sqlite(folder: Path, create: bool) -> Store:
    """The store in one SQLite file."""
    return SqliteStore(folder, create=create)


# What opens a store in a place of its own; without `create`, StoreMissing where there is none.
BACKENDS: Mapping[str, Callable[[Path, bool], Store]] = {"sqlite": open_sqlite}


@dataclass
class Place:
    """Somewhere a store can be; it closes what was opened there."""

    backend: str
    folder: Path
    opened: list[Store] = field(default_factory=list)

    def open(self, *, create: bool = False) -> Store:
        """Another connection to the store."""
        store = BACKENDS[self.backend](self.folder, create)
        self.opened.append(store)
        return store

    def close(self) -> None:
        """Close every connection."""
        while self.opened:
            self.opened.pop().close()


def write_batches(backend: str, folder: Path, writer_name: str, n_batches: int) -> int:
    """What a second process does: several transactions of ten reports; how many were new."""
    store = BACKENDS[backend](folder, True)
    n_added = 0
    for batch in range(n_batches):
        with store.write() as writer:
            articles = [make_article(f"{writer_name}-{batch}-{n}") for n in range(10)]
            n_added += writer.add_articles(articles, NOW)
            time.sleep(0.005)  # holds the lock long enough for the others to want it
    store.close()
    return n_added


def write_one(backend: str, folder: Path, sign: Path) -> int:
    """What a second process does: puts up a sign, then writes one report; how many were new."""
    store = BACKENDS[backend](folder, False)
    sign.touch()
    with store.write() as writer:
        n_added = writer.add_articles([make_article("from the other process")], NOW)
    store.close()
    return n_added

"""What pages found a moment ago, so that the next reader of the same page need not wait for it again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

MOST_KEPT = 200  # answers; that of an actor named by 10,000 reports takes some 200 kB
LONGEST = timedelta(minutes=1)  # for what the store's stamp does not tell: failures, polls of feeds
# While an import runs the stamp changes several times a second, and every reader would pay for finding all anew.
WHILE_OTHERS_WRITE = timedelta(seconds=10)


class Recall:
    """The latest answers, each good while the store has the stamp that it was found under, a minute at most; and for
    some seconds whatever others wrote. What a reader changed here himself is seen at once: `forget`."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self._most_kept = most_kept
        self._kept: OrderedDict[tuple[Hashable, ...], tuple[str, datetime, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Hashable, ...], stamp: str, now: datetime, find: Callable[[], T]) -> T:
        """The answer under a key; found now where there is none that is good."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        age = now - kept[1] if kept is not None else LONGEST
        if kept is not None and (age < WHILE_OTHERS_WRITE or (kept[0] == stamp and age < LONGEST)):
            known: T = kept[2]
            return known
        found = find()
        with self._lock:
            self._kept[key] = stamp, now, found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Find everything anew."""
        with self._lock:
            self._kept.clear()

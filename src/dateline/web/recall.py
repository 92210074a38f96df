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


class Recall:
    """The latest answers, each good while the store has the stamp that it was found under, a minute at most."""

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
        if kept is not None and kept[0] == stamp and now - kept[1] < LONGEST:
            known: T = kept[2]
            return known
        found = find()
        with self._lock:
            self._kept[key] = stamp, now, found
            self._kept.move_to_end(key)
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return found

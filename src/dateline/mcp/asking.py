"""What every tool does: open the store, read the moment, say that nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from dateline import run
from dateline.errors import DatelineError
from dateline.moments import end_of_day, parse_as_of
from dateline.store import Store, open_store

AsOf = Annotated[
    str,
    Field(
        min_length=1,
        max_length=60,
        description="The moment to stand at: 2025-11-07 (the end of that day, UTC), 2025-11-07T18:30Z, or today."
        " Nothing published later is used.",
    ),
]


class Asking:
    """The store of a folder, for one call at a time. Calls come on several threads: each opens the store for itself."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock

    def read_moment(self, as_of: str) -> datetime:
        """The moment that is asked for; never later than the end of today."""
        now = self._clock()
        return min(parse_as_of(as_of, now), end_of_day(now.date()))

    @contextmanager
    def open_store(self) -> Iterator[Store]:
        """The store for one call; what it finds wrong is told to the model."""
        try:
            store = open_store(self._folder)
            try:
                yield store
            finally:
                store.close()
        except DatelineError as error:
            raise ToolError(str(error)) from error

    def nothing_on(self, store: Store, about: str, moment: datetime) -> ToolError:
        """What to say where no report answers, and what was perhaps meant."""
        near = run.near_situations(store, about)
        hint = f" Did you mean {' or '.join(near)}?" if near else " Try other words, or search_reports."
        return ToolError(f"Nothing found on '{about}' as of {moment:%Y-%m-%d}.{hint}")

"""A lock between processes that its holder's death lets go of, however sudden: the operating system's, on a file."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK_S = 0.1


@contextmanager
def hold(file: Path, wait_s: float) -> Iterator[bool]:
    """Hold the lock on a file, waiting for it at most so long; whether it was got."""
    give_up_at = time.monotonic() + wait_s
    with file.open("a") as stream:
        while not (is_held := _try(stream.fileno())) and time.monotonic() < give_up_at:
            time.sleep(_LOOK_S)
        yield is_held


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

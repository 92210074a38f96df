"""The one place where work is spread over processor cores: a map that keeps the order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context
from typing import TypeVar

from dateline.errors import BrokenWorldError

A = TypeVar("A")
B = TypeVar("B")

ALONE = 200  # heavy items that one process does by itself: starting others costs as much as this many pages
N_CORES = os.cpu_count() or 1
WINDOW = 16  # items ahead for each process: enough to keep it busy, few enough to hold in memory


def pmap(
    function: Callable[[A], B],
    items: Iterable[A],
    *,
    is_heavy: Callable[[A], bool],
    n_workers: int | None = None,
    alone: int = ALONE,
) -> Iterator[B]:
    """function(item) for every item, in order; heavy ones in other processes once there are many of them.

    `alone` heavy items are done by this process alone, and more until another one is up. `function` and what it takes
    and gives must be fit to send to a process. Raises BrokenWorldError when a worker is killed, instead of waiting.
    """
    stream, n_heavy = iter(items), 0
    for item in stream:
        n_heavy += is_heavy(item)
        if n_heavy > alone and N_CORES > 1:
            yield from _spread(function, chain([item], stream), is_heavy, n_workers or N_CORES)
            return
        yield function(item)


def _spread(
    function: Callable[[A], B], items: Iterable[A], is_heavy: Callable[[A], bool], n_workers: int
) -> Iterator[B]:
    pending: deque[Future[B] | B] = deque()
    with ProcessPoolExecutor(n_workers, mp_context=get_context("spawn")) as pool:
        is_ready = pool.submit(_import, function)
        try:
            for item in items:
                is_given_away = is_heavy(item) and is_ready.done()
                pending.append(pool.submit(function, item) if is_given_away else function(item))
                while len(pending) > n_workers * WINDOW or (pending and not isinstance(pending[0], Future)):
                    yield _take(pending.popleft())
            while pending:
                yield _take(pending.popleft())
        except BrokenProcessPool as error:
            raise BrokenWorldError(
                "A worker process ended before its time.", hint="Is there enough memory? What landed is kept; go on."
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _import(function: object) -> None:
    """What a new process does first: to be sent a function, it imports all that the function needs."""


def _take(result: Future[B] | B) -> B:
    return result.result() if isinstance(result, Future) else result

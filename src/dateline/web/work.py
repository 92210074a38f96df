"""What takes longer than a page may: done in a process of its own, kept, and done anew when the store has changed.

A brief over thousands of reports takes seconds of a processor. The process that answers readers must not be the one
that works on it, or all of them would wait. So pages ask here, and show what there is.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from queue import PriorityQueue
from typing import Any, Protocol

log = logging.getLogger(__name__)

MOST_KEPT = 400  # answers in memory; a brief with its sources takes some 100 kB
LONGEST_S = 900.0  # what runs longer is given up: reading 10,000 reports for the first time takes less
FAILED_S = 30.0  # how long a failure is told before the job is tried again: memory or a lock may be free by then
AT_ONCE, SOON = 0, 1  # somebody waits for it; somebody may ask for it


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be worked out: the name of a function in jobs.py, and what it takes besides the store, by name."""

    name: str
    args: tuple[tuple[str, Hashable], ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a job gave no answer."""

    message: str
    hint: str = ""
    error: str = ""  # the name of the error's class, where it is one of dateline.errors


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job gave: `value` may be None, "nothing found". `is_ready`: there is a value; `is_old`: it was made before
    the store changed, and a new one is being made; `failed`: why there is none."""

    value: Any = None
    is_ready: bool = False
    is_old: bool = False
    failed: Failed | None = None


class Doer(Protocol):
    """Something that works a job out; it gives the value or Failed."""

    def do(self, job: Job) -> Any:
        """Work it out."""

    def close(self) -> None:
        """Let go of what it holds."""


class OtherProcess:
    """Works jobs out in one process beside this one, and starts another when that one is killed or takes too long."""

    def __init__(self, perform: Callable[[Job], Any], *, longest_s: float = LONGEST_S) -> None:
        self._perform = perform
        self._longest_s = longest_s
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def do(self, job: Job) -> Any:
        """Work it out; Failed where the process dies or the time is over."""
        try:
            return self._pool.submit(self._perform, job).result(timeout=self._longest_s)
        except BrokenProcessPool:
            log.warning("the working process ended", extra={"job": job.name})
            self._restart()
            return Failed(
                "The process that works this out ended before its time.", "Is there enough memory? Try again."
            )
        except TimeoutError:
            log.warning("a job took too long", extra={"job": job.name})
            self._restart()
            return Failed(f"This took longer than {self._longest_s:.0f} seconds.", "Run 'dateline prepare' once.")

    def _restart(self) -> None:
        self.close()
        self._pool = self._start()

    def close(self) -> None:
        """End the process."""
        self._pool.kill_workers() if hasattr(self._pool, "kill_workers") else _kill(self._pool)


def _kill(pool: ProcessPoolExecutor) -> None:
    """End a pool's processes at once; Python does this by itself from 3.14 on."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


class Here:
    """Works jobs out in this process: for tests, and where one answer is wanted."""

    def __init__(self, perform: Callable[[Job], Any]) -> None:
        self.do = perform

    def close(self) -> None:
        """Nothing is held."""


@dataclass(slots=True)
class _Entry:
    stamp: str = ""
    answer: Answer = field(default_factory=Answer)
    failed_at: float = 0.0
    pending: Future[None] | None = None

    def is_current(self, stamp: str, now: float) -> bool:
        """Whether it holds for a state of the store: an answer, or a failure of a moment ago."""
        is_told = self.answer.failed is not None and now - self.failed_at < FAILED_S
        return self.stamp == stamp and (self.answer.is_ready or is_told)


class Work:
    """The answers there are, and a line of jobs that one doer works out one by one, the most urgent first."""

    def __init__(self, doer: Doer, *, most_kept: int = MOST_KEPT) -> None:
        self._doer = doer
        self._most_kept = most_kept
        self._entries: OrderedDict[Job, _Entry] = OrderedDict()
        self._lock = threading.Lock()
        self._line: PriorityQueue[tuple[int, int, Job | None, str]] = PriorityQueue()
        self._number = count()
        self.n_done = 0
        self.n_failed = 0
        self._thread = threading.Thread(target=self._go, name="work", daemon=True)
        self._thread.start()

    def ask(
        self, job: Job, stamp: str, *, wait_s: float = 0.0, urgency: int = AT_ONCE, is_fresh: bool = False
    ) -> Answer:
        """What is known of a job's answer by now. `stamp`: the state of the store; an answer of another state is old.

        Waits at most so long where there is none yet; with `is_fresh` also where there is only an old one.
        """
        with self._lock:
            entry = self._entries.setdefault(job, _Entry())
            self._entries.move_to_end(job)
            is_current = entry.is_current(stamp, time.monotonic())
            if not is_current and entry.pending is None:
                entry.pending = Future()
                self._line.put((urgency, next(self._number), job, stamp))
            pending = None if is_current else entry.pending
        if pending is not None and wait_s and self.is_alive and (is_fresh or not entry.answer.is_ready):
            _wait(pending, wait_s)
        answer, is_old = entry.answer, entry.stamp != stamp
        return Answer(answer.value, answer.is_ready, answer.is_ready and is_old, answer.failed if not is_old else None)

    @property
    def n_waiting(self) -> int:
        """How many jobs stand in the line."""
        return self._line.qsize()

    @property
    def is_alive(self) -> bool:
        """Whether jobs are still worked on."""
        return self._thread.is_alive()

    def _go(self) -> None:
        while True:
            _, _, job, stamp = self._line.get()
            if job is None:
                return
            try:
                value = self._doer.do(job)
            except Exception as error:
                log.exception("a job failed", extra={"job": job.name})
                value = Failed("This could not be worked out.", f"{type(error).__name__}; the log has more.")
            self._keep(job, stamp, value)

    def _keep(self, job: Job, stamp: str, value: Any) -> None:
        with self._lock:
            entry = self._entries.setdefault(job, _Entry())
            entry.stamp = stamp
            is_failed = isinstance(value, Failed)
            self.n_done += not is_failed
            self.n_failed += is_failed
            entry.answer = Answer(failed=value) if is_failed else Answer(value, is_ready=True)
            entry.failed_at = time.monotonic()
            pending, entry.pending = entry.pending, None
            while len(self._entries) > self._most_kept:
                oldest = next(iter(self._entries))
                if self._entries[oldest].pending is not None:
                    break
                del self._entries[oldest]
        if pending is not None:
            pending.set_result(None)

    def close(self) -> None:
        """Stop working; what is being worked out is given up."""
        self._line.put((-1, next(self._number), None, ""))
        self._doer.close()
        self._thread.join(timeout=5)


def _wait(pending: Future[None], wait_s: float) -> None:
    try:
        pending.result(timeout=wait_s)
    except TimeoutError:
        return

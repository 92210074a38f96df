"""Whose turn it is: requests sorted by host, each host asked in its own rhythm.

A lane holds what waits for one host. Lanes wait in a heap by the moment of their next turn, so that finding the next
one costs the same for ten hosts and for ten thousand. Times are those of the event loop, in seconds.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.fetching.journeys import Journey


@dataclass(slots=True, eq=False)
class Lane:
    """One host: what waits for it, and when its next turn is."""

    host: str
    interval_s: float
    next_at: float
    started_at: float = float("-inf")
    waiting: deque[Journey] = field(default_factory=deque)
    n_running: int = 0
    strain: int = 0
    is_queued: bool = False


class Lanes:
    """Every host that has something to do."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._lanes: dict[str, Lane] = {}
        self._heap: list[tuple[float, int, Lane]] = []
        self._n_pushed = 0
        self.n_waiting = 0

    def find(self, host: str) -> Lane | None:
        """The lane of a host, if it has anything to do."""
        return self._lanes.get(host)

    def open(self, host: str, interval_s: float, next_at: float) -> Lane:
        """A new lane for a host whose next turn is at `next_at`."""
        lane = self._lanes[host] = Lane(host, interval_s, next_at)
        return lane

    def add(self, lane: Lane, journey: Journey, *, first: bool = False) -> None:
        """Put a request into a lane: at the end, or before all others when it has come a long way already."""
        if first:
            lane.waiting.appendleft(journey)
        else:
            lane.waiting.append(journey)
        self.n_waiting += 1
        self._queue(lane)

    def next_at(self) -> float | None:
        """When the next turn is; None when nobody waits for one."""
        return self._heap[0][0] if self._heap else None

    def pop(self, now: float) -> Lane | None:
        """A lane whose turn has come. Call `settle` after it was served."""
        while self._heap and self._heap[0][0] <= now:
            at, _, lane = heapq.heappop(self._heap)
            if at < lane.next_at:  # its rhythm was slowed meanwhile
                self._push(lane)
                continue
            lane.is_queued = False
            return lane
        return None

    def take(self, lane: Lane) -> Journey | None:
        """The next request of a lane."""
        if not lane.waiting:
            return None
        self.n_waiting -= 1
        return lane.waiting.popleft()

    def take_all(self, lane: Lane) -> Iterator[Journey]:
        """Every request of a lane."""
        while (journey := self.take(lane)) is not None:
            yield journey

    def start(self, lane: Lane, now: float) -> None:
        """A request of the lane begins now; the next one not before its interval has passed."""
        lane.n_running += 1
        lane.started_at = now
        lane.next_at = now + lane.interval_s

    def finish(self, lane: Lane, now: float) -> None:
        """A request of the lane has ended. One that is asked singly is left alone for its interval from now on."""
        lane.n_running -= 1
        if self._per_host == 1:
            lane.started_at = now
            lane.next_at = now + lane.interval_s

    def slow(self, lane: Lane, interval_s: float) -> None:
        """From now on the lane keeps to a longer interval."""
        if interval_s > lane.interval_s:
            lane.interval_s = interval_s
            lane.next_at = max(lane.next_at, lane.started_at + interval_s)

    def settle(self, lane: Lane) -> bool:
        """Queue a lane for its next turn, or forget it when it has nothing to do; whether it was forgotten."""
        if lane.waiting:
            self._queue(lane)
            return False
        if lane.n_running or self._lanes.get(lane.host) is not lane:
            return False
        del self._lanes[lane.host]
        return True

    def _queue(self, lane: Lane) -> None:
        if not lane.is_queued and lane.n_running < self._per_host:
            self._push(lane)

    def _push(self, lane: Lane) -> None:
        lane.is_queued = True
        self._n_pushed += 1
        heapq.heappush(self._heap, (lane.next_at, self._n_pushed, lane))

"""One fetch at work: what it works with, what it has counted, and outcomes held until a batch of them lands."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dateline.fetching import HostStates, Outcome, Policy, Request, Response, RobotsCache, fetch_all
from dateline.store import Store

HELD_BYTES = 32_000_000  # of bodies in memory before they land
LANDING_S = 2.0  # what has come lands at the latest after so long, and with it what a kill would cost


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchCounts:
    """What one fetch did."""

    n_feeds: int = 0
    n_not_modified: int = 0
    n_feeds_failed: int = 0
    n_items_new: int = 0
    n_pages: int = 0
    n_reports: int = 0
    n_from_feed: int = 0
    n_retry: int = 0
    n_failed: int = 0


@dataclass(slots=True, kw_only=True)
class Round:
    """The store, the clock, the limits, what is remembered of hosts, and the counts so far.

    `on_trouble` hears of every feed and page that failed for good or for now, by name, and why.
    """

    store: Store
    policy: Policy
    clock: Callable[[], datetime]
    robots: RobotsCache
    hosts: HostStates
    stop: Callable[[], bool]
    on_progress: Callable[[FetchCounts], None] | None = None
    on_trouble: Callable[[str, str], None] | None = None
    counts: FetchCounts = field(default_factory=FetchCounts)

    def count(self, **more: int) -> None:
        """Add to the counts, and tell whoever looks on."""
        self.counts = replace(self.counts, **{name: getattr(self.counts, name) + n for name, n in more.items()})
        if self.on_progress:
            self.on_progress(self.counts)

    def tell(self, name: str, reason: str) -> None:
        """Say that a feed or a page failed."""
        if self.on_trouble:
            self.on_trouble(name, reason)

    def ask(self, requests: Sequence[Request], land: Callable[[Sequence[Outcome]], None], size: int) -> None:
        """Send the requests; `land` gets their outcomes as they come, `size` at a time or after two seconds."""
        held, since, n_bytes = list[Outcome](), time.monotonic(), 0

        def take(outcome: Outcome) -> None:
            nonlocal held, since, n_bytes
            held.append(outcome)
            n_bytes += len(outcome.body) if isinstance(outcome, Response) else 0
            if len(held) >= size or n_bytes > HELD_BYTES or time.monotonic() - since > LANDING_S:
                landing, held, since, n_bytes = held, [], time.monotonic(), 0
                land(landing)

        try:
            fetch_all(
                requests,
                take,
                policy=self.policy,
                robots=self.robots,
                hosts=self.hosts,
                stop=self.stop,
                now=self.clock,
            )
        finally:
            if held:
                land(held)

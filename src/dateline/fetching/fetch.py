"""The one call of this package: fetch many addresses politely and safely."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.fetching.hosts import HostStates
from dateline.fetching.outcomes import Outcome, Policy, Request
from dateline.fetching.robots import RobotsCache

if TYPE_CHECKING:
    from dateline.fetching.network import Resolver


def _never() -> bool:
    return False


def _now() -> datetime:
    return datetime.now(UTC)


def fetch_all(
    requests: Iterable[Request],
    on_outcome: Callable[[Outcome], None],
    *,
    policy: Policy | None = None,
    robots: RobotsCache | None = None,
    hosts: HostStates | None = None,
    stop: Callable[[], bool] = _never,
    now: Callable[[], datetime] = _now,
    resolve: Resolver | None = None,
) -> None:
    """Fetch every request, each to exactly one outcome, handed over as it comes and in no particular order.

    `requests` are taken in as they are needed, `policy.lookahead` at a time: hosts should come mixed, for that many
    of one host in a row would hold up all others. `on_outcome` runs in this thread, between two waits for the
    network: what it has returned from is done, and what it raises ends the run and comes out of here; it is not
    called again. `robots` and `hosts` are read and brought up to date; their `changed()` gives what to keep.

    When `stop` says so (it is asked five times a second) or the user interrupts, what is on the wire is given up,
    without outcome. `now` is the clock for what is written into records; `resolve` gives a host's addresses.
    Not to be called where an event loop runs already.
    """
    import asyncio  # here and not above: fifty milliseconds that commands without a network do not pay

    from dateline.fetching.engine import Engine, Surroundings  # the network libraries: a tenth of a second to load
    from dateline.fetching.network import look_up

    given = Surroundings(
        policy=policy or Policy(),
        robots=robots if robots is not None else RobotsCache(),
        hosts=hosts if hosts is not None else HostStates(),
        on_outcome=on_outcome,
        stop=stop,
        now=now,
        resolve=resolve or look_up,
    )
    asyncio.run(Engine(requests, given).run())

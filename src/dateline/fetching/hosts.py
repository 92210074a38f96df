"""What is remembered about hosts between runs: when each was last asked, and until when it wants its peace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dateline.fetching.backoff import grow_delay
from dateline.fetching.outcomes import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """One host. `asked_at` is when its last answer ended.

    `n_rests` counts how often in a row it asked to be left alone.
    """

    host: str
    asked_at: datetime | None = None
    rests_until: datetime | None = None
    n_rests: int = 0


class HostStates:
    """The hosts that are known: those given at the start, and those asked since."""

    def __init__(self, states: Iterable[HostState] = ()) -> None:
        self._states = {state.host: state for state in states}
        self._changed: set[str] = set()

    def find(self, host: str) -> HostState:
        """A host's state; a blank one for a new host."""
        return self._states.get(host) or HostState(host=host)

    def resting_until(self, host: str, now: datetime) -> datetime | None:
        """Until when a host is not to be asked; None when it may be."""
        until = self.find(host).rests_until
        return until if until is not None and until > now else None

    def ask(self, host: str, now: datetime) -> None:
        """Remember that a host has just been asked."""
        self._keep(replace(self.find(host), asked_at=now))

    def answer(self, host: str) -> None:
        """Remember that a host answered as it should, so that its next rest is a short one."""
        state = self.find(host)
        if state.n_rests:
            self._keep(replace(state, n_rests=0, rests_until=None))

    def rest(self, host: str, now: datetime, retry_after_s: float | None, policy: Policy) -> datetime:
        """Leave a host alone for as long as it asked, or for longer each time where it did not say; until when."""
        state = self.find(host)
        delay = retry_after_s
        if delay is None:
            delay = grow_delay(state.n_rests + 1, base_s=policy.rest_base_s, cap_s=policy.rest_cap_s, seed=host)
        until = now + timedelta(seconds=min(delay, policy.max_retry_after_s))
        self._keep(replace(state, rests_until=until, n_rests=state.n_rests + 1))
        return until

    def changed(self) -> tuple[HostState, ...]:
        """The states that are new since the start or the last call, by host."""
        changed = tuple(self._states[host] for host in sorted(self._changed))
        self._changed.clear()
        return changed

    def _keep(self, state: HostState) -> None:
        self._states[state.host] = state
        self._changed.add(state.host)

"""Asking the test server: a policy with short times, and one call that gives the outcomes by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dateline.fetching import HostStates, Outcome, Policy, Refusal, Request, Response, RobotsCache, fetch_all
from fetching.web import Web, to_this_computer

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
POLICY = Policy(
    per_host_interval_s=0.0,
    connect_timeout_s=2.0,
    read_timeout_s=2.0,
    total_timeout_s=5.0,
    respect_robots=False,
    private_networks=("127.0.0.0/8",),
)
POLITE = replace(POLICY, respect_robots=True)


def fetch(
    *requests: Request,
    policy: Policy = POLICY,
    robots: RobotsCache | None = None,
    hosts: HostStates | None = None,
    resolve: Callable[[str], Sequence[str]] = to_this_computer,
) -> dict[str, Outcome]:
    """The outcome of each request by its key; every request has exactly one. The clock stands at NOW."""
    outcomes: list[Outcome] = []
    fetch_all(requests, outcomes.append, policy=policy, robots=robots, hosts=hosts, now=lambda: NOW, resolve=resolve)
    assert sorted(outcome.key for outcome in outcomes) == sorted(request.key for request in requests)
    return {outcome.key: outcome for outcome in outcomes}


def get(web: Web, path: str, *, host: str = "127.0.0.1", policy: Policy = POLICY, **fields: Any) -> Outcome:
    """What one path of the server gives."""
    return fetch(Request(key="it", url=web.url(path, host), **fields), policy=policy)["it"]


def get_response(web: Web, path: str, **fields: Any) -> Response:
    """What one path gives that has to give something."""
    outcome = get(web, path, **fields)
    assert isinstance(outcome, Response), outcome
    return outcome


def get_refusal(web: Web, path: str, **fields: Any) -> Refusal:
    """Why one path gives nothing."""
    outcome = get(web, path, **fields)
    assert isinstance(outcome, Refusal), outcome
    return outcome

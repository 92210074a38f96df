"""What fetching remembers between runs: robots.txt files, and hosts that asked to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dateline import codec
from dateline.fetching import HostState, HostStates, Policy, RobotsCache, RobotsRecord
from dateline.store import Store


def make_policy(settings: Mapping[str, Any]) -> Policy:
    """The limits and manners that the settings under [fetch] ask for (docs/sources.md), the usual ones otherwise."""
    given = dict(settings)
    contact = given.pop("contact", "")
    if contact:
        given["user_agent"] = f"Dateline/1 (news reader; keeps robots.txt; +{contact})"
    if "private_networks" in given:
        given["private_networks"] = tuple(given["private_networks"])
    return Policy(**given)


def recall(store: Store, now: datetime) -> tuple[RobotsCache, HostStates]:
    """What earlier runs learnt and still holds."""
    known = (codec.decode_as(state, RobotsRecord) for state in store.intake.get_manners("robots").values())
    hosts = (codec.decode_as(state, HostState) for state in store.intake.get_manners("host").values())
    return RobotsCache(record for record in known if record.expires_at > now), HostStates(hosts)


def remember(store: Store, robots: RobotsCache, hosts: HostStates) -> None:
    """Keep what this run learnt."""
    records, states = robots.changed(), hosts.changed()
    if not records and not states:
        return
    with store.write() as writer:
        writer.intake.put_manners("robots", ((record.origin, codec.encode(record)) for record in records))
        writer.intake.put_manners("host", ((state.host, codec.encode(state)) for state in states))

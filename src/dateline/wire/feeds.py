"""Feeds and their health as JSON, without their secrets."""

from __future__ import annotations

from typing import Any

from dateline.codec import fields
from dateline.records import Feed
from dateline.sources.health import Health

Line = dict[str, Any]


def write_feed(feed: Feed) -> Line:
    """A feed: of its headers, which may hold secrets, the names alone."""
    every = feed.every.total_seconds() if feed.every else None
    proxy = "set" if feed.proxy else ""
    return {**fields(feed), "every": every, "headers": [name for name, _ in feed.headers], "proxy": proxy}


def write_health(health: Health) -> Line:
    """A feed with its state and health."""
    state = health.state
    return {
        **write_feed(health.feed),
        "status": health.status,
        "reason": state.reason,
        "detail": state.detail,
        "polled_at": state.polled_at,
        "succeeded_at": state.succeeded_at,
        "due_at": state.due_at,
        "moved_to": state.moved_to,
        "n_failures": state.n_failures,
        "n_items": health.n_items,
        "n_waiting": health.n_waiting,
        "per_day": round(health.per_day, 2) if health.per_day is not None else None,
        "expected_per_day": round(health.expected_per_day, 2) if health.expected_per_day is not None else None,
        "last_item_at": health.last_item_at,
        "alarm": health.alarm,
    }

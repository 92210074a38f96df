"""How feeds look in output: as JSON without their secrets, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.table import Table

from dateline.cli.options import fields
from dateline.records import Feed
from dateline.sources.health import Health


def public(feed: Feed) -> dict[str, Any]:
    """A feed for output: of its headers, which may hold secrets, the names alone."""
    every = feed.every.total_seconds() if feed.every else None
    proxy = "set" if feed.proxy else ""
    return {**fields(feed), "every": every, "headers": [name for name, _ in feed.headers], "proxy": proxy}


def to_dict(health: Health) -> dict[str, Any]:
    """A feed with its state and health, for output."""
    state = health.state
    return {
        **public(health.feed),
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


def table(healths: Sequence[Health]) -> Table:
    """Feeds and their health for people."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("feed", "status", "last answer", "reason", "items", "a day", "waiting"):
        grid.add_column(
            name, no_wrap=name == "feed", justify="right" if name in ("items", "a day", "waiting") else "left"
        )
    for health in healths:
        grid.add_row(
            health.feed.feed_id,
            health.status,
            _moment(health.state.succeeded_at),
            health.state.reason.replace("_", " "),
            f"{health.n_items:,}",
            "-" if health.per_day is None else f"{health.per_day:.3g}",
            f"{health.n_waiting:,}" if health.n_waiting else "-",
        )
    return grid


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"

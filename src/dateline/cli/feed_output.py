"""How feeds look in output."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table

from dateline.sources.health import Health


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

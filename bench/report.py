"""What a bench hands back, how it is held against the floors, and how it is printed."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
SKIPPED = "skipped:"  # begins the note of a bench, or of a part of it, whose data are not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure. `value` is None when it was not measured this time; `n` is what it was taken over."""

    name: str
    value: float | None
    unit: str = ""
    n: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything one bench has to say."""

    bench: str
    metrics: tuple[Metric, ...]
    notes: tuple[str, ...] = ()
    shown: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_skipped(self) -> bool:
        """Whether the bench says that data it needs, or some of it, are not there."""
        return any(note.startswith(SKIPPED) for note in self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A floor that does not hold."""

    bench: str
    metric: str
    text: str


def read_floors(file: Path = FLOORS) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """Bench -> metric -> {"min": ...} or {"max": ...}."""
    floors: dict[str, dict[str, dict[str, float]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return floors


def find_breaches(outcomes: Iterable[Outcome], floors: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[Breach]:
    """The floors that do not hold, and those that name no metric. What was not measured breaks nothing."""
    breaches: list[Breach] = []
    for outcome in outcomes:
        metrics = {metric.name: metric for metric in outcome.metrics}
        for name, limits in floors.get(outcome.bench, {}).items():
            metric = metrics.get(name)
            if metric is None and not outcome.is_skipped:
                breaches.append(Breach(bench=outcome.bench, metric=name, text="the floor names no metric"))
            elif metric is not None and metric.value is not None and (text := _fault(metric.value, limits)):
                breaches.append(Breach(bench=outcome.bench, metric=name, text=text))
    return breaches


def _fault(value: float, limits: Mapping[str, float]) -> str | None:
    if "min" in limits and value < limits["min"]:
        return f"{write_value(value)} is below {limits['min']:g}"
    if "max" in limits and value > limits["max"]:
        return f"{write_value(value)} is above {limits['max']:g}"
    return None


def write_value(value: float | None) -> str:
    """A figure at the length that its size deserves."""
    if value is None:
        return "–"
    if value == int(value) and abs(value) < 1000:
        return f"{int(value)}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def write_table(outcome: Outcome, floors: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """One bench as lines of text; what was not measured is left out."""
    own = floors.get(outcome.bench, {})
    rows = [("figure", "value", "unit", "n", "floor", "")]
    for metric in (metric for metric in outcome.metrics if metric.value is not None):
        count = "" if metric.n is None else f"{metric.n:,}"
        floor = _write_limits(own.get(metric.name, {}))
        rows.append((metric.name, write_value(metric.value), metric.unit, count, floor, metric.note))
    widths = [max(len(row[at]) for row in rows) for at in range(6)]
    lines = [f"== {outcome.bench}", *outcome.notes]
    for row in rows:
        cells = [
            cell.rjust(width) if at in (1, 3) else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def run_on_files(measure: Callable[[Path | None, Path | None], Outcome], doc: str | None) -> None:
    """Print the table of a bench that takes its tables from the command line: `--train A --test B`."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--test", type=Path)
    given = parser.parse_args()
    print(write_table(measure(given.train, given.test), {}))


def _write_limits(limits: Mapping[str, float]) -> str:
    signs = {"min": "≥", "max": "≤"}
    return " ".join(f"{signs[side]} {limit:g}" for side, limit in limits.items())


def to_dict(outcomes: Sequence[Outcome], breaches: Sequence[Breach]) -> dict[str, Any]:
    """The run as JSON."""
    return {
        "benches": {
            outcome.bench: {
                "notes": list(outcome.notes),
                "metrics": {
                    m.name: {"value": m.value, "unit": m.unit, "n": m.n, "note": m.note} for m in outcome.metrics
                },
                "shown": list(outcome.shown),
            }
            for outcome in outcomes
        },
        "breaches": [{"bench": b.bench, "metric": b.metric, "text": b.text} for b in breaches],
    }

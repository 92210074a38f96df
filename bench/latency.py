"""How long a brief takes and how much memory, by size of store: cold, warm, and beside a bare full-text query.

Every size is measured in a process of its own, so that its peak memory is its own:

    python -m bench.latency STORE       prints one JSON object
"""

from __future__ import annotations

import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from bench.bare import read_matching
from bench.data import load_corpus, write_rows
from bench.report import Metric, Outcome
from dateline import run
from dateline.moments import end_of_day
from dateline.store import FILE_NAME, open_store

NAME = "latency"
SIZES = (1_000, 10_000, 60_000)
AS_OF = date(2025, 11, 7)
WARM_ROUNDS = 5
# The demo's situation, narrow questions, and broad ones that hit a large share of the reports.
ABOUT = (
    "mali",
    "Niger 2023",
    "Burkina Faso",
    "Nigeria Boko Haram",
    "Haiti",
    "Somalia al-Shabaab",
    "Iraq",
    "Syria",
    "Ukraine",
    "killed",
    "government",
)


def measure(upstream: Path | None, sizes: Sequence[int]) -> Outcome:
    """The bench: one store and one process a size."""
    metrics: list[Metric] = []
    notes: list[str] = []
    for size in sorted({*SIZES, *sizes}):
        if size not in sizes:
            metrics += _metrics(size, {}, {})
            continue
        with tempfile.TemporaryDirectory() as folder:
            about = _in_process("build", str(upstream or ""), folder, str(size))
            found = _in_process("ask", str(upstream or ""), folder, str(size))
        notes.append(f"{_short(size)}: {about['about']}.")
        notes += [_write_asked(asked) for asked in found["asked"]] if size == max(sizes) else []
        metrics += _metrics(size, about, found)
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=tuple(notes))


def _write_asked(asked: dict[str, Any]) -> str:
    warm, bare = statistics.median(asked["warm"]), statistics.median(asked["bare"])
    return (
        f"  {asked['about']!r}: {asked['n_found']:,} reports found, {asked['n_used']:,} used;"
        f" cold {asked['cold']:.2f} s, warm {warm:.3f} s, bare query {1000 * bare:.1f} ms"
    )


def _short(size: int) -> str:
    return f"{size // 1000}k" if size % 1000 == 0 else str(size)


def _metrics(size: int, built: dict[str, Any], found: dict[str, Any]) -> list[Metric]:
    asked = found.get("asked", [])
    warm = [seconds for one in asked for seconds in one["warm"]]
    ratios = [statistics.median(one["bare"]) / statistics.median(one["warm"]) for one in asked]
    cold = [one["cold"] for one in asked]

    def figure(name: str, of: Callable[[], float], unit: str, n: int, note: str = "") -> Metric:
        value = of() if asked else None
        return Metric(name=f"{name}_{_short(size)}", value=value, unit=unit, n=n or None, note=note)

    return [
        figure("cold_p50", lambda: statistics.median(cold), "s", len(cold), "first brief: readings made"),
        figure("cold_max", lambda: max(cold), "s", len(cold)),
        figure("warm_p50", lambda: statistics.median(warm), "s", len(warm)),
        figure("warm_p95", lambda: _quantile(warm, 0.95), "s", len(warm)),
        figure("bare_p50", lambda: statistics.median(s for one in asked for s in one["bare"]), "s", len(warm), "peer"),
        figure("ratio_to_bare", lambda: statistics.median(ratios), "x", len(ratios), "bare query / warm brief"),
        figure("ratio_to_bare_worst", lambda: min(ratios), "x", len(ratios)),
        figure("peak_memory", lambda: found["peak_mb"], "MB", 1, "of the process that wrote the briefs"),
        figure("peak_memory_import", lambda: built["peak_mb"], "MB", 1, "of the process that imported"),
    ]


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _in_process(*args: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.latency", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(args[:1])} failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def build(upstream: Path | None, folder: Path, size: int) -> dict[str, Any]:
    """Make the store of one size; the reports wait in a file so that they are no part of the memory."""
    file = folder / "reports.jsonl"
    if not file.exists():
        corpus = load_corpus(upstream, size)
        write_rows(corpus.rows, file)
        (folder / "about").write_text(corpus.about, encoding="utf-8")
        return _in_process("build", str(upstream or ""), str(folder), str(size))
    store = open_store(folder, create=True)
    run.import_path(store, str(file), now=datetime(2025, 11, 7, tzinfo=UTC))
    demo = resources.files("dateline") / "data" / "demo" / "mali.toml"
    with resources.as_file(demo) as definition, store.write() as writer:
        writer.put_situation(run.read_situation(definition))
    store.close()
    return {"about": (folder / "about").read_text(encoding="utf-8"), "peak_mb": _peak_mb()}


def ask(folder: Path) -> dict[str, Any]:
    """Every question once on a store without readings, then warm beside the bare query, turn by turn."""
    store = open_store(folder)
    run.write_brief(store, ABOUT[0], end_of_day(AS_OF))  # data files and patterns are loaded once a process
    store.close()
    asked = [found for about in ABOUT if (found := _ask(folder, about)) is not None]
    return {"asked": asked, "peak_mb": _peak_mb()}


def _ask(folder: Path, about: str) -> dict[str, Any] | None:
    _forget_readings(folder)
    store = open_store(folder)
    cold = _timed(lambda: run.write_brief(store, about, end_of_day(AS_OF)))
    selection = run.select(store, about, end_of_day(AS_OF))
    if selection is None:
        store.close()
        return None
    since = selection.situation.since.isoformat() if selection.situation.since else ""
    facets, as_of = selection.situation.facets, selection.as_of
    warm, bare = [], []
    for _ in range(WARM_ROUNDS):
        warm.append(_timed(lambda: run.write_brief(store, about, end_of_day(AS_OF))))
        bare.append(_timed(lambda: read_matching(folder / FILE_NAME, facets, as_of, since)))
    n_found = len(read_matching(folder / FILE_NAME, facets, as_of, since))
    store.close()
    return {
        "about": about,
        "n_found": n_found,
        "n_used": len(selection.articles),
        "cold": cold,
        "warm": warm,
        "bare": bare,
    }


def _forget_readings(folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    connection.execute("DELETE FROM reading")
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_mb() -> float:
    """The most memory this process has held. Linux counts it anew at exec in VmHWM; elsewhere, getrusage."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _main(task: str, upstream: str, folder: str, size: str) -> None:
    place = Path(folder)
    found = build(Path(upstream) if upstream else None, place, int(size)) if task == "build" else ask(place)
    print(json.dumps(found))


if __name__ == "__main__":
    _main(*sys.argv[1:])

"""How fast reports come in: run.import_path beside bare inserts of the same rows, and beside decoding alone."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.bare import decode_lines, insert_lines
from bench.data import Corpus, load_corpus, write_rows
from bench.report import Metric, Outcome
from dateline import run
from dateline.store import open_store

NAME = "import"
N_REPORTS = 20_000
ROUNDS = 5


def measure(upstream: Path | None, n: int) -> Outcome:
    """The bench."""
    corpus = load_corpus(upstream, n)
    named = replace(corpus, rows=tuple({**row, "lang": "en"} for row in corpus.rows))
    plain = replace(corpus, rows=tuple({k: v for k, v in row.items() if k != "lang"} for row in corpus.rows))
    _import_all(plain)(1)  # the language model is loaded once a process: not part of a rate
    runs: dict[str, Callable[[int], float]] = {
        "dateline": _import_all(plain),
        "dateline_lang_given": _import_all(named),
        "bare": _insert_all(plain),
        "decode": _decode_all(plain),
    }
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, timed in runs.items():
            taken[name].append(timed(len(corpus.rows)))
    return Outcome(bench=NAME, metrics=_metrics(taken, len(corpus.rows)), notes=(corpus.about + ".",))


def _metrics(taken: dict[str, list[float]], n: int) -> tuple[Metric, ...]:
    rate = {name: n / statistics.median(times) for name, times in taken.items()}

    def ratio(name: str) -> float:
        return statistics.median(bare / ours for ours, bare in zip(taken[name], taken["bare"], strict=True))

    return (
        Metric(name="rate", value=rate["dateline"], unit="reports/s", n=n, note="the language of each found out"),
        Metric(name="rate_lang_given", value=rate["dateline_lang_given"], unit="reports/s", n=n),
        Metric(name="rate_bare", value=rate["bare"], unit="reports/s", n=n, note="peer: bare sqlite3 inserts"),
        Metric(
            name="rate_decode", value=rate["decode"], unit="reports/s", n=n, note="peer: reading and decoding alone"
        ),
        Metric(name="ratio_to_bare", value=ratio("dateline"), unit="x", n=ROUNDS, note="median of the rounds"),
        Metric(name="ratio_to_bare_lang_given", value=ratio("dateline_lang_given"), unit="x", n=ROUNDS),
    )


def _import_all(corpus: Corpus) -> Callable[[int], float]:
    def timed(n: int) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "reports.jsonl"
            write_rows(corpus.rows[:n], file)
            start = time.perf_counter()
            store = open_store(Path(folder) / "store", create=True)
            counts, _ = run.import_path(store, str(file), now=datetime(2025, 11, 7, tzinfo=UTC))
            store.close()
            seconds = time.perf_counter() - start
            if counts.n_added < 0.99 * n:
                raise RuntimeError(f"only {counts.n_added} of {n} reports came in")
            return seconds

    return timed


def _insert_all(corpus: Corpus) -> Callable[[int], float]:
    def timed(n: int) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "reports.jsonl"
            write_rows(corpus.rows[:n], file)
            start = time.perf_counter()
            insert_lines(file, Path(folder) / "bare.sqlite")
            return time.perf_counter() - start

    return timed


def _decode_all(corpus: Corpus) -> Callable[[int], float]:
    def timed(n: int) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "reports.jsonl"
            write_rows(corpus.rows[:n], file)
            start = time.perf_counter()
            deque(decode_lines(file), maxlen=0)
            return time.perf_counter() - start

    return timed

"""Episodes against a golden set: their start, and what is known of them on three days.

Gold: labels/episodes.jsonl, sixty episodes labelled by reading the event lines of 2010 to 2019 and those on the Sahel.
The lines come from the folder that DATELINE_BENCH_SHIP names. An episode is looked for by its gold question as of each
of its days; it is found where one of its kind began within NEAR days of the gold start, or was running then.
Peer: every episode is said to be going on, whatever the day.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome
from dateline import run
from dateline.moments import end_of_day, parse_interval
from dateline.records import Article, Episode
from dateline.store import SqliteStore

NAME = "episodes"
GOLD = Path(__file__).parents[1] / "labels" / "episodes.jsonl"
FILES = ("wcep/lines_2010_2019.jsonl", "wcep/sahel_lines_2002_2026.jsonl")
NEAR, RIGHT = 10, 3
LATER = datetime(2199, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


def measure() -> Outcome:
    """The bench."""
    files = [find_ship(name) for name in FILES]
    paths = [file for file in files if file is not None]
    if len(paths) < len(FILES):
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {SHIP_VARIABLE}",))
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_articles(_read_lines(paths), LATER)
        shown = [_judge(store, row) for row in gold]
        store.close()
    n = len(gold)
    metrics = (
        Metric(name="found", value=sum(one["found"] for one in shown) / n, n=n),
        Metric(name="start_right", value=sum(one["start_right"] for one in shown) / n, n=n, note=f"{RIGHT} days"),
        Metric(name="state_right", value=sum(one["states"] for one in shown) / (3 * n), n=3 * n),
        Metric(name="peer_state_right", value=sum(one["peer"] for one in shown) / (3 * n), n=3 * n, note="ongoing"),
    )
    return Outcome(bench=NAME, metrics=metrics, shown=tuple(one["says"] for one in shown if one["says"]))


def _read_lines(files: Sequence[Path]) -> list[Article]:
    articles: dict[str, Article] = {}
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            published, known = parse_interval(row["date"])
            if len(row["text"]) > 3:
                articles[f"{row['date']} {row['text']}"] = Article(
                    article_id=f"{file.stem}-{number}",
                    source_id="bench",
                    text=row["text"],
                    lang="en",
                    published_at=published,
                    known_at=known,
                )
    return list(articles.values())


def _judge(store: SqliteStore, gold: Row) -> Row:
    start = date.fromisoformat(gold["start"])
    n_right, peer, says = 0, 0, list[str]()
    for day, state in gold["states"]:
        today = date.fromisoformat(day)
        found = _match(run.list_episodes(store, gold["question"], end_of_day(today)) or [], gold["kind"], start)
        said = "not begun" if found is None else "ended" if found.ended else "ongoing"
        n_right += said == state
        peer += state == "ongoing"
        if said != state:
            says.append(f"{day} {state}, said {said}")
    whole = run.list_episodes(store, gold["question"], LATER) or []
    found = _match(whole, gold["kind"], start)
    off = (found.started.day - start).days if found else None
    return {
        "found": found is not None,
        "start_right": off is not None and abs(off) <= RIGHT,
        "states": n_right,
        "peer": peer,
        "says": f"{gold['episode_id']} {gold['name']} ({gold['kind']}), start off by {off}: {'; '.join(says)}"
        if says or off is None or abs(off) > RIGHT
        else "",
    }


def _match(found: Sequence[Episode], kind: str, start: date) -> Episode | None:
    """The episode of a kind nearest in its start, if it began about then or was running."""
    fit = [
        one
        for one in found
        if one.kind == kind
        and (abs((one.started.day - start).days) <= NEAR or one.started.day <= start <= one.last.day)
    ]
    return min(fit, key=lambda one: abs((one.started.day - start).days), default=None)

"""Timelines of long crises against those that journalists wrote (T17), beside two peers on the same days and sentences.

Corpus: the development topics of T17 in the folder that DATELINE_BENCH_EVAL names. A timeline is asked for with as many
days as its gold one has, and as many sentences a day as that has on the mean. Peers: days by how many sentences name
them, and by how much was published; their sentences are the first three published on the day.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome
from bench.rouge import Timeline, align, score_dates
from dateline.moments import parse_interval
from dateline.records import Article, Told
from dateline.run.chronicling import tell
from dateline.situations import Wanted, write_timeline

NAME = "timelines"
_RULE = re.compile(r"^-{10,}$", re.MULTILINE)
Write = Callable[[Sequence[Told], int, int], Timeline]


def measure() -> Outcome:
    """The bench."""
    folder = find_eval("timelines/t17")
    if folder is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE}",))
    scores: dict[str, list[tuple[float, float, float]]] = {}
    by_topic: dict[str, list[float]] = {}
    for topic in sorted(path for path in folder.iterdir() if path.is_dir()):
        told = list(tell(read_topic(topic)))
        for file in sorted(topic.glob("gold_*.txt")):
            gold = read_gold(file)
            for name, write in WRITERS.items():
                found = write(told, len(gold), max(1, round(sum(map(len, gold.values())) / len(gold))))
                scores.setdefault(name, []).append((score_dates(found, gold), *align(found, gold)))
            by_topic.setdefault(topic.name, []).append(scores["timeline"][-1][0])
    metrics = [
        Metric(name=f"{name}_{what}", value=sum(one[at] for one in found) / len(found), n=len(found))
        for name, found in scores.items()
        for at, what in enumerate(("dates", "rouge_1", "rouge_2"))
    ]
    topics = [Metric(name=f"dates_{name}", value=sum(v) / len(v), n=len(v)) for name, v in by_topic.items()]
    worst = Metric(name="dates_of_the_worst_topic", value=min(metric.value for metric in topics))
    return Outcome(bench=NAME, metrics=(*metrics, *topics, worst))


def read_topic(folder: Path) -> list[Article]:
    """The articles of a topic, a sentence to a line."""
    articles: list[Article] = []
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published, known = parse_interval(row["date"])
        text = "\n".join(sentence.replace("\\/", "/") for sentence in row["sentences"])
        articles.append(
            Article(article_id=row["id"], source_id="t17", text=text, lang="en", published_at=published, known_at=known)
        )
    return articles


def read_gold(file: Path) -> dict[date, list[str]]:
    """The days of a gold timeline with their sentences."""
    timeline: dict[date, list[str]] = {}
    for block in _RULE.split(file.read_text(encoding="utf-8")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines:
            timeline.setdefault(date.fromisoformat(lines[0]), []).extend(lines[1:])
    return timeline


def _ours(told: Sequence[Told], n_days: int, n_sentences: int) -> Timeline:
    entries = write_timeline(told, Wanted(n_days=n_days, n_sentences=n_sentences))
    return {entry.day: [span.quote for span in entry.evidence] for entry in entries}


def _as_many_as_matter(told: Sequence[Told], n_days: int, n_sentences: int) -> Timeline:
    """Ours, where it is not said how many days."""
    return {
        entry.day: [span.quote for span in entry.evidence]
        for entry in write_timeline(told, Wanted(n_sentences=n_sentences))
    }


def _by_count(told: Sequence[Told], n_days: int, n_sentences: int, *, is_named: bool) -> Timeline:
    counts = Counter(day for one in told for day in (one.days if is_named else (one.published,)))
    texts: dict[date, list[str]] = {}
    for one in told:
        texts.setdefault(one.published, []).append(one.span.quote)
    return {day: texts.get(day, [])[:n_sentences] for day, _ in counts.most_common(n_days)}


WRITERS: dict[str, Write] = {
    "timeline": _ours,
    "free": _as_many_as_matter,
    "peer_named": partial(_by_count, is_named=True),
    "peer_published": partial(_by_count, is_named=False),
}

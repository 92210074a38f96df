"""Backgrounds from earlier updates against those that annotators wrote, beside the most recent updates alone.

Corpus: the seven development events of the folder that DATELINE_BENCH_EVAL names, three annotators each; before each
update the background is written from the updates before it, in WORDS words. Scores are means over events of ROUGE F1.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome
from bench.rouge import rouge_l, rouge_n
from dateline.moments import parse_interval
from dateline.records import Article, Told
from dateline.run.chronicling import tell
from dateline.situations import write_background

NAME = "backgrounds"
WORDS = 180
EVERY = 4  # of an event with many updates, each fourth is asked for
MANY = 60
Row = tuple[date, str, str]


def measure() -> Outcome:
    """The bench."""
    folder = find_eval("background")
    if folder is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE}",))
    sums: dict[str, dict[str, list[tuple[float, float, float]]]] = {"background": {}, "peer_recent": {}}
    for file in sorted(folder.glob("*/*.tsv")):
        for told, gold in _cases(_read(file)):
            written = " ".join(one.span.quote for one in write_background(told, n_words=WORDS))
            for name, text in (("background", written), ("peer_recent", _write_recent(told))):
                scores = (rouge_n(text, gold, 1), rouge_n(text, gold, 2), rouge_l(text, gold))
                sums[name].setdefault(file.parent.name, []).append(scores)
    metrics = [
        Metric(name=f"{name}_{what}", value=_mean([_mean([one[at] for one in found]) for found in events.values()]))
        for name, events in sums.items()
        for at, what in enumerate(("rouge_1", "rouge_2", "rouge_l"))
    ]
    return Outcome(bench=NAME, metrics=tuple(metrics))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _read(file: Path) -> list[Row]:
    """Day, update and background of each line."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [[*row, "", ""][:3] for row in csv.reader(stream, delimiter="\t")][1:]
    return [(date.fromisoformat(day.strip("[]")), update.strip('"'), gold.strip('"')) for day, update, gold in rows]


def _cases(rows: Sequence[Row]) -> Iterator[tuple[list[Told], str]]:
    """What was told before an update, and its background."""
    articles: list[Article] = []
    for at, (day, update, gold) in enumerate(rows):
        if articles and gold and (len(rows) <= MANY or at % EVERY == 0):
            yield list(tell(articles)), gold
        if update.strip():
            articles.append(_to_article(str(at), update, day))


def _to_article(name: str, text: str, day: date) -> Article:
    published, known = parse_interval(day.isoformat())
    return Article(article_id=name, source_id="bench", text=text, lang="en", published_at=published, known_at=known)


def _write_recent(told: Sequence[Told]) -> str:
    """The last updates that fit."""
    words = [word for one in told for word in one.span.quote.split()]
    return " ".join(words[-WORDS:])

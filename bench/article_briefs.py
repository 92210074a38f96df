"""What a brief leads with, over full articles, against what journalists wrote of those days, beside two peers.

Corpus: two development topics of T17 in the folder that DATELINE_BENCH_EVAL names, as of every third day of their gold
timelines. What's Happening is held against the gold entries of the fortnight before, by ROUGE-1 without stop words.
Peers are cut to as many words: the first sentences of the latest articles, and the timeline of those days.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome
from bench.rouge import tell_f1
from bench.timelines import read_gold, read_topic
from dateline import run
from dateline.moments import end_of_day
from dateline.records import Brief, SentenceKind, Told
from dateline.run.chronicling import tell
from dateline.situations import Wanted, write_timeline
from dateline.store import SqliteStore, open_store

NAME = "article_briefs"
TOPICS = {"haiti": "Haiti", "egypt": "Egypt"}  # those about a country, and the question asked of it
WINDOW, EVERY, FIRST_DAYS = timedelta(days=14), timedelta(days=3), 3
_LEAD = re.compile(r"^On [^:]*? (?:reported|said): ")


def measure() -> Outcome:
    """The bench."""
    folder = find_eval("timelines/t17")
    if folder is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE}",))
    scores: dict[str, list[float]] = {}
    seconds: list[float] = []
    for topic, about in TOPICS.items():
        with TemporaryDirectory() as place:
            store = _fill(folder / topic, Path(place))
            told = list(tell(read_topic(folder / topic)))
            gold = _merge(read_gold(file) for file in sorted((folder / topic).glob("gold_*.txt")))
            for day in _days(gold, told):
                started = time.process_time()
                brief = run.write_brief(store, about, end_of_day(day))
                seconds.append(time.process_time() - started)
                wanted = " ".join(text for at, lines in gold.items() if day - WINDOW < at <= day for text in lines)
                for name, text in _write_all(brief, told, day).items():
                    scores.setdefault(name, []).append(tell_f1(text, wanted))
    metrics = [Metric(name=f"{name}_rouge_1", value=sum(v) / len(v), n=len(v)) for name, v in scores.items()]
    slowest = Metric(name="cpu_s_of_the_slowest", value=max(seconds), n=len(seconds))
    return Outcome(bench=NAME, metrics=(*metrics, slowest))


def _fill(topic: Path, place: Path) -> SqliteStore:
    """A store of a topic's articles, all read."""
    lines = [
        {
            "id": a.article_id,
            "date": str(a.published_at)[:10],
            "text": a.text,
            "title": a.text[:90],
            "outlet": "Archive",
        }
        for a in read_topic(topic)
    ]
    file = place / "articles.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    store = open_store(place / "store", create=True)
    run.import_path(store, str(file), now=datetime(2026, 1, 1, tzinfo=UTC))
    run.read_ahead(store, datetime(2026, 1, 1, tzinfo=UTC))
    return store


def _merge(timelines: Iterator[dict[date, list[str]]]) -> dict[date, list[str]]:
    merged: dict[date, list[str]] = {}
    for timeline in timelines:
        for day, lines in timeline.items():
            merged.setdefault(day, []).extend(lines)
    return merged


def _days(gold: dict[date, list[str]], told: Sequence[Told]) -> Iterator[date]:
    """The days that briefs are as of: gold ones with articles before them, three days apart."""
    first, last = min(one.published for one in told), max(one.published for one in told)
    before: date | None = None
    for day in sorted(gold)[FIRST_DAYS:]:
        if first <= day <= last and (before is None or day - before >= EVERY):
            before = day
            yield day


def _write_all(brief: Brief | None, told: Sequence[Told], day: date) -> dict[str, str]:
    """The brief's first part and its peers, each with as many words."""
    sentences = brief.sections[0].sentences if brief else ()
    ours = " ".join(_LEAD.sub("", one.text) for one in sentences if one.kind is not SentenceKind.COMPUTED)
    n_words = len(ours.split())
    known = [one for one in told if one.published <= day]
    leads = [one.span.quote for one in reversed(known) if one.position == 0]
    timeline = write_timeline(known, Wanted(n_days=10, first=day - WINDOW + timedelta(days=1), last=day))
    days = [span.quote for entry in reversed(timeline) for span in entry.evidence]
    return {"brief": ours, "peer_leads": _cut(leads, n_words), "peer_timeline": _cut(days, n_words)}


def _cut(sentences: Sequence[str], n_words: int) -> str:
    return " ".join(" ".join(sentences).split()[:n_words])

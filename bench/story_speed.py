"""How fast reports are put into stories, copies included, and what a window of many open stories costs.

End to end, as `dateline cluster` does it (2 cores): full texts of ECB+ and Wikinews, some two thirds of them copies and
edited copies of others, as in a stream of agency text. The peer of the same run is rensa's MinHash over the same texts,
which finds copies only. The window: made-up one-sentence reports, all still open, two words of each drawn from 50,000.
"""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from bench.clusters import rows_of, to_article
from bench.copies import measure_minhash
from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome
from dateline.records import Article
from dateline.run.grouping import Grouping
from dateline.stories import Stream, make_traits, story_settings

NAME = "story_speed"
START = datetime(2025, 1, 1, tzinfo=UTC)
WINDOWS = (10_000, 40_000)
LAST = 2_000  # reports at the end of a window over which a report's cost is taken
WORDS = 50_000
COMMON = ["the", "of", "in", "to", "and", "a", "says", "after", "for", "on", "is", "that", "with", "was", "by", "at"]


def measure(windows: Sequence[int] = WINDOWS) -> Outcome:
    """The bench."""
    metrics: list[Metric] = []
    ecb, news = find_ship("stories/ecbplus.jsonl"), find_ship("open_news/wikinews_en_2019_2020/articles.jsonl")
    if ecb is not None and news is not None:
        rows = rows_of(ecb) + [{**json.loads(line), "date": None} for line in news.open(encoding="utf-8")]
        articles = _stream([to_article(row, dated=False) for row in rows])
        rates = {with_meaning: _run(articles, with_meaning=with_meaning) for with_meaning in (False, True)}
        peer = measure_minhash([article.text for article in articles])
        metrics = [
            Metric(
                name="rate", value=rates[False], unit="articles/s", n=len(articles), note="2 cores, without vectors"
            ),
            Metric(name="rate_meaning", value=rates[True], unit="articles/s", n=len(articles), note="with vectors"),
            Metric(name="rate_minhash", value=peer, unit="articles/CPU-s", note="peer: copies alone"),
            Metric(name="ratio_to_minhash", value=rates[False] / peer),
        ]
    costs = {size: _fill(size) for size in windows}
    for size, (middle, slow) in costs.items():
        metrics.append(Metric(name=f"window_{size}_p50", value=1000 * middle, unit="ms an article", n=LAST))
        metrics.append(Metric(name=f"window_{size}_p99", value=1000 * slow, unit="ms an article", n=LAST))
    growth = costs[windows[-1]][0] / costs[windows[0]][0]
    metrics.append(Metric(name="window_growth", value=growth, note="last / first"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    metrics.append(Metric(name="peak_memory", value=peak, unit="MB"))
    notes = () if ecb else (f"skipped: set {SHIP_VARIABLE} for the rates",)
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=notes)


def _stream(articles: Sequence[Article]) -> list[Article]:
    """Each article thrice, the second and third time as another's copy, two minutes apart."""
    stream = [replace(article, article_id=f"{turn}-{article.article_id}") for turn in range(3) for article in articles]
    random.Random(1).shuffle(stream)
    moments = (START + timedelta(minutes=2 * at) for at in range(len(stream)))
    return [replace(one, published_at=at, known_at=at) for one, at in zip(stream, moments, strict=True)]


def _run(articles: Sequence[Article], *, with_meaning: bool) -> float:
    grouping = Grouping(with_meaning=with_meaning)
    start = time.perf_counter()
    grouping.add_all(articles)
    grouping.finish()
    return len(articles) / (time.perf_counter() - start)


def _fill(size: int) -> tuple[float, float]:
    """The median and the 99th percentile of a report's time, when the window holds so many."""
    stream, times = Stream(story_settings(with_meaning=False)), list[float]()
    for at, article in enumerate(_make(size)):
        start = time.perf_counter()
        stream.add(make_traits(article))
        if at >= size - LAST:
            times.append(time.perf_counter() - start)
    return float(np.percentile(times, 50)), float(np.percentile(times, 99))


def _make(size: int) -> Iterator[Article]:
    """Reports of two weeks: common words, and a few of many rare ones; some tell again what one before them told."""
    chance = random.Random(2)
    told: list[list[str]] = []
    for at in range(size):
        if told and chance.random() < 0.5:
            rare = told[-chance.randrange(1, min(len(told), 500) + 1)]
        else:
            rare = [f"Name{chance.randrange(WORDS)}" for _ in range(5)]
            told.append(rare)
        text = " ".join(chance.sample([*rare, *chance.sample(COMMON, 12)], len(rare) + 12))
        moment = START + timedelta(days=13) * at / size
        yield Article(
            article_id=str(at), source_id="made up", text=text, lang="en", published_at=moment, known_at=moment
        )

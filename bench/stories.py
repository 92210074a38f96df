"""How well reports are put into stories, and stories into threads, beside peers on the same articles in the same run.

Corpora are read from the folders that DATELINE_BENCH_EVAL and DATELINE_BENCH_SHIP name. They also set the tables that
ship, so the figures are development figures; `tools/train_stories.py --cv` prints those of tables that have not seen a
story. Peers: words and four-letter pieces weighed by rarity with decay in time, HDBSCAN over the same vectors, and
TextClust of River.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from river import cluster, feature_extraction
from sklearn.cluster import HDBSCAN
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.clusters import Corpus, Scores, read_dated, read_threads, read_undated, score_clusters
from bench.data import EVAL_VARIABLE, SHIP_VARIABLE, find_eval, find_ship
from bench.report import Metric, Outcome
from dateline.stories import (
    Settings,
    Stream,
    make_traits,
    story_settings,
    thread_settings,
    undated_settings,
)
from dateline.stories.traits import clean_title

NAME = "stories"
DECAY_HOURS = 24 * 7
PEER_AT = 0.35  # of .2 to .6, the peer's best on OG2021 in English
LEAST_DAYS = 5
TEXTCLUST_RADIUS = 0.5


def measure() -> Outcome:
    """The bench."""
    evaluation, ship = find_eval("."), find_ship(".")
    if evaluation is None or ship is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE} and {SHIP_VARIABLE}",))
    dated, undated = read_dated(evaluation, ship), read_undated(evaluation, ship)
    english = _english(dated[0])
    metrics: list[Metric] = []
    for corpus in (english, *dated, *undated):
        for with_meaning in (True, False):
            found = _run(corpus, story_settings(with_meaning=with_meaning), with_meaning=with_meaning)
            metrics += _write(f"{_key(corpus.name)}{'' if with_meaning else '_plain'}", corpus, found)
    metrics += _measure_moves(dated[0])
    (threads,) = read_threads(evaluation, ship)
    found = _run(threads, thread_settings(with_meaning=True), with_meaning=True)
    metrics += [*_write("threads", threads, found), _measure_days(threads, found)]
    for name, peer in PEERS.items():
        metrics += _write(f"og2021_en_{name}", english, peer(english), note="peer")
    return Outcome(bench=NAME, metrics=tuple(metrics))


def _key(name: str) -> str:
    return name.lower().replace("+ >20", "").replace(" ", "_")


def _english(corpus: Corpus) -> Corpus:
    kept = [at for at, article in enumerate(corpus.articles) if article.lang == "en"]
    return Corpus(
        name=f"{corpus.name} en",
        articles=tuple(corpus.articles[at] for at in kept),
        gold=tuple(corpus.gold[at] for at in kept),
        vectors=tuple(corpus.vectors[at] for at in kept),
    )


def _run(corpus: Corpus, settings: Settings, *, with_meaning: bool) -> list[int]:
    stream = Stream(settings, undated_settings(with_meaning=with_meaning))
    for article, vector in zip(corpus.articles, corpus.vectors, strict=True):
        stream.add(make_traits(article, vector if with_meaning else None))
    stream.finish()
    return stream.story_of


def _measure_moves(corpus: Corpus) -> list[Metric]:
    """The share of a week's articles that are in another story at the week's end (to which the old id leads) than when
    they came, and than at the end of the day on which they came."""
    stream, came, settled = Stream(story_settings(with_meaning=True)), list[int](), list[int]()
    end = (corpus.articles[0].published_at or datetime.max.replace(tzinfo=UTC)) + timedelta(days=7)
    for article, vector in zip(corpus.articles, corpus.vectors, strict=True):
        if article.published_at is None or article.published_at >= end:
            break
        traits = make_traits(article, vector)
        if stream.day is not None and traits.at is not None and traits.at // 24 > stream.day:
            stream.end_day()
            settled += stream.story_of[len(settled) :]
        came.append(stream.add(traits).story)
    stream.end_day()
    last, n = stream.story_of, len(stream.story_of)
    moved = [sum(a != b for a, b in zip(before, last, strict=False)) / n for before in (came, settled)]
    return [
        Metric(name="og2021_moved_since_it_came", value=moved[0], n=n),
        Metric(name="og2021_moved_since_its_day", value=moved[1], n=n),
    ]


def _measure_days(corpus: Corpus, found: Sequence[int]) -> Metric:
    """F1 of the days of each development of five days or more with those of the thread that holds most of it."""
    gold_days: dict[str, set[str]] = {}
    thread_days: dict[int, set[str]] = {}
    shared: dict[str, Counter[int]] = {}
    for article, gold, thread in zip(corpus.articles, corpus.gold, found, strict=True):
        day = f"{article.published_at:%Y-%m-%d}" if article.published_at else ""
        gold_days.setdefault(gold, set()).add(day)
        thread_days.setdefault(thread, set()).add(day)
        shared.setdefault(gold, Counter())[thread] += 1
    long = sorted(gold for gold, days in gold_days.items() if len(days) >= LEAST_DAYS)
    pairs = [(gold_days[gold], thread_days[shared[gold].most_common(1)[0][0]]) for gold in long]
    scores = [2 * len(days & others) / (len(days) + len(others)) for days, others in pairs]
    return Metric(name="threads_date_f1", value=sum(scores) / len(scores), n=len(scores))


def _write(name: str, corpus: Corpus, found: Sequence[int], note: str = "") -> list[Metric]:
    scores: Scores = score_clusters(corpus.gold, found)
    n = len(corpus.gold)
    return [
        Metric(name=f"{name}_bcubed", value=scores.b_cubed[2], n=n, note=note),
        Metric(name=f"{name}_pairwise", value=scores.pairwise[2], n=n, note=note),
        Metric(name=f"{name}_count", value=scores.n_found / scores.n_gold, n=scores.n_gold, note="clusters / gold"),
    ]


def _texts(corpus: Corpus) -> list[str]:
    return [f"{clean_title(article.title)} {article.text[:600]}" for article in corpus.articles]


def cluster_by_words(corpus: Corpus) -> list[int]:
    """Words and pieces of four letters weighed by rarity over the whole corpus, nearest centroid, decay in time."""
    texts = _texts(corpus)
    words = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True).fit_transform(texts)
    rows = np.hstack([words.toarray(), pieces.toarray()]).astype(np.float32) / math.sqrt(2)
    hours = [article.published_at.timestamp() / 3600 if article.published_at else 0.0 for article in corpus.articles]
    sums: NDArray[np.float32] = np.zeros((len(rows), rows.shape[1]), dtype=np.float32)
    norms, last, n_open, found = np.ones(len(rows)), np.zeros(len(rows)), 0, list[int]()
    for at, row in enumerate(rows):
        likeness = (sums[:n_open] @ row) / norms[:n_open] * np.exp(-(hours[at] - last[:n_open]) / DECAY_HOURS)
        best = int(likeness.argmax()) if n_open else -1
        if best < 0 or likeness[best] < PEER_AT:
            best, n_open = n_open, n_open + 1
        sums[best] += row
        norms[best], last[best] = np.linalg.norm(sums[best]), hours[at]
        found.append(best)
    return found


def cluster_by_density(corpus: Corpus) -> list[int]:
    """HDBSCAN over the same vectors, all at once; what it leaves out is a cluster of its own."""
    vectors = np.array(corpus.vectors) / np.linalg.norm(np.array(corpus.vectors), axis=1, keepdims=True)
    labels = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(vectors)
    return [int(label) if label >= 0 else -1 - at for at, label in enumerate(labels)]


def cluster_by_textclust(corpus: Corpus) -> list[int]:
    """River's TextClust over words, the micro-cluster of each article as it comes."""
    model = cluster.TextClust(radius=TEXTCLUST_RADIUS, fading_factor=0.0005, tgap=200, real_time_fading=False)
    bag = feature_extraction.BagOfWords(lowercase=True)
    found: list[int] = []
    for text in _texts(corpus):
        words: Counter[str] = bag.transform_one(text)
        model.learn_one(words)
        found.append(model.predict_one(words, type="micro"))
    return found


PEERS: dict[str, Callable[[Corpus], list[int]]] = {
    "words": cluster_by_words,
    "hdbscan": cluster_by_density,
    "textclust": cluster_by_textclust,
}

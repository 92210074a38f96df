"""How many copies are found and how many of the pairs found are none, on real articles and copies made of them.

Copies are made of the Wikinews articles of `ship/open_news` beside the folder that DATELINE_BENCH_SHIP names: words
replaced, dropped and put in, ends cut off. Real pairs are what is found in ECB+ among articles as they are; a pair of
two stories is wrong. The peer is MinHash (rensa) at a Jaccard of .5, and the same shingles in plain Python for speed.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

from bench.clusters import rows_of, to_article
from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome
from dateline.dedupe import CopyFinder
from dateline.records import Article, Citation

NAME = "copies"
FILES = ("open_news/wikinews_en_2019_2020/articles.jsonl", "open_news/wikinews_fr_2012/articles.jsonl")
SEED = 5
Make = Callable[[str, random.Random], str]


def measure() -> Outcome:
    """The bench."""
    files = [find_ship(file) for file in FILES]
    ecb = find_ship("stories/ecbplus.jsonl")
    if ecb is None or not all(files):
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {SHIP_VARIABLE}",))
    texts = [json.loads(line)["text"] for file in files if file for line in file.open(encoding="utf-8")]
    vocabulary = [word for text in texts for word in text.split()]
    metrics: list[Metric] = []
    for name, make in _makers(vocabulary).items():
        chance = random.Random(SEED)
        made = [make(text, chance) for text in texts]
        found = [share for pair in ((texts, made), (made, texts)) for share in [_find(*pair)]]
        metrics.append(Metric(name=f"found_{name}", value=min(found), n=len(texts), note="the worse of both orders"))
        metrics.append(Metric(name=f"minhash_{name}", value=_find_minhash(texts, made), n=len(texts), note="peer"))
    rows = rows_of(ecb)
    right, n_pairs = _judge_pairs([to_article(row, dated=False) for row in rows], [row["cluster"] for row in rows])
    metrics.append(Metric(name="precision_real", value=right / max(1, n_pairs), n=n_pairs, note="ECB+"))
    metrics += _measure_speed(texts)
    return Outcome(bench=NAME, metrics=tuple(metrics))


def _makers(vocabulary: Sequence[str]) -> dict[str, Make]:
    def edit(text: str, share: float, chance: random.Random) -> str:
        return " ".join(_edit(text.split(), share, chance, vocabulary))

    def cut(text: str, share: float) -> str:
        words = text.split()
        return " ".join(words[: max(1, round(len(words) * (1 - share)))])

    return {
        "edited_2": lambda text, chance: edit(text, 0.02, chance),
        "edited_10": lambda text, chance: edit(text, 0.10, chance),
        "cut_30": lambda text, _: cut(text, 0.3),
        "cut_60": lambda text, _: cut(text, 0.6),
        "cut_60_edited_10": lambda text, chance: edit(cut(text, 0.6), 0.10, chance),
    }


def _edit(words: Sequence[str], share: float, chance: random.Random, vocabulary: Sequence[str]) -> Iterator[str]:
    """A share of the words dropped, replaced, or with another put before them, a third each."""
    for word in words:
        what = chance.random() / share
        if what < 1 / 3:
            continue
        if what < 1:
            yield chance.choice(vocabulary)
        if what >= 2 / 3:
            yield word


def _article(article_id: str, text: str, outlet: str) -> Article:
    return Article(article_id=article_id, source_id="bench", text=text, citations=(Citation(outlet=outlet),))


def _find(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of the second texts that are linked to their own first one, or to the one that that is a copy of."""
    finder, roots = CopyFinder(), list[str]()
    for at, text in enumerate(first):
        copy = finder.add(_article(f"a{at}", text, "one"))
        roots.append(copy.root_id if copy else f"a{at}")
    n_found = 0
    for at, text in enumerate(second):
        copy = finder.add(_article(f"b{at}", text, "two"))
        n_found += copy is not None and copy.root_id in (roots[at], f"a{at}")
    return n_found / len(second)


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def _find_minhash(first: Sequence[str], second: Sequence[str]) -> float:
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    for at, text in enumerate(first):
        index.insert(at, _minhash(text))
    hashes = [_minhash(text) for text in first]
    n_found = 0
    for at, text in enumerate(second):
        own = _minhash(text)
        n_found += at in index.query(own) and own.jaccard(hashes[at]) >= 0.5
    return n_found / len(second)


def _minhash(text: str) -> RMinHash:
    made = RMinHash(num_perm=128, seed=1)
    made.update(_shingles(text))
    return made


def _judge_pairs(articles: Sequence[Article], stories: Sequence[str]) -> tuple[int, int]:
    """How many pairs found are of one story, and how many were found."""
    finder, story_of = CopyFinder(), dict[str, str]()
    right = n_pairs = 0
    for number, (article, story) in enumerate(zip(articles, stories, strict=True)):
        story_of[article.article_id] = story
        copy = finder.add(_article(article.article_id, article.text, str(number)))
        if copy is not None:
            n_pairs += 1
            right += story_of[copy.root_id] == story
    return right, n_pairs


def _measure_speed(texts: Sequence[str]) -> list[Metric]:
    articles = [_article(str(at), text, "one") for at, text in enumerate(texts)]
    finder = CopyFinder()
    start = time.process_time()
    for article in articles:
        finder.add(article)
    own = len(texts) / (time.process_time() - start)
    peer = measure_minhash(texts)
    return [
        Metric(name="rate", value=own, unit="articles/CPU-s", n=len(texts)),
        Metric(name="rate_minhash", value=peer, unit="articles/CPU-s", note="peer: rensa, 128 permutations"),
        Metric(name="ratio_to_minhash", value=own / peer),
    ]


def measure_minhash(texts: Sequence[str]) -> float:
    """How many texts a CPU second the peer looks up and keeps."""
    start = time.process_time()
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    for at, text in enumerate(texts):
        made = _minhash(text)
        index.query(made)
        index.insert(at, made)
    return len(texts) / (time.process_time() - start)

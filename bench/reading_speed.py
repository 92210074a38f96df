"""How fast whole articles are read, beside the parser's own pipeline as it comes, which reads far less.

Articles are put together from labelled sentences (labels/sentences.jsonl), so that the bench runs anywhere; with a
folder of Wikinews articles (`--test FILE`) it runs on these.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

from bench.agreement import LABELS
from bench.report import Metric, Outcome, write_table
from dateline.reading import read_articles
from dateline.reading.parsing import PIPELINES
from dateline.records import Article

DAY = datetime(2025, 11, 7, tzinfo=UTC)
SENTENCES = 20  # of a made-up article
ARTICLES = 40
ROUNDS = 3
BATCH = 16


def measure(file: Path | None = None) -> Outcome:
    """The bench."""
    articles = read_file(file) if file else make_articles()
    texts = [passage.span.quote for reading in read_articles(articles) for passage in reading.passages]
    peer = load_peer()
    rounds = [(cpu(lambda: read_all(articles)), cpu(lambda: list(peer(texts)))) for _ in range(ROUNDS)]
    own, other = median(a for a, _ in rounds), median(b for _, b in rounds)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    metrics = (
        Metric(name="sentences_a_second", value=len(texts) / own, unit="1/CPU-s", n=len(texts)),
        Metric(
            name="sentences_a_second_peer", value=len(texts) / other, unit="1/CPU-s", note="spaCy small as it comes"
        ),
        Metric(name="ratio_to_spacy", value=other / own),
        Metric(name="peak_mb", value=peak_mb, unit="MB"),
    )
    return Outcome(bench="reading_speed", metrics=metrics)


def make_articles() -> list[Article]:
    """English labelled sentences, twenty to an article."""
    rows = (json.loads(line) for line in (LABELS / "sentences.jsonl").read_text(encoding="utf-8").splitlines())
    texts = (row["text"] for row in rows if row["lang"] == "en")
    articles: list[Article] = []
    while len(articles) < ARTICLES and (group := list(islice(texts, SENTENCES))):
        articles.append(make_article(str(len(articles)), "\n".join(group)))
    return articles


def read_file(file: Path) -> list[Article]:
    """Articles of a JSON lines file."""
    rows = (json.loads(line) for line in islice(file.open(encoding="utf-8"), 2 * ARTICLES))
    return [make_article(str(row["id"]), row["text"], row.get("title", "")) for row in rows]


def make_article(name: str, text: str, title: str = "") -> Article:
    """An English report."""
    return Article(
        article_id=name, source_id="bench", title=title, text=text, lang="en", published_at=DAY, known_at=DAY
    )


def read_all(articles: Sequence[Article]) -> None:
    """As `dateline read` does: so many articles at a time."""
    for at in range(0, len(articles), BATCH):
        list(read_articles(articles[at : at + BATCH]))


def load_peer() -> Callable[[Sequence[str]], object]:
    """The pipeline with all its parts."""
    import importlib

    return importlib.import_module(PIPELINES["en"]).load().pipe  # type: ignore[no-any-return]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    print(write_table(measure(Path(sys.argv[2]) if sys.argv[1:2] == ["--test"] else None), {}))

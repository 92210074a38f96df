"""Corpora with gold stories, and how a clustering is scored against them."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dateline.moments import parse_interval
from dateline.records import Article
from dateline.stories.traits import Vector, lead_of
from dateline.stories.vectors import embed

Row = dict[str, Any]
MAX_LINES, MAX_SPAN = 6, timedelta(days=3)  # of a development that is one event
EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Articles in the order they came, the gold story of each, and their vectors."""

    name: str
    articles: tuple[Article, ...]
    gold: tuple[str, ...]
    vectors: tuple[Vector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """BCubed and pairwise precision, recall and F1, and how many clusters there are for each gold one."""

    b_cubed: tuple[float, float, float]
    pairwise: tuple[float, float, float]
    n_found: int
    n_gold: int

    def __str__(self) -> str:
        b, p = self.b_cubed, self.pairwise
        return (
            f"BCubed P {b[0]:.3f} R {b[1]:.3f} F {b[2]:.3f} · pairwise P {p[0]:.3f} R {p[1]:.3f} F {p[2]:.3f} · "
            f"{self.n_found} of {self.n_gold} clusters"
        )


def score_clusters(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """How well found clusters match gold ones."""
    both, by_gold, by_found = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    n = len(gold)
    precision = sum(count * count / by_found[pair[1]] for pair, count in both.items()) / n
    recall = sum(count * count / by_gold[pair[0]] for pair, count in both.items()) / n
    shared = sum(count * (count - 1) for count in both.values())
    in_found = sum(count * (count - 1) for count in by_found.values())
    in_gold = sum(count * (count - 1) for count in by_gold.values())
    pairs = (shared / in_found if in_found else 1.0, shared / in_gold if in_gold else 1.0)
    return Scores(
        b_cubed=(precision, recall, _f1(precision, recall)),
        pairwise=(*pairs, _f1(*pairs)),
        n_found=len(by_found),
        n_gold=len(by_gold),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read_dated(evaluation: Path, ship: Path) -> list[Corpus]:
    """The development corpora whose articles have a date."""
    return [
        make_corpus("OG2021", rows_of(evaluation / "stories/og2021_titles_dev.jsonl")),
        make_corpus("BASIL dated", rows_of(evaluation / "stories/basil_dev.jsonl")),
        read_lines(ship),
    ]


def read_lines(ship: Path) -> Corpus:
    """Event lines of 2025, a sparse stream dated by day: lines filed under a development that lasted days are a story;
    of longer ones a line every week is kept, each a story of its own, as are lines filed under nothing."""
    rows = rows_of(ship / "wcep/structured_2025.jsonl")
    days: dict[tuple[str, ...], list[date]] = {}
    for row in rows:
        days.setdefault(tuple(row["story_path"]), []).append(date.fromisoformat(row["date"]))
    lines, last = list[Row](), dict[tuple[str, ...], date]()
    for at, row in enumerate(rows):
        path, day = tuple(row["story_path"]), date.fromisoformat(row["date"])
        is_story = bool(path) and len(days[path]) <= MAX_LINES and days[path][-1] - days[path][0] <= MAX_SPAN
        if path and not is_story and day - last.get(path, date.min) < EVERY:
            continue
        last[path] = day
        lines.append(_to_line(at, row, " / ".join(path) if is_story else str(at)))
    return make_corpus("2025 lines", lines)


def read_undated(evaluation: Path, ship: Path) -> list[Corpus]:
    """Those whose articles have none, or are taken without it."""
    ecb = rows_of(ship / "stories/ecbplus.jsonl")
    return [
        make_corpus("ECB+ >20", [row for row in ecb if int(row["topic"]) > 20], dated=False),
        make_corpus("NeuS", rows_of(evaluation / "stories/neus_train_val.jsonl"), dated=False),
        make_corpus("BASIL", rows_of(evaluation / "stories/basil_dev.jsonl"), dated=False),
    ]


def read_threads(evaluation: Path, ship: Path) -> list[Corpus]:
    """The event lines of 2025 that are filed under a development; its name is the gold thread."""
    rows = [row for row in rows_of(ship / "wcep/structured_2025.jsonl") if row["story_path"]]
    lines = [_to_line(at, row, row["story_path"][0]) for at, row in enumerate(rows)]
    return [make_corpus("2025 threads", lines)]


def _to_line(at: int, row: Row, gold: str) -> Row:
    return {"id": str(at), "date": row["date"], "lang": "en", "title": "", "text": row["text"], "cluster": gold}


def make_corpus(name: str, rows: Sequence[Row], *, dated: bool = True) -> Corpus:
    """A corpus from its rows; in order of time where it is dated."""
    rows = sorted(rows, key=lambda row: row["date"] or "") if dated else rows
    articles = tuple(to_article(row, dated=dated) for row in rows)
    return Corpus(
        name=name,
        articles=articles,
        gold=tuple(row["cluster"] for row in rows),
        vectors=tuple(embed_kept([lead_of(article) for article in articles])),
    )


def to_article(row: Row, *, dated: bool = True) -> Article:
    """A row of a corpus as an article."""
    published, known = parse_interval(row["date"]) if dated and row["date"] else (None, None)
    title = row["title"] or ""
    text = row["text"] or title or "."
    return Article(
        article_id=row["id"],
        source_id="bench",
        title=title,
        text=text,
        lang=row["lang"],
        published_at=published,
        known_at=known,
    )


def rows_of(file: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def embed_kept(texts: Sequence[str]) -> list[Vector]:
    """Vectors of texts, kept from one run to the next in the folder for passing files."""
    key = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]
    file = _kept() / f"{key}.npy"
    if not file.exists():
        np.save(file, np.array(embed(texts), dtype=np.int8))
    return list(np.load(file).astype(np.float32))


@cache
def _kept() -> Path:
    folder = Path(tempfile.gettempdir()) / f"dateline-bench-{os.getuid()}"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder

"""Pairs of reports on one event or two: whether differing counts and denials are found, and told from updates.

labels/counts.jsonl: the first half was looked at while the rules were written, the second was not. Peer: two numbers of
killed that differ, within two days, in lines that share a third of the words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline import checking
from dateline.checking.differences import compare
from dateline.languages import LANGUAGES
from dateline.reading.counts import count_deaths
from dateline.records import DifferenceKind
from dateline.run.article_lines import Input, to_article
from dateline.run.checking import sketch_document
from dateline.text import overlap, words

NAME = "differences"
LABELS = Path(__file__).parents[1] / "labels" / "counts.jsonl"
HALF = 150
OTHER = "other"
SHARED, DAYS = 1 / 3, 2  # of the peer
_ORDER = (DifferenceKind.DENIAL, DifferenceKind.CONFLICT, DifferenceKind.UPDATE, DifferenceKind.AGREE)
_TOLD = frozenset({DifferenceKind.CONFLICT.value, DifferenceKind.DENIAL.value, DifferenceKind.UPDATE.value})
Row = dict[str, Any]


def measure() -> Outcome:
    """The bench."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    metrics: list[Metric] = []
    for name, part in (("seen", rows[:HALF]), ("held_out", rows[HALF:])):
        metrics += _score(name, part, [find_kind(row) for row in part])
        metrics += _score(f"peer_{name}", part, [_guess(row) for row in part])[:2]
    return Outcome(bench=NAME, metrics=tuple(metrics))


def find_kind(row: Row) -> str:
    """How the two reports of a pair stand to each other."""
    sides = [row["left"]] if row["left"]["text"] == row["right"]["text"] else [row["left"], row["right"]]
    articles = [
        to_article(Input(article_id=str(number), text=side["text"], published_at=side["date"], lang="en"), NAME, number)
        for number, side in enumerate(sides)
    ]
    sources = checking.prepare_sources(sketch_document(article) for article in articles)
    last = len(sides) - 1
    pairs = [
        (left, right)
        for left in sources.lines
        for right in sources.lines
        if left.document == 0 and right.document == last and (last or left.at <= right.at)
    ]
    kinds = {found.kind for left, right in pairs if (found := compare(sources, left, right))}
    return next((kind.value for kind in _ORDER if kind in kinds), OTHER)


def _guess(row: Row) -> str:
    left, right = (count_deaths(row[side]["text"], LANGUAGES["en"]) for side in ("left", "right"))
    shared = overlap(frozenset(words(row["left"]["text"])), frozenset(words(row["right"]["text"])))
    days = (date.fromisoformat(row["right"]["date"]) - date.fromisoformat(row["left"]["date"])).days
    if 0 < left != right > 0 and shared >= SHARED and days <= DAYS:
        return DifferenceKind.UPDATE.value if days else DifferenceKind.CONFLICT.value
    return OTHER


def _score(name: str, rows: Sequence[Row], found: Sequence[str]) -> list[Metric]:
    pairs = Counter(zip((row["label"] for row in rows), found, strict=True))
    told = sum(n for (_, kind), n in pairs.items() if kind in _TOLD)
    right = sum(n for (label, kind), n in pairs.items() if kind in _TOLD and label in _TOLD)
    wanted = sum(n for (label, _), n in pairs.items() if label in _TOLD)
    apart = {DifferenceKind.CONFLICT.value, DifferenceKind.UPDATE.value}
    both = sum(n for (label, kind), n in pairs.items() if label in apart and kind in apart)
    same = sum(n for (label, kind), n in pairs.items() if label in apart and kind == label)
    return [
        Metric(name=f"{name}_precision", value=right / told if told else None, n=told),
        Metric(name=f"{name}_recall", value=right / wanted, n=wanted),
        Metric(name=f"{name}_update_or_conflict", value=same / both if both else None, n=both),
    ]

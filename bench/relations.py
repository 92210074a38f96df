"""Relations that sentences state, against labels.

labels/relations.jsonl was looked at while the frames were written; labels/relations_held_out.jsonl, drawn and labelled
after them, was not: its lines are as news has them, most relations in passing. A relation is found where one of its
kind was read between the same two; right where it also begins, goes on or ends as labelled. `as_of`: of those found,
how many stand as labelled on the day after. Peer: the first two actors of a sentence that has a frame's word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline.reading import read_articles
from dateline.reading.parsing import parse
from dateline.reading.relations.frames import find_matches
from dateline.reading.relations.kinds import identity
from dateline.records import ActorKind, Article, Change, Mention, Reading, Relation, RelationKind

NAME = "relations"
LABELS = Path(__file__).parents[1] / "labels"
SETS = {"seen": "relations.jsonl", "held_out": "relations_held_out.jsonl"}
Row = dict[str, Any]
Told = tuple[str, str, Mention, Mention]  # kind, change, left, right


def measure() -> Outcome:
    """The bench."""
    metrics: list[Metric] = []
    shown: list[str] = []
    for name, file in SETS.items():
        rows = [json.loads(line) for line in (LABELS / file).read_text(encoding="utf-8").splitlines()]
        readings = list(read_articles([_to_article(row) for row in rows]))
        own, missed = _score(rows, readings, _tell_all)
        peer, _ = _score(rows, readings, _guess)
        metrics += [Metric(name=f"{name}_{key}", value=value, n=n) for key, value, n in own]
        metrics += [Metric(name=f"peer_{name}_{key}", value=value, n=n) for key, value, n in peer]
        shown += missed if name == "seen" else []
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def _to_article(row: Row) -> Article:
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Article(article_id=row["id"], source_id="", text=row["text"], lang="en", published_at=day, known_at=day)


def _tell_all(reading: Reading) -> list[Told]:
    """What was read; "former" was not labelled."""
    return [_tell(one) for one in reading.relations if one.change is not Change.OVER]


def _tell(relation: Relation) -> Told:
    return relation.kind.value, relation.change.value, relation.left, relation.right


def _guess(reading: Reading) -> list[Told]:
    """The first two actors of each sentence, for the kind of the first frame whose word it has."""
    return [
        told for passage in reading.passages for told in _guess_one(passage.span.start, passage.span.quote, reading)
    ]


def _guess_one(offset: int, text: str, reading: Reading) -> Iterator[Told]:
    inside = [one for one in reading.mentions if offset <= one.span.start < offset + len(text) and one.actor_id]
    doc = next(parse([text], "en"))
    for match in find_matches(doc, "en"):
        if len(inside) > 1:
            yield match.frame.kind.value, match.frame.change.value, inside[0], inside[1]
        return
    if len(inside) > 1 and any(word in text for word in ("president", "President", "minister", "Minister")):
        yield RelationKind.LEADS.value, Change.GOES_ON.value, inside[0], inside[1]


def _score(
    rows: Sequence[Row], readings: Sequence[Reading], tell: Callable[[Reading], list[Told]]
) -> tuple[list[tuple[str, float, int]], list[str]]:
    n_gold = n_told = n_found = n_right = n_standing = 0
    missed: list[str] = []
    for row, reading in zip(rows, readings, strict=True):
        told = tell(reading)
        n_told += len(told)
        n_gold += len(row["relations"])
        for gold in row["relations"]:
            hit = next((one for one in told if _is_same(gold, one, reading, row["text"])), None)
            if hit is None:
                missed.append(f"{row['id']}: {gold['kind']} {gold['left']} | {gold['right']} {gold['change']}")
                continue
            told.remove(hit)
            n_found += 1
            n_right += hit[1] == gold["change"]
            n_standing += (hit[1] == "ends") == (gold["change"] == "ends")
    precision, recall = n_right / max(1, n_told), n_right / max(1, n_gold)
    figures = [
        ("precision", precision, n_told),
        ("recall", recall, n_gold),
        ("as_of", n_standing / max(1, n_found), n_found),
    ]
    return figures, missed


def _is_same(gold: Row, told: Told, reading: Reading, text: str) -> bool:
    kind, _, left, right = told
    if kind != gold["kind"]:
        return False
    is_so = _names(left, gold["left"], reading, text) and _names(right, gold["right"], reading, text)
    is_turned = _names(right, gold["left"], reading, text) and _names(left, gold["right"], reading, text)
    return is_so or (RelationKind(kind).is_mutual and is_turned)


def _names(mention: Mention, label: str, reading: Reading, text: str) -> bool:
    """Whether a mention stands for the labelled words: at them, or for one who is named there."""
    places = [at for at in range(len(text)) if text.startswith(label, at)]
    spans = [(at, at + len(label)) for at in places]

    def is_there(one: Mention) -> bool:
        return any(one.span.start < end and start < one.span.end for start, end in spans)

    own = mention.span.quote
    if is_there(mention) and (own in label or label in own or mention.kind is not ActorKind.COUNTRY):
        return True
    named = [one for one in reading.mentions if is_there(one)]
    return any(
        identity(one) == identity(mention) or (mention.country and one.country == mention.country) for one in named
    )

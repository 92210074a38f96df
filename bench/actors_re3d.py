"""Actors found in re3d (reports on Syria and Iraq, entities and synonyms marked), against named entities alone.

The part from BBC Online is left out: its licence bars commercial use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from bench.report import Metric
from dateline.languages import LANGUAGES
from dateline.reading.actors import find_mentions
from dateline.reading.parsing import parse
from dateline.reading.sentences import split_sentences
from dateline.records import Article, Form, Mention

ACTORS = frozenset(["Organisation", "Person", "Nationality", "MilitaryPlatform"])
ALSO = ACTORS | {"Location"}  # a country is a Location there, an actor here: no false alarm
LABELS = frozenset(["PERSON", "ORG", "NORP"])
BARRED = "BBC Online"
WRITTEN = datetime(2016, 6, 1, tzinfo=UTC)  # about when the documents were

Span = tuple[int, int]


def measure(folder: Path) -> tuple[list[Metric], list[str]]:
    """Precision and recall of actors by overlap, and how many synonyms are one actor."""
    n_gold = n_found = n_right = n_mentions = n_peer = n_peer_right = n_peer_spans = 0
    n_same = n_synonyms = 0
    shown: list[str] = []
    for document, gold, also, synonyms in _documents(folder):
        article = _article(document)
        sentences = split_sentences(article.text, LANGUAGES["en"])
        docs = list(parse([article.text[start:end] for start, end in sentences], "en"))
        mentions = find_mentions(article, sentences, docs)
        spans = [(m.span.start, m.span.end) for m in mentions if m.form is not Form.PRONOUN]
        peer = list(_entities(docs, sentences))
        n_gold += len(gold)
        n_found += sum(_overlaps(one, spans) for one in gold)
        n_peer += sum(_overlaps(one, peer) for one in gold)
        n_mentions += len(spans)
        n_right += sum(_overlaps(one, also) for one in spans)
        n_peer_spans += len(peer)
        n_peer_right += sum(_overlaps(one, also) for one in peer)
        for first, second in synonyms:
            ids = _ids(mentions, first), _ids(mentions, second)
            n_synonyms += 1
            n_same += bool(ids[0] & ids[1])
            if not ids[0] & ids[1]:
                shown.append(
                    f"apart: {article.text[slice(*first)]!r} {ids[0]} / {article.text[slice(*second)]!r} {ids[1]}"
                )
        shown += [f"missed: {article.text[slice(*one)]!r}" for one in gold if not _overlaps(one, spans)]
    metrics = [
        Metric(
            name="re3d_recall", value=n_found / n_gold, unit="share", n=n_gold, note="people, organisations, peoples"
        ),
        Metric(name="re3d_recall_baseline", value=n_peer / n_gold, unit="share", n=n_gold, note="peer: named entities"),
        Metric(name="re3d_precision", value=n_right / n_mentions, unit="share", n=n_mentions),
        Metric(name="re3d_precision_baseline", value=n_peer_right / n_peer_spans, unit="share", n=n_peer_spans),
        Metric(
            name="re3d_synonyms", value=n_same / n_synonyms, unit="share", n=n_synonyms, note="two names, one actor"
        ),
    ]
    return metrics, shown


def _documents(folder: Path) -> Iterator[tuple[dict[str, Any], list[Span], list[Span], list[tuple[Span, Span]]]]:
    for part in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != BARRED):
        entities = _rows(part / "entities.json")
        relations = [row for row in _rows(part / "relations.json") if row["type"] == "IsSynonymOf"]
        for document in _rows(part / "documents.json"):
            own = [row for row in entities if row["documentId"] == document["_id"]]
            gold = [(row["begin"], row["end"]) for row in own if row["type"] in ACTORS]
            also = [(row["begin"], row["end"]) for row in own if row["type"] in ALSO]
            same = [
                ((row["sourceBegin"], row["sourceEnd"]), (row["targetBegin"], row["targetEnd"]))
                for row in relations
                if row["documentId"] == document["_id"]
            ]
            same = [pair for pair in same if all(_overlaps(one, gold) for one in pair)]
            yield document, sorted(set(gold)), also, same


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _article(document: dict[str, Any]) -> Article:
    return Article(
        article_id=document["_id"],
        source_id="re3d",
        text=document["text"],
        title=document.get("title", ""),
        lang="en",
        published_at=WRITTEN,
        known_at=WRITTEN,
    )


def _entities(docs: Sequence[Doc], sentences: Sequence[Span]) -> Iterator[Span]:
    for doc, (start, _) in zip(docs, sentences, strict=True):
        for entity in doc.ents:
            if entity.label_ in LABELS:
                yield start + entity.start_char, start + entity.end_char


def _overlaps(one: Span, others: Sequence[Span]) -> bool:
    return any(one[0] < end and one[1] > start for start, end in others)


def _ids(mentions: Sequence[Mention], span: Span) -> set[str]:
    return {m.actor_id for m in mentions if m.span.start < span[1] and m.span.end > span[0] and m.actor_id}

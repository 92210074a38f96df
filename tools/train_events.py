"""Train the event coder: `python tools/train_events.py labels/events.jsonl [--check]`.

With --check, figures by cross-validation over sentences; else the model is written to data/models/events.npz. Each
predicate of a labelled sentence is an example: of the type of the event whose trigger it is, else NONE.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.reading.events.features import N_BUCKETS, find_features
from dateline.reading.events.grammar import stem
from dateline.reading.events.predicates import Predicate, find_predicates
from dateline.reading.parsing import parse

TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data" / "models" / "events.npz"
FOLDS = 5
C = 1.0  # best of .1 to 10 in cross-validation over the labelled sentences
LEAST_SEEN = {"en": 2, "fr": 1}  # sentences in which a noun has to be a trigger to be looked at
Example = tuple[str, list[int], str]  # sentence id, features, type


def find_nouns(rows: Sequence[dict[str, Any]]) -> dict[str, set[str]]:
    """Language -> the stems of nouns that are triggers in the labels."""
    found: dict[str, Counter[str]] = {"en": Counter(), "fr": Counter()}
    for lang in found:
        own = [row for row in rows if row["lang"] == lang]
        for row, doc in zip(own, parse([row["text"] for row in own], lang), strict=True):
            spans = [event["trigger"] for event in row["events"]]
            for token in doc:
                if token.pos_ == "NOUN" and any(a <= token.idx < b for a, b in spans):
                    found[lang][stem(token.text, lang)] += 1
    return {lang: {key for key, n in keys.items() if n >= LEAST_SEEN[lang]} for lang, keys in found.items()}


def find_examples(rows: Sequence[dict[str, Any]], nouns: dict[str, set[str]]) -> list[Example]:
    """(sentence id, features, type) of every predicate; those that share a trigger with a better one are left out."""
    examples: list[Example] = []
    for lang in ("en", "fr"):
        own = [row for row in rows if row["lang"] == lang]
        for row, doc in zip(own, parse([row["text"] for row in own], lang), strict=True):
            predicates = find_predicates(doc, lang, nouns[lang].__contains__)
            for predicate, label in zip(predicates, assign(predicates, row["events"]), strict=True):
                if label is not None:
                    examples.append((row["id"], find_features(predicate, lang), label))
    return examples


def assign(predicates: Sequence[Predicate], events: Sequence[dict[str, Any]]) -> list[str | None]:
    """The type of each predicate; None for one that is inside a trigger and not the one that stands for it."""
    labels: list[str | None] = ["NONE"] * len(predicates)
    for event in events:
        start, end = event["trigger"]
        inside = [at for at, p in enumerate(predicates) if start <= p.token.idx < end]
        if not inside:
            continue
        best = max(inside, key=lambda at: (predicates[at].carrier is not None, -at))
        for at in inside:
            if labels[at] in (None, "NONE"):
                labels[at] = event["type"] if at == best else None
    return labels


def fit(examples: Sequence[Example]) -> tuple[list[str], Any, Any]:
    """(types, weights of shape (N_BUCKETS, types), intercepts)."""
    model = LogisticRegression(C=C, max_iter=300, tol=1e-3)
    model.fit(to_matrix([features for _, features, _ in examples]), [label for _, _, label in examples])
    return list(model.classes_), model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)


def to_matrix(rows: Sequence[list[int]]) -> Any:
    """Binary features as a sparse matrix."""
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.concatenate([np.array(row, dtype=np.int32) for row in rows])
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(rows), N_BUCKETS))


def check(examples: Sequence[Example]) -> None:
    """Print precision, recall and F1 of events found and of their types, by cross-validation over sentences."""
    ids = sorted({example[0] for example in examples})
    fold = {sentence: at % FOLDS for at, sentence in enumerate(ids)}
    pairs: list[tuple[str, str]] = []
    for k in range(FOLDS):
        types, weights, intercepts = fit([e for e in examples if fold[e[0]] != k])
        test = [e for e in examples if fold[e[0]] == k]
        scores = to_matrix([e[1] for e in test]) @ weights + intercepts
        pairs += [(e[2], types[int(at)]) for e, at in zip(test, scores.argmax(1), strict=True)]
    n_gold, n_found = sum(g != "NONE" for g, _ in pairs), sum(p != "NONE" for _, p in pairs)
    n_hit, n_right = sum(g != "NONE" != p for g, p in pairs), sum(g == p != "NONE" for g, p in pairs)
    print(f"{len(examples)} predicates, {n_gold} events, {n_found} found")
    print(f"found F1 {2 * n_hit / (n_gold + n_found):.3f}, typed F1 {2 * n_right / (n_gold + n_found):.3f}")
    print(f"type right where found {n_right / n_hit:.3f}")
    print(Counter((g, p) for g, p in pairs if g != p).most_common(25))


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    nouns = find_nouns(rows)
    examples = find_examples(rows, nouns)
    if options.check:
        check(examples)
        return
    types, weights, intercepts = fit(examples)
    used = np.flatnonzero(np.abs(weights).max(1) > 0.02)
    np.savez_compressed(
        TARGET,
        types=np.array(types),
        rows=used.astype(np.uint16),
        weights=weights[used].astype(np.float16),
        intercepts=intercepts,
        nouns=np.array(sorted(f"{lang}:{key}" for lang, keys in nouns.items() for key in keys)),
    )


if __name__ == "__main__":
    main()

"""How often a sentence gets its PLOVER type and quad class: the models that ship, and one fitted on the corpus.

`python -m bench.plover --train A --test B` takes tables of the form of PLV (tab-separated; sentence, marked_sentence,
gold_root, gold_penta); without --test, the corpus fitted on is cross-validated over its sentences.
"""

from __future__ import annotations

import csv
import re
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, f1_score
from tools.classify_stack import Stack, fit_stack, look

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome, run_on_files
from dateline.reading.classify import Item, classify
from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.items import mask
from dateline.reading.classify.labels import QUAD_OF, ROOTS

NAME = "plover"
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A marked sentence with its gold labels."""

    sentence: str
    marked: str
    root: str
    quad: int


def measure(train: Path | None = None, test: Path | None = None) -> Outcome:
    """The bench: `train` is cross-validated where there is no `test`."""
    train = train or find_eval("events/plv/PLV_train.tsv")
    if train is None or not train.exists():
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE} or give --train",))
    fitted_on = read_rows(train)
    rows = read_rows(test) if test else fitted_on
    guesses = _fit_and_guess(fitted_on, rows) if test else _cross_validate(rows)
    start = time.process_time()
    shipped = [one.label for one in classify("plover", [Item(row.sentence, marked_text=row.marked) for row in rows])]
    spent = (time.process_time() - start) / len(rows) * 1000
    quick = classify("plover", [Item(row.sentence, marked_text=row.marked) for row in rows], quick=True)
    guesses |= {"shipped": shipped, "shipped_quick": [one.label for one in quick], "dictionary": look_up(rows)}
    guesses["majority"] = [Counter(row.root for row in fitted_on).most_common(1)[0][0]] * len(rows)
    metrics = [metric for name, guess in guesses.items() for metric in _score(name, rows, guess)]
    metrics.append(Metric(name="shipped_time", value=spent, unit="ms/sentence", n=len(rows)))
    shown = [
        f"{row.root} read as {guess}: {row.marked}"
        for row, guess in zip(rows, guesses["fitted"], strict=True)
        if row.root != guess
    ]
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def read_rows(file: Path) -> list[Row]:
    """The rows of a table in the form of PLV."""
    with file.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t"))
    return [Row(row["sentence"], row["marked_sentence"], row["gold_root"], int(row["gold_penta"])) for row in found]


def look_up(rows: Sequence[Row]) -> list[str]:
    """The peer: the first word that the codebook's acts begin with, by the type they have most often."""
    book = tomllib.loads((FOLDER / "codebook.toml").read_text(encoding="utf-8"))
    words: dict[str, Counter[str]] = {}
    for label, acts in book["acts"].items():
        for word in (form.split()[0] for act in acts for form in act.split("|")):
            words.setdefault(word, Counter())[label] += 1
    best = {word: count.most_common(1)[0][0] for word, count in words.items()}
    found = (next((best[w] for w in re.findall(r"\w+", row.sentence.lower()) if w in best), "ACCUSE") for row in rows)
    return list(found)


def _cross_validate(rows: Sequence[Row]) -> dict[str, list[str]]:
    places = {sentence: at % FOLDS for at, sentence in enumerate(sorted({row.sentence for row in rows}))}
    folds = np.array([places[row.sentence] for row in rows])
    masked = [_mask(row) for row in rows]
    seen = look(masked)
    guesses = {"fitted": [""] * len(rows), "words": [""] * len(rows)}
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        stack = fit_stack([masked[i] for i in inside], [rows[i].root for i in inside], ROOTS, seen[inside])
        for name, found in _guess(stack, [masked[i] for i in outside], seen[outside]).items():
            for at, label in zip(outside, found, strict=True):
                guesses[name][at] = label
    return guesses


def _fit_and_guess(fitted_on: Sequence[Row], rows: Sequence[Row]) -> dict[str, list[str]]:
    masked = [_mask(row) for row in fitted_on]
    stack = fit_stack(masked, [row.root for row in fitted_on], ROOTS, look(masked))
    texts = [_mask(row) for row in rows]
    return _guess(stack, texts, look(texts))


def _guess(stack: Stack, masked: Sequence[str], seen: np.ndarray) -> dict[str, list[str]]:
    fitted = [stack.names[at] for at in stack.shares(masked, seen).argmax(axis=1)]
    return {"fitted": fitted, "words": [stack.names[stack.words.margins(text).argmax()] for text in masked]}


def _mask(row: Row) -> str:
    return mask(Item(row.sentence, marked_text=row.marked))


def _score(name: str, rows: Sequence[Row], guess: Sequence[str]) -> list[Metric]:
    note = {"words": "peer: a linear model of the words", "dictionary": "peer", "majority": "peer"}.get(name, "")
    roots, quads = [row.root for row in rows], [row.quad for row in rows]
    root = f1_score(roots, guess, average="macro", zero_division=0)
    quad = f1_score(quads, [QUAD_OF[label] for label in guess], average="macro", zero_division=0)
    return [
        Metric(name=f"{name}_root", value=float(root), unit="macro-F1", n=len(rows), note=note),
        Metric(name=f"{name}_quad", value=float(quad), unit="macro-F1", n=len(rows), note=note),
        Metric(name=f"{name}_exact", value=float(accuracy_score(roots, guess)), unit="share", n=len(rows), note=note),
    ]


if __name__ == "__main__":
    run_on_files(measure, __doc__)

"""Classes of conflict in documents and sentences, each set fitted on its training part and measured on the other.

`python -m bench.conflict_classes --train A --test B` takes tab-separated tables without a head: the text, then one
column with a class, or several with 0 or 1. Without paths, the sets of the folder that DATELINE_BENCH_EVAL names; a
set without a test part is cross-validated. Where a text has one class, the shipped encoder helps (CAMEO classes); where
it may have several, words alone were better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC
from tools.classify_stack import fit_stack, look
from tools.train_classify import to_matrix

from bench.data import EVAL_VARIABLE, find_eval
from bench.plover import FOLDS
from bench.report import Metric, Outcome, run_on_files
from dateline.reading.classify.features import count_features, find_rarity, weigh

NAME = "conflict_classes"
SETS = ("satp_relevant", "insightCrime", "IndiaPoliceEvents_docs", "IndiaPoliceEvents_sents", "cameo_class")
MAX_WORDS = 700
# Set by cross-validation on the training parts.
C_OF_WORDS, TOLERANCE = 0.3, 1e-2
THRESHOLDS = np.linspace(-0.6, 0.4, 41)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Texts with [texts, columns] of labels."""

    texts: list[str]
    labels: NDArray[np.int64]


def measure(train: Path | None = None, test: Path | None = None) -> Outcome:
    """The bench, on one pair of files or on all sets."""
    if train is not None:
        return Outcome(bench=NAME, metrics=tuple(_measure_set(train.parent.name, train, test)))
    folders = [(name, find_eval(f"events/conflibert/{name}")) for name in SETS]
    metrics: list[Metric] = []
    for name, folder in folders:
        if folder is not None and folder.exists():
            dev = folder / "dev.tsv"
            metrics += _measure_set(name, folder / "train.tsv", dev if dev.exists() else None)
    notes = () if metrics else (f"skipped: set {EVAL_VARIABLE} or give --train",)
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=notes)


def read_table(file: Path) -> Table:
    """A table without a head; lines without labels are left out."""
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8", errors="replace").splitlines())
    rows = [(cells[0], [int(cell) for cell in cells[1:]]) for cells in lines if len(cells) > 1]
    return Table([text for text, _ in rows], np.array([labels for _, labels in rows]))


def _measure_set(name: str, train: Path, test: Path | None) -> list[Metric]:
    fitted_on = read_table(train)
    if fitted_on.labels.shape[1] == 1:
        return _measure_single(name, fitted_on, read_table(test) if test else None)
    return _measure_many(name, fitted_on, read_table(test) if test else fitted_on, is_own=test is None)


def _measure_single(name: str, train: Table, test: Table | None) -> list[Metric]:
    masked = train.texts
    labels = [str(label) for label in train.labels[:, 0]]
    names, seen = tuple(sorted(set(labels))), look(masked)
    if test is not None:
        stack = fit_stack(masked, labels, names, seen)
        gold = [str(label) for label in test.labels[:, 0]]
        shares, words = stack.shares(test.texts, look(test.texts)), [stack.words.margins(t) for t in test.texts]
        found, plain = [names[at] for at in shares.argmax(axis=1)], [names[margin.argmax()] for margin in words]
    else:
        gold, found, plain = labels, [""] * len(labels), [""] * len(labels)
        folds = np.arange(len(labels)) % FOLDS
        for fold in range(FOLDS):
            inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            stack = fit_stack([masked[i] for i in inside], [labels[i] for i in inside], names, seen[inside])
            shares = stack.shares([masked[i] for i in outside], seen[outside])
            for at, row in zip(outside, shares, strict=True):
                found[at], plain[at] = names[row.argmax()], names[stack.words.margins(masked[at]).argmax()]
    peer = max(names, key=labels.count)
    return [
        _metric(name, "macro", gold, found),
        _metric(f"{name}_words", "macro", gold, plain, "peer: a linear model of the words"),
        _metric(f"{name}_majority", "macro", gold, [peer] * len(gold), "peer"),
    ]


def _measure_many(name: str, train: Table, test: Table, *, is_own: bool) -> list[Metric]:
    counts = [count_features(text, MAX_WORDS)[:2] for text in (*train.texts, *test.texts)]
    n = len(train.texts)
    rarity = find_rarity(counts[:n])
    table = to_matrix([weigh(count, rarity) for count in counts])
    own = _cross_decide(table[:n], train.labels)
    common = _find_cut(own.ravel(), train.labels.ravel())
    cuts = np.array([(common + _find_cut(own[:, at], train.labels[:, at])) / 2 for at in range(own.shape[1])])
    decided = own if is_own else _decide(table[:n], table[n:], train.labels)
    return [
        _metric(name, "micro", test.labels, decided > cuts),
        _metric(f"{name}_macro", "macro", test.labels, decided > cuts),
        _metric(f"{name}_uncut", "micro", test.labels, decided > 0, "peer: the same without thresholds"),
        _metric(f"{name}_always", "micro", test.labels, np.ones_like(test.labels), "peer: every class"),
    ]


def _cross_decide(table: csr_matrix, labels: NDArray[np.int64]) -> Floats:
    decided = np.zeros(labels.shape)
    folds = np.arange(len(labels)) * FOLDS // len(labels)  # neighbours are of one document
    for fold in range(FOLDS):
        decided[folds == fold] = _decide(table[folds != fold], table[folds == fold], labels[folds != fold])
    return decided


def _decide(table: csr_matrix, other: csr_matrix, labels: NDArray[np.int64]) -> Floats:
    margins = []
    for at in range(labels.shape[1]):
        model = LinearSVC(C=C_OF_WORDS, class_weight="balanced", random_state=0, tol=TOLERANCE)
        margins.append(model.fit(table, labels[:, at]).decision_function(other))
    return np.column_stack(margins)


def _find_cut(decided: Floats, labels: NDArray[np.int64]) -> float:
    """The threshold of the highest F1."""
    return float(max(THRESHOLDS, key=lambda cut: f1_score(labels, decided > cut, zero_division=0)))


def _metric(name: str, average: str, gold: Sequence[object], found: Sequence[object], note: str = "") -> Metric:
    value = float(f1_score(gold, found, average=average, zero_division=0))
    return Metric(name=name, value=value, unit=f"{average}-F1", n=len(gold), note=note)


if __name__ == "__main__":
    run_on_files(measure, __doc__)

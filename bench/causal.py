"""How often a sentence is rightly said to state a cause: what ships, and what is fitted on the given sentences.

`python -m bench.causal --train A --test B` takes tables of the form of CausalNews (comma-separated; text, label). By
default the shipped model is measured on `ship/events/causal_news/V2/dev_subtask1.csv` beside the folder that
DATELINE_BENCH_SHIP names; it was trained on the training part and has never seen that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score
from tools.classify_corpora import read_causal
from tools.classify_stack import fit_stack, look
from tools.train_classify import C_OF, fit

from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome, run_on_files
from dateline.reading.classify import Item, classify
from dateline.reading.classify.labels import CAUSAL, Task

NAME = "causal"
FOLDER = "events/causal_news/V2"
_CUE = re.compile(r"\b(?:because|due to|after|over|caus\w+|led to|result\w*|so that|in order to|amid|since)\b", re.I)


def measure(train: Path | None = None, test: Path | None = None) -> Outcome:
    """The bench."""
    train = train or find_ship(f"{FOLDER}/train_subtask1.csv")
    test = test or find_ship(f"{FOLDER}/dev_subtask1.csv")
    if train is None or test is None or not (train.exists() and test.exists()):
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {SHIP_VARIABLE} or give --train and --test",))
    fitted_on, rows = read_causal(train), read_causal(test)
    texts, gold = [row.marked for row in rows], [row.label for row in rows]
    own, labels = [row.marked for row in fitted_on], [row.label for row in fitted_on]
    words = fit(own, labels, CAUSAL, c=C_OF[Task.CAUSAL])
    guesses = {
        "shipped": [one.label for one in classify("causal", [Item(text) for text in texts])],
        "words": [CAUSAL[words.margins(text).argmax()] for text in texts],
        "cues": [CAUSAL[bool(_CUE.search(text))] for text in texts],
        "always": [CAUSAL[1]] * len(texts),
    }
    stack = fit_stack(own, labels, CAUSAL, look(own))
    guesses["fitted"] = [stack.names[at] for at in stack.shares(texts, look(texts)).argmax(axis=1)]
    metrics = [metric for name, guess in guesses.items() for metric in _score(name, gold, guess)]
    shown = [
        f"{label} read as {guess}: {text}"
        for text, label, guess in zip(texts, gold, guesses["shipped"], strict=True)
        if label != guess
    ]
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def _score(name: str, gold: Sequence[str], guess: Sequence[str]) -> list[Metric]:
    notes = {"words": "peer: a linear model of the words", "cues": "peer: a list of words", "always": "peer"}
    note = notes.get(name, "")
    f1 = float(f1_score(gold, guess, pos_label=CAUSAL[1]))
    return [
        Metric(name=f"{name}_f1", value=f1, unit="F1", n=len(gold), note=note),
        Metric(name=f"{name}_exact", value=float(accuracy_score(gold, guess)), unit="share", n=len(gold), note=note),
    ]


if __name__ == "__main__":
    run_on_files(measure, __doc__)

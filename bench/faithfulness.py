"""Whether a summary's sentence follows from its article, on three published sets that nothing was trained on.

QAGS-XSum, CLIFF-CNN and WiCE dev, read in place from the folder that DATELINE_BENCH_EVAL names. AUROC of the checker's
score as it ships, and of the same numbers weighed by a model fitted on the other two sets (cross). Recall by five of
WiCE: of the best set of supporting sentences, the share among the first five lines. Peer: the share of a claim's words
that its article holds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome
from dateline import checking
from dateline.checking.features import measure as measure_case
from dateline.checking.matching import rank_lines
from dateline.checking.verdicts import find_score
from dateline.records import Article, Reason
from dateline.run.checking import make_claim, make_document
from dateline.text import words

NAME = "faithfulness"
SMALL = 0.02  # how little the fitted model trusts any one number: logistic regression's C
N_LINES = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A claim, its document and whether it follows. `sets`: sets of lines that each bear it, where they are known."""

    claim: str
    document: checking.Document
    is_true: bool
    sets: tuple[frozenset[int], ...] = ()


def measure() -> Outcome:
    """The bench."""
    folder = find_eval("faithfulness")
    if folder is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE}",))
    items = {"qags": _read_qags(folder), "cliff": _read_cliff(folder), "wice": _read_wice(folder)}
    cases = {name: [_make_case(item) for item in found] for name, found in items.items()}
    rows = {name: np.array([measure_case(case, reasons) for case, reasons in found]) for name, found in cases.items()}
    truth = {name: np.array([item.is_true for item in found]) for name, found in items.items()}
    metrics: list[Metric] = []
    for name, found in cases.items():
        n = len(found)
        shipped = [find_score(case, reasons) for case, reasons in found]
        metrics.append(Metric(name=name, value=_auroc(truth[name], shipped), n=n))
        others = [other for other in items if other != name]
        metrics.append(Metric(name=f"{name}_cross", value=_fit_cross(rows, truth, name, others), n=n))
        metrics.append(Metric(name=f"peer_{name}", value=_auroc(truth[name], [_share(i) for i in items[name]]), n=n))
    recall, n = _find_recall(items["wice"])
    metrics.append(Metric(name="wice_recall_by_five", value=recall, n=n))
    return Outcome(bench=NAME, metrics=tuple(metrics))


def _make_case(item: Item) -> tuple[checking.Case, list[Reason]]:
    case = checking.make_case(make_claim(item.claim, None), checking.prepare_sources([item.document]))
    return case, list(checking.find_reasons(case))


def _fit_cross(rows: dict[str, np.ndarray], truth: dict[str, np.ndarray], name: str, others: Sequence[str]) -> float:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=SMALL, max_iter=1000))
    model.fit(np.vstack([rows[o] for o in others]), np.concatenate([truth[o] for o in others]))
    return _auroc(truth[name], model.predict_proba(rows[name])[:, 1])


def _auroc(truth: np.ndarray, scores: Sequence[float] | np.ndarray) -> float:
    return float(roc_auc_score(truth, np.asarray(scores)))


def _share(item: Item) -> float:
    held, claim = set(words(item.document.article.text)), words(item.claim)
    return sum(word in held for word in claim) / max(1, len(claim))


def _find_recall(items: Sequence[Item]) -> tuple[float, int]:
    found: list[float] = []
    for item in items:
        if item.sets:
            case, _ = _make_case(item)
            first = set(rank_lines(case.matching, N_LINES))
            found.append(max(len(one & first) / len(one) for one in item.sets))
    return sum(found) / len(found), len(found)


def _read_qags(folder: Path) -> list[Item]:
    return [
        Item(sentence["sentence"], _as_document(row["article"]), bool(sentence["label"]))
        for row in _rows(folder / "qags_xsum.jsonl")
        for sentence in row["sentences"]
    ]


def _read_cliff(folder: Path) -> list[Item]:
    return [
        Item(row["claim"], _as_document(row["article"]), bool(row["label"]))
        for row in _rows(folder / "cliff_cnn.jsonl")
    ]


def _read_wice(folder: Path) -> list[Item]:
    found = []
    for row in _rows(folder / "wice_claim_dev.jsonl"):
        sets = tuple(frozenset(one) for one in row["supporting_sentences"] if one)
        found.append(Item(row["claim"], _join(row["evidence"]), row["label"] == "supported", sets))
    return found


def _rows(file: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _as_document(text: str) -> checking.Document:
    return make_document(Article(article_id="document", source_id="bench", text=text, lang="en"))


def _join(sentences: Sequence[str]) -> checking.Document:
    """A document whose sentences are given."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    article = Article(article_id="document", source_id="bench", text="\n".join(sentences), lang="en")
    return checking.Document(article=article, spans=spans, dates=make_document(article).dates)

"""Fit the score of the checker: `python -m tools.train_checker SHIP` (needs lemminflect), about four minutes.

SHIP is the folder with the published texts. The logistic model is fitted on labels/claims_train.jsonl, each claim among
more or fewer other texts, and on sentences made true and false (tools/checker_examples.py).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tools.checker_examples import Maker, find_like, read_lines, read_texts

from dateline import checking
from dateline.checking.features import NAMES, measure
from dateline.checking.model import FILE, Model
from dateline.records import Article
from dateline.run.article_lines import Input, to_article
from dateline.run.checking import make_claim, make_document

LABELS = Path(__file__).resolve().parents[1] / "labels" / "claims_train.jsonl"
CROWDS = (0, 4, 12)  # other texts, the likest, among which a claim's own has to be found
N_SYNTHETIC = 4_000
SHARE = 3  # every third text and line is made examples of for the logistic models
SYNTHETIC_WEIGHT = 1.0
C = 0.02  # of the logistic models: how little any one number is trusted
TRUE_REFUSED = 0.02  # of the true claims of the labels that the score alone may refuse
SEED = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with its documents, its own first, and whether they bear it. `text_id`: the label's."""

    text_id: str
    claim: str
    documents: tuple[Article, ...]
    is_true: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ship", type=Path)
    weigh(parser.parse_args().ship)


def read_labels() -> list[dict[str, object]]:
    """The labelled texts."""
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


def read_claims(seed: int = SEED) -> Iterator[Labelled]:
    """Every labelled claim, among more or fewer other texts."""
    rows, random = read_labels(), Random(seed)
    articles = [_article(row) for row in rows]
    likes = find_like([article.text for article in articles], max(CROWDS))
    for at, row in enumerate(rows):
        for is_true, claims in ((True, row["true"]), (False, row["false"])):
            for claim in claims:  # type: ignore[attr-defined]
                others = [articles[other] for other in likes[at][: random.choice(CROWDS)]]
                yield Labelled(str(row["id"]), claim, (articles[at], *others), is_true)


def _article(row: dict[str, object]) -> Article:
    record = Input(
        article_id=str(row["id"]),
        text=str(row["text"]),
        outlet=str(row["outlet"]) or None,
        published_at=str(row["date"]) if row["date"] else None,
        lang="en",
    )
    return to_article(record, "labels", 1)


def weigh(ship: Path) -> None:
    """Fit the model and write it."""
    labelled = list(read_claims())
    rows = np.array([_measure(one) for one in labelled])
    truth = np.array([one.is_true for one in labelled])
    made, made_truth = _read_made(ship)
    weights = np.concatenate([np.ones(len(rows)), np.full(len(made), SYNTHETIC_WEIGHT)])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=2000))
    every, is_true = np.vstack([rows, made]), np.concatenate([truth, made_truth])
    model.fit(every, is_true, logisticregression__sample_weight=weights)
    _write(model[0], model[1], model.predict_proba(rows)[truth, 1])


def _measure(one: Labelled) -> list[float]:
    """The numbers of a claim."""
    sources = checking.prepare_sources(make_document(article) for article in one.documents)
    day = one.documents[0].published_at
    case = checking.make_case(make_claim(one.claim, day.date() if day else None), sources)
    return measure(case, list(checking.find_reasons(case)))


def _read_made(ship: Path) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of made examples: titles, synonyms, and what texts do not say; runs of copied words teach nothing."""
    maker = Maker(read_texts(ship)[::SHARE], read_lines(ship)[::SHARE])
    found = [one for one in maker.make() if one.kind in ("+title", "+synonyms", "neutral")]
    found = Random(SEED).sample(found, min(N_SYNTHETIC, len(found)))
    rows = []
    for one in found:
        article = Article(article_id="made", source_id="made", text="\n".join(one.evidence), lang="en")
        case = checking.make_case(make_claim(one.claim, None), checking.prepare_sources([make_document(article)]))
        rows.append(measure(case, list(checking.find_reasons(case))))
    return np.array(rows), np.array([one.is_true for one in found])


def _write(scaler: StandardScaler, logistic: LogisticRegression, scores_of_true: np.ndarray) -> None:
    found = Model(
        names=NAMES,
        mean=tuple(np.round(scaler.mean_, 6).tolist()),
        scale=tuple(np.round(scaler.scale_, 6).tolist()),
        weights=tuple(np.round(logistic.coef_[0], 6).tolist()),
        bias=round(float(logistic.intercept_[0]), 6),
        threshold=round(float(np.quantile(scores_of_true, TRUE_REFUSED)), 4),
    )
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


if __name__ == "__main__":
    main()

"""Which predicates are events, and of which PLOVER type: a linear model over the features of features.py.

The weights ship as data/models/events.npz, made by tools/train_events.py from labels/events.jsonl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from spacy.tokens import Doc

from dateline.reading.events.features import N_BUCKETS, find_features
from dateline.reading.events.predicates import Predicate, find_predicates

# A predicate is an event when the model gives NONE less than this: best F1 of types in cross-validation over the
# labelled sentences, where .6 to .8 differ by a point.
MAX_NONE = 0.7


@dataclass(frozen=True, slots=True)
class Coded:
    """A predicate with its PLOVER type, and how sure the model is that it is an event (0 to 1)."""

    predicate: Predicate
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class _Model:
    types: tuple[str, ...]
    weights: Any  # (N_BUCKETS, types) float32
    intercepts: Any
    nouns: frozenset[str]  # "en:attack": stems of nouns that can be events


def code(doc: Doc, lang: str) -> list[Coded]:
    """The events of a parsed sentence, in text order."""
    model = _load()
    predicates = find_predicates(doc, lang, lambda key: f"{lang}:{key}" in model.nouns)
    return [coded for coded in _code_all(predicates, lang, model) if coded is not None]


def _code_all(predicates: Sequence[Predicate], lang: str, model: _Model) -> list[Coded | None]:
    if not predicates:
        return []
    scores = np.stack([model.weights[find_features(p, lang)].sum(0) for p in predicates]) + model.intercepts
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    none = model.types.index("NONE")
    return [_decide(p, row, none, model) for p, row in zip(predicates, shares, strict=True)]


def _decide(predicate: Predicate, shares: Any, none: int, model: _Model) -> Coded | None:
    if shares[none] >= MAX_NONE:
        return None
    best = max((at for at in range(len(model.types)) if at != none), key=lambda at: (float(shares[at]), -at))
    return Coded(predicate, model.types[best], round(1 - float(shares[none]), 4))


@cache
def _load() -> _Model:
    with (resources.files("dateline") / "data" / "models" / "events.npz").open("rb") as stream, np.load(stream) as file:
        weights = np.zeros((N_BUCKETS, len(file["types"])), dtype=np.float32)
        weights[file["rows"]] = file["weights"]
        return _Model(
            types=tuple(str(name) for name in file["types"]),
            weights=weights,
            intercepts=file["intercepts"],
            nouns=frozenset(str(name) for name in file["nouns"]),
        )

"""A classifier for a corpus of its own, on top of what ships: the encoder as it is, and words of the corpus.

Needs no torch: the encoder stays frozen, a logistic regression reads its vectors and logits, a linear model the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tools.train_classify import fit

from dateline.reading.classify.encoder import load_encoder
from dateline.reading.classify.labels import ROOTS, Task
from dateline.reading.classify.linear import LinearModel
from dateline.reading.classify.model import MARGIN_SCALE, load_linear, soften

# Set by cross-validation on PLV: .860 macro-F1, against .831 of the regression and .793 of the words alone.
C_OF_VECTORS = 0.1
SHARE_OF_WORDS, SHARE_OF_SHIPPED = 2.0, 1.0
MAX_PARTS = 6  # of a long text, read as pieces of PART letters
PART = 400

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stack:
    """A fitted classifier."""

    names: tuple[str, ...]
    words: LinearModel
    vectors: LogisticRegression

    def shares(self, masked: Sequence[str], seen: Floats) -> Floats:
        """How likely each label is [texts, labels], up to a factor. `seen`: look() of the same texts."""
        own = soften(np.array([self.words.margins(text) for text in masked]) * MARGIN_SCALE)
        total = soften(self.vectors.predict_log_proba(seen)) + SHARE_OF_WORDS * own
        if set(self.names) <= set(ROOTS):
            shipped = soften(seen[:, -len(ROOTS) :])
            total += SHARE_OF_SHIPPED * shipped[:, [ROOTS.index(name) for name in self.names]]
        return np.asarray(total, dtype=np.float32)


def look(masked: Sequence[str]) -> Floats:
    """What the shipped models see in each text: the encoder's vector and logits, the linear model's margins."""
    linear = load_linear(Task.PLOVER)
    return np.array([np.concatenate([_read(text), linear.margins(text) * MARGIN_SCALE]) for text in masked])


def fit_stack(masked: Sequence[str], labels: Sequence[str], names: Sequence[str], seen: Floats) -> Stack:
    """Fit both halves on the same texts. Labels that do not occur are left out of its names."""
    names = [name for name in names if name in set(labels)]
    vectors = LogisticRegression(C=C_OF_VECTORS, class_weight="balanced", max_iter=2000)
    vectors.fit(seen, np.array([names.index(label) for label in labels]))
    return Stack(names=tuple(names), words=fit(masked, labels, names), vectors=vectors)


def _read(text: str) -> Floats:
    parts = [text[start : start + PART] for start in range(0, len(text), PART)][:MAX_PARTS] or [""]
    read = [load_encoder().encode(part) for part in parts]
    return np.mean([np.concatenate([one.vector, one.root, one.causal]) for one in read], axis=0)

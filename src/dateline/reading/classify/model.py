"""The two models of a task together: the transformer knows more words, the linear one the labelled wordings better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dateline.reading.classify import linear
from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.items import Item, mask
from dateline.reading.classify.labels import CAUSAL, QUAD_OF, QUADS, ROOTS, Labelled, Task

# Set on PLV (dev): macro-F1 .810, against .801 and .755 for each alone; flat from .2 to .5.
MARGIN_SCALE = 3.0  # margins of the linear model -> logits
LINEAR_SHARE = {Task.PLOVER: 1 / 3, Task.CAUSAL: 0.2}  # causal: CausalNews dev, where it hardly matters
DIGITS = 4

Floats = NDArray[np.float32]


def classify(task: Task | str, items: Iterable[Item], *, quick: bool = False) -> list[Labelled]:
    """One answer for each item, whatever stands beside it. `quick`: the linear model alone, a tenth of the time.

    ValueError for an unknown task.
    """
    wanted = Task(task)
    base = Task.CAUSAL if wanted is Task.CAUSAL else Task.PLOVER
    return [_label(wanted, score(base, mask(item), quick=quick)) for item in items]


def score(task: Task, masked: str, *, quick: bool = False) -> Floats:
    """How likely each label is: [15] of PLOVER (ROOTS) or [2] of CAUSAL."""
    lexical = soften(load_linear(task).margins(masked) * MARGIN_SCALE)
    if quick:
        return lexical
    from dateline.reading.classify.encoder import load_encoder  # not loaded by who only wants the linear model

    encoded = load_encoder().encode(masked)
    deep = soften(encoded.root if task is Task.PLOVER else encoded.causal)
    share = LINEAR_SHARE[task]
    return np.asarray(share * lexical + (1 - share) * deep, dtype=np.float32)


def soften(logits: NDArray[np.floating]) -> Floats:
    """Softmax over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def to_labelled(labels: Sequence[str], shares: Floats) -> Labelled:
    """The likeliest label; of equals the first."""
    scores = dict(zip(labels, np.round(shares.astype(np.float64), DIGITS).tolist(), strict=True))
    best = max(scores, key=scores.__getitem__)
    quad = int(best) if best in QUADS else QUAD_OF.get(best, 0)
    return Labelled(label=best, quad=quad, scores=scores)


@cache
def load_linear(task: Task) -> linear.LinearModel:
    """The linear model that ships. OSError where its file is missing."""
    return linear.load(FOLDER / f"{task.value}.npz")


def _label(task: Task, shares: Floats) -> Labelled:
    if task is Task.CAUSAL:
        return to_labelled(CAUSAL, shares)
    if task is Task.PLOVER:
        return to_labelled(ROOTS, shares)
    sums = np.zeros(len(QUADS), dtype=np.float32)
    np.add.at(sums, [QUAD_OF[root] - 1 for root in ROOTS], shares)
    return to_labelled(QUADS, sums)

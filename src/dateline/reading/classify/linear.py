"""A linear model over hashed features: fitted by tools/train_classify.py, stored as one npz file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.reading.classify.features import N_BUCKETS, count_features, weigh

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Margins of labels. `weights` [rows + 1, labels] has zeros last; `rows` [buckets] says which row a bucket has."""

    labels: tuple[str, ...]
    rarity: Floats
    rows: NDArray[np.int32]
    weights: Floats
    bias: Floats

    def margins(self, masked: str) -> Floats:
        """One margin for each label."""
        buckets, values = weigh(count_features(masked), self.rarity)
        return np.asarray(values @ self.weights[self.rows[buckets]] + self.bias, dtype=np.float32)


def pack(labels: Sequence[str], rarity: Floats, weights: Floats, bias: Floats) -> LinearModel:
    """From `weights` [buckets, labels], in half precision, as they are stored."""
    used = np.flatnonzero(np.abs(weights).max(axis=1) > 0)
    return _unpack(tuple(labels), rarity[used].astype(np.float16), used, weights[used].astype(np.float16), bias)


def save(model: LinearModel, file: Path) -> None:
    """Write the npz file: the same model gives the same bytes."""
    used = np.flatnonzero(model.rows < len(model.weights) - 1).astype(np.int32)
    np.savez_compressed(
        file,
        labels=np.array(model.labels),
        used=used,
        rarity=model.rarity[used].astype(np.float16),
        weights=model.weights[model.rows[used]].astype(np.float16),
        bias=model.bias,
    )


def load(file: Path) -> LinearModel:
    """Read the npz file. OSError where there is none."""
    with np.load(file, allow_pickle=False) as data:
        labels = tuple(str(label) for label in data["labels"])
        return _unpack(labels, data["rarity"], data["used"], data["weights"], data["bias"])


def _unpack(
    labels: tuple[str, ...],
    rarity: NDArray[np.float16],
    used: NDArray[np.integer],
    weights: NDArray[np.float16],
    bias: Floats,
) -> LinearModel:
    rows = np.full(N_BUCKETS, len(used), dtype=np.int32)
    rows[used] = np.arange(len(used), dtype=np.int32)
    every = np.zeros(N_BUCKETS, dtype=np.float32)  # a feature never seen says nothing
    every[used] = rarity
    full = np.vstack([weights.astype(np.float32), np.zeros((1, len(labels)), dtype=np.float32)])
    return LinearModel(labels=labels, rarity=every, rows=rows, weights=full, bias=bias.astype(np.float32))

"""The numbers of a case -> how likely it is that the sources bear the claim: a logistic model that ships as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import msgspec

FILE = Path(__file__).resolve().parents[1] / "data" / "models" / "checking" / "words.json"
_FAR = 30.0  # beyond it the curve is flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """`weights` of the standardised numbers; `threshold`: from it on a claim counts as borne."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def score(self, values: Sequence[float]) -> float:
        """0 to 1."""
        scaled = ((v - m) / s for v, m, s in zip(values, self.mean, self.scale, strict=True))
        total = self.bias + sum(w * v for w, v in zip(self.weights, scaled, strict=True))
        return 1 / (1 + exp(-max(-_FAR, min(_FAR, total))))


@cache
def load_model() -> Model:
    """The model that ships. OSError where its file is missing."""
    return msgspec.json.decode(FILE.read_bytes(), type=Model)

"""Signals -> how likely two profiles are one story: an additive model, so that every signal's part can be shown.

Each signal has a table: up to which value it adds which evidence (log-odds). The tables are fitted by
tools/train_stories.py and monotone where a signal can only speak one way: more words in common never speak against.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.stories.signals import NAMES_OF_SIGNALS, SIGNALS, Matrix

SAME_LANGUAGE = NAMES_OF_SIGNALS.index("same_language")


class Table(msgspec.Struct, frozen=True):
    """Evidence by stretches of a signal: `values[i]` holds up to and with `edges[i]`, the last one beyond all."""

    edges: list[float]
    values: list[float]
    unknown: float


class ModelFile(msgspec.Struct, frozen=True):
    """A model as it is kept."""

    made_by: str
    corpora: str
    bias: float
    tables: dict[str, Table]
    foreign: ModelFile | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """The tables in the order of the signals, a row each: `edges` that ascend, filled up with infinity, and `values`,
    of which the last is that of the unknown.

    `foreign`: what decides instead where the two have no language in common, so that words and spelling cannot speak.
    """

    made_by: str
    bias: float
    edges: NDArray[np.float64]
    values: NDArray[np.float64]
    foreign: Model | None = None

    def parts(self, rows: Matrix) -> Matrix:
        """The evidence of each signal, rows by signals."""
        found = self._look_up(rows)
        apart = rows[:, SAME_LANGUAGE] == 0
        if self.foreign is not None and apart.any():
            found[apart] = self.foreign.parts(rows[apart])
        return found

    def _look_up(self, rows: Matrix) -> Matrix:
        index = (rows[:, :, None] > self.edges).sum(axis=2)
        index[np.isnan(rows)] = self.values.shape[1] - 1
        return np.take_along_axis(self.values, index.T, axis=1).T

    def weigh(self, rows: Matrix) -> Matrix:
        """The log-odds that two profiles are one story, by row."""
        total: Matrix = self.parts(rows).sum(axis=1) + self.bias
        if self.foreign is not None:
            total[rows[:, SAME_LANGUAGE] == 0] += self.foreign.bias - self.bias
        return total


def make_model(file: ModelFile) -> Model:
    """A model from its tables; a signal without one says nothing."""
    tables = [file.tables.get(name, Table([], [0.0], 0.0)) for name in NAMES_OF_SIGNALS]
    width = max(len(table.edges) for table in tables)
    edges = np.full((len(tables), width), np.inf)
    values = np.zeros((len(tables), width + 2))
    for at, table in enumerate(tables):
        edges[at, : len(table.edges)] = table.edges
        values[at, : len(table.values)] = table.values
        values[at, -1] = table.unknown
    foreign = None if file.foreign is None else make_model(file.foreign)
    return Model(file.made_by, file.bias, edges, values, foreign)


@cache
def load_model(name: str) -> Model:
    """A model that ships: story, undated or thread; -join or -merge; with -meaning where there are vectors."""
    return make_model(_read_models()[name])


@cache
def _read_models() -> dict[str, ModelFile]:
    raw = (resources.files("dateline") / "data" / "models" / "stories.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, ModelFile])


def probability(log_odds: float) -> float:
    """Log-odds as a probability."""
    return float(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))))


def explain(model: Model, row: Matrix, n: int = 5) -> list[tuple[str, float, float]]:
    """The signals that decided: what each is, its value, its evidence; the weightiest first."""
    parts = model.parts(row[None, :])[0]
    order = sorted(range(len(parts)), key=lambda at: (-abs(parts[at]), at))[:n]
    return [(SIGNALS[NAMES_OF_SIGNALS[at]], float(row[at]), float(parts[at])) for at in order]

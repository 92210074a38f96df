"""Fit the tables by which stories are told apart, and write data/models/stories.json.

    python -m tools.train_stories --eval DIR --ship DIR [--cv]

DIR are the folders of the corpora (docs/design.md names them). Each corpus is run through the stream as it is shipped,
every choice the stream meets is noted with whether it would have been right, and additive tables are fitted to these
choices; then again with the choices that the fitted tables lead to. Each is also run in pieces of PIECE reports, every
piece a stream of its own: a stream has to be right from its first reports on. Large stories count less (one over the
root of their size), so that no single story sets a table. --cv fits five times, each without a fifth of the stories,
and prints how these do on the stories that they have not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from bench.clusters import Corpus, read_dated, read_threads, read_undated, score_clusters
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from dateline.stories.evidence import SAME_LANGUAGE, Model, ModelFile, Table, make_model
from dateline.stories.settings import OPEN_DAYS, THREAD_DAYS
from dateline.stories.signals import NAMES_OF_SIGNALS, Matrix
from dateline.stories.stream import Settings, Stream
from dateline.stories.traits import Traits, make_traits

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "models" / "stories.json"
FOLDS = 5
ROUNDS = 1  # after the first: choices that the tables themselves lead to
N_STUMPS, RATE, MIN_ROWS = 300, 0.1, 40
MORE_SPEAKS_FOR = {"numbers"}
LESS_SPEAKS_FOR = {"gap", "distance", "open"}
FAMILIES_FOR = ("alike", "close", "covered", "lead")
PIECE = 100
MIN_FOREIGN = 2000  # choices between reports in two languages from which they get tables of their own
MADE_BY = "stories@2"
KINDS = {
    "story": (read_dated, OPEN_DAYS),
    "undated": (read_undated, OPEN_DAYS),
    "thread": (read_threads, THREAD_DAYS),
}


@dataclass(slots=True)
class Choices:
    """What a stream met: signals, whether the two were one story, the fold, the weight."""

    rows: list[Matrix]
    right: list[bool]
    folds: list[int]
    weights: list[float]

    def add(self, other: Choices) -> None:
        """Take in another's."""
        self.rows += other.rows
        self.right += other.right
        self.folds += other.folds
        self.weights += other.weights


class _ByFold:
    """Tables that have not seen the story at hand."""

    def __init__(self, models: Sequence[Model]) -> None:
        self.models, self.fold = models, 0

    def weigh(self, rows: Matrix) -> Matrix:
        """As a model does."""
        return self.models[self.fold].weigh(rows)


def fold_of(story: str) -> int:
    """The fold of a gold story."""
    return crc32(story.encode()) % FOLDS


def fit(choices: Choices, without: int | None = None) -> Model:
    """Tables from choices, those of one fold left out."""
    kept = np.array(choices.folds) != (-1 if without is None else without)
    rows = np.array(choices.rows)[kept]
    rows[:, np.isnan(rows).all(axis=0)] = 0.0  # a signal that none of the corpora has
    right, weights = np.array(choices.right)[kept], np.array(choices.weights)[kept]
    apart = rows[:, SAME_LANGUAGE] == 0
    if apart.sum() < MIN_FOREIGN:
        return make_model(_boost(rows, right, weights))
    own, foreign = (_boost(rows[which], right[which], weights[which]) for which in (~apart, apart))
    return make_model(msgspec.structs.replace(own, foreign=foreign))


def _boost(rows: Matrix, right: NDArray[np.bool_], weights: Matrix) -> ModelFile:
    model = HistGradientBoostingClassifier(
        max_iter=N_STUMPS,
        learning_rate=RATE,
        max_leaf_nodes=2,
        min_samples_leaf=MIN_ROWS,
        monotonic_cst=[_direction(name) for name in NAMES_OF_SIGNALS],
        early_stopping=False,
        random_state=0,
        max_bins=64,
    ).fit(rows, right, sample_weight=weights)
    return _write(model)


def _direction(name: str) -> int:
    if name in MORE_SPEAKS_FOR or name.split("_")[0] in FAMILIES_FOR:
        return 1
    return -1 if name in LESS_SPEAKS_FOR else 0


def _write(model: HistGradientBoostingClassifier) -> ModelFile:
    """The sum of a boosted model's stumps as one table a signal."""
    stumps: dict[int, list[tuple[float, float, float, float]]] = {}
    for (tree,) in model._predictors:
        root = tree.nodes[0]
        if root["is_leaf"]:
            continue
        left, right = tree.nodes[root["left"]]["value"], tree.nodes[root["right"]]["value"]
        unknown = left if root["missing_go_to_left"] else right
        stumps.setdefault(int(root["feature_idx"]), []).append((float(root["num_threshold"]), left, right, unknown))
    tables = {NAMES_OF_SIGNALS[at]: _table(found) for at, found in sorted(stumps.items())}
    bias = float(np.ravel(model._baseline_prediction)[0])
    return ModelFile(made_by=MADE_BY, corpora="", bias=round(bias, 4), tables=tables)


def _table(stumps: Sequence[tuple[float, float, float, float]]) -> Table:
    edges = sorted({round(edge, 5) for edge, *_ in stumps if np.isfinite(edge)})
    middles = [*edges, (edges[-1] if edges else 0.0) + 1]
    values = [sum(left if at <= edge + 1e-5 else right for edge, left, right, _ in stumps) for at in middles]
    unknown = sum(one for *_, one in stumps)
    return Table(edges=edges, values=[round(float(v), 4) for v in values], unknown=round(float(unknown), 4))


class _Start:
    """Before anything is fitted: the mean of three cosines against a half."""

    def weigh(self, rows: Matrix) -> Matrix:
        """As a model does."""
        known: NDArray[np.float64] = np.nan_to_num(rows[:, 0], nan=0.5) + rows[:, 1] + rows[:, 2]
        return known * 4 - 6


def watch(
    traits: Sequence[Traits], gold: Sequence[str], tables: tuple[object, object], open_days: int
) -> tuple[Stream, Choices, Choices]:
    """Run a stream with tables and note every choice that it met."""
    join, merge = tables
    settings = Settings(join=join, merge=merge, join_at=0.0, merge_at=0.0, open_days=open_days)  # type: ignore[arg-type]
    stream = Stream(settings)
    size, joins, merges = Counter(gold), Choices([], [], [], []), Choices([], [], [], [])

    def most(story: int) -> str:
        return Counter(gold[n] for n in stream.window.profiles[story].members[-50:]).most_common(1)[0][0]

    def note(into: Choices, own: str, found: Sequence[int], rows: Matrix, weight: float) -> None:
        for model in (join, merge):
            if isinstance(model, _ByFold):
                model.fold = fold_of(own)
        into.rows += list(rows)
        into.right += [most(story) == own for story in found]
        into.folds += [fold_of(own)] * len(found)
        into.weights += [weight] * len(found)

    stream.watch_join = lambda n, found, rows: note(joins, gold[n], found, rows, size[gold[n]] ** -0.5)
    stream.watch_merge = lambda story, found, rows: note(merges, most(story), found, rows, 1.0)
    for one in traits:
        stream.add(one)
    stream.finish()
    return stream, joins, merges


def _watch_pieces(
    traits: Sequence[Traits], gold: Sequence[str], tables: tuple[object, object], open_days: int, size: int
) -> tuple[Choices, Choices]:
    """The choices of pieces of a corpus, each a stream of its own."""
    joins, merges = Choices([], [], [], []), Choices([], [], [], [])
    for start in range(0, len(traits), size):
        piece = slice(start, start + size)
        _, new_joins, new_merges = watch(traits[piece], gold[piece], tables, open_days)
        joins.add(new_joins)
        merges.add(new_merges)
    return joins, merges


def _balance(choices: Choices) -> Choices:
    """The choices of one corpus, weighing a thousand together: none drowns the others."""
    total = sum(choices.weights)
    choices.weights = [weight * 1000 / total for weight in choices.weights]
    return choices


def train(corpora: Sequence[Corpus], *, open_days: int, with_meaning: bool, cv: bool) -> tuple[Model, Model]:
    """The two tables; with `cv`, also what tables that have not seen a story make of it."""
    made = [
        [make_traits(a, v if with_meaning else None) for a, v in zip(c.articles, c.vectors, strict=True)]
        for c in corpora
    ]
    join: object = _Start()
    merge: object = _Start()
    joins, merges = Choices([], [], [], []), Choices([], [], [], [])
    for _ in range(ROUNDS + 1):
        for corpus, traits in zip(corpora, made, strict=True):
            for size in (len(traits), PIECE):
                new_joins, new_merges = _watch_pieces(traits, corpus.gold, (join, merge), open_days, size)
                joins.add(_balance(new_joins))
                merges.add(_balance(new_merges))
        join = _ByFold([fit(joins, fold) for fold in range(FOLDS)])
        merge = _ByFold([fit(merges, fold) for fold in range(FOLDS)])
        if cv:
            for corpus, traits in zip(corpora, made, strict=True):
                stream, *_ = watch(traits, corpus.gold, (join, merge), open_days)
                print(f"{corpus.name:12} {score_clusters(corpus.gold, stream.story_of)}", flush=True)
    return fit(joins), fit(merges)


def _pack(model: Model, corpora: str) -> ModelFile:
    tables: dict[str, Table] = {}
    for name, edges, values in zip(NAMES_OF_SIGNALS, model.edges, model.values, strict=True):
        known = edges[np.isfinite(edges)].tolist()
        if known:
            tables[name] = Table(edges=known, values=values[: len(known) + 1].tolist(), unknown=float(values[-1]))
    foreign = None if model.foreign is None else _pack(model.foreign, corpora)
    return ModelFile(made_by=MADE_BY, corpora=corpora, bias=model.bias, tables=tables, foreign=foreign)


def main() -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--ship", type=Path, required=True)
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--only", choices=KINDS, help="fit these tables and keep the others")
    given = parser.parse_args()
    files = msgspec.json.decode(OUT.read_bytes(), type=dict[str, ModelFile]) if given.only else {}
    for kind, (read, open_days) in KINDS.items():
        if given.only not in (None, kind):
            continue
        corpora = read(given.eval, given.ship)
        names = ", ".join(corpus.name for corpus in corpora)
        for suffix, with_meaning in (("-meaning", True), ("", False)):
            print(f"== {kind}{suffix}", flush=True)
            join, merge = train(corpora, open_days=open_days, with_meaning=with_meaning, cv=given.cv)
            files |= {f"{kind}-join{suffix}": _pack(join, names), f"{kind}-merge{suffix}": _pack(merge, names)}
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(files), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

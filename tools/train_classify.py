"""Train the linear sentence classifiers that ship: `python tools/train_classify.py SHIP`.

SHIP is the folder with plover_gsr, causal_news and the CAMEO dictionary; labels/events.jsonl and the codebook of the
project are read where they lie. The models go to data/models/classify. The benches fit theirs with the same fit().
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC
from tools.classify_corpora import Example, read_cameo, read_causal, read_gsr, read_labels, write_codebook

from dateline.reading.classify.features import N_BUCKETS, Vector, count_features, find_rarity, weigh
from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.items import Item, mask
from dateline.reading.classify.labels import CAUSAL, ROOTS, Task
from dateline.reading.classify.linear import LinearModel, pack, save

# Set by cross-validation on PLV (margin of a sentence wrongly classified, against that of one of PLV).
WEIGHT_OF = {"labels": 1.0, "gsr": 1.0, "codebook": 0.5, "cameo": 0.1}
WEIGHT_BESIDE = {"labels": 0.5, "gsr": 0.5, "codebook": 0.3, "cameo": 0.1}  # where a corpus of its own is given
C_OF = {Task.PLOVER: 1.0, Task.CAUSAL: 0.1}


def fit(
    masked: Sequence[str],
    labels: Sequence[str],
    names: Sequence[str],
    weights: Sequence[float] | None = None,
    *,
    c: float = 1.0,
) -> LinearModel:
    """One margin a label, classes of equal weight."""
    counts = [count_features(text) for text in masked]
    rarity = find_rarity(counts)
    table = to_matrix([weigh(count, rarity) for count in counts])
    model = LinearSVC(C=c, class_weight="balanced", random_state=0, tol=1e-3)
    model.fit(table, np.array([names.index(label) for label in labels]), sample_weight=weights)
    coef, bias = model.coef_, model.intercept_
    if len(names) == 2:
        coef, bias = np.vstack([-coef, coef]), np.array([-bias[0], bias[0]])
    return pack(names, rarity, coef.T.astype(np.float32), bias.astype(np.float32))


def to_matrix(vectors: Sequence[Vector], more: NDArray[np.float32] | None = None) -> csr_matrix:
    """One row a sentence; `more` [sentences, columns] is put beside the hashed features."""
    width = 0 if more is None else more.shape[1]
    extra = [] if more is None else [np.arange(width) + N_BUCKETS]
    columns = [np.concatenate([buckets, *extra]) for buckets, _ in vectors]
    values = [value if more is None else np.concatenate([value, more[at]]) for at, (_, value) in enumerate(vectors)]
    ends = np.cumsum([0, *(len(column) for column in columns)])
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(vectors), N_BUCKETS + width))


def read_examples(ship: Path | None, weight_of: dict[str, float]) -> list[tuple[Example, float]]:
    """What may ship, with the weight of each: the project's own labels and codebook, and what `ship` has."""
    corpora = {"labels": read_labels(), "codebook": write_codebook()}
    if ship is not None:
        corpora |= {"gsr": read_gsr(ship), "cameo": read_cameo(ship)}
    return [(example, weight_of[name]) for name, examples in corpora.items() for example in examples]


def main() -> None:
    """Write plover.npz and causal.npz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ship", type=Path)
    ship = parser.parse_args().ship
    examples = read_examples(ship, WEIGHT_OF)
    masked = [mask(Item(text="", marked_text=example.marked)) for example, _ in examples]
    labels, weights = [example.label for example, _ in examples], [weight for _, weight in examples]
    save(fit(masked, labels, ROOTS, weights, c=C_OF[Task.PLOVER]), FOLDER / "plover.npz")
    causal = read_causal(ship / "events" / "causal_news" / "V2" / "train_subtask1.csv")
    model = fit([e.marked for e in causal], [e.label for e in causal], CAUSAL, c=C_OF[Task.CAUSAL])
    save(model, FOLDER / "causal.npz")
    print(json.dumps({"plover": len(examples), "causal": len(causal)}))


if __name__ == "__main__":
    main()

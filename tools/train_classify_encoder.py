"""Fine-tune the encoder that ships: `python tools/train_classify_encoder.py MINILM SHIP`, in an environment with torch.

MINILM is a folder with the weights and tokenizer files of all-MiniLM-L6-v2 (Apache-2.0), of which the first layers
are kept. Needs torch, transformers, onnx and onnxruntime, which the project does not. Two stages: CAMEO phrases;
then all corpora with three heads (type of a marked sentence, type of each piece, cause). About an hour on one core.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tools.classify_corpora import LABELS, read_cameo, read_causal, read_gsr, read_labels, read_unmarked, write_codebook
from torch import Tensor, nn
from transformers import AutoModel

from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.items import Item, mask
from dateline.reading.classify.labels import CAUSAL, ROOTS
from dateline.reading.classify.triggers import TYPES
from dateline.reading.classify.wordpiece import read_vocabulary

N_LAYERS = 3  # 1.5 ms a sentence; 6 layers take 3.2
WIDTH = 384
BATCH = {"root": 32, "causal": 16, "types": 16}
EPOCHS = (2, 5)
RATES = (3e-4, 2.5e-4)
HELD_OUT = 10  # every tenth sentence of the labels is left out, for bench/events.py
HEAD_FASTER = 4
SMOOTHING = 0.05
N_CAMEO, CAMEO_WEIGHT = 2500, 0.4
N_UNMARKED, UNMARKED_WEIGHT = 600, 0.5
TYPES_WEIGHT = 2.0
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces with a label, or one a piece."""

    kind: str
    ids: tuple[int, ...]
    labels: tuple[int, ...]
    weight: float = 1.0


class Net(nn.Module):
    """The encoder with its heads."""

    def __init__(self, minilm: Path) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(minilm)
        self.body.encoder.layer = self.body.encoder.layer[:N_LAYERS]
        self.root, self.causal = nn.Linear(WIDTH, len(ROOTS)), nn.Linear(WIDTH, len(CAUSAL))
        self.types, self.drop = nn.Linear(WIDTH, len(TYPES)), nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        pieces = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        kept = mask.unsqueeze(-1).float()
        vector = (pieces * kept).sum(1) / kept.sum(1)
        dropped = self.drop(vector)
        return vector, self.root(dropped), self.causal(dropped), self.types(self.drop(pieces))


class Corpora:
    """Everything as rows."""

    def __init__(self, minilm: Path, ship: Path) -> None:
        self.vocabulary = read_vocabulary(minilm / "vocab.txt")
        self.cameo = [self._root(e.marked, e.label, 1.0) for e in read_cameo(ship)]
        self.fixed = [self._root(e.marked, e.label, 1.0) for e in (*read_labels(), *read_gsr(ship))]
        plain = random.Random(0).sample(read_unmarked(), N_UNMARKED)
        self.fixed += [self._root(e.marked, e.label, UNMARKED_WEIGHT) for e in plain]
        causal = read_causal(ship / "events" / "causal_news" / "V2" / "train_subtask1.csv")
        self.fixed += [self._row("causal", e.marked, (CAUSAL.index(e.label),)) for e in causal]
        rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
        self.fixed += [self._types(row) for at, row in enumerate(rows) if at % HELD_OUT]

    def all(self, seed: int = 0) -> list[Row]:
        """Every corpus, with a sample of the CAMEO phrases and sentences of the codebook made from the seed."""
        sample = random.Random(seed).sample(self.cameo, N_CAMEO)
        lighter = [Row(row.kind, row.ids, row.labels, CAMEO_WEIGHT) for row in sample]
        return [*self.fixed, *lighter, *(self._root(e.marked, e.label, 1.0) for e in write_codebook(seed))]

    def _root(self, marked: str, label: str, weight: float) -> Row:
        return self._row("root", mask(Item(text="", marked_text=marked)), (ROOTS.index(label),), weight)

    def _row(self, kind: str, text: str, labels: tuple[int, ...], weight: float = 1.0) -> Row:
        return Row(kind, self.vocabulary.split(text).ids, labels, weight)

    def _types(self, row: dict[str, Any]) -> Row:
        pieces = self.vocabulary.split(row["text"])
        labels = [IGNORED] * len(pieces.ids)
        for at, (start, end) in enumerate(pieces.spans):
            if end:
                told = (e["type"] for e in row["events"] if e["trigger"][0] <= start and end <= e["trigger"][1])
                labels[at] = TYPES.index(next(told, "NONE"))
        return Row("types", pieces.ids, tuple(labels))


def batch(rows: Sequence[Row], rng: random.Random) -> Iterator[list[Row]]:
    """Batches of one kind and like length, in random order."""
    batches: list[list[Row]] = []
    for kind, size in BATCH.items():
        own = [row for row in rows if row.kind == kind]
        rng.shuffle(own)
        for start in range(0, len(own), size * 10):
            near = sorted(own[start : start + size * 10], key=lambda row: len(row.ids))
            batches += [near[at : at + size] for at in range(0, len(near), size)]
    rng.shuffle(batches)
    yield from batches


def find_loss(net: Net, rows: Sequence[Row]) -> Tensor:
    """Cross entropy of a batch of one kind."""
    ids = nn.utils.rnn.pad_sequence([torch.tensor(row.ids) for row in rows], batch_first=True)
    _, root, causal, types = net(ids, (ids > 0).long())
    labels = nn.utils.rnn.pad_sequence(
        [torch.tensor(row.labels) for row in rows], batch_first=True, padding_value=IGNORED
    )
    if rows[0].kind == "types":
        wanted = labels.flatten()
        return TYPES_WEIGHT * nn.functional.cross_entropy(types.flatten(0, 1), wanted, ignore_index=IGNORED)
    logits = root if rows[0].kind == "root" else causal
    loss = nn.functional.cross_entropy(logits, labels[:, 0], reduction="none", label_smoothing=SMOOTHING)
    return (loss * torch.tensor([row.weight for row in rows])).mean()


def train(net: Net, rows: Sequence[Row], epochs: int, rate: float, seed: int) -> None:
    """AdamW with a warm-up and a linear fall; word embeddings stay as they are."""
    rng = random.Random(seed)
    body = [p for name, p in net.named_parameters() if name.startswith("body") and "word_embeddings" not in name]
    heads = [p for name, p in net.named_parameters() if not name.startswith("body")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * HEAD_FASTER}], weight_decay=0.01
    )
    steps = epochs * sum(1 for _ in batch(rows, random.Random(seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (0.06 * steps)) * max(0, (steps - step) / steps)
    )
    net.train()
    for _ in range(epochs):
        for some in batch(rows, rng):
            optimizer.zero_grad()
            find_loss(net, some).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def export(net: Net, folder: Path) -> None:
    """Write encoder.onnx with weights of seven bits, which every processor adds up to the same sums."""
    net.eval()
    whole, names = folder / "whole.onnx", ["vector", "root", "causal", "types"]
    example = torch.ones(2, 9, dtype=torch.long)
    axes = {name: {0: "sentences", 1: "pieces"} for name in ("ids", "mask", "types")}
    axes |= {name: {0: "sentences"} for name in names[:3]}
    torch.onnx.export(
        net, (example, example), whole, input_names=["ids", "mask"], output_names=names,
        dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()


def main() -> None:
    """Train, write encoder.onnx and vocabulary.txt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("ship", type=Path)
    given = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    corpora, net = Corpora(given.minilm, given.ship), Net(given.minilm)
    stages = (corpora.cameo, corpora.all())
    for seed, (rows, epochs, rate) in enumerate(zip(stages, EPOCHS, RATES, strict=True)):
        train(net, rows, epochs, rate, seed)
    export(net, FOLDER)
    (FOLDER / "vocabulary.txt").write_bytes((given.minilm / "vocab.txt").read_bytes())


if __name__ == "__main__":
    main()

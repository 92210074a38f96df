"""The transformer that gives an opinion on a claim and its evidence. The only module of the checker that loads ONNX.

Six layers of 384, from all-MiniLM-L6-v2, fine-tuned by tools/train_checker.py on corrupted sentences, eight-bit
weights. One pair at a time: eight-bit activations are scaled by what runs together, and a verdict must not hang on its
neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime

from dateline.checking.model import FOLDER
from dateline.wordpieces import Vocabulary, read_vocabulary

MAX_CLAIM = 74  # pieces of a claim that are read, with the two around it, and
MAX_PAIR = 176  # of both: what it was trained on
MODEL = FOLDER / "encoder.onnx"
VOCABULARY = FOLDER.parent / "classify" / "vocabulary.txt"  # MiniLM's, as it is


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """A loaded model with its vocabulary."""

    vocabulary: Vocabulary
    session: onnxruntime.InferenceSession

    def give_opinion(self, claim: str, lines: Sequence[str]) -> float:
        """How far the lines bear the claim: a logit, above 0 where they do."""
        left = self.vocabulary.split(claim, MAX_CLAIM).ids
        right = self.vocabulary.split(" ".join(lines), MAX_PAIR - len(left) + 1).ids[1:]
        ids = np.array([[*left, *right]], dtype=np.int64)
        kinds = np.array([[0] * len(left) + [1] * len(right)], dtype=np.int64)
        (logits,) = self.session.run(None, {"ids": ids, "kinds": kinds, "mask": np.ones_like(ids)})
        return float(logits[0])


@cache
def load_encoder() -> Encoder:
    """The model that ships. OSError where its files are missing."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = MODEL.read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return Encoder(vocabulary=read_vocabulary(VOCABULARY), session=session)

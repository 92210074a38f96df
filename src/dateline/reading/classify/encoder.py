"""The small transformer: word pieces in, one vector and the logits of its heads out. The only module that loads ONNX.

Three layers of 384, fine-tuned by tools/train_classify_encoder.py, eight-bit weights. Sentences go through one at a
time: eight-bit activations are scaled by what runs together, and a label must not hang on its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.wordpiece import Pieces, Vocabulary, read_vocabulary

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """`vector` [384] is the mean over the pieces; logits of `root` [15], `causal` [2] and, a piece, `types` [n, 16]."""

    pieces: Pieces
    vector: Floats
    root: Floats
    causal: Floats
    types: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """A loaded model with its vocabulary."""

    vocabulary: Vocabulary
    session: onnxruntime.InferenceSession

    def encode(self, masked: str) -> Encoded:
        """One sentence, of which the first MAX_PIECES pieces are read."""
        pieces = self.vocabulary.split(masked)
        ids = np.array([pieces.ids], dtype=np.int64)
        vector, root, causal, types = self.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        return Encoded(pieces=pieces, vector=vector[0], root=root[0], causal=causal[0], types=types[0])


@cache
def load_encoder() -> Encoder:
    """The model that ships. OSError where its files are missing."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        (FOLDER / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    return Encoder(vocabulary=read_vocabulary(FOLDER / "vocabulary.txt"), session=session)

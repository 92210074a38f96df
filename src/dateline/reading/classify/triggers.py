"""Which words of a sentence tell an event, and of which type: one pass of the transformer for the whole sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.reading.classify.encoder import load_encoder
from dateline.reading.classify.items import MAX_CHARS
from dateline.reading.classify.labels import ROOTS, Labelled
from dateline.reading.classify.model import soften, to_labelled

NONE = "NONE"
TYPES = (*ROOTS, NONE)
NOTHING = to_labelled(TYPES, np.eye(len(TYPES), dtype=np.float32)[-1])


def label_triggers(text: str, spans: Sequence[tuple[int, int]]) -> list[Labelled]:
    """The type that each span of the text is likeliest to tell, NONE included. Spans past the read part are NONE."""
    encoded = load_encoder().encode(text[:MAX_CHARS])
    shares = soften(encoded.types)
    pieces = encoded.pieces.spans[1:-1]  # in text order
    starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
    return [_label(shares, 1 + bisect_right(ends, start), 1 + bisect_left(starts, end)) for start, end in spans]


def _label(shares: NDArray[np.float32], first: int, stop: int) -> Labelled:
    """The type of the pieces from the first on."""
    if first >= stop:
        return NOTHING
    return to_labelled(TYPES, shares[first] if stop - first == 1 else shares[first:stop].mean(axis=0))

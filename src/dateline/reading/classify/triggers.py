"""Which words of a sentence tell an event, and of which type: one pass of the transformer for the whole sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.reading.classify.encoder import load_encoder
from dateline.reading.classify.items import MAX_CHARS
from dateline.reading.classify.labels import ROOTS, Labelled
from dateline.reading.classify.model import soften, to_labelled

NONE = "NONE"
TYPES = (*ROOTS, NONE)


def label_triggers(text: str, spans: Sequence[tuple[int, int]]) -> list[Labelled]:
    """The type that each span of the text is likeliest to tell, NONE included. Spans past the read part are NONE."""
    encoded = load_encoder().encode(text[:MAX_CHARS])
    shares = soften(encoded.types)
    nothing = np.eye(len(TYPES), dtype=np.float32)[-1]
    answers: list[Labelled] = []
    for start, end in spans:
        inside = [at for at, (a, b) in enumerate(encoded.pieces.spans) if a < end and start < b]
        answers.append(to_labelled(TYPES, shares[inside].mean(axis=0) if inside else nothing))
    return answers

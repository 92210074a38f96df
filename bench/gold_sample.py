"""How the sentences of the gold files were drawn from the bundled reports; prints them, without labels.

    .venv/bin/python -m bench.gold_sample deaths

Drawn by strata, so that the rare cases are there in numbers. The words that make a stratum are wider than
the reader's own cues; the last stratum is what holds none of them.
"""

from __future__ import annotations

import json
import random
import re
import sys

from bench.data import read_demo_rows
from dateline.languages import LANGUAGES
from dateline.reading.sentences import is_sentence, split_sentences
from dateline.text import clean

SEEDS = {"deaths": 20251107, "modality": 20251108}
# Stratum -> how many are drawn, and the words that put a sentence into it; the first that fits counts.
STRATA = {
    "deaths": {
        "cued": (
            85,
            r"kill|dead|death|die|dying|massacre|murder|execut|slain|fatal|lives|bod(?:y|ies)\b|casualt|assassin|perish"
            r"|toll|shot|behead",
        ),
        "other": (35, ""),
    },
    "modality": {
        "doubt": (
            35,
            r"threat|warn|vow|ultimatum|deadline|fear|risk|likely|expect|could|may\b|might|possib|concern|danger"
            r"|forecast|predict|if\b|unless",
        ),
        "cued": (
            50,
            r"will|would|shall|plan|schedul|demand|call|urge|appeal|order|ask|pledge|promis|agree|announc|intend|prepar"
            r"|due\b|set to|to be\b|until|next|propos|consider|request|insist|refus|approv|authori",
        ),
        "other": (35, ""),
    },
}


def draw(name: str) -> list[tuple[str, str]]:
    """The sentences of one gold file as (stratum, text), in the order they were labelled."""
    drawn: list[tuple[str, str]] = []
    chance = random.Random(SEEDS[name])
    left = _all_sentences()
    for stratum, (size, cues) in STRATA[name].items():
        pattern = re.compile(rf"\b(?:{cues})", re.IGNORECASE)
        inside = [text for text in left if pattern.search(text)]
        left = [text for text in left if not pattern.search(text)]
        drawn += [(stratum, text) for text in chance.sample(inside, size)]
    chance.shuffle(drawn)
    return drawn


def _all_sentences() -> list[str]:
    english = LANGUAGES["en"]
    texts: dict[str, None] = {}
    for row in read_demo_rows():
        text = clean(str(row["text"]))
        for start, end in split_sentences(text, english):
            if is_sentence(text[start:end], english):
                texts[text[start:end]] = None
    return list(texts)


if __name__ == "__main__":
    for stratum, text in draw(sys.argv[1]):
        print(json.dumps({"stratum": stratum, "text": text}, ensure_ascii=False))

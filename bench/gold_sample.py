"""How the sentences of the gold files were drawn from the bundled reports; prints them, without labels.

    .venv/bin/python -m bench.gold_sample deaths

Two strata a file, so that the rare cases are there in numbers: sentences with a word that could matter
(a wide list, wider than the reader's own cues), and sentences without one.
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
SIZES = {"deaths": (85, 35), "modality": (75, 45)}
CUES = {
    "deaths": re.compile(
        r"\b(?:kill|dead|death|die|dying|massacre|murder|execut|slain|fatal|lives|bod(?:y|ies)\b|casualt|assassin"
        r"|perish|toll|shot|behead)",
        re.IGNORECASE,
    ),
    "modality": re.compile(
        r"\b(?:will|would|shall|plan|schedul|expect|likely|could|may\b|might|threat|warn|vow|ultimatum|deadline|demand"
        r"|call|urge|appeal|order|ask|pledge|promis|agree|announc|intend|prepar|due\b|set to|to be\b|until|next|fear"
        r"|risk|possib|propos|consider|request|insist|refus|approv|authori|if\b)",
        re.IGNORECASE,
    ),
}


def draw(name: str) -> list[tuple[str, str]]:
    """The sentences of one gold file as (stratum, text), in the order they were labelled."""
    english = LANGUAGES["en"]
    texts: dict[str, None] = {}
    for row in read_demo_rows():
        text = clean(str(row["text"]))
        for start, end in split_sentences(text, english):
            if is_sentence(text[start:end], english):
                texts[text[start:end]] = None
    strata: dict[str, list[str]] = {"cued": [], "other": []}
    for text in texts:
        strata["cued" if CUES[name].search(text) else "other"].append(text)
    chance = random.Random(SEEDS[name])
    drawn: list[tuple[str, str]] = []
    for stratum, size in zip(("cued", "other"), SIZES[name], strict=True):
        drawn += [(stratum, text) for text in chance.sample(strata[stratum], size)]
    chance.shuffle(drawn)
    return drawn


if __name__ == "__main__":
    for stratum, text in draw(sys.argv[1]):
        print(json.dumps({"stratum": stratum, "text": text}, ensure_ascii=False))

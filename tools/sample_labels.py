"""Draw the sentences that are coded by hand in labels/: `python tools/sample_labels.py DATA_FOLDER`.

DATA_FOLDER holds the event lines and Wikinews articles as published. Half of the lines are drawn at random; the other
half are drawn evenly over words that hint at a kind of event, so that rare kinds are there too. The same data
give the same sentences.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.languages import LANGUAGES
from dateline.reading.sentences import is_sentence, split_sentences

SEED = 20261125
HINTS = {
    "AGREE": r"agree[sd]? to|pledge|promis|offer|will (?:join|cooperate)|accept",
    "CONSULT": r"meets?\b|met with|talks|visit|summit|negotiat",
    "SUPPORT": r"endors|prais|recogni[sz]|sign(?:s|ed) |ratif|apologi|support for",
    "COOPERATE": r"joint |trade|exchange|extradit|cooperat|shar(?:es?|ing) intelligence",
    "AID": r"\baid\b|donat|rescu|shelter|asylum|provid|loan|humanitarian|train(?:s|ing)",
    "YIELD": r"resign|releas|withdr|lift|ceasefire|surrender|step(?:s|ped) down|retreat|reopen",
    "REQUEST": r"demand|calls? (?:for|on)|urge|appeal|request|asks?\b",
    "ACCUSE": r"condemn|accus|critici|charg|investigat|blam|denounc|sues?\b",
    "REJECT": r"reject|refus|veto|den(?:y|ies|ied)|rule[sd]? out|declin",
    "THREATEN": r"threat|ultimatum|warn",
    "PROTEST": r"protest|demonstrat|strike|riot|rall(?:y|ies)|march",
    "SANCTION": r"sanction|embargo|expel|recall|suspend|sever|cut(?:s)? (?:ties|off)",
    "MOBILIZE": r"deploy|mobili[sz]|alert|mass(?:es|ing)|reinforc|drills?|exercise",
    "COERCE": r"arrest|detain|raid|seiz|impos|curfew|sentenc|blockad|deport|ban(?:s|ned)|coup",
    "ASSAULT": r"kill|attack|bomb|shoot|shell|clash|kidnap|gunmen|airstrike",
}
SHARES = (  # file, sentences at random, sentences by hint, language
    ("wcep/lines_2010_2019.jsonl", 420, 675, "en"),
    ("wcep/structured_2025.jsonl", 150, 225, "en"),
    ("wcep/sahel_lines_2002_2026.jsonl", 200, 0, "en"),
    ("open_news/wikinews_en_2019_2020/articles.jsonl", 700, 0, "en"),
    ("open_news/wikinews_fr_2012/articles.jsonl", 300, 0, "fr"),
)


def main(folder: Path) -> None:
    """Print the sample as JSON lines."""
    rng = random.Random(SEED)
    seen: set[str] = set()
    for file, n_random, n_hinted, lang in SHARES:
        pool = [row for row in _read(folder / file, lang) if not (row["text"] in seen or seen.add(row["text"]))]  # type: ignore[func-returns-value]
        rng.shuffle(pool)
        chosen, rest = pool[:n_random], pool[n_random:]
        for pattern in HINTS.values() if n_hinted else ():
            hinted = [row for row in rest if re.search(pattern, row["text"], re.IGNORECASE)][: n_hinted // len(HINTS)]
            chosen += hinted
            rest = [row for row in rest if row not in hinted]
        for number, row in enumerate(chosen, start=1):
            print(json.dumps({"id": f"{_short(file)}-{number:04d}", **row}, ensure_ascii=False))


def _short(file: str) -> str:
    return {"lines_2010_2019": "w10", "structured_2025": "w25", "sahel_lines_2002_2026": "sah"}.get(
        Path(file).stem, "wnf" if "_fr_" in file else "wne"
    )


def _read(file: Path, lang: str) -> Iterator[dict[str, str]]:
    language = LANGUAGES["en"]
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for start, end in split_sentences(record["text"], language)[:25]:
            text = record["text"][start:end]
            if is_sentence(text, language) and 40 <= len(text) <= 450:
                yield {"lang": lang, "date": record["date"], "source": record.get("id", file.stem), "text": text}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""What the sentence classifiers are trained on, as sentences with marked actors and a PLOVER type.

Four corpora may ship: the project's own labels, the PLOVER gold records (CC BY-SA 4.0), the CAMEO verb patterns (MIT)
and sentences made from the project's own codebook (data/models/classify/codebook.toml).
"""

from __future__ import annotations

import csv
import json
import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.classify_cameo import tell_patterns
from tools.classify_names import OLD_NAMES

from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.labels import CAUSAL, QUAD_OF

LABELS = Path(__file__).resolve().parents[1] / "labels" / "events.jsonl"
SEED = 0
_MARKUP = re.compile(r"\(([A-Z/]+): ?([^()]*(?:\([^()]*\))?[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with <s>source</s> and <t>target</t>, and its type."""

    marked: str
    label: str


def read_labels(file: Path = LABELS, lang: str = "en") -> list[Example]:
    """The labelled events that name an actor, as CAMEO sees them: what is planned is agreed to or threatened."""
    examples: list[Example] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for event in row["events"] if row["lang"] == lang else ():
            label = _to_cameo(event["type"], event["modality"])
            actors = _find_actors(event)
            if label and actors:
                examples.append(Example(_mark(row["text"], actors), label))
    return examples


def read_unmarked(file: Path = LABELS, lang: str = "en") -> list[Example]:
    """The labelled sentences as they stand, with the type of the main event."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    events = [(row["text"], row["events"][0]) for row in rows if row["lang"] == lang and row["events"]]
    told = [(text, _to_cameo(event["type"], event["modality"])) for text, event in events]
    return [Example(text, label) for text, label in told if label]


def read_gsr(ship: Path) -> list[Example]:
    """The PLOVER gold records, under the names of today's types."""
    text = (ship / "events" / "plover_gsr" / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8")
    rows = [row for row in json.loads(text) if row["event"] != "DOCUMENT"]
    return [Example(_unpack_markup(row), OLD_NAMES.get(row["event"], row["event"])) for row in rows]


def read_cameo(ship: Path, seed: int = SEED) -> list[Example]:
    """The CAMEO verb patterns as short sentences."""
    return [Example(marked, label) for marked, label in tell_patterns(ship, seed)]


def read_causal(file: Path) -> list[Example]:
    """Sentences of CausalNews: "causal" or "none"."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [Example(row["text"], CAUSAL[int(row["label"])]) for row in csv.DictReader(lines)]


def write_codebook(seed: int = SEED) -> list[Example]:
    """Sentences from the codebook: acts told, acts agreed to, refused, demanded or threatened, whole phrases."""
    book = tomllib.loads((FOLDER / "codebook.toml").read_text(encoding="utf-8"))
    rng = random.Random(seed)  # the same sentences each time
    told = [*_tell_acts(book), *_turn_acts(book, rng)]
    told += [(phrase, label) for label, phrases in book["phrases"].items() for phrase in phrases * book["repeat"]]
    return [Example(_dress(phrase, book, rng), label) for phrase, label in told]


def _to_cameo(label: str, modality: str) -> str | None:
    if modality in ("planned", "expected"):
        return {1: "AGREE", 2: "AGREE", 4: "THREATEN"}.get(QUAD_OF[label], label)
    if modality == "threatened":
        return "THREATEN"
    return None if modality in ("demanded", "denied", "hypothetical") else label


def _find_actors(event: dict[str, Any]) -> list[tuple[int, int, str]]:
    sources, targets = event["source"], event["target"] or event["source"][1:]
    source = (*sources[0], "s") if sources else None
    target = (*targets[0], "t") if targets else None
    if source and target and source[0] < target[1] and target[0] < source[1]:
        target = None
    return [actor for actor in (source, target) if actor]


def _mark(text: str, actors: Sequence[tuple[int, int, str]]) -> str:
    for start, end, tag in sorted(actors, reverse=True):
        text = f"{text[:start]}<{tag}>{text[start:end]}</{tag}>{text[end:]}"
    return text


def _unpack_markup(row: dict[str, Any]) -> str:
    info = row.get("textInfo")
    text = info["markup"] if isinstance(info, dict) else row["text"]
    free = ["s", "t"]

    def replace(found: re.Match[str]) -> str:
        wanted = {"SRC": "s", "TAR": "t", "SRC/TAR": free[0] if free else ""}.get(found[1], "")
        if wanted not in free:
            return found[2]
        free.remove(wanted)
        return f"<{wanted}>{found[2]}</{wanted}>"

    return _MARKUP.sub(replace, text)


def _tell_acts(book: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for label, acts in book["acts"].items():
        for act in acts:
            _, past, part = (form.strip() for form in act.split("|"))
            yield from ((f"S {past}", label),) * (book["repeat"] - 1)
            yield f"S is {part}", label
            if re.fullmatch(r"\w+ed T", past):
                yield f"T was {past[:-2]} by S", label
                yield f"T has been {past[:-2]} by S", label


def _turn_acts(book: dict[str, Any], rng: random.Random) -> Iterator[tuple[str, str]]:
    for label, head in book["heads"].items():
        acts = [act.split("|") for kind in head["of"] for act in book["acts"].get(kind, ())]
        if "asked" in head:
            pairs = [form.format(base=asked) for form in head["forms"] for asked in head["asked"]]
        else:
            pairs = [f.format(base=base.strip(), part=part.strip()) for f in head["forms"] for base, _, part in acts]
        yield from ((phrase, label) for phrase in rng.sample(pairs, head["taken"]))


def _dress(phrase: str, book: dict[str, Any], rng: random.Random) -> str:
    sentence = f"{rng.choice(book['before'])}{phrase}{rng.choice(book['after'])}."
    return re.sub(r"\bT\b", "<t>T</t>", re.sub(r"\bS\b", "<s>S</s>", sentence))

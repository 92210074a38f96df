"""How far two people agree who coded the same sentences blind (labels/events.jsonl, labels/events_twice.jsonl).

What a coder can reach at best: `python -m bench.agreement`, or `bench.run --only agreement`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome, write_table

LABELS = Path(__file__).resolve().parents[1] / "labels"
Event = Mapping[str, Any]


def measure(labels: Path = LABELS) -> Outcome:
    """The bench."""
    first, second = read(labels / "events.jsonl"), read(labels / "events_twice.jsonl")
    pairs = [(first[key]["events"], second[key]["events"], first[key]["text"]) for key in sorted(second)]
    has = [(bool(a), bool(b)) for a, b, _ in pairs]
    main = [(a[0]["type"] if a else "NONE", b[0]["type"] if b else "NONE") for a, b, _ in pairs]
    matched = [(a, b, text) for left, right, text in pairs for a, b in match(left, right)]
    n_left, n_right = sum(len(a) for a, _, _ in pairs), sum(len(b) for _, b, _ in pairs)
    n_typed = sum(a["type"] == b["type"] for a, b, _ in matched)
    metrics = (
        Metric(
            name="has_event_kappa", value=kappa(has), n=len(pairs), note="whether there is an event in the sentence"
        ),
        Metric(name="main_type_kappa", value=kappa(main), n=len(pairs), note="type of the first event, or none"),
        Metric(name="event_f1", value=2 * len(matched) / (n_left + n_right), n=n_left, note="triggers that overlap"),
        Metric(name="typed_event_f1", value=2 * n_typed / (n_left + n_right), n=n_left, note="and the same type"),
        *(share(name, matched) for name in ("source", "target", "place")),
        Metric(
            name="modality_agreed",
            value=sum(a["modality"] == b["modality"] for a, b, _ in matched) / len(matched),
            unit="share",
            n=len(matched),
        ),
        Metric(
            name="counts_agreed",
            value=sum(numbers(a, t) == numbers(b, t) for a, b, t in matched) / len(matched),
            unit="share",
            n=len(matched),
            note="the same numbers with the same outcomes",
        ),
    )
    return Outcome(bench="agreement", metrics=metrics)


def read(file: Path) -> dict[str, Any]:
    """Sentences by id."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def match(left: Sequence[Event], right: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Events of two codings whose triggers overlap, each used once, those of the same type first."""
    options = [
        (a["type"] != b["type"], at, bt)
        for at, a in enumerate(left)
        for bt, b in enumerate(right)
        if overlap(a["trigger"], b["trigger"])
    ]
    used_left, used_right, found = set[int](), set[int](), list[tuple[Event, Event]]()
    for _, at, bt in sorted(options):
        if at not in used_left and bt not in used_right:
            used_left.add(at)
            used_right.add(bt)
            found.append((left[at], right[bt]))
    return found


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def share(name: str, matched: Sequence[tuple[Event, Event, str]]) -> Metric:
    """How often both name the same: spans that overlap one for one, or none."""
    right = sum(same(as_list(a[name]), as_list(b[name])) for a, b, _ in matched)
    return Metric(name=f"{name}_agreed", value=right / len(matched), unit="share", n=len(matched))


def as_list(spans: Any) -> list[Any]:
    """None, a span or spans as a list of spans."""
    return [] if not spans else [spans] if isinstance(spans[0], int) else list(spans)


def same(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Whether each span of one overlaps some span of the other, both ways."""
    return all(any(overlap(x, y) for y in b) for x in a) and all(any(overlap(x, y) for x in a) for y in b)


def numbers(event: Event, text: str) -> Counter[tuple[str, str]]:
    """Outcome and number words of an event's counts."""
    return Counter((count["outcome"], text[slice(*count["number"])].casefold()) for count in event["counts"])


def kappa(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Cohen's kappa."""
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[key] * right[key] for key in left) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)


if __name__ == "__main__":
    print(write_table(measure(), {}))

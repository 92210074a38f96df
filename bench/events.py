"""What is read of events in the sentences coded by hand (labels/events.jsonl); bench.agreement has a second person.

Whether an event is found is measured on every tenth sentence, which the encoder was not trained on. Who does it to
whom, where, how it stands and what is counted is read by rules, and measured on events whose trigger both name.
Peer: nothing named, and always "happened".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.agreement import LABELS, as_list, overlap, same
from bench.report import Metric, Outcome, write_table
from dateline.reading import read_articles
from dateline.records import Article, Event, Reading

HELD_OUT = 10  # every tenth sentence: tools/train_classify_encoder.py leaves them out
Pair = tuple[Mapping[str, Any], Event, Mapping[str, Any], Reading]  # gold, read, the sentence's row, its reading


def measure(file: Path = LABELS / "events.jsonl", every: int = 2) -> Outcome:
    """The bench; the sides of events over every `every`-th sentence."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    held = rows[::HELD_OUT]
    unseen = read_all(held)
    n_gold = sum(len(row["events"]) for row in held)
    n_read = sum(not event.is_state for _, reading in unseen for event in reading.events)
    found = [pair for row, reading in unseen for pair in match(row, reading)]
    n_typed = sum(gold["type"] == event.type for gold, event, _, _ in found)
    pairs = [pair for row, reading in read_all(rows[::every]) for pair in match(row, reading)]
    metrics = (
        Metric(
            name="event_f1", value=2 * len(found) / (n_gold + n_read), n=n_gold, note="sentences it was not trained on"
        ),
        Metric(name="typed_event_f1", value=2 * n_typed / (n_gold + n_read), n=n_gold),
        _share("source", [is_right(as_list(g["source"]), e.source, r) for g, e, _, r in pairs]),
        _share("target", [is_right(as_list(g["target"]), e.target, r) for g, e, _, r in pairs]),
        _share("place", [same(as_list(g["place"]), place(e, r)) for g, e, _, r in pairs]),
        _share("nothing_named_peer", [not g["source"] for g, _, _, _ in pairs], "no source"),
        _share("modality", [g["modality"] == e.modality for g, e, _, _ in pairs]),
        _share("modality_peer", [g["modality"] == "happened" for g, _, _, _ in pairs], "always happened"),
        _share("counts", [numbers(g, row) == counted(e) for g, e, row, _ in pairs]),
        _share("counts_where_any", [numbers(g, row) == counted(e) for g, e, row, _ in pairs if g["counts"]]),
    )
    return Outcome(bench="events", metrics=metrics, shown=tuple(describe(pairs)))


def read_all(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Reading]]:
    """Each sentence's row with its reading."""
    readings = read_articles([make_article(row) for row in rows])
    return list(zip(rows, readings, strict=True))


def make_article(row: Mapping[str, Any]) -> Article:
    """A sentence as a report of its day."""
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Article(
        article_id=row["id"], source_id="labels", text=row["text"], lang=row["lang"], published_at=day, known_at=day
    )


def match(row: Mapping[str, Any], reading: Reading) -> Iterator[Pair]:
    """Coded and read events whose triggers overlap, each used once, those of the same type first."""
    read = [event for event in reading.events if not event.is_state]
    options = sorted(
        (gold["type"] != event.type, at, bt)
        for at, gold in enumerate(row["events"])
        for bt, event in enumerate(read)
        if overlap(gold["trigger"], (event.trigger.start, event.trigger.end))
    )
    used_gold, used_read = set[int](), set[int]()
    for _, at, bt in options:
        if at not in used_gold and bt not in used_read:
            used_gold.add(at)
            used_read.add(bt)
            yield row["events"][at], read[bt], row, reading


def spans(at: Sequence[int], reading: Reading) -> list[tuple[int, int]]:
    """The spans of mentions."""
    return [(reading.mentions[one].span.start, reading.mentions[one].span.end) for one in at]


def is_right(coded: Sequence[Any], at: Sequence[int], reading: Reading) -> bool:
    """Whether the same are named: by the same words, or by others that were read to stand for the same actor."""
    if same(coded, spans(at, reading)):
        return True
    alike = [
        [
            (m.span.start, m.span.end)
            for m in reading.mentions
            if m.actor_id and m.actor_id == reading.mentions[one].actor_id
        ]
        for one in at
    ]
    own = [[*others, *spans([one], reading)] for others, one in zip(alike, at, strict=True)]
    return all(any(overlap(x, y) for group in own for y in group) for x in coded) and all(
        any(overlap(x, y) for x in coded for y in group) for group in own
    )


def place(event: Event, reading: Reading) -> list[tuple[int, int]]:
    """The span of the place."""
    return (
        [] if event.place is None else [(reading.places[event.place].span.start, reading.places[event.place].span.end)]
    )


def numbers(gold: Mapping[str, Any], row: Mapping[str, Any]) -> Counter[str]:
    """Outcomes of the coded counts that are told by a number, not by an article."""
    words = ((count["outcome"], row["text"][slice(*count["number"])].casefold()) for count in gold["counts"])
    return Counter(outcome for outcome, word in words if outcome and word not in ("a", "an", "un", "une", "the"))


def counted(event: Event) -> Counter[str]:
    """Outcomes of the counts that were read."""
    return Counter(count.outcome for count in event.counts if count.outcome)


def describe(pairs: Sequence[Pair]) -> Iterator[str]:
    """The events with a side read wrongly."""
    for gold, event, row, reading in pairs:
        wrong = [
            f"{name}: coded {quote(row, as_list(gold[name]))}, read {quote(row, read)}"
            for name, read in (
                ("source", spans(event.source, reading)),
                ("target", spans(event.target, reading)),
                ("place", place(event, reading)),
            )
            if not (
                same(as_list(gold[name]), read)
                if name == "place"
                else is_right(as_list(gold[name]), getattr(event, name), reading)
            )
        ]
        if wrong:
            yield f"{event.type} [{event.trigger.quote}] {'; '.join(wrong)}: {row['text']}"


def quote(row: Mapping[str, Any], spans: Sequence[Sequence[int]]) -> list[str]:
    """The words of spans."""
    return [row["text"][start:end] for start, end in spans]


def _share(name: str, right: Sequence[bool], note: str = "") -> Metric:
    return Metric(name=name, value=sum(right) / max(1, len(right)), unit="share", n=len(right), note=note)


if __name__ == "__main__":
    import sys

    outcome = measure(every=int(sys.argv[1]) if len(sys.argv) > 1 else 2)
    print(write_table(outcome, {}))
    if "--show" in sys.argv:
        print("\n".join(outcome.shown))

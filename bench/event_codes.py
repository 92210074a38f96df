"""Whether an event is read with exactly the actors of a published gold standard, as PLOVER codes them.

The 321 records of PLOVER_GSR_CAMEO.txt (Open Event Data Alliance, CC BY-SA 4.0). A record counts when an
event of its sentence has exactly its source codes and its target codes (the country, or IGO, NGO and the like); where
the gold names two sides as equals, either may be the source. Peer: the first named country is the source, the second
the target.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome, write_table
from dateline.gazetteer import find_countries, load_countries
from dateline.reading import read_articles
from dateline.reading.actors import plover_code
from dateline.records import Article, Reading

FILE = Path(__file__).resolve().parents[1] / "labels" / "plover_gsr" / "PLOVER_GSR_CAMEO.txt"
DAY = datetime(2000, 1, 1, tzinfo=UTC)
# Types of the older manual that the records were coded by -> today's.
RENAMED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "FIGHT": "ASSAULT",
}
MISSPELT = {
    "JAP": "JPN",
    "PAL": "PSE",
    "PSX": "PSE",
    "ROM": "ROU",
    "GER": "DEU",
    "SER": "SRB",
    "TIM": "TLS",
    "ZAR": "COD",
}
Codes = frozenset[str]


def measure(file: Path = FILE) -> Outcome:
    """The bench."""
    records = list(read_records(file))
    readings = list(read_articles([make_article(record) for record in records]))
    rows = [judge(record, reading) for record, reading in zip(records, readings, strict=True)]
    peers = [guess(record) for record in records]
    metrics = (
        _share("exact_source_and_target", [row["actors"] for row in rows]),
        _share("exact_source_and_target_peer", peers, "peer: first and second country named"),
        _share("exact_source", [row["source"] for row in rows]),
        _share("exact_target", [row["target"] for row in rows]),
        _share("type_found", [row["type"] for row in rows]),
        _share("type_source_and_target", [row["all"] for row in rows], "one event with all three"),
    )
    shown = [row["shown"] for row in rows if not row["actors"]]
    return Outcome(bench="event_codes", metrics=metrics, shown=tuple(shown))


def read_records(file: Path) -> Iterator[Mapping[str, Any]]:
    """The coded records."""
    for record in json.loads(file.read_text(encoding="utf-8")):
        if record["event"] != "DOCUMENT":
            yield record


def make_article(record: Mapping[str, Any]) -> Article:
    """Its sentence as a report of the day it is coded for."""
    return Article(
        article_id=record["id"], source_id="gsr", text=record["text"], lang="en", published_at=DAY, known_at=DAY
    )


def judge(record: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """What is right of a record."""
    source, target = gold_codes(record.get("source", ())), gold_codes(record.get("target", ()))
    gold_type = RENAMED.get(record["event"], record["event"])
    events = [event for event in reading.events if not event.is_state]
    found = [(event.type, codes(event.source, reading), codes(event.target, reading)) for event in events]
    right = [is_same(s, t, source, target) for _, s, t in found]
    read = [(kind, sorted(s), sorted(t)) for kind, s, t in found]
    return {
        "actors": any(right),
        "source": any(s == source for _, s, _ in found),
        "target": any(t == target for _, _, t in found),
        "type": any(kind == gold_type for kind, _, _ in found),
        "all": any(ok and kind == gold_type for ok, (kind, _, _) in zip(right, found, strict=True)),
        "shown": f"{gold_type} {sorted(source)} -> {sorted(target)}, read {read}: {record['text']}",
    }


def is_same(source: Codes, target: Codes, gold_source: Codes, gold_target: Codes) -> bool:
    """Whether both sides are exact; of two equals, either may be the source."""
    if (source, target) == (gold_source, gold_target):
        return True
    return not gold_target and len(gold_source) > 1 and source | target == gold_source


def gold_codes(actors: Any) -> Codes:
    """The primary codes of the gold's actors; nine records have a bare word in their place."""
    found = (str(actor.get("code") or "").strip() for actor in actors if isinstance(actor, dict))
    return frozenset(MISSPELT.get(code, code) for code in found if code and not re.fullmatch(r"\*+", code))


def codes(at: Sequence[int], reading: Reading) -> Codes:
    """The primary codes of an event's actors; those without one are left out."""
    return frozenset(filter(None, (plover_code(reading.mentions[one])[0] for one in at)))


def guess(record: Mapping[str, Any]) -> bool:
    """The peer."""
    named = [load_countries()[iso2].iso3 for word in record["text"].split() for iso2 in sorted(find_countries(word))]
    first = list(dict.fromkeys(named))
    source, target = frozenset(first[:1]), frozenset(first[1:2])
    return is_same(source, target, gold_codes(record.get("source", ())), gold_codes(record.get("target", ())))


def _share(name: str, right: Sequence[bool], note: str = "") -> Metric:
    return Metric(name=name, value=sum(right) / len(right), unit="share", n=len(right), note=note)


if __name__ == "__main__":
    import sys

    outcome = measure()
    print(write_table(outcome, {}))
    if "--show" in sys.argv:
        print("\n".join(outcome.shown))

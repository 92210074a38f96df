"""How many expressions of time are found and resolved to the days that a person reads there, beside dateparser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline.reading.dates import find_dates

NAME = "dates"
LABELS = Path(__file__).parent.parent / "labels" / "dates.jsonl"
LANGS = ("en", "fr")
SPEED_ROUNDS = 3

Ends = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Read:
    """An expression as found: where it stands, its days, how they are meant."""

    start: int
    end: int
    days: Ends
    relation: str


Reader = Callable[[str, str, date], list[Read]]


def read_labels(part: str = "") -> list[dict[str, Any]]:
    """The labelled expressions of a part ("dev" or "held"), or all."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if not part or row["part"] == part]


def measure(part: str = "held") -> Outcome:
    """The bench, on the held-out half: rules were made on the other."""
    rows = read_labels(part)
    metrics = [metric for lang in ("", *LANGS) for metric in _score(rows, lang, read_ours, "")]
    metrics.append(_speed(rows))
    if read_peer is not None:
        metrics += [metric for lang in ("", *LANGS) for metric in _score(rows, lang, read_peer, "dateparser_")]
    shown = [
        f"{row['id']} [{row['published']}] {row['text'][row['start'] : row['end']]!r}: read {_write(found)}, "
        f"labelled {row['earliest']}..{row['latest']} {row['relation']}: {row['text']}"
        for row, found in _pair(rows, read_ours)
        if not _is_exact(row, found)
    ]
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def read_ours(text: str, lang: str, published: date) -> list[Read]:
    """What Dateline finds."""
    found = find_dates(text, published=published, lang=lang)
    return [Read(m.span.start, m.span.end, (m.earliest, m.latest), m.relation) for m in found]


def _load_peer() -> Reader | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def read(text: str, lang: str, published: date) -> list[Read]:
        """What dateparser finds: days, no intervals."""
        base = datetime(published.year, published.month, published.day)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        reads, at = [], 0
        for words, moment in search_dates(text, languages=[lang], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                reads.append(Read(start, at, (moment.date(), moment.date()), "on"))
        return reads

    return read


read_peer = _load_peer()


def _pair(rows: Sequence[dict[str, Any]], read: Reader) -> list[tuple[dict[str, Any], Read | None]]:
    """Each labelled expression with what was found at its place."""
    pairs: list[tuple[dict[str, Any], Read | None]] = []
    for row in rows:
        if row["relation"] == "none":
            continue
        found = read(row["text"], row["lang"], date.fromisoformat(row["published"]))
        at = [one for one in found if _overlap(one, row) > 0]
        best = max(at, key=lambda one: _overlap(one, row), default=None)
        pairs.append((row, best))
    return pairs


def _overlap(one: Read, row: dict[str, Any]) -> int:
    return int(min(one.end, row["end"]) - max(one.start, row["start"]))


def _score(rows: Sequence[dict[str, Any]], lang: str, read: Reader, prefix: str) -> Iterable[Metric]:
    own = [row for row in rows if lang in ("", row["lang"])]
    pairs = _pair(own, read)
    n, tail = len(pairs), f"_{lang}" if lang else ""
    n_found = sum(found is not None for _, found in pairs)
    yield Metric(name=f"{prefix}found{tail}", value=n_found / n, unit="share", n=n)
    yield Metric(name=f"{prefix}exact{tail}", value=sum(_is_exact(*pair) for pair in pairs) / n, unit="share", n=n)
    if not lang:
        same = sum(found is not None and found.days == _days(row) for row, found in pairs)
        single = [pair for pair in pairs if pair[0]["earliest"] and pair[0]["earliest"] == pair[0]["latest"]]
        exact = sum(_is_exact(*pair) for pair in single) / len(single)
        yield Metric(name=f"{prefix}exact_day", value=exact, unit="share", n=len(single), note="labelled as one day")
        near = sum(_is_near(*pair) for pair in pairs)
        yield Metric(name=f"{prefix}interval", value=same / n, unit="share", n=n, note="whatever the relation")
        yield Metric(name=f"{prefix}within_a_day", value=near / n, unit="share", n=n)
        yield _precision(own, read, prefix)


def _precision(rows: Sequence[dict[str, Any]], read: Reader, prefix: str) -> Metric:
    """Of all that is found, what stands on a labelled expression."""
    texts: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for row in rows:
        texts.setdefault((row["text"], row["lang"], row["published"]), []).append((row["start"], row["end"]))
    n = n_right = 0
    for (text, lang, published), spans in texts.items():
        for one in read(text, lang, date.fromisoformat(published)):
            n += 1
            n_right += any(one.start < end and start < one.end for start, end in spans)
    return Metric(name=f"{prefix}right_places", value=n_right / max(1, n), unit="share", n=n, note="precision")


def _speed(rows: Sequence[dict[str, Any]]) -> Metric:
    find_dates("1 May", published=None, lang="en")
    started = time.process_time()
    for _ in range(SPEED_ROUNDS):
        for row in rows:
            find_dates(row["text"], published=date.fromisoformat(row["published"]), lang=row["lang"])
    spent = (time.process_time() - started) / (SPEED_ROUNDS * len(rows))
    return Metric(name="ms_a_sentence", value=spent * 1000, unit="ms", n=len(rows), note="CPU, sentences with dates")


def _days(row: dict[str, Any]) -> Ends:
    first, last = (date.fromisoformat(row[end]) if row[end] else None for end in ("earliest", "latest"))
    return first, last


def _is_exact(row: dict[str, Any], found: Read | None) -> bool:
    return found is not None and found.days == _days(row) and found.relation == row["relation"]


def _is_near(row: dict[str, Any], found: Read | None) -> bool:
    if found is None:
        return False
    day = timedelta(days=1)
    return all(
        mine is theirs or (mine is not None and theirs is not None and abs(mine - theirs) <= day)
        for mine, theirs in zip(found.days, _days(row), strict=True)
    )


def _write(found: Read | None) -> str:
    return "nothing" if found is None else f"{found.days[0]}..{found.days[1]} {found.relation}"

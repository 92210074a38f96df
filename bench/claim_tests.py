"""Claims that violence, security, displacement or refugees rose or fell: whether they are seen, and held to figures.

seen, held_out: the claims in labels/trends.jsonl that the rules were written with, and those they were not. A claim
counts where its measure (deaths, displaced people, refugees), its way and its denial agree. Peer: a topic and a word
of rising or falling in the same sentence.

shuffled, doubled: whether a year is said to differ from the one before. The months of two years of UCDP's counts are
shuffled, so that a change is chance; and shuffled with the second year doubled. `for_sure`: called, and not weakly.
`lately`: the same where no time is named, so that two months and a year are asked. Peer: a Poisson test of the two sums
at 95%.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline.intervals import compare_rates
from dateline.measures import try_claim
from dateline.measures.cases import YEAR, day_of, load_deaths
from dateline.measures.trends import find_trends
from dateline.records import Article, ClaimTest, Excerpt, Observation, Passage, Span, TrendClaim, Way
from dateline.records import Outcome as Said

NAME = "claim_tests"
LABELS = Path(__file__).parents[1] / "labels" / "trends.jsonl"
SEED = 8
LEAST = 25  # deaths in both years
_MEASURES = {"security": "violence", "instability": "violence"}  # what is measured by the same series
_TOPICS = {
    "violence": re.compile(
        r"\b(?:violence|fighting|clashes|attacks|killings|conflict|war|insurgency|security)\b", re.I
    ),
    "displacement": re.compile(r"\bdisplace\w+", re.I),
    "refugees": re.compile(r"\brefugees\b", re.I),
}
_WAYS = {
    "up": re.compile(r"\b(?:ris(?:e|es|ing|en)|increas\w+|surg\w+|escalat\w+|intensif\w+|worsen\w*)\b", re.I),
    "down": re.compile(r"\b(?:fall(?:s|en|ing)?|fell|declin\w+|drop\w*|decreas\w+|eas(?:ed|ing)|improv\w+)\b", re.I),
}
Key = tuple[str, str, bool]


def measure() -> Outcome:
    """The bench."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    metrics: list[Metric] = []
    for name, is_held_out in (("seen", False), ("held_out", True)):
        chosen = [row for row in rows if row["held_out"] is is_held_out]
        metrics += _score(name, chosen, _find)
        metrics += _score(f"{name}_peer", chosen, _find_words)
    metrics += _call()
    shown = [f"{sorted(_find(row['text']))}, labelled {_read(row)}: {row['text']}" for row in rows if _is_off(row)]
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def _score(name: str, rows: Sequence[dict[str, Any]], find: Callable[[str], list[Key]]) -> Iterator[Metric]:
    hits = found = labelled = 0
    for row in rows:
        told, gold = Counter(find(row["text"])), Counter(_read(row))
        hits += (told & gold).total()
        found += told.total()
        labelled += gold.total()
    yield Metric(name=f"{name}_precision", value=hits / max(1, found), n=found)
    yield Metric(name=f"{name}_recall", value=hits / labelled, n=labelled)


def _read(row: dict[str, Any]) -> list[Key]:
    return [(_MEASURES.get(one["topic"], one["topic"]), one["way"], one["is_denied"]) for one in row["claims"]]


def _find(sentence: str) -> list[Key]:
    """What Dateline finds."""
    return [(_MEASURES.get(one.topic, one.topic), one.way.value, one.is_denied) for one in find_trends(sentence)]


def _find_words(sentence: str) -> list[Key]:
    """The peer."""
    topics = [name for name, words in _TOPICS.items() if words.search(sentence)]
    ways = [name for name, words in _WAYS.items() if words.search(sentence)]
    return [(topic, way, False) for topic in topics[:1] for way in ways[:1]]


def _is_off(row: dict[str, Any]) -> bool:
    return not row["held_out"] and Counter(_find(row["text"])) != Counter(_read(row))


def _call() -> Iterator[Metric]:
    """How often two years are told apart: shuffled, and with the second doubled."""
    chance = random.Random(SEED)
    calls: dict[str, Counter[str]] = {"shuffled": Counter(), "doubled": Counter()}
    for months in _pairs():
        chance.shuffle(months)
        for name, now in (("shuffled", months[YEAR:]), ("doubled", [2 * value for value in months[YEAR:]])):
            _count(calls[name], months[:YEAR], now)
    for name, counts in calls.items():
        for called in ("called", "called_for_sure", "lately_for_sure", "peer_called"):
            yield Metric(name=f"{name}_{called}", value=counts[called] / counts["n"], n=counts["n"])


def _pairs() -> Iterator[list[float]]:
    """The months of every two calendar years with enough deaths, of every country."""
    for series in load_deaths().values():
        for start in range(0, len(series) - 2 * YEAR + 1, 2 * YEAR):
            months = [float(value) for value in series[start : start + 2 * YEAR]]
            if sum(months) >= LEAST:
                yield months


def _count(calls: Counter[str], before: Sequence[float], now: Sequence[float]) -> None:
    test, lately = _test([*before, *now], first=day_of(24 + YEAR)), _test([*before, *now], first=None)
    is_called = test.outcome in (Said.AGREES, Said.DISAGREES)
    calls["n"] += 1
    calls["lately_for_sure"] += lately.outcome in (Said.AGREES, Said.DISAGREES, Said.MIXED) and not lately.is_shaky
    calls["called"] += is_called
    calls["called_for_sure"] += is_called and not test.is_shaky
    calls["peer_called"] += compare_rates((int(sum(now)), 1.0), (int(sum(before)), 1.0)) != 0


def _test(months: Sequence[float], first: date | None) -> ClaimTest:
    """The last twelve months against those before; or, where no time is named, the last two as well."""
    rows = [_row(number, value) for number, value in enumerate(months)]
    day = datetime.combine(rows[-1].period_end, datetime.min.time(), UTC)
    text = "Violence has risen."
    article = Article(article_id="a", source_id="bench", text=text, published_at=day, known_at=day)
    span = Span(article_id="a", start=0, end=len(text), quote=text)
    excerpt = Excerpt(article, Passage(span=span, position=0, is_sentence=True))
    claim = TrendClaim(excerpt=excerpt, words=span, topic="violence", way=Way.UP, iso3="XXX", first=first)
    return try_claim(claim, rows)[0]


def _row(number: int, value: float) -> Observation:
    start, following = day_of(24 + number), day_of(25 + number)
    return Observation(
        series_id="ucdp:XXX:fatalities",
        iso3="XXX",
        country="Nowhere",
        measure="deaths in organized violence",
        unit="deaths",
        period_start=start,
        period_end=following - timedelta(days=1),
        value=value,
        released_at=date(2025, 6, 30),
        source="UCDP",
    )

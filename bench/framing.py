"""Words that outlets tell the same stories in: whether what half of the stories shows holds in the other half.

BASIL: forty stories by three outlets each. Stories are split in halves, deterministically, fifty times; outlets are
compared in pairs, by the words that briefs compare (`labels`) and by every common word (`every`). `same_sign`: of the
words told from one half, the share that the same outlet has more of in the other; `inside`: the share whose difference
there lies in the interval told. `shuffled_told`: how many are told a split when the outlets of each story are dealt out
anew, so that nothing is to be found. `planted`: a word put into so many of a hundred reports of one outlet and ten of
the others', to see what is found. Peers: the ten words with the greatest raw difference of frequency, with a plain
interval; every word whose plain 95% interval excludes zero, without a price for looking at many.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from bench.data import EVAL_VARIABLE, SEED, find_eval
from bench.report import Metric, Outcome
from dateline.briefs.contrasts import MIN_USES, Pair, find_contrasts
from dateline.briefs.framing import find_labels, first_words
from dateline.intervals import difference_interval
from dateline.reading import read_article
from dateline.records import Article, Reading

NAME = "framing"
FILE = "stories/basil_dev.jsonl"
SPLITS = 50
PEER_WORDS = 10
PLANTED, PLANTED_IN, PLANTED_ELSEWHERE = "\0planted", (0.6, 0.75, 0.9), 0.1
Shares = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its story, its outlet, its words."""

    story: str
    outlet: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A word said to be more frequent with the first outlet, and between what the difference lies."""

    word: str
    outlets: tuple[str, str]
    interval: tuple[float, float]


def measure() -> Outcome:
    """The bench."""
    file = find_eval(FILE)
    if file is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: set {EVAL_VARIABLE}",))
    labels, every = read_reports(file)
    metrics: list[Metric] = []
    shown: list[str] = []
    for vocabulary, reports in (("labels", labels), ("every", every)):
        held: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
        told: Counter[str] = Counter()
        for split in range(SPLITS):
            chance = random.Random(SEED + split)
            one, other = _halve(reports, chance)
            ways = {"": _tell(one), "peer_raw_": _tell_raw(one), "peer_plain_": _tell_plain(one)}
            for way, found in ways.items():
                held[way] += [_hold(word, other) for word in found]
                told[way] += len(found)
            told["shuffled_"] += len(_tell(_shuffle(one, chance)))
            told["shuffled_peer_plain_"] += len(_tell_plain(_shuffle(one, chance)))
        metrics += _to_metrics(vocabulary, held, told)
        metrics += [metric for share in PLANTED_IN for metric in _plant(vocabulary, reports, share)]
        shown += [f"{vocabulary}: {one.word} {one.outlets} {one.interval}" for one in _tell(reports)]
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def _to_metrics(
    vocabulary: str, held: Mapping[str, Sequence[tuple[bool, bool]]], told: Mapping[str, int]
) -> Iterable[Metric]:
    for way in ("", "peer_raw_", "peer_plain_"):
        found = held[way]
        n = len(found)
        yield Metric(name=f"{vocabulary}_{way}told", value=told[way] / SPLITS, unit="a split", n=SPLITS)
        for at, figure in enumerate(("same_sign", "inside")):
            value = sum(one[at] for one in found) / n if n else None
            yield Metric(name=f"{vocabulary}_{way}{figure}", value=value, n=n)
    for way in ("shuffled_", "shuffled_peer_plain_"):
        yield Metric(name=f"{vocabulary}_{way}told", value=told[way] / SPLITS, unit="a split", n=SPLITS)


def _plant(vocabulary: str, reports: Sequence[Report], share: float) -> Iterable[Metric]:
    """How often a difference that is there is told from one half, and holds in the other."""
    held: list[tuple[bool, bool]] = []
    favoured = min(report.outlet for report in reports)
    for split in range(SPLITS):
        chance = random.Random(SEED + split)
        planted = [
            Report(r.story, r.outlet, r.words | {PLANTED})
            if chance.random() < (share if r.outlet == favoured else PLANTED_ELSEWHERE)
            else r
            for r in reports
        ]
        one, other = _halve(planted, chance)
        held += [_hold(found, other) for found in _tell(one) if found.word == PLANTED and found.outlets[0] == favoured]
    n, name = len(held), f"{vocabulary}_planted_{share:.0%}".replace("%", "")
    yield Metric(name=f"{name}_told", value=n / (2 * SPLITS), n=2 * SPLITS)
    for at, figure in enumerate(("same_sign", "inside")):
        yield Metric(name=f"{name}_{figure}", value=sum(one[at] for one in held) / n if n else None, n=n)


def read_reports(file: Path) -> tuple[list[Report], list[Report]]:
    """The reports with the words that briefs compare, and with every common word."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    labels = find_labels(_read(row) for row in rows)
    words = [(row["cluster"], row["source"].lower(), first_words(row["text"])) for row in rows]
    return [Report(story, outlet, found & labels) for story, outlet, found in words], [Report(*one) for one in words]


def _read(row: Mapping[str, str]) -> Reading:
    moment = datetime.fromisoformat(row["date"] or "2015-01-01").replace(tzinfo=UTC)
    text, title = row["text"], row["title"]
    return read_article(
        Article(
            article_id=row["id"],
            source_id="bench",
            text=text,
            title=title,
            lang="en",
            published_at=moment,
            known_at=moment,
        )
    )


def _halve(reports: Sequence[Report], chance: random.Random) -> tuple[list[Report], list[Report]]:
    stories = sorted({report.story for report in reports})
    half = set(chance.sample(stories, len(stories) // 2))
    return [r for r in reports if r.story in half], [r for r in reports if r.story not in half]


def _shuffle(reports: Sequence[Report], chance: random.Random) -> list[Report]:
    """The same reports, with the outlets of each story dealt out anew."""
    stories: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        stories[report.story].append(report)
    shuffled: list[Report] = []
    for _, own in sorted(stories.items()):
        outlets = [report.outlet for report in own]
        chance.shuffle(outlets)
        shuffled += [Report(r.story, outlet, r.words) for r, outlet in zip(own, outlets, strict=True)]
    return shuffled


def _by_outlet(reports: Iterable[Report]) -> dict[str, list[Set[str]]]:
    groups: dict[str, list[Set[str]]] = defaultdict(list)
    for report in reports:
        groups[report.outlet].append(report.words)
    return dict(sorted(groups.items()))


def _tell(reports: Sequence[Report]) -> list[Told]:
    groups = _by_outlet(reports)
    pairs = [Pair(names=names, groups=(groups[names[0]], groups[names[1]])) for names in combinations(groups, 2)]
    return [Told(found.what, found.names, found.interval) for found in find_contrasts(pairs)]


def _tell_raw(reports: Sequence[Report]) -> list[Told]:
    """The words with the greatest raw difference between two outlets."""
    ranked = sorted(_differences(reports), key=lambda one: (-one[0], one[1], one[2]))
    return [Told(word, outlets, _plain(shares)) for _, word, outlets, shares in ranked[:PEER_WORDS]]


def _tell_plain(reports: Sequence[Report]) -> list[Told]:
    """Every word whose own interval excludes zero."""
    found = [Told(word, outlets, _plain(shares)) for _, word, outlets, shares in _differences(reports)]
    return [one for one in found if one.interval[0] > 0]


def _plain(shares: Shares) -> tuple[float, float]:
    return difference_interval(*shares)


def _differences(reports: Sequence[Report]) -> Iterable[tuple[float, str, tuple[str, str], Shares]]:
    groups = _by_outlet(reports)
    n_with = {outlet: Counter(word for words in group for word in words) for outlet, group in groups.items()}
    for left, right in combinations(groups, 2):
        for word in sorted({*n_with[left], *n_with[right]}):
            sides = [(n_with[outlet][word], len(groups[outlet]), outlet) for outlet in (left, right)]
            sides.sort(key=lambda side: (-side[0] / side[1], side[2]))
            (k_one, n_one, one), (k_other, n_other, other) = sides
            if k_one + k_other >= MIN_USES:
                yield k_one / n_one - k_other / n_other, word, (one, other), ((k_one, n_one), (k_other, n_other))


def _hold(told: Told, reports: Sequence[Report]) -> tuple[bool, bool]:
    """Whether other reports show the difference on the same side, and within the interval."""
    groups = _by_outlet(reports)
    shares = [sum(told.word in words for words in groups[outlet]) / len(groups[outlet]) for outlet in told.outlets]
    difference = shares[0] - shares[1]
    return difference > 0, told.interval[0] <= difference <= told.interval[1]

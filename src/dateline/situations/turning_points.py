"""The turning points of a situation: the few dated facts that a newcomer needs to follow the news.

Each excerpt of the archive is scored on what an analyst's chronology keeps:

    what it tells    the weight of its acts (who rules, who fights, who stands with whom), and its dead
    who tells it     the number of outlets cited
    what came after  how often later reports speak of "the coup of 2020" (echoes), and whether it brings in a
                     name that reports keep using from then on (debuts)
    how much of it   how many reports of the fortnight after tell of the same (bursts)
    why now          names it shares with the reports of the last year before the as-of moment

and the best are taken one by one, each pushing down what resembles it in kind, time and words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateline.languages import LANGUAGES, main_part
from dateline.records import Excerpt, Modality, TurningPoint
from dateline.text import overlap, words

# How much a stretch of an excerpt is about the situation, from 0 to 1.
Centrality = Callable[[Excerpt, str], float]
# Whether a name is one of the situation's own.
IsOwn = Callable[[str], bool]

# Weights set on the Sahel lines (Mali, Niger, Burkina Faso) and looked at on eight other situations of the
# 2010-2019 and 2025 lines; see docs/design.md, "Turning points".
OUTLET_WEIGHT = 0.5
DEATHS_WEIGHT = 0.6
ECHO_WEIGHT = 0.7
LINK_WEIGHT = 1.5
DEBUT_WEIGHT = 0.5
BURST_WEIGHT = 0.5
MENTION_SHARE = 0.15  # of an act's weight when the sentence only speaks of it
MANY_DEATHS = 50
OVERTAKEN = 2.0  # what an early toll loses once a later report has raised it
MIN_TOLD = 2.5
# Below this, an act is an incident: it counts only when later reports come back to it, or many died.
MIN_STRUCTURAL = 3.4
MANY_ECHOES = 6
STRUCTURAL_TOLD = 4.5  # an act of less weight gets less of its echoes: protests echo most and change least
DISASTROUS = 100
NEARBY = timedelta(days=75)
SAME_KIND_SHARE = 0.8
NEARBY_PARTS = 40  # in a long archive, near is a fortieth of it
NEARBY_SHARE = 0.35
OVERLAP_LIMIT = 0.5
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_LINK_WINDOW = timedelta(days=365)
_NEW_FOR = timedelta(days=10)
_SOON = timedelta(days=60)
_OLD_AS_ARCHIVE = timedelta(days=120)
_OFTEN = 4
_BURST = timedelta(days=14)
_SAME_TOLL_WORDS = 3  # content words that a later toll of the same event shares with the first


def find_turning_points(
    excerpts: Sequence[Excerpt], centrality: Centrality, *, is_own: IsOwn, before: date, limit: int
) -> list[TurningPoint]:
    """At most `limit` excerpts from before a day, oldest first; fewer when the archive tells less."""
    archive = _survey(excerpts, is_own)
    scored = [
        (score, excerpt)
        for excerpt in excerpts
        if excerpt.day < before and (score := _score(excerpt, centrality, archive)) > 0
    ]
    scored = sorted(scored, key=_by_score)[: 40 * limit]
    scored = sorted(
        (
            (score + BURST_WEIGHT * _burst(e, excerpts) - (OVERTAKEN if _is_overtaken(e, excerpts) else 0.0), e)
            for score, e in scored
        ),
        key=_by_score,
    )
    points = _choose(scored, limit, max(NEARBY, (before - excerpts[0].day) / NEARBY_PARTS))
    return sorted(points, key=lambda point: point.excerpt.order)


def _by_score(scored: tuple[float, Excerpt]) -> tuple[float, datetime, str]:
    score, excerpt = scored
    return -score, *excerpt.order


def _burst(excerpt: Excerpt, excerpts: Sequence[Excerpt]) -> float:
    """How many reports of the fortnight after share two names with the excerpt, on a log scale."""
    start = bisect_left(excerpts, excerpt.published_at, key=lambda e: e.published_at)
    end = bisect_right(excerpts, excerpt.published_at + _BURST, key=lambda e: e.published_at)
    names = set(excerpt.passage.names)
    alike = {e.article.article_id for e in excerpts[start:end] if len(names & set(e.passage.names)) >= 2}
    return math.log1p(len(alike))


def _is_overtaken(excerpt: Excerpt, excerpts: Sequence[Excerpt]) -> bool:
    """Whether a report of the next two months gives a higher toll for the same: an early figure is none to keep."""
    if not excerpt.passage.deaths or not set(excerpt.passage.acts) & {"toll", "disaster", "violence"}:
        return False
    start = bisect_right(excerpts, excerpt.published_at, key=lambda e: e.published_at)
    end = bisect_right(excerpts, excerpt.published_at + _SOON, key=lambda e: e.published_at)
    own = set(words(excerpt.text)) - LANGUAGES["en"].stop_words
    return any(
        later.passage.deaths > excerpt.passage.deaths
        and {"toll", "disaster"} & {*later.passage.acts, *later.passage.mentions}
        and len(own & set(words(later.text))) >= _SAME_TOLL_WORDS
        for later in excerpts[start:end]
    )


@dataclass(frozen=True, slots=True)
class _Archive:
    """What the whole archive says about any one excerpt in it."""

    echoes: Counter[tuple[int, str]]
    current: Counter[str]
    debuts: Mapping[str, tuple[date, int]]


def _survey(excerpts: Sequence[Excerpt], is_own: IsOwn) -> _Archive:
    return _Archive(_count_echoes(excerpts), _current_names(excerpts, is_own), _find_debuts(excerpts))


def _score(excerpt: Excerpt, centrality: Centrality, archive: _Archive) -> float:
    passage = excerpt.passage
    if passage.modality is not Modality.HAPPENED:
        return 0.0
    central = centrality(excerpt, main_part(excerpt.text, LANGUAGES["en"]))
    if not central:
        return 0.0
    told = _told(excerpt)
    if told < MIN_TOLD:
        return 0.0
    echo = max((archive.echoes[excerpt.day.year, act] for act in passage.acts), default=0)
    if told < MIN_STRUCTURAL and echo < MANY_ECHOES and passage.deaths < DISASTROUS:
        return 0.0
    links = sum(math.log1p(archive.current[name]) for name in passage.names[:6])
    score = (
        told
        + OUTLET_WEIGHT * (min(len(excerpt.article.citations), 5) - 1)
        + ECHO_WEIGHT * math.log1p(echo) * min(1.0, told / STRUCTURAL_TOLD)
        + LINK_WEIGHT * (1 - math.exp(-links / 6))
        - (1.2 if passage.is_hearsay else 0.0)
        + DEBUT_WEIGHT * _debut(excerpt, archive)
        - (1.5 if passage.position > 0 else 0.0)
    )
    return score * (0.4 + 0.6 * central)


def _debut(excerpt: Excerpt, archive: _Archive) -> float:
    """How much is later heard of a name that is new with this excerpt, on a log scale."""
    found = (archive.debuts.get(name) for name in excerpt.passage.names)
    return max((math.log1p(n) for day, n in filter(None, found) if excerpt.day - day <= _NEW_FOR), default=0.0)


def _find_debuts(excerpts: Sequence[Excerpt]) -> dict[str, tuple[date, int]]:
    """Name -> the day it first appears and how often it does in the two months after; not for names as old
    as the archive."""
    first: dict[str, date] = {}
    soon: Counter[str] = Counter()
    for excerpt in excerpts:
        for name in excerpt.passage.names:
            first.setdefault(name, excerpt.day)
            soon[name] += excerpt.day - first[name] <= _SOON
    start = excerpts[0].day + _OLD_AS_ARCHIVE if excerpts else date.min
    return {name: (day, soon[name]) for name, day in first.items() if soon[name] >= _OFTEN and day > start}


def _told(excerpt: Excerpt) -> float:
    """The weight of the heaviest act, a little for the others and for what it mentions, and the dead."""
    weights, passage = LANGUAGES["en"].act_weights, excerpt.passage
    told = sorted((weights[act] for act in passage.acts), reverse=True)
    if told and told[-1] < 0:
        return 0.0
    mentioned = max((weights[act] for act in passage.mentions), default=0.0)
    deadly = DEATHS_WEIGHT * math.log10(passage.deaths + 1) if passage.deaths >= MANY_DEATHS else 0.0
    return max(told[:1] or [0.0]) + 0.15 * sum(told[1:3]) + MENTION_SHARE * mentioned + deadly


def _count_echoes(excerpts: Sequence[Excerpt]) -> Counter[tuple[int, str]]:
    """(year, act) -> how many later excerpts name that year together with that act."""
    echoes: Counter[tuple[int, str]] = Counter()
    for excerpt in excerpts:
        text = f"{excerpt.text} {' '.join(excerpt.article.topics)}"
        years = {int(year) for year in _YEAR.findall(text)}
        for year in years:
            if year <= excerpt.day.year:
                echoes.update((year, act) for act in {*excerpt.passage.acts, *excerpt.passage.mentions})
    return echoes


def _current_names(excerpts: Sequence[Excerpt], is_own: IsOwn) -> Counter[str]:
    """Names in the last year's excerpts; the situation's own tell nothing apart."""
    if not excerpts:
        return Counter()
    horizon = max(excerpt.day for excerpt in excerpts) - _LINK_WINDOW
    names = Counter(name for excerpt in excerpts if excerpt.day >= horizon for name in excerpt.passage.names)
    return Counter({name: n for name, n in names.items() if not is_own(name)})


def _choose(scored: Sequence[tuple[float, Excerpt]], limit: int, nearby: timedelta) -> list[TurningPoint]:
    stop = LANGUAGES["en"].stop_words
    pool = [(score, excerpt, frozenset(words(excerpt.text)) - stop) for score, excerpt in scored]
    chosen: list[TurningPoint] = []
    while pool and len(chosen) < limit:
        ranked = [(score * _freshness(excerpt, chosen, nearby), excerpt, bag) for score, excerpt, bag in pool]
        best, excerpt, bag = max(ranked, key=lambda entry: entry[0])
        if best < MIN_TOLD:
            break
        chosen.append(TurningPoint(excerpt, best))
        pool = [entry for entry in pool if entry[1] is not excerpt and overlap(entry[2], bag) < OVERLAP_LIMIT]
    return chosen


def _freshness(excerpt: Excerpt, chosen: Sequence[TurningPoint], nearby: timedelta) -> float:
    share = 1.0
    for point in chosen:
        other = point.excerpt
        is_near = abs(excerpt.published_at - other.published_at) <= nearby
        is_same_kind = bool(set(excerpt.passage.acts[:1]) & set(other.passage.acts[:1]))
        share *= NEARBY_SHARE if is_near else SAME_KIND_SHARE if is_same_kind else 1.0
    return share

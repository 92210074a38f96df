"""Base rates of earlier cases, told as of each month from 2005 on from the cases closed before: Brier scores.

What came after is read from the same bundled tables; their days of release are left out of account, since the tables
came out after all of it. Lower is better. Peers: the share among all country-years alike (`all`: every one; `violent`:
those with as many deaths as a rise needs), or among all country-months for coups, and one half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bench.report import Metric, Outcome
from dateline.measures.cases import (
    AGAIN_MONTHS,
    LEAST_DEATHS,
    YEAR,
    Coup,
    Course,
    Year,
    day_of,
    find_repeats,
    find_years,
    load_coups,
    load_deaths,
    number_month,
)
from dateline.measures.precedents import COUPS_RELEASED, ENOUGH_CASES

NAME = "precedents"
START = number_month(date(2005, 1, 1))
Scores = Mapping[str, list[float]]


def measure() -> Outcome:
    """The bench."""
    metrics = [*_rises(), *_again(), *_tolls()]
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=("bundled tables: UCDP GED 25.1, Powell and Thyne 2019",))


def _rises() -> Iterable[Metric]:
    """What came after rises: more deaths, or fewer."""
    series = load_deaths()
    months = len(next(iter(series.values())))
    scores: dict[str, list[float]] = defaultdict(list)
    for month in range(START, months - YEAR):
        told = [year for year in find_years(series, month, months) if year.month == month and year.is_rise]
        closed = find_years(series, month, month + 1)
        peers = {"all": closed, "violent": [year for year in closed if year.deaths >= LEAST_DEATHS]}
        for now in told:
            alike = [year for year in closed if year.is_rise and year.has_slowed is now.has_slowed]
            if len(alike) >= ENOUGH_CASES:
                for course in (Course.MORE, Course.FEWER):
                    name, went = f"rise_{course.value}", now.course is course
                    _score(scores, name, _share(alike, course), went)
                    for peer, years in peers.items():
                        _score(scores, f"{name}_peer_{peer}", _share(years, course), went)
                    _score(scores, f"{name}_peer_half", 0.5, went)
    return _to_metrics(scores)


def _share(years: Sequence[Year], course: Course) -> float:
    return sum(year.course is course for year in years) / len(years)


def _again() -> Iterable[Metric]:
    """Another coup or attempt within two years."""
    scores: dict[str, list[float]] = defaultdict(list)
    every = load_coups()
    for coup, followed in find_repeats(every, COUPS_RELEASED):
        if coup.month >= START:
            before = [case for case in find_repeats(every, coup.day) if case[0].has_succeeded is coup.has_succeeded]
            if len(before) >= ENOUGH_CASES:
                name = f"{_kind(coup)}_again"
                _score(scores, name, sum(one for _, one in before) / len(before), followed)
                _score(scores, f"{name}_peer_all", _share_of_months(every, coup.day), followed)
                _score(scores, f"{name}_peer_half", 0.5, followed)
    return _to_metrics(scores)


def _share_of_months(coups: Sequence[Coup], over: date) -> float:
    """In what share of all country-months, closed by a day, another coup or attempt came within two years."""
    last = number_month(over) - AGAIN_MONTHS
    countries = {*load_deaths(), *(coup.iso3 for coup in coups)}
    starts = [replace(coups[0], day=day_of(month), iso3=iso3) for iso3 in sorted(countries) for month in range(last)]
    own: dict[str, list[Coup]] = defaultdict(list)
    for coup in coups:
        own[coup.iso3].append(coup)
    found = [
        any(start.day < coup.day <= day_of(start.month + AGAIN_MONTHS) for coup in own[start.iso3]) for start in starts
    ]
    return sum(found) / len(found)


def _tolls() -> Iterable[Metric]:
    """More deaths in the year after a coup than in the year before: not told, since no better than a coin."""
    scores: dict[str, list[float]] = defaultdict(list)
    series, every = load_deaths(), load_coups()
    for coup, before, after in _find_tolls(every, series, len(next(iter(series.values())))):
        if coup.month >= START:
            alike = [one for one in every if one.has_succeeded is coup.has_succeeded]
            closed = _find_tolls(alike, series, coup.month)
            if len(closed) >= ENOUGH_CASES:
                name = f"{_kind(coup)}_deaths"
                _score(scores, name, _share_of_tolls(closed), after > before)
                _score(scores, f"{name}_peer_all", _share_of_years(series, coup.month), after > before)
                _score(scores, f"{name}_peer_half", 0.5, after > before)
    return _to_metrics(scores)


def _find_tolls(coups: Iterable[Coup], series: Mapping[str, Sequence[int]], over: int) -> list[tuple[Coup, int, int]]:
    """The coups with the deaths of the twelve months before and after theirs, where those were over before a month."""
    found = []
    for coup in coups:
        deaths, month = series.get(coup.iso3, ()), coup.month
        if month >= YEAR and month + YEAR < min(len(deaths), over):
            found.append((coup, sum(deaths[month - YEAR : month]), sum(deaths[month + 1 : month + YEAR + 1])))
    return found


def _share_of_tolls(cases: Sequence[tuple[Coup, int, int]]) -> float:
    return sum(after > before for _, before, after in cases) / len(cases)


def _share_of_years(series: Mapping[str, Sequence[int]], month: int) -> float:
    years = find_years(series, month, month)
    return sum(year.after > year.deaths for year in years) / len(years)


def _kind(coup: Coup) -> str:
    return "coup" if coup.has_succeeded else "failed_coup"


def _score(scores: dict[str, list[float]], name: str, told: float, came: bool) -> None:
    scores[name].append((told - came) ** 2)


def _to_metrics(scores: Scores, mean: Callable[[list[float]], float] = lambda own: sum(own) / len(own)) -> list[Metric]:
    return [Metric(name=name, value=mean(own), unit="Brier", n=len(own)) for name, own in scores.items()]

"""Findings on earlier cases of the same kind: how often they went which way, and between what that share lies.

They are counts of what was, and no forecast; each says so. A table is used only from the day of its release.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.editions import ENGLISH, Edition
from dateline.gazetteer import country_name, find_country
from dateline.intervals import LEVEL, share_interval
from dateline.measures.cases import (
    AGAIN_MONTHS,
    FEWER,
    FIRST_YEAR,
    LATE_MONTHS,
    LEAST_DEATHS,
    MORE,
    RISE,
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
from dateline.records import Finding, Observation, Row, RowEvidence

ENOUGH_CASES = 20  # fewer leave an interval of forty points and more
DEATHS_RELEASED = date(2025, 6, 30)
COUPS_RELEASED = date(2019, 4, 22)
DEATHS_SOURCE = "UCDP GED 25.1 (Davies et al. 2025; Sundberg and Melander 2013; CC BY 4.0)"
COUPS_SOURCE = "Powell and Thyne (2011), version of 22 April 2019"
# What counted as such a rise, as having slowed, and as more or fewer deaths after it.
_MEASURE: Row = (
    ("times_at_least", RISE),
    ("least_deaths", LEAST_DEATHS),
    ("last_months", LATE_MONTHS),
    ("slowed_below_share", LATE_MONTHS / YEAR),
    ("more_is_above_times", MORE),
    ("fewer_is_below_times", FEWER),
    ("since", FIRST_YEAR),
)
_MAKER = "ucdp:"  # other makers count other deaths


def find_precedents(
    observations: Sequence[Observation], countries: Sequence[str], today: date, edition: Edition = ENGLISH
) -> list[Finding]:
    """What is known by a day of earlier cases: of coups, of failed ones, and of rises like the countries' last.

    Kinds: "rise", "coup" and "failed coup". Those on coups hold for any country: whoever asks knows of one there.
    """
    found = [_repeats(True, today, edition), _repeats(False, today, edition)]
    rises = (_rise(rows, today, edition) for rows in _monthly(observations, countries))
    return [finding for finding in (*found, *sorted(filter(None, rises), key=lambda f: (-f.weight, f.text))) if finding]


def _repeats(has_succeeded: bool, today: date, edition: Edition) -> Finding | None:
    """How often another coup or attempt followed in the same country."""
    if today < COUPS_RELEASED:
        return None
    cases = [case for case in find_repeats(load_coups(), COUPS_RELEASED) if case[0].has_succeeded is has_succeeded]
    n, k = len(cases), sum(followed for _, followed in cases)
    if n < ENOUGH_CASES:
        return None
    low, high = _percent(k, n)
    last = cases[-1][0].day
    text = edition.say(
        "measures.coups" if has_succeeded else "measures.failed_coups",
        n=n,
        first=str(FIRST_YEAR),
        last=str(last.year),
        k=k,
        months=AGAIN_MONTHS,
        low=low,
        high=high,
    )
    head: Row = (("count_coup_on", n), ("sum_followed", k), ("months", AGAIN_MONTHS), *_interval(low, high))
    rows = [(*_case(coup), ("followed", int(followed))) for coup, followed in cases]
    evidence = RowEvidence(
        series=f"{_name(has_succeeded)} and whether another followed",
        rows=(head, _span(last), *rows),
        source=COUPS_SOURCE,
        released_at=COUPS_RELEASED,
    )
    return Finding(kind=_kind(has_succeeded), text=text, evidence=evidence, weight=1.0)


def _monthly(observations: Sequence[Observation], countries: Sequence[str]) -> list[list[Observation]]:
    """The monthly deaths of each country that UCDP counts, in order."""
    series: dict[str, list[Observation]] = defaultdict(list)
    for row in sorted(observations, key=lambda row: (row.period_start, row.series_id)):
        is_month = row.period_start.day == 1 and (row.period_end + timedelta(days=1)).day == 1
        if row.iso3 in countries and row.unit == "deaths" and row.series_id.startswith(_MAKER) and is_month:
            series[row.series_id].append(row)
    return [rows for _, rows in sorted(series.items())]


def _rise(rows: Sequence[Observation], today: date, edition: Edition) -> Finding | None:
    """What came after rises like the last one of a country, while that one's own course is not over."""
    last = rows[-2 * YEAR :]
    months = [number_month(row.period_start) for row in last]
    if today < DEATHS_RELEASED or len(last) < 2 * YEAR or months != list(range(months[0], months[0] + 2 * YEAR)):
        return None
    parts = (last[:YEAR], last[YEAR:], last[-LATE_MONTHS:])
    before, deaths, late = (round(sum(row.value for row in part)) for part in parts)
    now = Year(iso3=last[-1].iso3, month=months[-1], before=before, deaths=deaths, late=late)
    if number_month(today) > now.month + YEAR or not now.is_rise:
        return None
    closed = find_years(load_deaths(), now.month, number_month(DEATHS_RELEASED))
    cases = [year for year in closed if year.is_rise and year.has_slowed is now.has_slowed]
    return _tell_rise(last, now, cases, edition) if len(cases) >= ENOUGH_CASES else None


def _tell_rise(last: Sequence[Observation], now: Year, cases: Sequence[Year], edition: Edition) -> Finding:
    """The sentence on what came after rises like a country's own, with its figures."""
    row, n = last[-1], len(cases)
    courses = Counter(year.course for year in cases)
    more, alike, fewer = (courses[course] for course in Course)
    low, high = _percent(more, n)
    country = find_country(row.iso3)
    text = edition.say(
        "measures.slowed_rises" if now.has_slowed else "measures.rises",
        country=edition.bare(country) if country else row.country,
        deaths=now.deaths,
        before=now.before,
        late=now.late,
        months=YEAR,
        late_months=LATE_MONTHS,
        last=edition.month(row.period_end),
        n=n,
        first=str(FIRST_YEAR),
        more=more,
        alike=alike,
        fewer=fewer,
        low=low,
        high=high,
    )
    head: Row = (
        ("sum_cases", n),
        ("sum_more", more),
        ("sum_about_as_many", alike),
        ("sum_fewer", fewer),
        ("months", YEAR),
        *_interval(low, high),
    )
    evidence = RowEvidence(
        series="rises of deaths in organized violence and what came after",
        rows=(head, _own_row(row, now), _MEASURE, *_by_year(cases)),
        source=f"{row.source}; earlier cases: {DEATHS_SOURCE}",
        released_at=max(DEATHS_RELEASED, *(one.released_at for one in last)),
    )
    return Finding(kind="rise", text=text, evidence=evidence, weight=1.0 + now.deaths / 1e6)


def _own_row(row: Observation, now: Year) -> Row:
    return (
        ("country", row.country),
        ("to", row.period_end.isoformat()),
        ("deaths", now.deaths),
        ("in_the_last_months", now.late),
        ("deaths_before", now.before),
    )


def _by_year(cases: Sequence[Year]) -> list[Row]:
    """The cases of each year, by how they went."""
    years: dict[int, Counter[str]] = defaultdict(Counter)
    for case in cases:
        years[day_of(case.month).year].update(("cases", case.course.value.replace(" ", "_")))
    columns = ("cases", "more", "about_as_many", "fewer")
    return [(("year", year), *((name, counted[name]) for name in columns)) for year, counted in sorted(years.items())]


def _percent(part: int, whole: int) -> tuple[int, int]:
    low, high = share_interval(part, whole)
    return round(100 * low), round(100 * high)


def _interval(low: int, high: int) -> Row:
    return ("interval_percent", round(100 * LEVEL)), ("from_percent", low), ("to_percent", high)


def _span(last: date) -> Row:
    return ("from_year", FIRST_YEAR), ("to_year", last.year)


def _case(coup: Coup) -> Row:
    return ("coup_on", coup.day.isoformat()), ("country", country_name(coup.iso3))


def _name(has_succeeded: bool) -> str:
    return "successful coups" if has_succeeded else "failed coups"


def _kind(has_succeeded: bool) -> str:
    return "coup" if has_succeeded else "failed coup"

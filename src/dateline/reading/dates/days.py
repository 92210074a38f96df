"""Arithmetic on days: the calendar unit around a day, units before and after it, and the parts of an interval."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

HOURS_A_DAY = 24
DECADE_SLACK = 2  # years: "a decade ago" is rarely meant to the year
_QUARTER_MONTHS = 3
_MIDDLE = (11, 20)  # days of a month that are its middle
_MONTH_THIRDS = {"early": (1, 10), "mid": _MIDDLE, "late": (21, 31), "start": (1, 10), "end": (21, 31)}
_YEAR_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}
_YEAR_HALVES = {"half1": (1, 6), "half2": (7, 12)}
_DECADE_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 0), "end": (9, 9)}
_DECADE_HALVES = {"half1": (0, 4), "half2": (5, 9)}
_WEEK_PARTS = {"early": (0, 1), "mid": (2, 3), "late": (4, 6), "start": (0, 0), "end": (4, 6)}
_LONGEST_MONTH = 31
_LONGEST_YEAR = 366


@dataclass(frozen=True, slots=True)
class Days:
    """Days from first to last, both included; None where there is no end on that side."""

    first: date | None
    last: date | None


def one(day: date) -> Days:
    """A single day."""
    return Days(day, day)


def of_year(year: int, last: int | None = None) -> Days:
    """The days of a year, or of several. Raises ValueError for years that no calendar has."""
    return Days(date(year, 1, 1), date(year if last is None else last, 12, 31))


def of_month(year: int, month: int, months: int = 1) -> Days:
    """The days of a month, or of several from it on."""
    first = date(year, month, 1)
    end = shift_months(first, months - 1)
    return Days(first, end.replace(day=monthrange(end.year, end.month)[1]))


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, n: int) -> date:
    """The day `n` units later (or earlier: n below 0). Hours are counted as begun days."""
    if unit == "hour":
        begun = -(-abs(n) // HOURS_A_DAY)
        return day + timedelta(days=begun if n > 0 else -begun)
    if unit in ("day", "week"):
        return day + timedelta(days=n * (7 if unit == "week" else 1))
    return shift_months(day, n * {"month": 1, "quarter": _QUARTER_MONTHS, "year": 12, "decade": 120}[unit])


def around(day: date, unit: str) -> Days:
    """The calendar unit that a day lies in; weeks go from Monday to Sunday."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "quarter":
        return of_month(day.year, day.month - (day.month - 1) % _QUARTER_MONTHS, _QUARTER_MONTHS)
    if unit == "year":
        return of_year(day.year)
    if unit == "decade":
        return of_year(day.year // 10 * 10, day.year // 10 * 10 + 9)
    return one(day)


def away(day: date, unit: str, low: int, high: int) -> Days:
    """The calendar units from `low` to `high` units away; a decade away is two years either way."""
    if unit == "decade":
        near, far = sorted((low, high), key=abs)
        years = sorted((day.year + near * 10, day.year + far * 10))
        return of_year(years[0] - DECADE_SLACK, years[1] + DECADE_SLACK)
    return Days(around(shift(day, unit, low), unit).first, around(shift(day, unit, high), unit).last)


def weekend_of(day: date) -> Days:
    """Saturday and Sunday of a day's week."""
    saturday = day + timedelta(days=5 - day.weekday())
    return Days(saturday, saturday + timedelta(days=1))


def part_of(days: Days, part: str) -> Days:
    """The early, middle or late part, a half, or the begin or end of a week, month, year or decade."""
    first, last = days.first, days.last
    if first is None or last is None or not part:
        return days
    n_days = (last - first).days + 1
    if n_days <= 7:
        begin, end = _WEEK_PARTS.get(part, (0, n_days - 1))
        return Days(first + timedelta(days=min(begin, n_days - 1)), first + timedelta(days=min(end, n_days - 1)))
    if n_days <= _LONGEST_MONTH:
        begin, end = {"half1": (1, 15), "half2": (16, 31)}.get(part) or _MONTH_THIRDS[part]
        return Days(first.replace(day=begin), first.replace(day=min(end, last.day)))
    if n_days <= _LONGEST_YEAR:
        begin, end = {**_YEAR_THIRDS, **_YEAR_HALVES}[part]
        return of_month(first.year, begin, end - begin + 1)
    years = {**_DECADE_THIRDS, **_DECADE_HALVES}[part]
    scale = max(1, (last.year - first.year + 1) // 10)
    return of_year(first.year + years[0] * scale, first.year + (years[1] + 1) * scale - 1)

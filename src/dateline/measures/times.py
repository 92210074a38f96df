"""Which rows of a series a claim is held against: those of the time that is spoken of, and those before it.

As much time before, a year at least. Where no time is named, twice: the month of the report and the one before against
the year before, and the year up to the report against the year before. What is counted on a day (refugees on 31
December) is held against its last row from before the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateline.records import Observation, TrendClaim

# Where no time is named. Of 40 such claims of a rise in event lines of 2010-2019, 27 agree with two months, and a third
# would at other times in the same countries: they speak of now. "A growing insurgency" does not, so a year is asked too
# (23, and two fifths).
LATELY = 61
YEAR = 365.25
_ENOUGH = 0.5  # of the rows that a time should have
MONTH = 31  # days of a row, at most, that can tell of now
_OLD = timedelta(days=2 * YEAR)  # from here on a count of a day tells of another time
Rows = tuple[Observation, ...]


class Lack(StrEnum):
    """Why no rows can be held against each other."""

    ENDED = "ended"
    UNBEGUN = "unbegun"
    TOO_SHORT = "too_short"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of a time and of the time before; `is_stock`: one row each, and no sums."""

    now: Rows
    before: Rows
    is_stock: bool = False


def choose_times(claim: TrendClaim, rows: Rows) -> list[Held] | Lack:
    """The rows to hold against each other, of one series in order: one pair, or two where no time is named."""
    if all(row.period_start == row.period_end for row in rows):
        stock = _hold_stock(claim, rows)
        return stock if isinstance(stock, Lack) else [stock]
    days, last = _mean_days(rows), last_day(claim)
    if claim.first:
        wanted = round((last - claim.first).days / days)
        told = tuple(row for row in rows if claim.first <= _middle(row) <= last)
        held = _hold_before(told, wanted, rows, (claim.first, last)) if wanted else Lack.TOO_SHORT
        return held if isinstance(held, Lack) else [held]
    tried = [_hold_year(last, rows, days)]
    if days <= MONTH:
        tried.insert(0, _hold_lately(last, rows, days))
    found = [one for one in tried if isinstance(one, Held)]
    return found or next(one for one in tried if isinstance(one, Lack))


def last_day(claim: TrendClaim) -> date:
    """The end of the time that is spoken of: the report's day, if not before."""
    return min(claim.last or claim.excerpt.day, claim.excerpt.day)


def _hold_lately(last: date, rows: Rows, days: float) -> Held | Lack:
    """The last rows up to that of the report's day; none where they end more than one before it."""
    wanted = round(LATELY / days)
    latest = tuple(row for row in rows if row.period_start <= last)[-wanted:]
    is_late = bool(latest) and latest[-1].period_end >= last - timedelta(days=days)
    return _hold_before(latest if is_late else (), wanted, rows, (last - timedelta(days=LATELY), last))


def _hold_year(last: date, rows: Rows, days: float) -> Held | Lack:
    """The year up to the report; a month that goes on is not counted."""
    wanted = max(1, round(YEAR / days))
    since = last - timedelta(days=YEAR + days)
    year = tuple(row for row in rows if since <= _middle(row) and row.period_end <= last)[-wanted:]
    return _hold_before(year, wanted, rows, (since, last))


def _hold_before(now: Rows, wanted: int, rows: Rows, time: tuple[date, date]) -> Held | Lack:
    """Some rows against as many before them, those of a year at least; `time`: that which they are to tell of."""
    days = _mean_days(rows)
    if len(now) < wanted * _ENOUGH:
        if rows[-1].period_end < time[1] - timedelta(days=days):
            return Lack.ENDED
        return Lack.UNBEGUN if rows[0].period_start > time[0] else Lack.MISSING
    wanted_before = max(len(now), round(YEAR / days), 1)
    before = tuple(row for row in rows if row.period_end < now[0].period_start)[-wanted_before:]
    return Held(now, before) if len(before) >= wanted_before * _ENOUGH else Lack.UNBEGUN


def _hold_stock(claim: TrendClaim, rows: Rows) -> Held | Lack:
    """The last row by the end of the time spoken of, and the last from before that time; neither long before."""
    last = last_day(claim)
    known = [row for row in rows if row.period_end <= last]
    if not known or known[-1].period_end < (claim.first or last - _OLD):
        return Lack.ENDED
    until = claim.first or known[-1].period_end
    before = [row for row in known[:-1] if until - _OLD <= row.period_end < until]
    return Held((known[-1],), (before[-1],), is_stock=True) if before else Lack.UNBEGUN


def _mean_days(rows: Rows) -> float:
    return sum((row.period_end - row.period_start).days + 1 for row in rows) / len(rows)


def _middle(row: Observation) -> date:
    return row.period_start + (row.period_end - row.period_start) / 2

"""Days, weeks, months, quarters, years and decades: the ticks of an axis and the bins of a count, as fine as fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.charts.labels import width_of
from dateline.editions import Edition

LEAST_BIN = 4.0  # units that a bar of a histogram is wide


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: a number of days or of months."""

    days: int = 0
    months: int = 0

    def floor(self, day: date) -> date:
        """The day on which the period around a day begins; weeks begin on Monday."""
        if self.days:
            return day - timedelta(days=(day.toordinal() - 1) % self.days)
        month = (day.year * 12 + day.month - 1) // self.months * self.months
        return date(month // 12, month % 12 + 1, 1) if month >= 12 else date.min

    def after(self, begin: date) -> date:
        """The day on which the next one begins; the last day there is, where there is none."""
        try:
            if self.days:
                return begin + timedelta(days=self.days)
            month = begin.year * 12 + begin.month - 1 + self.months
            return date(month // 12, month % 12 + 1, 1)
        except (OverflowError, ValueError):
            return date.max

    @property
    def length(self) -> float:
        """About how many days."""
        return self.days or self.months * 30.44


DAY, WEEK, MONTH, QUARTER, YEAR = Period(days=1), Period(days=7), Period(months=1), Period(months=3), Period(months=12)
TICKS = (DAY, WEEK, MONTH, QUARTER, YEAR, *(Period(months=12 * n) for n in (2, 5, 10, 20, 50, 100)))
BINS = (DAY, WEEK, MONTH, QUARTER, YEAR)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `start` to `end`, both in it, across a picture from `left` to `right`."""

    start: date
    end: date
    left: float
    right: float

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an axis from {self.start} to {self.end} runs backwards")

    @property
    def n_days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    def at(self, day: date) -> float:
        """Where a day begins, held within the picture."""
        share = ((day - self.start).days) / self.n_days
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def middle(self, day: date) -> float:
        """Where the middle of a day is."""
        return self.at(day) + (self.right - self.left) / self.n_days / 2

    def shows(self, day: date) -> bool:
        """Whether a day is on it."""
        return self.start <= day <= self.end

    def wide(self, period: Period) -> float:
        """About how wide a period is."""
        return period.length / self.n_days * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: what stands at it, and what below it where a year or month begins."""

    day: date
    label: str
    under: str = ""


def find_ticks(axis: Axis, edition: Edition, size: float) -> list[Tick]:
    """The ticks of the finest period whose labels have room."""
    widest = {DAY: "30", WEEK: "30", MONTH: "Mmm", QUARTER: "Q4"}
    fitting = (one for one in TICKS if axis.wide(one) >= width_of(widest.get(one, "2000"), size) * 1.5)
    period = next(fitting, TICKS[-1])
    ticks, before = list[Tick](), ""
    for begin in _begins(axis, period):
        if axis.shows(begin):
            label, under = _label(begin, period, edition)
            ticks.append(Tick(begin, label, under if under != before else ""))
            before = under
    return ticks


def find_bin(axis: Axis, days: Iterable[date]) -> Period:
    """How long the bars of a histogram are: as short as can be seen, and no shorter than what was counted."""
    is_monthly = all(day.day == 1 for day in days)
    fitting = (
        one for one in BINS if axis.wide(one) >= LEAST_BIN and not (one.days and is_monthly and axis.n_days > 31)
    )
    return next(fitting, YEAR)


def choose_step(start: date, end: date, most: int) -> Period:
    """The shortest period, from a month on, of which `most` or fewer cover the days."""
    for period in (MONTH, QUARTER, *TICKS[4:]):
        if len(list_periods(start, end, period, most + 1)) <= most:
            return period
    return TICKS[-1]


def list_periods(start: date, end: date, period: Period, most: int = 10_000) -> list[tuple[date, date]]:
    """The first and last days of the periods that cover some days."""
    found, begin = list[tuple[date, date]](), period.floor(start)
    while begin <= end and len(found) < most:
        after = period.after(begin)
        if after <= begin:
            break
        found.append((begin, after - timedelta(days=1)))
        begin = after
    return found


def name_period(first: date, last: date, edition: Edition) -> str:
    """How a period is called: "2012", "Q1 2025", "Jan 2025", "2010-2014", else its days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return edition.day(first) if first == last else f"{edition.day(first)} – {edition.day(last)}"
    if months == 1:
        return f"{short_month(first, edition)} {first.year}"
    if months == 3:
        return edition.say("chart.quarter_of", k=str((first.month + 2) // 3), year=str(first.year))
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def short_month(day: date, edition: Edition) -> str:
    """Jan, Feb, ..."""
    return edition.say("chart.months").split()[day.month - 1]


def _begins(axis: Axis, period: Period) -> Iterator[date]:
    yield from (first for first, _ in list_periods(axis.start, axis.end, period))


def _label(begin: date, period: Period, edition: Edition) -> tuple[str, str]:
    if period.days:
        return str(begin.day), f"{short_month(begin, edition)} {begin.year}"
    if period == MONTH:
        return short_month(begin, edition), str(begin.year)
    if period == QUARTER:
        return edition.say("chart.quarter", k=str((begin.month + 2) // 3)), str(begin.year)
    return str(begin.year), ""

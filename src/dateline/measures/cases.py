"""Earlier cases and how they went: coups, and rises of deaths in organized violence.

Months are numbered from the first of the table of deaths. A case counts only when what came after it is over: whoever
asks says which months and days are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from dateline.gazetteer import read_table

YEAR = 12  # months
AGAIN_MONTHS = 24  # within which another coup counts as following
FIRST_YEAR = 1989  # of the table of deaths
LEAST_DEATHS = 25  # in twelve months; from here on UCDP speaks of an armed conflict
RISE = 1.5  # times as many deaths as in the twelve months before
LATE_MONTHS = 3  # in which a rise that has not slowed has its share of the deaths of its twelve months, or more
MORE, FEWER = 1.25, 0.8  # times the deaths before: beyond these the next twelve months had more, or fewer


class Course(StrEnum):
    """How many deaths the next twelve months had."""

    MORE = "more"
    ALIKE = "about as many"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coup:
    """A coup or an attempt: the day, the country, and whether it took power."""

    day: date
    iso3: str
    has_succeeded: bool

    @property
    def month(self) -> int:
        """The month of the table of deaths in which it was."""
        return number_month(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The deaths of twelve months up to `month`, `late` ones in the last three, and of the twelve before and after."""

    iso3: str
    month: int
    before: int
    deaths: int
    late: int
    after: int = 0

    @property
    def is_rise(self) -> bool:
        """Whether there are far more deaths than before, and enough to count at all."""
        return self.deaths >= LEAST_DEATHS and self.deaths >= RISE * self.before

    @property
    def has_slowed(self) -> bool:
        """Whether the last months had less than their share: of seven ways to tell rises apart the one that told most
        of what came after those since 2005 (docs/design.md, "Earlier cases")."""
        return self.late * YEAR < self.deaths * LATE_MONTHS

    @property
    def course(self) -> Course:
        """What came after."""
        if self.after > MORE * self.deaths:
            return Course.MORE
        return Course.FEWER if self.after < FEWER * self.deaths else Course.ALIKE


def number_month(day: date) -> int:
    """A day's month, counted from the first of the table of deaths."""
    return (day.year - FIRST_YEAR) * YEAR + day.month - 1


def day_of(month: int) -> date:
    """The first day of a numbered month."""
    return date(FIRST_YEAR + month // YEAR, month % YEAR + 1, 1)


@cache
def load_deaths() -> Mapping[str, Sequence[int]]:
    """Deaths in organized violence a month, by the country's ISO3 code."""
    columns: dict[str, list[int]] = {}
    for row in read_table("precedents", "deaths_by_month.csv"):
        for iso3, value in row.items():
            if iso3 != "month":
                columns.setdefault(iso3, []).append(int(value))
    return columns


@cache
def load_coups() -> tuple[Coup, ...]:
    """Every coup and attempt on the list, in order."""
    return tuple(
        Coup(day=date.fromisoformat(row["day"]), iso3=row["iso3"], has_succeeded=row["outcome"] == "succeeded")
        for row in read_table("precedents", "coups.csv")
    )


def find_years(series: Mapping[str, Sequence[int]], month: int, over: int) -> list[Year]:
    """Each twelve months of each country that end in the calendar month of `month`, where the next twelve were over
    before the month `over`.

    One a year, so that no two cases of a country share what came after.
    """
    found: list[Year] = []
    for iso3, deaths in sorted(series.items()):
        first = 2 * YEAR - 1 + (month + 1) % YEAR
        for end in range(first, min(len(deaths), over) - YEAR, YEAR):
            before, now, after = (sum(deaths[end + at - YEAR + 1 : end + at + 1]) for at in (-YEAR, 0, YEAR))
            late = sum(deaths[end - LATE_MONTHS + 1 : end + 1])
            found.append(Year(iso3=iso3, month=end, before=before, deaths=now, late=late, after=after))
    return found


def find_repeats(coups: Sequence[Coup], over: date) -> list[tuple[Coup, bool]]:
    """The coups whose two years after were over by a day, each with whether another coup or attempt followed there."""
    return [
        (coup, any(o.iso3 == coup.iso3 and coup.day < o.day <= _later(coup.day) for o in coups))
        for coup in coups
        if _later(coup.day) <= over
    ]


def _later(day: date) -> date:
    """The same day two years on; the last of February for a leap day."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + AGAIN_MONTHS // YEAR, day=28 if is_leap_day else day.day)

"""The days of feasts and Islamic months, computed.

Islamic dates are those of the tabular calendar (thirty years of 354 or 355 days; the civil epoch, 16 July 622 of the
Julian calendar), which the sighting of the moon leaves by a day, rarely two: intervals are a day wider on either side.
Easter is that of the Gregorian calendar (the anonymous algorithm of 1876).
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.reading.dates.days import Days

SIGHTING = timedelta(days=1)
_EPOCH = date(622, 7, 19).toordinal()  # 16 July 622 Julian, as the Gregorian calendar counts backwards
_MEAN_YEAR = 354 + 11 / 30  # days


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a tabular Islamic date."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_EPOCH + before + day - 1)


def islamic_days(month: int, day: int, n_days: int, near: date) -> list[Days]:
    """Those days of the Islamic years around a Gregorian day, widened by the sighting, in order."""
    year = int((near.toordinal() - _EPOCH) / _MEAN_YEAR) + 1
    firsts = [islamic_day(at, month, day) for at in range(year - 1, year + 3)]
    return [Days(first - SIGHTING, first + timedelta(days=n_days - 1) + SIGHTING) for first in firsts]


def easter(year: int) -> date:
    """Easter Sunday."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarter, remainder = divmod(rest, 4)
    sunday = (32 + 2 * odd + 2 * quarter - epact - remainder) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def feast_days(code: str, near: date) -> list[Days]:
    """A feast in the years around a day: "12-25", "easter", "islamic 10 1 3" (month, day, days), in order."""
    if code.startswith("islamic"):
        month, day, n_days = (int(part) for part in code.split()[1:])
        return islamic_days(month, day, n_days, near)
    years = range(near.year - 1, near.year + 2)
    if code.startswith("easter"):
        offset = timedelta(days=int(code.removeprefix("easter") or 0))
        return [Days(easter(year) + offset, easter(year) + offset) for year in years]
    month, day = (int(part) for part in code.split("-"))
    return [Days(date(year, month, day), date(year, month, day)) for year in years]

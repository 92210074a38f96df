"""Rules for what the calendar names: days, months, years, decades, quarters, feasts, and stretches of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.reading.dates.days import Days, of_month, of_year, one, part_of
from dateline.reading.dates.feasts import feast_days, islamic_days
from dateline.reading.dates.found import Dated, Found

# Beyond this a day or month without a year is the next one rather than the last (dates.jsonl, dev).
REACH = timedelta(days=270)
# A day so soon is the next one whatever the tense: "a strike was called for 8 November" in a report of the 2nd is not
# of the year before. Seen in event lines of 2016 and 2017.
NEAR_AHEAD = timedelta(days=35)
FIRST_PLAIN_YEAR = 1900  # an older "year" is a number unless a preposition goes before it
LAST_YEARS_AHEAD = 60
HALF_CENTURY = 50
_LONGEST_HIJRI_MONTH = 30
_NUMBERS = re.compile(r"\d+")


def day(found: Found) -> Dated | None:
    """6 November 2025, Nov. 6, Thursday 6 November; not The February 20 Movement."""
    has_article = "THE" in found.at(found.start) or "THE" in found.at(found.start - 1)
    if has_article and found.follows_name() and not found.has("YEAR"):
        return None
    return Dated(_in_year(found, found.numbers("DAY")[0] if found.has("DAY") else found.numbers("ORD")[0]))


def _in_year(found: Found, day_of_month: int) -> Days:
    month = found.numbers("MONTH")[0]
    year = found.number("YEAR")
    if year is None and found.has("YEARWORD"):
        year = found.day.year + (found.number("REL") or 0)
    if year is not None:
        return one(date(year, month, day_of_month))
    last, following = _around(found.day, month, day_of_month)
    if found.has("REL"):
        return _by_word(found, last, following)
    if following - found.day <= NEAR_AHEAD:
        return one(following)
    return found.nearest(one(last), one(following), reach=REACH)


def _around(near: date, month: int, day_of_month: int) -> tuple[date, date]:
    """The last such day up to `near`, and the next one from it on; 29 February where there is one."""
    days = []
    for year in range(near.year - 8, near.year + 9):
        try:
            days.append(date(year, month, day_of_month))
        except ValueError:
            continue
    return max(found for found in days if found <= near), min(found for found in days if found >= near)


def _by_word(found: Found, last: date, following: date) -> Days:
    """The last, this or next one, as a word says; neither last nor next is today's."""
    word = found.number("REL") or 0
    if word and last == following:
        return one(last.replace(year=last.year + word))
    if word == 0:
        return one(last if (found.day - last) <= (following - found.day) else following)
    return one(last if word < 0 else following)


def span_days(found: Found) -> Dated:
    """3-5 May, from 27 July to 12 August 2012."""
    numbers, months, years = found.numbers("DAY"), found.numbers("MONTH"), found.numbers("YEAR")
    if len(numbers) < 2:
        raise ValueError("one day is no stretch")
    if found.has("YEARWORD"):
        years = [found.day.year + (found.number("REL") or 0)]
    if years:
        last = date(years[-1], months[-1], numbers[1])
    else:
        ends = _around(found.day, months[-1], numbers[1])
        last = found.nearest(one(ends[0]), one(ends[1]), reach=REACH).last or ends[0]
    first = date(years[0] if len(years) > 1 else last.year, months[0], numbers[0])
    return Dated(Days(first if first <= last else first.replace(year=first.year - 1), last))


def month(found: Found) -> Dated | None:
    """November, early November 2025, last November, November of this year."""
    number, year = found.numbers("MONTH")[0], found.number("YEAR")
    if year is None and found.has("YEARWORD"):
        year = found.day.year + (found.number("REL") or 0)
    if year is not None:
        return Dated(_within(found, of_month(year, number)))
    if found.end - found.start == 1 and not _is_surely_date(found):
        return None
    first = date(found.day.year, number, 1)
    last = first if first <= found.day else first.replace(year=first.year - 1)
    following = first if first.month >= found.day.month else first.replace(year=first.year + 1)
    word = found.number("REL")
    if word is None:
        chosen = found.nearest(of_month(last.year, number), of_month(following.year, number), reach=REACH)
    elif word == 0:
        chosen = of_month(found.day.year, number)
    else:
        is_current = last.month == found.day.month and last.year == found.day.year
        moved = last if word < 0 else following
        chosen = of_month(moved.year + (word if is_current else 0), number)
    return Dated(_within(found, chosen))


def _is_surely_date(found: Found) -> bool:
    """A month's name that means something else too needs a preposition before it; an abbreviation, a day or a year."""
    doubt = found.at(found.start).get("MAYBE")
    return doubt is None or (doubt == 0 and "PREP" in found.at(found.start - 1))


def _within(found: Found, days: Days) -> Days:
    """The part that is named: early, the first half, or up to or from the day of publication."""
    so_far = found.name("SOFAR")
    if so_far and found.published and days.first and days.last and days.first <= found.published <= days.last:
        return Days(days.first, found.published) if so_far == "before" else Days(found.published, days.last)
    return part_of(days, found.name("PART"))


def span_months(found: Found) -> Dated:
    """From August 2006 to March 2012; a year that is named once holds for both."""
    months, years = found.numbers("MONTH"), found.numbers("YEAR")
    last_year = years[-1] if years else found.day.year - (months[-1] > found.day.month and found.tense <= 0)
    first_year = years[0] if len(years) > 1 else last_year - (months[0] > months[-1])
    return Dated(Days(of_month(first_year, months[0]).first, of_month(last_year, months[-1]).last))


def year(found: Found) -> Dated | None:
    """2012, late 2012; not the 2012 of "2012 people"."""
    number = found.numbers("YEAR")[0]
    if not found.has("PART") and not _is_year(found, number):
        return None
    return Dated(part_of(of_year(number), found.name("PART")))


def _is_year(found: Found, number: int) -> bool:
    before, after = found.at(found.start - 1), found.at(found.end)
    if "COUNTING" in before or "COUNTED" in after or "SLASH" in before or "SLASH" in after:
        return False
    if number < FIRST_PLAIN_YEAR and not ("PREP" in before or "OF" in before or "RELATION" in before):
        return False
    now = found.published.year if found.published else number
    return number <= now + LAST_YEARS_AHEAD


def span_years(found: Found) -> Dated | None:
    """Between 1988 and 2002, 2010-2012, 2017-18."""
    years, short = found.numbers("YEAR"), found.numbers("TWO")
    first = years[0]
    last = years[1] if len(years) > 1 else first // 100 * 100 + short[-1]
    if not first < last <= first + HALF_CENTURY * 10:
        return None
    return Dated(of_year(first, last))


def numeric(found: Found) -> Dated | None:
    """2025-11-06, and 6/11/2025 by the order of the language."""
    first, second, third = (int(part) for part in _NUMBERS.findall(found.name("NUMDATE")))
    if first > 31:
        return Dated(one(date(first, second, third)))
    if third < 100:
        third += 2000 if third < HALF_CENTURY else 1900
    is_month_first = found.words.is_month_first and "." not in found.name("NUMDATE")
    if second > 12 or (is_month_first and first <= 12):
        first, second = second, first
    return Dated(one(date(third, second, first)))


def quarter(found: Found) -> Dated:
    """The third quarter of 2012, the first quarter of this year."""
    number, years = found.numbers("ORD")[0], found.number("YEAR")
    at = years if years is not None else found.day.year + (found.number("REL") or 0)
    return Dated(of_month(at, (number - 1) * 3 + 1 if number > 0 else 10, 3))


def decade(found: Found) -> Dated:
    """The 1990s, the late 1980s, the 90s (of the last century)."""
    number = (found.numbers("DECADE") or found.numbers("YEAR") or found.numbers("TWO"))[0]
    first = number if number >= 100 else 1900 + number
    return Dated(part_of(of_year(first, first + 9), found.name("PART")))


def century(found: Found) -> Dated:
    """The 20th century: 1901 to 2000."""
    number = (found.numbers("NTH") or found.numbers("CENTURY") or found.numbers("ORD"))[0]
    return Dated(part_of(of_year(number * 100 - 99, number * 100), found.name("PART")))


def hijri(found: Found) -> Dated | None:
    """Ramadan, Eid al-Fitr, Christmas: the last, or the next as for days without a year, or of the year named."""
    if not _is_surely_date(found) or found.follows_name() or "FESTIVE" in found.at(found.end):
        return None
    stated = found.number("YEAR")
    near = found.day if stated is None else date(stated, 7, 1)
    if found.has("HIJRI"):
        choices = islamic_days(found.numbers("HIJRI")[0], 1, _LONGEST_HIJRI_MONTH, near)
    else:
        choices = feast_days(found.name("HOLIDAY"), near)
    if stated is not None:
        chosen = next(days for days in choices if days.first and days.first.year == stated)
    else:
        before = [days for days in choices if days.first and days.first <= near]
        after = [days for days in choices if days.last and days.last >= near]
        chosen = found.nearest(before[-1], after[0], reach=REACH)
    return Dated(part_of(chosen, found.name("PART")))


def _distance(days: Days, near: date) -> int:
    first, last = days.first or near, days.last or near
    return max(0, (first - near).days, (near - last).days)


def season(found: Found) -> Dated:
    """Last summer, spring 2012: of the northern hemisphere, a winter by the year it begins in."""
    start, stated, word = found.numbers("SEASON")[0], found.number("YEAR"), found.number("REL")
    if found.has("YEARWORD") and word is not None:
        stated = found.day.year + word
    if stated is not None:
        return Dated(part_of(of_month(stated, start, 3), found.name("PART")))
    choices = [of_month(year, start, 3) for year in range(found.day.year - 2, found.day.year + 2)]
    if word is not None and word < 0:
        ended = [days for days in choices if days.last and days.last < found.day]
        return Dated(part_of(ended[-1], found.name("PART")))
    if word:
        begun = [days for days in choices if days.first and days.first > found.day]
        return Dated(part_of(begun[0], found.name("PART")))
    return Dated(part_of(min(choices, key=lambda days: _distance(days, found.day)), found.name("PART")))


RULES = {
    "day": day,
    "span_days": span_days,
    "month": month,
    "span_months": span_months,
    "year": year,
    "bareyear": year,
    "span_years": span_years,
    "numeric": numeric,
    "quarter": quarter,
    "decade": decade,
    "century": century,
    "hijri": hijri,
    "season": season,
}

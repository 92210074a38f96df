"""Rules for what is counted from the day of publication, or from the days named before."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.reading.dates.days import Days, around, away, one, part_of, shift, weekend_of
from dateline.reading.dates.found import Dated, Found

MAX_AMOUNT = 2000  # "10,000 years ago" is no date of news
_LONG = 31  # days: an anchor longer than this fixes no day


def relday(found: Found) -> Dated | None:
    """Today, yesterday, tomorrow, last night."""
    if found.is_title("RELDAY"):
        return None
    return Dated(one(found.day + timedelta(days=found.numbers("RELDAY")[0])))


def night(found: Found) -> Dated:
    """Overnight: the day of publication and the one before."""
    return Dated(Days(found.day - timedelta(days=1), found.day))


_JUST_NOW = 3  # days: of yesterday nobody says "last Tuesday"
_TO_COME = frozenset({"deadline", "summit"})
# What befell somebody is over when it is called by its day: "victims of Tuesday's quake will be flown out".
_BEFELL = frozenset(
    {
        "attack",
        "attacks",
        "blast",
        "blasts",
        "bombing",
        "bombings",
        "clashes",
        "coup",
        "crash",
        "disaster",
        "earthquake",
    }
    | {"explosion", "killing", "killings", "massacre", "quake", "raid", "shooting", "tsunami", "violence"}
)


def weekday(found: Found) -> Dated | None:
    """Thursday: the last one, today's included; the next where the tense is future; "next", "last" are strict."""
    if _is_name(found):
        return None
    word = found.number("REL")
    back = (found.day.weekday() - found.numbers("WEEKDAY")[0]) % 7
    if word is not None and word < 0:
        return Dated(one(found.day - timedelta(days=back + 7 if back < _JUST_NOW else back)))
    if word:
        return Dated(one(found.day + timedelta(days=7 - back)))
    last, following = found.day - timedelta(days=back), found.day + timedelta(days=(7 - back) % 7)
    if found.is_owner and _names_one_of(_BEFELL, found):
        return Dated(one(last))
    if (word == 0 and found.tense >= 0) or _names_one_of(_TO_COME, found):
        return Dated(one(following))
    return Dated(found.nearest(one(last), one(following), reach=timedelta(days=7)))


def _names_one_of(nouns: frozenset[str], found: Found) -> bool:
    """Whether the day is that of something: "Tuesday's deadline", of which nobody speaks so when it is over."""
    after = [found.tokens.word(at) for at in range(found.end, min(found.end + 4, len(found.tokens.meanings)))]
    return any(word in nouns for word in after)


def _is_name(found: Found) -> bool:
    """Bloody Sunday, The Sunday Times, the Sun."""
    before = found.at(found.start - 1)
    return found.has("SHORT") or "NAMED" in before or (found.follows_name() and "THE" in before)


def span_weekdays(found: Found) -> Dated:
    """From Monday to Wednesday."""
    first, last = found.numbers("WEEKDAY")[:2]
    length = (last - first) % 7
    if found.tense > 0:
        begin = found.day + timedelta(days=(first - found.day.weekday()) % 7)
        return Dated(Days(begin, begin + timedelta(days=length)))
    end = found.day - timedelta(days=(found.day.weekday() - last) % 7)
    return Dated(Days(end - timedelta(days=length), end))


def weekend(found: Found) -> Dated:
    """The weekend: the one that has begun; this weekend is that of the week, last and next those beside it."""
    word = found.number("REL")
    own = weekend_of(found.day)
    if word is None:
        has_begun = found.day.weekday() >= 5 or found.tense > 0 or found.has("SOFAR")
        return Dated(own if has_begun else weekend_of(found.day - timedelta(days=7)))
    return Dated(weekend_of(found.day + timedelta(days=7 * word)))


def unit(found: Found) -> Dated | None:
    """Last week, this month, next year; earlier this week, the end of the year."""
    name = found.unit
    if name in ("hour", "day") or not name or found.is_title("UNIT"):
        return None
    whole = around(shift(found.day, name, found.number("REL") or 0), name)
    so_far = found.name("SOFAR")
    if so_far and whole.first and whole.last and whole.first <= found.day <= whole.last:
        return Dated(Days(whole.first, found.day) if so_far == "before" else Days(found.day, whole.last))
    return Dated(part_of(whole, found.name("PART")))


def ago(found: Found) -> Dated | None:
    """Two months ago: that calendar month; nearly, about and more than widen it by one on their side."""
    name = found.unit
    low, high = found.amount
    if high > MAX_AMOUNT or (not found.has("NUM") and "OF" in found.at(found.start - 1)) or _follows_digits(found):
        return None
    if low != high:
        return Dated(Days(shift(found.day, name, -high), shift(found.day, name, -low)))
    low, high = _widen(found, low)
    return Dated(away(found.day, name, -high, -low) if name != "hour" else _hours(found, -high))


def _follows_digits(found: Found) -> bool:
    """The "years ago" of "10,000 years ago"."""
    return found.start > 0 and found.tokens.word(found.start - 1)[0].isdigit()


def _widen(found: Found, n: int) -> tuple[int, int]:
    """How few and how many units an approximate number can mean."""
    if not found.has("APPROX"):
        return n, n
    side = found.numbers("APPROX")[0]
    return n - (side <= 0), n + (side >= 0)


def _hours(found: Found, n: int) -> Days:
    other = shift(found.day, "hour", n)
    return Days(min(other, found.day), max(other, found.day))


def decades_ago(found: Found) -> Dated | None:
    """A decade ago is two years either way; nearly and more than take the half on their side."""
    if found.unit != "decade" or found.amount[0] != found.amount[1]:
        return ago(found)
    whole = away(found.day, "decade", -found.amount[0], -found.amount[0])
    middle = found.day.year - 10 * found.amount[0]
    side = found.numbers("APPROX")[0] if found.has("APPROX") else 0
    if not whole.first or not whole.last or side == 0:
        return Dated(whole)
    if side < 0:
        return Dated(Days(date(middle, 1, 1), whole.last))
    return Dated(Days(whole.first, date(middle, 12, 31)))


def shifted(found: Found) -> Dated | None:
    """Three days later: from the days named before; "earlier" also from publication."""
    way = found.numbers("OFFSET")[0]
    name, (low, high) = found.unit, found.amount
    start = _anchor(found, name) or (one(found.day) if way < 0 else None)
    if start is None or start.first is None or high > MAX_AMOUNT or name == "hour":
        return None
    if low != high:
        ends = sorted((shift(start.first, name, way * low), shift(start.first, name, way * high)))
        return Dated(Days(*ends))
    if name == "day" and start.last is not None:
        return Dated(Days(shift(start.first, name, way * low), shift(start.last, name, way * low)))
    return Dated(away(start.first, name, way * low, way * low))


def _anchor(found: Found, name: str) -> Days | None:
    """The days named before, if they are not too long to count such units from."""
    anchor = found.anchor
    if anchor is None or anchor.first is None or anchor.last is None:
        return None
    is_long = (anchor.last - anchor.first).days >= _LONG
    return None if is_long and name in ("day", "week") else anchor


def anaphor(found: Found) -> Dated | None:
    """The following day, the previous month; without days named before, the previous one is publication's."""
    if "OF" in found.at(found.end):  # of an event, "la veille des élections"
        return None
    way, name = (found.numbers("ANAPHOR") or found.numbers("ANAPHORDAY"))[0], found.unit or "day"
    start = _anchor(found, name) or (one(found.day) if way < 0 else None)
    if start is None or start.first is None or start.last is None or name == "hour":
        return None
    if name == "day":
        return Dated(one((start.last if way > 0 else start.first) + timedelta(days=way)))
    return Dated(away(start.first, name, way, way))


def same(found: Found) -> Dated | None:
    """The same day: the day named before."""
    start = _anchor(found, "day")
    return None if start is None else Dated(start)


def window(found: Found) -> Dated | None:
    """The past three days, the coming weeks: up to publication or from it on."""
    if found.is_title("UNIT"):
        return None
    name = found.unit
    other = shift(found.day, name, found.numbers("WINDOW")[-1] * min(found.amount[1], MAX_AMOUNT))
    relation = "for" if "FORWORD" in found.at(found.start) else "on"
    return Dated(Days(min(other, found.day), max(other, found.day)), relation)


def lasting(found: Found) -> Dated | None:
    """For two months: up to publication if it goes on, else a length without a place in time."""
    n = found.amount[1]
    if n > MAX_AMOUNT or found.unit == "":
        return None
    if found.has("GOESON") or (found.is_perfect and found.tense <= 0):
        return Dated(Days(shift(found.day, found.unit, -n), found.day), "for")
    return Dated(Days(None, None), "for")


def within(found: Found) -> Dated | None:
    """Within 48 hours: from publication on; the second within nine months: up to it."""
    n = found.amount[1]
    if n > MAX_AMOUNT:
        return None
    if found.is_most:
        return Dated(Days(shift(found.day, found.unit, -n), found.day), "for")
    return Dated(Days(found.day, shift(found.day, found.unit, n)))


def inside(found: Found) -> Dated | None:
    """The worst in ten years: the years up to now; in three days: that day. What took three days is no date."""
    low, high = found.amount
    name = found.unit
    if high > MAX_AMOUNT:
        return None
    if found.is_most:
        return Dated(Days(shift(found.day, name, -high), found.day), "for")
    if found.tense < 0 or found.has("EN"):
        return None
    if low != high:
        return Dated(Days(shift(found.day, name, low), shift(found.day, name, high)))
    return Dated(_hours(found, high) if name == "hour" else away(found.day, name, low, high))


RULES = {
    "relday": relday,
    "night": night,
    "weekday": weekday,
    "span_weekdays": span_weekdays,
    "weekend": weekend,
    "unit": unit,
    "ago": decades_ago,
    "shifted": shifted,
    "anaphor": anaphor,
    "same": same,
    "window": window,
    "lasting": lasting,
    "within": within,
    "inside": inside,
}

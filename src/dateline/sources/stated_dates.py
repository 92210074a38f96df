"""Dates as feeds write them -> moments in UTC."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from dateline.months import read_month

# Common forms of RFC 822 and ISO 8601, which nearly all dates have; whatever else there is goes a longer way.
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3}, ?)?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC?|Z|([+-]\d\d):?(\d\d))"
)
_MONTHS = {
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06",
    "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
}  # fmt: skip
_USUAL_CHARS = len("Fri, 07 Nov 2025 18:30:00 +0000")
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?"
)

MAX_DATE_CHARS = 120  # a longer text is no date
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)  # what programs write for no date at all
_LAST_CLOCK_OFFSET = timedelta(hours=14)  # Kiribati; zones further from Greenwich are misprints

# Hours from Greenwich by the zone's usual abbreviation. The North American ones are those of RFC 822, and win over
# others of the same letters, but for IST, which most feeds that write it mean as India's.
_ZONES = {
    "Z": 0.0, "UT": 0.0, "UTC": 0.0, "GMT": 0.0, "WET": 0.0, "WEST": 1.0, "BST": 1.0, "CET": 1.0, "MET": 1.0,
    "MEZ": 1.0, "WAT": 1.0, "CEST": 2.0, "MEST": 2.0, "MESZ": 2.0, "EET": 2.0, "CAT": 2.0, "SAST": 2.0, "EEST": 3.0,
    "IDT": 3.0, "MSK": 3.0, "EAT": 3.0, "TRT": 3.0, "IRST": 3.5, "GST": 4.0, "AZT": 4.0, "PKT": 5.0, "UZT": 5.0,
    "IST": 5.5, "NPT": 5.75, "BDT": 6.0, "MMT": 6.5, "ICT": 7.0, "WIB": 7.0, "HKT": 8.0, "SGT": 8.0, "MYT": 8.0,
    "PHT": 8.0, "AWST": 8.0, "WITA": 8.0, "JST": 9.0, "KST": 9.0, "WIT": 9.0, "ACST": 9.5, "AEST": 10.0,
    "ACDT": 10.5, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0, "NST": -3.5, "NDT": -2.5, "ADT": -3.0, "AST": -4.0,
    "BRT": -3.0, "ART": -3.0, "CLT": -4.0, "VET": -4.0, "EDT": -4.0, "EST": -5.0, "ET": -5.0, "COT": -5.0, "PET": -5.0,
    "CDT": -5.0, "CST": -6.0, "CT": -6.0, "MDT": -6.0, "MST": -7.0, "MT": -7.0, "PDT": -7.0, "PST": -8.0, "PT": -8.0,
    "AKDT": -8.0, "AKST": -9.0, "HST": -10.0,
}  # fmt: skip

_WORD = r"[^\s\d,./:()+-]+(?: [^\s\d,./:()+-]+)??\.?"
_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d\d?)\s?[-/.月월]\s?(\d\d?)(?!\d)\s?[日일.]?")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?=T|\b)")
_DAY_WORD_YEAR = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|º|ª)?\.?[\s-]*(?:de |of )?({_WORD})[\s,-]*(?:del? |of )?"
    r"(\d{4}|'?\d\d)(?![\d:])",
    re.IGNORECASE,
)
_WORD_DAY_YEAR = re.compile(rf"({_WORD})[\s-]*(\d\d?)(?:st|nd|rd|th)?[\s,-]+(\d{{4}}|'\d\d)(?![\d:])", re.IGNORECASE)
_WORD_DAY_TIME_YEAR = re.compile(
    rf"({_WORD})\s(\d\d?)\s(?P<between>\d\d?:\d\d[^a-z]*(?:[a-z]{{2,5}})?)\s(\d{{4}})$", re.I
)
_YEAR_WORD_DAY = re.compile(rf"(?<!\d)(\d{{4}})[\s.,-]+({_WORD})[\s.-]*(\d\d?)(?![\d:])", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d:])(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)(?![\d:])")
_TIME = re.compile(
    r"(?<![\d.+-])(\d\d?)\s?(?::|h|時|시)\s?(\d\d)?(?:\s?[:.分분m]\s?(\d\d))?(?:[.,]\d+)?", re.IGNORECASE
)
_DOTTED_TIME = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])")
_OFFSET = re.compile(r"([+\u2212-])\s?(\d\d?)(?::?(\d\d))?(?!\d)")
_ZONE_NAME = re.compile(r"(?<![A-Za-z])([A-Z]{1,5})(?![A-Za-z])")
_AFTERNOON = re.compile(r"(?<![a-z])p\.?\s?m\b|오후|下午|午後|μμ|μ\.μ", re.IGNORECASE)
_MORNING = re.compile(r"(?<![a-z])a\.?\s?m\b|오전|上午|午前|πμ|π\.μ", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_CENTURY_TURN = 50  # of two-digit years: RFC 2822 takes 00-49 for 2000-2049


def read_date(text: str, lang: str = "") -> datetime | None:
    """The moment that a date means, in UTC; None where it cannot be read for sure.

    `lang` is the feed's ("en-GB"): it decides what 07/11/2025 is, and what months are called. Without a time it is
    the begin of the day, without a zone it is UTC. A wrong weekday does not matter.
    """
    if len(text) == _USUAL_CHARS and text.endswith(" +0000") and text[8:11] in _MONTHS:
        try:  # how most feeds write it: a third of the time of the patterns
            return _plausible(datetime.fromisoformat(f"{text[12:16]}-{_MONTHS[text[8:11]]}-{text[5:7]}T{text[17:25]}Z"))
        except ValueError:
            return _read_loosely(text, lang)
    found = _RFC_822.fullmatch(text)
    if found:
        zone = f"{found[5]}:{found[6]}" if found[5] else "+00:00"
        text = f"{found[3]}-{_MONTHS.get(found[2], '')}-{found[1]:0>2}T{found[4]}{zone}"
    elif not _ISO.fullmatch(text):
        return _read_loosely(text, lang)
    try:
        moment = datetime.fromisoformat(text)
        return _plausible(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return _read_loosely(found[0] if found else text, lang)


def _plausible(moment: datetime) -> datetime | None:
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR and moment != _UNSET else None


def _offset(sign: str, hours: int, minutes: int) -> timedelta:
    """Raises ValueError for a zone that is nowhere."""
    offset = timedelta(hours=hours, minutes=minutes)
    if offset > _LAST_CLOCK_OFFSET or minutes > 59:
        raise ValueError("no zone is so far from Greenwich")
    return offset if sign == "+" else -offset


def _read_loosely(text: str, lang: str) -> datetime | None:
    """Any form, found by its parts: first the day, then in what is left the time, then the zone."""
    text = " ".join(unicodedata.normalize("NFKC", text[: MAX_DATE_CHARS + 1]).split())
    text = "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)
    if not text or len(text) > MAX_DATE_CHARS:
        return None
    try:
        if _EPOCH.fullmatch(text):
            seconds = int(text.partition(".")[0].ljust(13, "0")) / 1000
            return _plausible(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
        day, rest = _find_day(text, lang)
        if day is None:
            return None
        time, rest = _find_time(rest)
        return _plausible(day.replace(tzinfo=UTC) + time - _find_zone(rest))
    except (ValueError, OverflowError):
        return None


def _find_day(text: str, lang: str) -> tuple[datetime | None, str]:
    """The day, and the text without it. Raises ValueError for a day that is in no calendar."""
    found = _YEAR_MONTH_DAY.search(text) or _COMPACT.search(text)
    if found:
        return _day(found[1], int(found[2]), found[3]), _without(text, found)
    for form, at_day, at_word, at_year in (
        (_DAY_WORD_YEAR, 1, 2, 3),
        (_WORD_DAY_TIME_YEAR, 2, 1, 4),
        (_WORD_DAY_YEAR, 2, 1, 3),
        (_YEAR_WORD_DAY, 3, 2, 1),
    ):
        for found in form.finditer(text):
            month = read_month(found[at_word], lang) or read_month(found[at_word].rpartition(" ")[2], lang)
            if month:
                rest = found["between"] if form is _WORD_DAY_TIME_YEAR else _without(text, found)
                return _day(found[at_year], month, found[at_day]), rest
    found = _NUMBERS.search(text)
    if found is None:
        return None, text
    first, second = int(found[1]), int(found[3])
    if _month_first(first, second, found[2], lang):
        first, second = second, first
    return _day(found[4], second, str(first)), _without(text, found)


def _month_first(first: int, second: int, separator: str, lang: str) -> bool:
    """Whether 11/07/2025 is in July... or raises ValueError where nobody can know."""
    if first > 12 or first == second or separator == ".":
        return False
    if second > 12 or lang.lower().replace("_", "-") in ("en-us", "en-ph"):
        return True
    if not lang or lang.lower() == "en":
        raise ValueError("either the day or the month stands first")
    return False


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _day(year: str, month: int, day: str) -> datetime:
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 2:
        number += 2000 if number < _CENTURY_TURN else 1900
    return datetime(number, month, int(day))


def _find_time(text: str) -> tuple[timedelta, str]:
    """The time of day, 0:00 when none is stated, and the text after it."""
    found = next((found for found in _TIME.finditer(text) if found[2] or "h" not in found[0].lower()), None)
    found = found or _DOTTED_TIME.search(text)
    if found is None:
        return timedelta(), text
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no time of day")
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    elif _MORNING.search(text) and hour == 12:
        hour = 0
    return timedelta(hours=hour, minutes=minute, seconds=second), text[found.end() :]


def _find_zone(text: str) -> timedelta:
    """How far the clock is from Greenwich: a number goes before a name, and nothing or an unknown name is UTC."""
    found = _OFFSET.search(text)
    if found:
        return _offset("+" if found[1] == "+" else "-", int(found[2]), int(found[3] or 0))
    names = (match[1] for match in _ZONE_NAME.finditer(text))
    return timedelta(hours=next((_ZONES[name] for name in names if name in _ZONES), 0.0))

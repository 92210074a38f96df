"""Relative dates in a report's words -> dates, reckoned from the day it appeared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from dateline.moments import MONTHS, write_month

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = "|".join(MONTHS)
_DAY = "|".join(_DAYS)
_NOT_DATED = rf"(?!,? (?:(?:{_MONTH})\b|\d))"
_SMALL = {
    "one": 1,
    "a": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT = "|".join(_SMALL) + r"|\d{1,2}"
# Before a weekday or a date, these say that it is still to come.
_FUTURE = re.compile(
    r"\b(?:will|would|to be|plans? to|planned|scheduled|due|set to|vows? to|intends? to)\b[^.;]{0,80}$"
    r"|\b(?:until|till|by|before) $",
    re.IGNORECASE,
)

# A date without a year that is so near in the days to come is no date of last year.
NEAR = timedelta(days=31)

_QUOTED = re.compile(r'("[^"]*"|“[^”]*”)')

Rule = Callable[[re.Match[str], date, str], str]


def resolve_dates(text: str, published: date) -> str:
    """The text with "yesterday", "last Thursday", "two months ago" and the like written as dates."""
    parts = _QUOTED.split(text)  # words in quotation marks stay as they were said
    return "".join(part if at % 2 else _resolve(part, published) for at, part in enumerate(parts))


def _resolve(text: str, published: date) -> str:
    for pattern, rule in _RULES:
        text = pattern.sub(partial(_apply, rule, published, text), text)
    return text


def _apply(rule: Rule, published: date, source: str, found: re.Match[str]) -> str:
    return rule(found, published, source)


def find_explicit_dates(text: str, published: date) -> list[date]:
    """The last days of all dates written out in the text: 31 December 2025, December 2025, December 31."""
    found: list[date] = []
    for match in _EXPLICIT.finditer(text):
        month = MONTHS.index((match["month"] or match["month2"]).capitalize()) + 1
        written = match["year"] or match["year2"]
        day = match["day"] or match["day2"]
        try:
            dated = _make_date(int(written or published.year), month, day)
            if not written:
                step = _year_step(dated, published, is_future=_is_future(match, text))
                dated = _make_date(dated.year + step, month, day)
        except ValueError:
            continue
        found.append(dated)
    return found


def _make_date(year: int, month: int, day: str | None) -> date:
    return date(year, month, int(day)) if day else _month_end(year, month)


def _year_step(dated: date, published: date, *, is_future: bool) -> int:
    """Which year a date without one means: the past, unless "will" or "until" stands before it, or it is near."""
    if is_future:
        return 1 if dated < published else 0
    return -1 if dated.replace(day=1) > published + NEAR else 0


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _day_month(day: date, published: date) -> str:
    name = f"{day.day} {MONTHS[day.month - 1]}"
    return name if day.year == published.year else f"{name} {day.year}"


def _months_back(published: date, months: int) -> date:
    index = published.year * 12 + published.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _weekday(name: str, published: date, *, future: bool) -> date:
    ahead = (_DAYS.index(name.capitalize()) - published.weekday()) % 7
    return published + timedelta(days=ahead or 7) if future else published - timedelta(days=-ahead % 7)


def _is_future(match: re.Match[str], source: str) -> bool:
    return bool(_FUTURE.search(source[max(0, match.start() - 100) : match.start()]))


def _on_weekday(match: re.Match[str], published: date, source: str) -> str:
    is_last = (match["mod"] or "").casefold() == "last"
    sets_a_term = (match["lead"] or "").strip().casefold() in ("until", "till", "by")
    is_next = (match["mod"] or "").casefold() == "next"
    future = not is_last and (is_next or sets_a_term or _is_future(match, source))
    day = _weekday(match["day"], published, future=future)
    if is_last and day == published:
        day -= timedelta(days=7)
    lead = (match["lead"] or "").strip() or "on"
    return f"{lead} {_day_month(day, published)}"


def _weekday_possessive(match: re.Match[str], published: date, source: str) -> str:
    day = _weekday(match["day"], published, future=(match["mod"] or "").casefold() == "next")
    return f"the {_day_month(day, published)}"


def _offset_possessive(match: re.Match[str], published: date, source: str) -> str:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].casefold()]
    return f"the {_day_month(published + timedelta(days=days), published)}"


def _offset(match: re.Match[str], published: date, source: str) -> str:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].casefold()]
    return f"on {_day_month(published + timedelta(days=days), published)}"


def _unit_ago(match: re.Match[str], published: date, source: str) -> str:
    count = _SMALL.get(match["n"].casefold()) or int(match["n"])
    unit = match["unit"].casefold()
    if unit == "day":
        return f"on {_day_month(published - timedelta(days=count), published)}"
    if unit == "week":
        return match[0][: -len("ago")] + "earlier"
    if unit == "month":
        return f"in {write_month(_months_back(published, count))}"
    return f"in {published.year - count}"


def _some_ago(match: re.Match[str], published: date, source: str) -> str:
    return match[0][: -len("ago")] + "earlier"


def _unit_possessive(match: re.Match[str], published: date, source: str) -> str:
    unit, which = match["unit"].casefold(), match["which"].casefold()
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return f"the {published.year + step}"
    if unit == "month":
        return f"the {write_month(_months_back(published, -step))}"
    return {"last": "the previous week's", "this": "that week's", "next": "the following week's"}[which]


def _unit(match: re.Match[str], published: date, source: str) -> str:
    unit, which = match["unit"].casefold(), match["which"].casefold()
    step = {"last": -1, "this": 0, "next": 1}[which]
    lead = (match["lead"] or "").strip()
    lead = f"{lead} in" if lead.casefold() in ("earlier", "later") else lead or "in"
    if unit == "year":
        return f"{lead} {published.year + step}"
    if unit == "month":
        return f"{lead} {write_month(_months_back(published, -step))}"
    return {"last": "the week before", "this": "that week", "next": "the following week"}[which]


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LEAD = r"(?P<lead>(?:on|since|until|till|by|from|late on|early on|late|early) )"
_SPAN_LEAD = r"(?P<lead>(?:since|until|by|from|earlier|later|in|during) )?"
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_rule(rf"\b(?:(?P<mod>last|next|this) )?(?P<day>{_DAY})['’]s\b"), _weekday_possessive),
    (_rule(r"\b(?P<word>yesterday|today|tomorrow)['’]s\b"), _offset_possessive),
    (_rule(r"\b(?P<which>last|this|next) (?P<unit>week|month|year)['’]s\b"), _unit_possessive),
    (_rule(rf"\b{_LEAD}(?:(?P<mod>last|next|this) )?(?P<day>{_DAY})\b{_NOT_DATED}"), _on_weekday),
    (_rule(rf"\b(?P<lead>)(?P<mod>last|next) (?P<day>{_DAY})\b{_NOT_DATED}"), _on_weekday),
    (_rule(rf"\b(?P<n>{_COUNT}) (?P<unit>day|week|month|year)s? ago\b"), _unit_ago),
    (_rule(r"\b(?:several|some|a few|many) (?:hours|days|weeks|months|years) ago\b"), _some_ago),
    (_rule(rf"(?<!-)\b{_SPAN_LEAD}(?P<which>last|this|next) (?P<unit>week|month|year)\b"), _unit),
    (_rule(r"(?<!\bof )\b(?:late |early |earlier |later )?(?P<word>yesterday|today|tomorrow)\b(?! (?:'|’))"), _offset),
)  # fmt: skip
_EXPLICIT = re.compile(
    rf"\b(?:(?P<month>{_MONTH})(?: (?P<day>\d{{1,2}})(?!\d))?(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)\d\d))?)\b"
)

"""The days that a claim names are days that a source names, or the day of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.checking.claims import Case
from dateline.records import Aspect, DateMention, Reason

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AROUND = 1  # days around a report's own: reports tell of the day before
_ENDLESS = date.max


def find_faults(case: Case) -> Iterator[Reason]:
    """Days and months that no source names and in which no source was published."""
    known = _known_days(case)
    if not known:
        return
    for mention in case.claim.dates:
        if not _is_checked(mention, case):
            continue
        wanted = (mention.earliest or date.min, mention.latest or _ENDLESS)
        text = case.claim.text[mention.span.start : mention.span.end]
        has_year = _YEAR.search(text) is not None
        if not any(_agree(wanted, other) or (not has_year and _agree_without_year(wanted, other)) for other in known):
            yield case.missing(Aspect.DATE, f"no source has {text}", mention.span.start, mention.span.end)


def _is_checked(mention: DateMention, case: Case) -> bool:
    """A day, month or year that stands as such: what goes from "now" is none, when nobody says what now is."""
    if mention.earliest is None or mention.latest is None or mention.relation not in ("on", "since", "until"):
        return False
    text = case.claim.text[mention.span.start : mention.span.end]
    return any(char.isdigit() for char in text) or any(name in text for name in _CALENDAR)


_CALENDAR = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _known_days(case: Case) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for document in case.sources.documents:
        if document.day is not None:
            found.append((document.day - timedelta(days=_AROUND), document.day))
        for mention in document.dates:
            if mention.earliest is not None or mention.latest is not None:
                found.append((mention.earliest or date.min, mention.latest or _ENDLESS))
    return found


def _agree_without_year(wanted: tuple[date, date], known: tuple[date, date]) -> bool:
    """The same for a day whose year is not given: that of the claim is a guess."""
    if date.min in wanted + known or _ENDLESS in wanted + known:
        return False
    by = known[0].year - wanted[0].year
    return abs(by) <= 1 and by != 0 and _agree((_move(wanted[0], by), _move(wanted[1], by)), known)


def _move(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _agree(wanted: tuple[date, date], known: tuple[date, date]) -> bool:
    """Whether the known days lie in the wanted ones, or the wanted in the known where these are short."""
    if wanted[0] <= known[0] and known[1] <= wanted[1]:
        return True
    is_short = known[1] != _ENDLESS and known[0] != date.min and (known[1] - known[0]).days <= 31
    return is_short and known[0] <= wanted[0] and wanted[1] <= known[1]

"""The days that a claim names are days that a source names, or the day of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

from dateline.checking.claims import Case, Claim
from dateline.checking.grammar import load_grammar
from dateline.checking.sources import Sources
from dateline.records import Aspect, DateMention, Reason

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HOUR = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.? ?m\b\.?", re.IGNORECASE)
_WEEK = 6  # days apart of the two ends of a mention whose ends are days
_AROUND = 1  # days around a report's own: reports tell of the day before
_ENDLESS = date.max


def find_faults(case: Case) -> Iterator[Reason]:
    """Days and months that no source names and in which no source was published."""
    known = _known_days(case.sources)
    yield from _check_words(case, known)
    if not known:
        return
    years = {int(year) for year in _YEAR.findall(case.claim.text)}
    for mention in case.claim.dates:
        if not _is_checked(mention, case.claim):
            continue
        wanted = (mention.earliest or date.min, mention.latest or _ENDLESS)
        if mention.latest is None and any(one <= wanted[0] <= other for one, other in known):
            continue
        text = case.claim.text[mention.span.start : mention.span.end]
        if any(text in line.text for line in case.lines[:1]):
            continue  # word for word in what the claim rests on: whatever day it means
        has_year = _YEAR.search(text) is not None
        if not any(_agree(wanted, other) or (not has_year and _agree_in_year(wanted, other, years)) for other in known):
            yield case.missing(Aspect.DATE, f"no source has {text}", mention.span.start, mention.span.end)


def hide_days(claim: Claim, sources: Sources | None = None) -> str:
    """The claim with blanks for the days it names; given sources, for those alone on which one was published: a report
    of that month bears the month, though no word of it does."""
    published = _published_days(sources) if sources else []
    text = claim.text
    for mention in claim.dates:
        if not _is_checked(mention, claim) or mention.latest is None:
            continue
        wanted = (mention.earliest or date.min, mention.latest)
        if sources is None or any(_agree(wanted, other) for other in published):
            start, end = mention.span.start, mention.span.end
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _check_words(case: Case, known: Sequence[tuple[date, date]]) -> Iterator[Reason]:
    """Weekdays, months, ordinals and hours that no source has, where the sources have others."""
    lists = load_grammar().lists
    named = {word.text for line in case.sources.lines for word in line.words}
    days = {day for pair in known for day in pair if date.min < day < _ENDLESS and (pair[1] - pair[0]).days <= _WEEK}
    worked_out = {f"{day:%A}".casefold() for day in days} | {f"{day:%B}".casefold() for day in days}
    for kind in ("weekdays", "months", "ordinals"):
        for word in case.matching.words:
            if word.text in lists[kind] - named - worked_out and named & lists[kind]:
                text = case.claim.text[word.start : word.end]
                yield case.missing(Aspect.DATE, f"no source has {text}", word.start, word.end)
    told = {_plain_hour(found) for line in case.sources.lines for found in _HOUR.finditer(line.text)}
    for found in _HOUR.finditer(case.claim.text):
        if told and _plain_hour(found) not in told:
            yield case.missing(Aspect.DATE, f"no source has {found[0]}", *found.span())


def _plain_hour(found: re.Match[str]) -> str:
    return re.sub(r"[ .]|(?<=\d):00", "", found[0].casefold())


def _is_checked(mention: DateMention, claim: Claim) -> bool:
    """A day, month or year that stands as such: what goes from "now" is none, when nobody says what now is."""
    if mention.earliest is None or mention.relation not in ("on", "since", "until"):
        return False
    text = claim.text[mention.span.start : mention.span.end]
    return any(char.isdigit() for char in text) or any(name in text for name in _CALENDAR)


_CALENDAR = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _known_days(sources: Sources) -> list[tuple[date, date]]:
    named = [
        (mention.earliest or date.min, mention.latest or _ENDLESS)
        for document in sources.documents
        for mention in document.dates
        if mention.earliest is not None or mention.latest is not None
    ]
    return _published_days(sources) + named


def _published_days(sources: Sources) -> list[tuple[date, date]]:
    days = [document.day for document in sources.documents if document.day is not None]
    return [(day - timedelta(days=_AROUND), day) for day in days]


def _agree_in_year(wanted: tuple[date, date], known: tuple[date, date], years: Set[int]) -> bool:
    """The same for a day whose year is not given: that of the claim is a guess, or one that it names elsewhere."""
    if date.min in wanted + known or _ENDLESS in wanted + known:
        return False
    by = known[0].year - wanted[0].year
    return (
        (abs(by) <= 1 or known[0].year in years)
        and by != 0
        and _agree((_move(wanted[0], by), _move(wanted[1], by)), known)
    )


def _move(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _agree(wanted: tuple[date, date], known: tuple[date, date]) -> bool:
    """Whether the known days lie in the wanted ones, or the wanted in the known where these are short."""
    if wanted[0] <= known[0] and known[1] <= wanted[1]:
        return True
    is_short = known[1] != _ENDLESS and known[0] != date.min and (known[1] - known[0]).days <= 31
    return is_short and known[0] <= wanted[0] and wanted[1] <= known[1]

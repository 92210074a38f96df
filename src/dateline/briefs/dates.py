"""Relative dates in a report's words -> dates, as the reader resolved them from the day the report appeared.

    yesterday, on Thursday, three days ago      on 6 November
    two months ago, last month, since May       in September 2025
    last year, the end of this year             in 2024, the end of 2025
    last week, this weekend                     the week before, that weekend
    in the past two days, several weeks ago     in the previous two days, several weeks earlier

Words in quotation marks stay as they were said, and so does what names its own year. The year of a day is written
where it is not the report's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.briefs.date_forms import Words, write_date
from dateline.records import DateMention

TERM = timedelta(days=32)  # a month is set as a date, a year is not
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a date stand in a text that may have been shortened."""

    start: int
    end: int
    mention: DateMention


def resolve_dates(text: str, dates: Sequence[DateMention], published: date) -> str:
    """The text with relative dates written out. `dates` are those of the passage it is, or was shortened from."""
    parts, at = list[str](), 0
    for place in find_places(text, dates):
        is_first = place.mention is dates[0]
        written = write_date(Words.of(text, place.start, place.mention, published, is_first=is_first))
        if written is not None:
            parts += [text[at : place.start], written[0]]
            at = place.end + written[1]
    return "".join([*parts, text[at:]])


def find_places(text: str, dates: Sequence[DateMention]) -> Iterator[Place]:
    """Where the dates stand in the text, outside of quotation marks; those left out of it are passed over.

    Of the same words with two meanings none is taken, where the text has not both.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    at = 0
    for mention in dates:
        words = mention.span.quote
        start = text.find(words, at)
        meant = {(m.earliest, m.latest) for m in dates if m.span.quote == words}
        if start < 0 or (len(meant) > 1 and text.count(words) < sum(m.span.quote == words for m in dates)):
            continue
        at = start + len(words)
        if not any(first <= start < last for first, last in quoted):
            yield Place(start, at, mention)


def states_day(text: str, dates: Sequence[DateMention], day: date) -> bool:
    """Whether the text itself says that it was on that day."""
    return any(place.mention.earliest == day == place.mention.latest for place in find_places(text, dates))


def lies_ahead(mention: DateMention, published: date) -> bool:
    """Whether the date was still to come, or its term still ran, when the report appeared."""
    first, last = mention.earliest, mention.latest
    return last is not None and last > published and (first is None or first >= published)


def is_to_come(mention: DateMention, published: date, today: date) -> bool:
    """Whether the report looks ahead to a day, or a time of no more than a month, that is not over today."""
    first, last = mention.earliest, mention.latest
    if last is None or last <= today or not lies_ahead(mention, published):
        return False
    return first is None or last - first < TERM


def has_passed(mention: DateMention, published: date, today: date) -> bool:
    """Whether a date that the report looks ahead to, or the day it calls today, is over, or what starts then has."""
    is_that_day = mention.earliest == mention.latest == published
    is_over = mention.latest is not None and mention.latest <= today
    has_begun = mention.latest is None and mention.earliest is not None and published < mention.earliest <= today
    return has_begun or (lies_ahead(mention, published) and is_over) or (is_that_day and today > published)

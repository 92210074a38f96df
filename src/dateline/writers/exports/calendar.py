"""What is scheduled as an iCalendar (RFC 5545): an event of a whole day for each thing that reports name a day for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from icalendar import Calendar, Event, vText

from dateline.moments import write_day
from dateline.records import Cells, Export
from dateline.writers.wording import clean_line, find_link

PRODUCT = "-//Dateline//Dateline//EN"
HOST = "dateline.invalid"  # what stands behind the @ of ids; a name that can belong to nobody


def write_calendar(export: Export) -> Iterator[bytes]:
    """The calendar. What is announced is no fact yet: every event is tentative, and keeps nobody's day busy."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", clean_line(export.title))
    calendar.add("x-wr-calname", clean_line(export.title))
    for sheet in export.sheets:
        for row in sheet.rows:
            calendar.add_component(_write_event(row, export))
    yield calendar.to_ical()


def _write_event(row: Cells, export: Export) -> Event:
    event = Event()
    event.add("uid", f"{row['scheduled_id']}@{HOST}")
    event.add("dtstamp", export.as_of.replace(microsecond=0))
    event.add("dtstart", row["day"])
    event.add("dtend", row["day"] + timedelta(days=1))  # the day behind the last
    event.add("summary", clean_line(f"“{row['summary']}”"))
    event.add("description", _describe(row))
    link = find_link(row["url"])
    if link:
        event.add("url", link)
    event.add("created", row["published_at"].replace(microsecond=0))
    event.add("last-modified", max(one["known_at"] for one in (row, *row["more_evidence"])).replace(microsecond=0))
    event.add("categories", [vText(clean_line(export.title))])
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _describe(row: Cells) -> str:
    """The sentences that name the day, each with its outlet, day and link; the first report's stands first."""
    return "\n\n".join(_cite(one) for one in (row, *row["more_evidence"]))


def _cite(words: Cells) -> str:
    source = f"{words['outlet'] or 'outlet not named'}, {write_day(words['published_at'].date())}"
    lines = (f"“{clean_line(words['quote'])}”", clean_line(source), find_link(words["url"]))
    return "\n".join(line for line in lines if line)

"""Moments in time: reading them from users and records, and writing them for readers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from dateline.errors import DateFormError

ACCEPTED_FORMS = "2025-11-07, 2025-11-07T18:30Z, 7 November 2025, November 7, 2025 or today"
DAY = timedelta(days=1)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WORDED_FORMS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y")
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_EARLIEST, _LATEST = 1800, 2200
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def end_of_day(day: date) -> datetime:
    """The last microsecond of a day in UTC."""
    return datetime.combine(day, time.max, UTC)


def start_of_day(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time.min, UTC)


def last_whole_day(moment: datetime) -> date:
    """The last day that is over at a moment: what is dated by day only is known when its day is over."""
    return (moment - DAY + timedelta(microseconds=1)).date()


def parse_interval(text: str) -> tuple[datetime, datetime]:
    """The earliest and latest moment a date text can mean, in UTC; a bare day is a day long.

    Raises DateFormError. A time without a zone is taken as UTC.
    """
    text = text.strip()
    day = _parse_day(text)
    if day is not None:
        return start_of_day(day), end_of_day(day)
    moment = _parse_moment(text)
    if moment is None:
        raise DateFormError(f"'{text}' is not a date that can be read.", hint=f"Write {ACCEPTED_FORMS}.")
    return moment, moment


def parse_days(text: str) -> tuple[date, date]:
    """The first and last day of a year (2012), a month (2012-03) or a day. Raises DateFormError."""
    found = _YEAR_OR_MONTH.fullmatch(text.strip())
    if found is None:
        first, last = parse_interval(text)
        return first.date(), last.date()
    year, month = int(found[1]), int(found[2] or 1)
    if not _EARLIEST <= year <= _LATEST or not 1 <= month <= 12:
        raise DateFormError(f"'{text}' is not a year or month that can be.", hint="Write 2012, 2012-03 or 2012-03-22.")
    months = year * 12 + month - 1 + (1 if found[2] else 12)
    return date(year, month, 1), date(months // 12, months % 12 + 1, 1) - DAY


def parse_as_of(text: str, now: datetime) -> datetime:
    """The moment a brief is as of: the end of a bare day; 'today' is the end of `now`'s day."""
    if text.strip().casefold() in ("today", "now"):
        return end_of_day(now.date())
    return parse_interval(text)[1]


def day_in_name(name: str) -> date | None:
    """The date in a file's name (2025-11-07-report.txt), if there is one."""
    found = _FILE_DATE.search(name)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def is_day_long(published_at: datetime, known_at: datetime) -> bool:
    """Whether a report is dated by day only."""
    return known_at - published_at >= DAY - timedelta(seconds=1)


def write_day(day: date) -> str:
    """7 November 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_month(day: date) -> str:
    """November 2025."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def write_published(published_at: datetime, known_at: datetime) -> str:
    """ISO form: a day where only the day is known, else to the second in UTC."""
    if is_day_long(published_at, known_at):
        return published_at.date().isoformat()
    return published_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _parse_day(text: str) -> date | None:
    candidates = [text]
    if len(text) == 10:
        candidates.append(text.replace("/", "-"))
    for candidate in candidates:
        try:
            return _in_range(date.fromisoformat(candidate))
        except ValueError:
            continue
    for form in _WORDED_FORMS:
        try:
            return _in_range(datetime.strptime(text, form).date())
        except ValueError:
            continue
    return None


def _from_seconds(text: str) -> datetime:
    """Seconds or milliseconds since 1970, as many tools write them. Raises ValueError for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        raise ValueError("not ten or thirteen digits")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text.ljust(13, "0")))


def _parse_moment(text: str) -> datetime | None:
    for parse in (_from_seconds, datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            _in_range(aware.date())
            return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _in_range(day: date) -> date:
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(f"the year {day.year} is outside {_EARLIEST}-{_LATEST}")
    return day

"""When work is due again: "every 15 minutes", "daily 07:00", "monday 07:00 Europe/Paris"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import DefinitionError

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_EVERY = re.compile(r"every (?:(\d{1,4}) )?(minute|hour|day)s?")
_AT = re.compile(rf"(daily|weekdays|{'|'.join(DAYS)})(?: at)? (\d\d?):(\d\d)(?: (\S+))?", re.IGNORECASE)
MOST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """An interval, or a time of day in a zone on some days of the week (0 is Monday)."""

    every: timedelta | None = None
    at: time = time(0)
    days: frozenset[int] = frozenset(range(7))
    zone: str = "UTC"


def parse_schedule(text: str) -> Schedule:
    """Read a schedule. Raises DefinitionError."""
    text = " ".join(text.split())
    found = _EVERY.fullmatch(text.casefold())
    if found is not None:
        every = int(found[1] or 1) * _UNITS[found[2]]
        if timedelta() < every <= MOST:
            return Schedule(every=every)
    found = _AT.fullmatch(text)
    if found is not None and int(found[2]) < 24 and int(found[3]) < 60:
        zone = found[4] or "UTC"
        _find_zone(zone)
        named = found[1].casefold()
        days = {"daily": range(7), "weekdays": range(5)}.get(named) or (DAYS.index(named),)
        return Schedule(at=time(int(found[2]), int(found[3])), days=frozenset(days), zone=zone)
    raise DefinitionError(
        f"'{text}' is no schedule.", hint="Write 'every 15 minutes', 'daily 07:00' or 'monday 07:00 Europe/Paris'."
    )


def next_due(schedule: Schedule, done_at: datetime | None, now: datetime) -> datetime:
    """When work is due that was last done at a moment; what was missed while nobody was there is due once, at once.

    Work that was never done is due at once by an interval, and at the next time of day. A time that a zone's clocks
    leave out in spring comes as much later; one that they have twice comes once.
    """
    if schedule.every is not None:
        return now if done_at is None else done_at + schedule.every
    zone = _find_zone(schedule.zone)
    start = (done_at or now).astimezone(UTC)
    day = start.astimezone(zone).date()
    moments = (
        datetime.combine(day + timedelta(days=more), schedule.at, zone).astimezone(UTC)
        for more in range(9)
        if (day + timedelta(days=more)).weekday() in schedule.days
    )
    return next(moment for moment in moments if moment > start)


def _find_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DefinitionError(f"'{name}' is no time zone.", hint="Write UTC or a name such as Europe/Paris.") from error

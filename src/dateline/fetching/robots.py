"""What robots.txt files allow, by RFC 9309, and for how long an answer is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB to be read; what is behind is not
KEPT_FOR = timedelta(hours=24)  # RFC 9309: not longer
RETRY_AFTER = timedelta(hours=1)  # how long a site whose robots.txt fails is left alone
_MAX_PARSED = 512  # rule sets held parsed at once; a run comes back to a host within a few hundred others


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """The robots.txt of an origin ("https://news.example"). `text` is empty where everything is allowed.

    Until `expires_at` it is not asked for again. `is_closed` when the file could not be had, so that nothing is
    allowed meanwhile.
    """

    origin: str
    status: int
    fetched_at: datetime
    expires_at: datetime
    text: str = ""
    is_closed: bool = False


class RobotsCache:
    """The robots.txt files that are known: those given at the start, and those found since."""

    def __init__(self, records: Iterable[RobotsRecord] = ()) -> None:
        self._records = {record.origin: record for record in records}
        self._changed: dict[str, RobotsRecord] = {}
        self._parsed: dict[str, Protego] = {}

    def find(self, origin: str, now: datetime) -> RobotsRecord | None:
        """The record of an origin, unless it has expired."""
        record = self._records.get(origin)
        return record if record is not None and now < record.expires_at else None

    def keep(self, origin: str, status: int, body: bytes, now: datetime) -> RobotsRecord:
        """Take in the answer to a question for robots.txt; the record that holds from now on.

        A file: its rules for a day. None there (4xx): everything is allowed for a day. A server in trouble (5xx,
        429): the rules known before hold on for an hour, or else nothing is allowed for that long.
        """
        is_trouble = status >= 500 or status == 429
        known = self._records.get(origin)
        if 200 <= status < 300:
            text, is_closed = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff"), False
        elif is_trouble and known is not None:
            text, is_closed = known.text, known.is_closed
        else:
            text, is_closed = "", is_trouble
        record = RobotsRecord(
            origin=origin,
            status=status,
            fetched_at=now,
            expires_at=now + (RETRY_AFTER if is_trouble else KEPT_FOR),
            text=text,
            is_closed=is_closed,
        )
        self._records[origin] = self._changed[origin] = record
        self._parsed.pop(origin, None)
        return record

    def changed(self) -> tuple[RobotsRecord, ...]:
        """The records that are new since the start or the last call, in the order they came."""
        changed = tuple(self._changed.values())
        self._changed.clear()
        return changed

    def allows(self, record: RobotsRecord, url: str, robots_name: str) -> bool:
        """Whether a robot of that name may ask for an address of the record's origin."""
        if record.is_closed:
            return False
        return not record.text or self._parse(record).can_fetch(url, robots_name)

    def crawl_delay(self, record: RobotsRecord, robots_name: str) -> float:
        """The seconds between two requests that the site asks of that robot; 0 where it does not say."""
        return (self._parse(record).crawl_delay(robots_name) or 0.0) if record.text else 0.0

    def _parse(self, record: RobotsRecord) -> Protego:
        parsed = self._parsed.get(record.origin)
        if parsed is None:
            from protego import Protego  # here, so that only those who fetch pay for it

            if len(self._parsed) >= _MAX_PARSED:
                del self._parsed[next(iter(self._parsed))]
            parsed = self._parsed[record.origin] = Protego.parse(record.text)
        return parsed

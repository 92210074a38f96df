"""What response headers say about time: how long something is fresh, and when to come again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from dateline.errors import DateFormError
from dateline.moments import parse_interval

MAX_AGE_S = 366 * 86_400  # what is called fresh for longer is called fresh for a year
_MAX_VALUE = 8192  # characters of a header that are kept
_SECONDS = re.compile(r"\d{1,9}")
_DIRECTIVE = re.compile(r'([a-z-]+)(?:\s*=\s*"?(\d{1,12}))?', re.IGNORECASE)


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by their lower-case name; of those that come twice the values are joined, as HTTP has it."""
    found: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1").lower()
        text = _decode(value[:_MAX_VALUE]).strip()
        found[key] = f"{found[key]}, {text}"[:_MAX_VALUE] if key in found else text
    return found


def read_retry_after(text: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, in seconds or as a date; None when it cannot be read."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    moment = _read_moment(text)
    return max(0.0, (moment - now).total_seconds()) if moment else None


def read_max_age(headers: Mapping[str, str], now: datetime) -> int | None:
    """For how many seconds a response is fresh: Cache-Control first, Expires after it; None when neither says."""
    directives = {name.lower(): value for name, value in _DIRECTIVE.findall(headers.get("cache-control", ""))}
    if "no-store" in directives or "no-cache" in directives:
        return 0
    if directives.get("max-age"):
        age = headers.get("age", "")
        spent = int(age) if _SECONDS.fullmatch(age) else 0
        return min(max(0, int(directives["max-age"]) - spent), MAX_AGE_S)
    if "expires" not in headers:
        return None
    expires = _read_moment(headers["expires"])
    if expires is None:
        return 0  # "Expires: 0" and other texts that are no date mean: already stale
    sent = _read_moment(headers.get("date", "")) or now
    return min(max(0, int((expires - sent).total_seconds())), MAX_AGE_S)


def _read_moment(text: str) -> datetime | None:
    try:
        return parse_interval(text)[0]
    except DateFormError:
        return None


def _decode(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")

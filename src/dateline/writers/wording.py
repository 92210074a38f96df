"""How dates, counts, outlets and addresses are worded for readers, and how hostile text is made harmless."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateline.moments import end_of_day, is_day_long, write_day
from dateline.records import Brief, Citation, Coverage, Source

NO_OUTLET = "outlet not named"
EMPTY_SECTION = "The reports hold nothing for this part."

_TERMINAL_CODE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, links and other strings
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_NOT_IN_URL = re.compile(r"[\s\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\"<>\\`]")
_LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fr": "French", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "so": "Somali", "sw": "Swahili",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def clean_line(text: str) -> str:
    """Text as one line without terminal codes, control characters and changes of writing direction."""
    return " ".join(_CONTROL.sub("", drop_directions(_TERMINAL_CODE.sub("", text))).split())


def drop_directions(text: str) -> str:
    """Text without the invisible characters that turn the writing direction of what follows."""
    return _DIRECTION.sub("", text)


def show_controls(text: str) -> str:
    """Text with a replacement character for each control character that no page may hold."""
    return _CONTROL.sub("\ufffd", text)


def find_link(url: str | None) -> str | None:
    """The address if it may become a link: http or https, and nothing in it that could break out of one."""
    if not url or _NOT_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def name_outlet(citation: Citation) -> str:
    """The outlet as the report names it."""
    return citation.outlet.strip() or NO_OUTLET


def list_citations(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The citations, each once; one that says so when the report names no outlet."""
    return tuple(dict.fromkeys(citations)) or (Citation(outlet=NO_OUTLET),)


def write_published(source: Source) -> str:
    """7 November 2025 for a report dated by day, else 7 November 2025, 18:30 UTC."""
    day = write_day(source.published_at.date())
    if is_day_long(source.published_at, source.known_at):
        return day
    return f"{day}, {source.published_at:%H:%M} UTC"


def write_as_of(moment: datetime) -> str:
    """As of 7 November 2025 (UTC); the time only when it is not the end of the day."""
    moment = moment.astimezone(UTC)
    time = "" if moment == end_of_day(moment.date()) else f", {moment:%H:%M}"
    return f"As of {write_day(moment.date())}{time} (UTC)"


def write_extent(coverage: Coverage) -> str:
    """12 reports from 9 outlets."""
    return f"{count(coverage.n_articles, 'report')} from {count(coverage.n_outlets, 'outlet')}"


def write_headline(brief: Brief) -> str:
    """The line under the title."""
    return f"{write_as_of(brief.as_of)} · {write_extent(brief.coverage)}"


def write_languages(coverage: Coverage) -> str:
    """English (11), French (1)."""
    return ", ".join(f"{_LANGUAGES.get(code, code)} ({n:,})" for code, n in coverage.languages)


def list_coverage(coverage: Coverage) -> list[tuple[str, str]]:
    """What the brief drew on, each with its label: reports, outlets, languages, period."""
    origins = [] if coverage.n_origins is None else [("Independent origins", f"{coverage.n_origins:,}")]
    return [
        ("Reports", f"{coverage.n_articles:,}"),
        ("Outlets", f"{coverage.n_outlets:,}"),
        *origins,
        ("Languages", write_languages(coverage)),
        ("Period", write_period(coverage)),
    ]


def write_period(coverage: Coverage) -> str:
    """3 January 2025 to 7 November 2025."""
    return f"{write_day(coverage.first_at.date())} to {write_day(coverage.last_at.date())}"


def count(n: int, noun: str) -> str:
    """1 report, 1,200 reports."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"

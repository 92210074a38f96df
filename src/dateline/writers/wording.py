"""How dates, counts, outlets and addresses are worded for readers, and how hostile text is made harmless."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateline.editions import Edition
from dateline.moments import end_of_day, is_day_long
from dateline.records import Brief, Citation, Coverage, Source

QUOTED_LANGUAGES = ("en",)  # those that briefs take sentences from

_TERMINAL_CODE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, links and other strings
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\xa0\u2007\u202f]+")
_UNSEEN = re.compile("[\u00ad\ufeff]")
_NOT_PRINTED = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")  # private use, no character
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_NOT_IN_URL = re.compile(r"[\s\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\"<>\\`]")


def clean_line(text: str) -> str:
    """Text as one line without terminal codes, control characters and changes of writing direction."""
    return " ".join(_CONTROL.sub("", drop_directions(_TERMINAL_CODE.sub("", text))).split())


def clean_for_print(text: str) -> str:
    """Text for a document: as `clean_line` has it, but with its spaces at the ends and those that hold words together,
    and with a replacement character for what no font, XML file or archive may hold."""
    line = _SPACE.sub(" ", _CONTROL.sub("", drop_directions(_TERMINAL_CODE.sub("", text))))
    return _NOT_PRINTED.sub("\ufffd", _UNSEEN.sub("", line))


def drop_directions(text: str) -> str:
    """Text without the invisible characters that turn the writing direction of what follows."""
    return _DIRECTION.sub("", text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a writing direction goes from right to left."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


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


def name_outlet(citation: Citation, edition: Edition) -> str:
    """The outlet as the report names it."""
    return citation.outlet.strip() or edition.say("page.no_outlet")


def list_citations(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The citations, each once; one without an outlet when the report names none."""
    return tuple(dict.fromkeys(citations)) or (Citation(outlet=""),)


def write_published(source: Source, edition: Edition) -> str:
    """7 November 2025 for a report dated by day, else 7 November 2025, 18:30 UTC."""
    day = source.published_at.date()
    if is_day_long(source.published_at, source.known_at):
        return edition.day(day)
    return edition.say("page.published_time", day=day, time=f"{source.published_at:%H:%M}")


def write_as_of(moment: datetime, edition: Edition) -> str:
    """As of 7 November 2025 (UTC); the time only when it is not the end of the day."""
    moment = moment.astimezone(UTC)
    key = "page.as_of" if moment == end_of_day(moment.date()) else "page.as_of_time"
    return edition.say(key, day=moment.date(), time=f"{moment:%H:%M}")


def write_extent(coverage: Coverage, edition: Edition) -> str:
    """12 reports from 9 outlets."""
    reports = edition.say("page.n_reports", n=coverage.n_articles)
    return edition.say("page.extent", reports=reports, outlets=edition.say("page.n_outlets", n=coverage.n_outlets))


def write_headline(brief: Brief, edition: Edition) -> str:
    """The line under the title."""
    return f"{write_as_of(brief.as_of, edition)} · {write_extent(brief.coverage, edition)}"


def write_original(brief: Brief, edition: Edition) -> str:
    """Which languages the sources are quoted in, where that is not the one of the brief; else empty."""
    others = [code for code, _ in brief.coverage.languages if code in QUOTED_LANGUAGES and code != edition.code]
    return edition.say("page.original", listed=edition.join([edition.language(c) for c in others])) if others else ""


def write_languages(coverage: Coverage, edition: Edition) -> str:
    """English (11), French (1)."""
    named = (edition.say("beyond.numbered", name=edition.language(code), n=n) for code, n in coverage.languages)
    return ", ".join(named)


def list_coverage(coverage: Coverage, edition: Edition) -> list[tuple[str, str]]:
    """What the brief drew on, each with its label: reports, outlets, languages, period."""
    say, n_origins = edition.say, coverage.n_origins
    origins = [] if n_origins is None else [(say("page.origins"), edition.number(n_origins))]
    return [
        (say("page.reports"), edition.number(coverage.n_articles)),
        (say("page.outlets"), edition.number(coverage.n_outlets)),
        *origins,
        (say("page.languages"), write_languages(coverage, edition)),
        (say("page.span"), write_period(coverage, edition)),
    ]


def write_period(coverage: Coverage, edition: Edition) -> str:
    """3 January 2025 to 7 November 2025."""
    return edition.say("page.period", first=coverage.first_at.date(), last=coverage.last_at.date())


def count(n: int, noun: str) -> str:
    """1 report, 1,200 reports."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"

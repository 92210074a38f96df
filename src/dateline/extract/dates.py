"""When a page was published and updated, as it states it, in any of its places and forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DateFormError
from dateline.extract.blocks import Block
from dateline.extract.markup import Markup, Node, one_line, words_of
from dateline.moments import day_in_name, end_of_day, parse_interval, start_of_day
from dateline.months import read_month
from dateline.text import fold

TABLE = Path(__file__).with_name("dates.toml")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time",
    "og:pubdate", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date_published",
    "published_date", "article_date_original", "originalpublicationdate", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "dcterms.issued", "dcterms.created", "dc.date.issued",
    "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date", "citation_date", "article.published",
    "published-date", "bt:pubdate", "ptime", "date", "last-published", "release_date", "date.created",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified", "datemodified",
    "article.updated", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "revised", "updated",
)  # fmt: skip
_MAX_STATED_CHARS = 100
_MAX_TIMES = 200
_LINES_ABOVE, _LINES_BELOW = 6, 12  # of the headline, where pages print the date
_MAX_LINE_CHARS = 160
_FULL = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
    r"|(?P<d2>(?<!\d)\d{1,2})[./-](?P<m2>\d{1,2})[./-](?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)\s*[年년]\s*(?P<m3>\d{1,2})\s*[月월]\s*(?P<d3>\d{1,2})\s*[日일]"
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:of |de |d'|ta' |ng )?\s*([^\W\d_]{3,12}(?: [^\W\d_]{3,12})?)\.?,?"
    r"\s*(?:de |del )?\s*((?:19|20)\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\.?,?\s+((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\s*[:.h時时시]\s*([0-5]\d)(?::([0-5]\d))?(?!\d|\.\d)")
_ZONE = re.compile(r"(Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w:])")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d")
_ZONE_NAME = re.compile(r"(?<![\w+-])[A-Z]{3,4}(?![\w+-])")
_UNIX = re.compile(r"^(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d) (\d{4})$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "0123456789" * 3)
_ZONED = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\s+\d{4})?$")
_LOCAL_CHARS = 16  # 2025-11-07T18:30: the same time stated with and without a zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A date as it is written, and the earliest and latest moment it can mean, in UTC."""

    text: str
    first: datetime
    last: datetime


def find_published(markup: Markup, article: Node, blocks: Sequence[Block], near: int, url: str) -> Stated | None:
    """The date of publication; `near` is the order of the headline's block."""
    lang = (markup.root.get("lang") or "")[:2].lower()
    found: Stated | None = None
    for text in _statements(markup, article):
        stated = read_date(text, lang)
        if stated is None:
            continue
        if found is None:
            found = stated
            if _is_exact(found):
                return found
        elif _ZONED.search(stated.text) and _local(stated.text) == _local(found.text):
            return stated
    if found:
        return found
    return _read_lines(blocks, near, lang) or _read_address(url)


def find_updated(markup: Markup, article: Node) -> datetime | None:
    """The date of the last change."""
    stated = read_date(words_of(article.get("dateModified")))
    if stated is None:
        stated = next(filter(None, (read_date(markup.metas.get(name, "")) for name in _UPDATED)), None)
    return stated.last if stated else None


def read_date(text: str, lang: str = "") -> Stated | None:
    """A date in any form that pages use; None where there is none. A day alone is a day long."""
    text = one_line(text)[:_MAX_STATED_CHARS].translate(_DIGITS)
    if not text:
        return None
    try:
        first, last = _read_iso(text) or parse_interval(_with_offset(text))
    except DateFormError:
        return _read_words(text, lang)
    return Stated(text=text, first=first, last=last)


def _read_iso(text: str) -> tuple[datetime, datetime] | None:
    """The form of nearly all dates in data, read at once."""
    if not _ISO.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment, moment


def _with_offset(text: str) -> str:
    """The date with the name of its zone in numbers: Fri Apr 28 19:20:36 CEST 2023."""
    text = _ZONE_NAME.sub(lambda found: _zones().get(found[0], found[0]).replace(":", ""), text)
    return _UNIX.sub(r"\2 \1 \6 \3 \4\5", text)


def _is_exact(stated: Stated) -> bool:
    return stated.first != stated.last or _ZONED.search(_with_offset(stated.text)) is not None


def _local(text: str) -> str:
    return text.replace(" ", "T")[:_LOCAL_CHARS]


def _statements(markup: Markup, article: Node) -> Iterator[str]:
    """What the page says of its date where programs look for it, the surest first."""
    yield words_of(article.get("datePublished"))
    for name in _PUBLISHED:
        yield markup.metas.get(name, "")
    times = _times(markup)
    yield from (text for is_marked, text in times if is_marked)
    yield from (words_of(node.get("datePublished")) for node in markup.nodes)
    yield words_of(article.get("dateCreated"))
    yield from (text for is_marked, text in times if not is_marked)
    yield from (_tail(markup.metas.get("og:title", "")), _tail(markup.root.findtext(".//head/title") or ""))


def _tail(title: str) -> str:
    """The last part of a title, where some sites put the date: Title | Section | 28.04.2023."""
    return re.split(r"\s[|–—-]\s", title)[-1] if title else ""


def _times(markup: Markup) -> list[tuple[bool, str]]:
    """The texts of all time elements and dates in microdata, and whether they are marked as that of publication."""
    found = []
    for number, element in enumerate(markup.root.xpath("//time | //*[@itemprop='datePublished' or @pubdate]")):
        if number >= _MAX_TIMES:
            break
        stated = element.get("datetime") or element.get("content") or "".join(element.itertext())
        is_marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        found.append((is_marked, stated))
    return found


def _read_lines(blocks: Sequence[Block], near: int, lang: str) -> Stated | None:
    """The first date with a year in the lines around the headline."""
    for block in blocks[max(0, near - _LINES_ABOVE) : near + _LINES_BELOW]:
        if len(block.text) <= _MAX_LINE_CHARS:
            found = _read_words(block.text.translate(_DIGITS), lang)
            if found:
                return found
    return None


def _read_address(url: str) -> Stated | None:
    day = day_in_name(url.replace("/", "-"))
    return Stated(text=day.isoformat(), first=start_of_day(day), last=end_of_day(day)) if day else None


def _read_words(text: str, lang: str) -> Stated | None:
    """A date within a line, with the time of day if one follows or stands before it."""
    for day, start, end in _days(text, lang):
        rest = f"{text[:start]} {text[end:]}"
        clock = _CLOCK.search(rest)
        if clock is None:
            return Stated(text=day.isoformat(), first=start_of_day(day), last=end_of_day(day))
        zone = _ZONE.search(_with_offset(rest))
        stated = f"{day.isoformat()}T{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}{_offset(zone[1] if zone else '')}"
        moment = datetime.fromisoformat(stated)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        return Stated(text=stated, first=moment, last=moment)
    return None


def _offset(zone: str) -> str:
    """A zone as ISO writes it, if it is one."""
    if zone in ("", "Z", "UTC", "GMT"):
        return "+00:00" if zone else ""
    digits = zone.replace(":", "")
    return f"{digits[:3]}:{digits[3:]}" if int(digits[1:3]) < 15 and int(digits[3:]) < 60 else ""


def _days(text: str, lang: str) -> Iterator[tuple[date, int, int]]:
    """The days that a line names, with where they stand in it."""
    for found in _FULL.finditer(text):
        year, month, day = (next(filter(None, found.group(n, f"{n}2" if n != "y" else "y2", f"{n}3"))) for n in "ymd")
        if found["d2"] and _is_month_first(int(day), int(month)):
            day, month = month, day
        yield from _day(int(year), int(month), int(day), found)
    folded = _fold_same_length(text)
    for pattern, (at_day, at_month) in ((_DAY_MONTH, (1, 2)), (_MONTH_DAY, (2, 1))):
        for found in pattern.finditer(folded):
            number = _month(found[at_month], lang)
            if number:
                yield from _day(int(found[3]), number, int(found[at_day]), found)


def _is_month_first(day: int, month: int) -> bool:
    """03/14/2025 can only be American; 03/04/2025 is read as most of the world writes it."""
    return month > 12 and day <= 12


def _day(year: int, month: int, day: int, found: re.Match[str]) -> Iterable[tuple[date, int, int]]:
    try:
        return [(date(year, month, day), found.start(), found.end())]
    except ValueError:
        return []


def _fold_same_length(text: str) -> str:
    """Small letters without accents, each in its place."""
    return "".join((fold(char) or char)[:1] for char in text)


def _month(name: str, lang: str) -> int:
    """The number of a month by its name, in the page's language first; 0 for what is no month."""
    return read_month(name, lang) or read_month(name.partition(" ")[0], lang)


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _zones() -> Mapping[str, str]:
    return dict(_table()["zones"])

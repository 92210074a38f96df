"""The day pages of Portal:Current events -> event lines: nested lists under headings, with sources in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from dateline.moments import MONTHS
from dateline.sources.wiki_dump import WikiPage
from dateline.sources.wikitext import Link, heading_of, read_links, to_plain, without_unshown

_PORTAL = "current events"
_MONTH = "(" + "|".join(MONTHS) + ")"
_DAY_PAGE = re.compile(rf"/(\d{{4}}) {_MONTH} (\d{{1,2}})$")
_MONTH_PAGE = re.compile(rf"/{_MONTH} \d{{4}}$")  # one page a month, until 2006: its days are headings
_DAY_HEADING = re.compile(rf"{_MONTH} (\d{{1,2}}), (\d{{4}})")
_BULLET = re.compile(r"([*:#]+)\s*(.*)")
_CATEGORY = re.compile(r";\s*(.+)|'''(?!')([^']+)'''\s*:?\s*$|={2,6}\s*(.+?)\s*={2,6}\s*$")
_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([^/:?#]+)")
_TAIL = re.compile(r"[\s,;.()\[\]|/–—-]*")
_OUTSIDE = re.compile(r"^[\s(\[]+|[\s)\],;.]+$")
_LOOSE_END = re.compile(r"[\s,;:–—(-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bullet:
    """One item of a day's list: how deep it stands, its wikitext, its day, and the items that it stands under."""

    depth: int
    source: str
    day: str
    category: str
    path: tuple[str, ...] = ()


def is_day_page(page: WikiPage) -> bool:
    """Whether a page lists the events of a day, or of the days of a month."""
    is_dated = _DAY_PAGE.search(page.title) or _MONTH_PAGE.search(page.title)
    return is_dated is not None and _PORTAL in page.title.lower() and not page.is_redirect


def iterate_events(page: WikiPage) -> Iterator[dict[str, Any]]:
    """The fields of each event line; its topics are the stories that it stands under, the innermost last."""
    bullets = list(_read_bullets(page))
    path: list[tuple[int, str]] = []
    for bullet, after in zip_longest(bullets, bullets[1:]):
        path = [(depth, story) for depth, story in path if depth < bullet.depth]
        if after is None or after.depth <= bullet.depth or read_links(bullet.source):
            yield _fields_of(replace(bullet, path=tuple(story for _, story in path)), page)
        else:
            path.append((bullet.depth, to_plain(bullet.source, page.site.hidden).strip(" .:")))


def _read_bullets(page: WikiPage) -> Iterator[_Bullet]:
    found = _DAY_PAGE.search(page.title)
    day, category = _write_day(found[3], found[2], found[1]) if found else "", ""
    for line in without_unshown(page.text).split("\n"):
        item, heading = _BULLET.match(line), _CATEGORY.match(line)
        if item:
            text = item[2].removesuffix("}}") if item[2].count("{{") < item[2].count("}}") else item[2]
            if text.strip():
                yield _Bullet(depth=len(item[1]), source=text, day=day, category=category)
        elif line.startswith("=") and (stated := _DAY_HEADING.search(heading_of(line))):
            day, category = _write_day(stated[2], stated[1], stated[3]), ""
        elif heading:
            category = to_plain(next(text for text in heading.groups() if text), page.site.hidden)


def _write_day(day: str, month: str, year: str) -> str:
    """A day in ISO form; empty where the calendar has no such day."""
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day)).isoformat()
    except ValueError:
        return ""


def _fields_of(bullet: _Bullet, page: WikiPage) -> dict[str, Any]:
    text, cited = bullet.source, []
    for link in reversed(read_links(bullet.source)):  # from the end, where sources stand
        before, _, behind = text.rpartition(link.source)
        if link.text.startswith("(") or _TAIL.fullmatch(behind):
            text = before + behind
            cited.append({"outlet": _outlet_of(link), "url": link.url})
    return {
        "text": _LOOSE_END.sub("", to_plain(text, page.site.hidden)),
        "published_at": bullet.day,
        "lang": page.site.lang,
        "category": bullet.category,
        "topics": [story for story in bullet.path if story],
        "sources": cited[::-1],
    }


def _outlet_of(link: Link) -> str:
    """What the link shows, without its brackets; the host where it shows nothing."""
    named = _OUTSIDE.sub("", link.text)
    host = _HOST.match(link.url)
    return named or (host[1] if host else "")

"""Who looks at a page, and how: the language, the theme, the moment, and when they were last here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlencode

from dateline.editions import EDITIONS, Edition
from dateline.errors import DateFormError
from dateline.moments import end_of_day, parse_as_of

LANGUAGE, THEME, VISIT = "dateline_language", "dateline_theme", "dateline_visit"  # cookies
THEMES = ("auto", "light", "dark")
KEPT_S = 400 * 24 * 3600  # as long as browsers keep a cookie
AWAY = timedelta(minutes=30)  # whoever was away longer starts a new visit
_PREFERRED = re.compile(r"([a-z]{2})(?:-[a-z]+)?(?:;q=(\d(?:\.\d{1,3})?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """What a page needs to know of whoever looks.

    `problem`: what is wrong with the address, a line for each sentence of it that pages tell.
    `moment` is what the page is as of, `is_now` whether that is today. `last_visit` is the end of the visit before this
    one, None for the first; `visit` is what the cookie that says so has to hold from now on.
    """

    language: str
    theme: str
    moment: datetime
    today: date
    is_now: bool
    last_visit: datetime | None
    visit: str
    path: str
    query: Mapping[str, str]
    problem: str = ""

    @property
    def edition(self) -> Edition:
        """The language that pages and briefs are in."""
        return EDITIONS[self.language]

    def url(self, path: str, **params: str | int | None) -> str:
        """An address on the desk that keeps the moment: each part of the path has to be quoted already."""
        kept = {} if self.is_now else {"as_of": self.query.get("as_of", "")}
        asked = {name: str(value) for name, value in (kept | params).items() if value not in (None, "")}
        return f"{path}?{urlencode(asked)}" if asked else path

    def here(self, **params: str | int | None) -> str:
        """This page with other parameters."""
        return self.url(self.path, **(dict(self.query) | params))


def part(name: str) -> str:
    """A name as one part of an address."""
    return quote(name, safe="")


def read_moment(text: str, now: datetime) -> datetime:
    """The moment that something is asked for as of; never later than the end of today. Raises DateFormError."""
    return min(parse_as_of(text, now), end_of_day(now.date()))


def recognise(
    *, path: str, query: Mapping[str, str], cookies: Mapping[str, str], accepts: str, now: datetime
) -> Viewer:
    """Whoever asks for a page. A moment that cannot be read is told on the page, which is as of today then."""
    last_visit, visit = _follow_visits(cookies.get(VISIT, ""), now)
    problem, moment = "", end_of_day(now.date())
    try:
        moment = read_moment(query.get("as_of") or "today", now)
    except DateFormError as error:
        problem = f"{error.message}\n{error.hint}"
    theme = cookies.get(THEME, "")
    return Viewer(
        language=_choose_language(query.get("lang", ""), cookies.get(LANGUAGE, ""), accepts),
        theme=theme if theme in THEMES else THEMES[0],
        moment=moment,
        today=now.date(),
        is_now=moment == end_of_day(now.date()),
        last_visit=last_visit,
        visit=visit,
        path=f"/{quote(path.lstrip('/'))}",  # two slashes at its beginning would lead to another host
        query=query,
        problem=problem,
    )


def _choose_language(asked: str, kept: str, accepts: str) -> str:
    """The first of what was asked for, kept, and preferred by the browser that the desk has."""
    preferred = sorted(_PREFERRED.findall(accepts), key=lambda one: -float(one[1] or 1))
    wanted = (asked, kept, *(code.casefold() for code, _ in preferred))
    return next((str(code) for code in wanted if code in EDITIONS), "en")


def _follow_visits(kept: str, now: datetime) -> tuple[datetime | None, str]:
    """The end of the visit before this one, and what to keep: that, and the moment of this request, in seconds."""
    numbers = [int(one) if one.isdigit() and len(one) <= 11 else 0 for one in kept.split(".")[:2]]
    before, latest = numbers if len(numbers) == 2 else (0, 0)
    current = int(now.timestamp())
    if latest and current - latest > AWAY.total_seconds():
        before = latest
    last_visit = datetime.fromtimestamp(before, UTC) if 0 < before < current else None
    return last_visit, f"{before}.{current}"

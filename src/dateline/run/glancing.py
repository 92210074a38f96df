"""A situation in the least that tells how it stands: for a page that shows all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dateline.records import Direction, EpisodeState
from dateline.run.briefing import select
from dateline.run.chronicling import list_episodes
from dateline.run.directing import tell_direction
from dateline.situations import tell_state
from dateline.store import Store
from dateline.text import shorten

N_LATEST = 3  # reports that are shown
N_GOING_ON = 4
TITLE_CHARS = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """How many reports, the day of the last, those of the last (id, title), what goes on (kind, name), which way it
    went, and how many reports came to be known after `since`, 0 without one."""

    n_reports: int
    last: date
    latest: tuple[tuple[str, str], ...]
    going_on: tuple[tuple[str, str], ...]
    direction: Direction | None
    n_new: int = 0


def glance(store: Store, about: str, as_of: datetime, since: datetime | None = None) -> Glance | None:
    """A situation or question at a glance as of a moment; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    today = selection.as_of.date()
    days = [one.published_at.date() for one in selection.articles if one.published_at]
    latest = tuple(reversed(selection.articles[-N_LATEST:]))
    ongoing = [
        one
        for one in list_episodes(store, about, as_of) or []
        if one.n_excerpts > 1 and tell_state(one, today) is EpisodeState.ONGOING
    ]
    new = [one for one in selection.articles if since and one.known_at and one.known_at > since]
    return Glance(
        n_reports=len(selection.articles),
        last=max(days),
        latest=tuple((one.article_id, shorten(one.title or one.text, TITLE_CHARS)) for one in latest),
        going_on=tuple((one.kind, one.name) for one in reversed(ongoing[-N_GOING_ON:])),
        direction=tell_direction(store, about, as_of),
        n_new=len(new),
    )

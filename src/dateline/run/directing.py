"""The reports of sixty days on a situation -> which way it went in the last thirty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateline import briefs, situations
from dateline.briefs.attacks import find_attacks
from dateline.briefs.material import quote
from dateline.moments import end_of_day, start_of_day
from dateline.records import Direction, Episode, EventMode, Excerpt, Happening, Modality, Reading
from dateline.run.briefing import Selection, select, without_copies
from dateline.run.chronicling import list_episodes
from dateline.run.excerpts import is_quotable, to_excerpts
from dateline.run.kept import read_kept
from dateline.situations.direction import Signs, find_direction, first_day, middle_day
from dateline.store import Store, View
from dateline.stories.derive import Groups, derive_groups

_FORCE = 4  # the quad class of material conflict
_REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])


def tell_direction(store: Store, about: str, as_of: datetime) -> Direction | None:
    """Which way a situation or question went in the thirty days to a moment; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    return direct(store, selection, list_episodes(store, about, as_of) or ())


def direct(store: Store, selection: Selection, episodes: Sequence[Episode]) -> Direction:
    """The direction of a situation whose reports and episodes are known."""
    view, to = store.view(selection.as_of), selection.as_of.date()
    first = first_day(to)
    recent = read_recent(store, selection, first)
    signs = Signs(
        attacks=list_attacks(recent, first),
        acts=_find_acts(recent),
        n_own=recent.n_reports,
        reports_now=_count(view, middle_day(to), to),
        reports_before=_count(view, first, middle_day(to) - timedelta(days=1)),
        episodes=episodes,
    )
    return find_direction(selection.situation.situation_id, to, signs)


@dataclass(frozen=True, slots=True)
class Recent:
    """What the last reports of a situation tell, copies left out, and the stories they are in."""

    material: briefs.Material
    groups: Groups
    n_reports: int


def read_recent(store: Store, selection: Selection, first: date) -> Recent:
    """The reports of a situation from a day on, read."""
    view = store.view(selection.as_of)
    recent = [one for one in selection.articles if one.published_at is not None and one.published_at.date() >= first]
    groups = derive_groups(view.list_links([article.article_id for article in recent]))
    originals = without_copies(recent, groups)
    readings = read_kept(store, view, originals)
    material = _make_material(selection, to_excerpts(originals, readings), readings)
    return Recent(material, groups, len(originals))


def _make_material(
    selection: Selection, passages: Sequence[Excerpt], readings: Mapping[str, Reading]
) -> briefs.Material:
    """What the counting of attacks needs, and no more."""
    return briefs.Material(
        situation=selection.situation,
        as_of=selection.as_of,
        excerpts=tuple(one for one in passages if is_quotable(one)),
        turning_points=lambda before, limit: [],
        episodes=(),
        findings=(),
        centrality=situations.measure_centrality(selection.articles, selection.relevance),
        own_words=frozenset(),
        n_unread=0,
        reports=selection.articles,
        readings=readings,
        others=tuple(one for one in passages if not is_quotable(one)),
    )


def _count(view: View, first: date, last: date) -> int:
    return view.count_published(start_of_day(first), end_of_day(last))


def list_attacks(recent: Recent, first: date) -> list[Happening]:
    """The deadly attacks from a day on, each once."""
    material = recent.material
    found = find_attacks(material, first) if material.excerpts else []
    return [Happening(day=one.day, killed=one.low, evidence=quote(one.excerpt)) for one in found]


def _find_acts(recent: Recent) -> list[Happening]:
    """What tells an act of force as done, or of people killed: of each story, or report in none, the first."""
    found: dict[str, Happening] = {}
    for excerpt in recent.material.excerpts:
        if _tells_harm(excerpt, recent.material):
            article_id = excerpt.article.article_id
            happening = Happening(day=excerpt.day, killed=excerpt.passage.deaths, evidence=quote(excerpt))
            found.setdefault(recent.groups.story_of(article_id) or article_id, happening)
    return list(found.values())


def _tells_harm(excerpt: Excerpt, material: briefs.Material) -> bool:
    passage = excerpt.passage
    if passage.modality is not Modality.HAPPENED or not material.is_about(excerpt):
        return False
    events = material.events(excerpt)
    acts = (one for one in events if one.quad == _FORCE and one.modality in _REAL and one.statement is None)
    return passage.deaths > 0 or next(acts, None) is not None

"""A situation as of a moment in one look: its reports, stories, actors, places, what goes on, how its actors stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateline.gazetteer import country_name, load_countries
from dateline.records import ActorKind, Article, Bond, Episode, EpisodeState, Reading, Situation, Story, TimelineEntry
from dateline.run.briefing import Selection, read_originals, select
from dateline.run.chronicling import chronicle, list_episodes
from dateline.run.relating import relate
from dateline.run.stories import find_titles, make_story
from dateline.situations import Wanted, tell_bond, tell_state
from dateline.store import Store
from dateline.stories import derive_groups

N_SHOWN = 10  # of stories, actors and places
N_DAYS = 10  # of the timeline
_NOT_ACTORS = frozenset([ActorKind.OUTLET, ActorKind.CIVILIANS, ActorKind.OTHER, ActorKind.PEOPLE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is known of a situation as of a moment. Actors and places come with how many reports name them; `series` are
    the countries whose rows of data belong to it; `episodes` and `relations` those that nothing has ended."""

    situation: Situation
    as_of: datetime
    n_reports: int
    n_outlets: int
    first: date
    last: date
    stories: tuple[Story, ...]
    actors: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    series: tuple[str, ...]
    episodes: tuple[Episode, ...]
    relations: tuple[Bond, ...]
    timeline: tuple[TimelineEntry, ...]


def survey(store: Store, about: str, as_of: datetime) -> Overview | None:
    """The overview of a situation or question; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    today = selection.as_of.date()
    _, readings = read_originals(store, selection)
    related = relate(store, about, as_of)
    episodes = list_episodes(store, about, as_of) or []
    days = [one.published_at.date() for one in selection.articles if one.published_at is not None]
    return Overview(
        situation=selection.situation,
        as_of=selection.as_of,
        n_reports=len(selection.articles),
        n_outlets=len({citation.outlet for one in selection.articles for citation in one.citations}),
        first=min(days),
        last=max(days),
        stories=tuple(_find_stories(store, selection)),
        actors=tuple(_count_actors(readings, selection)),
        places=tuple(_count_places(readings)),
        series=tuple(load_countries()[iso2].iso3 for iso2 in selection.situation.countries),
        episodes=tuple(
            one for one in episodes if one.n_excerpts > 1 and tell_state(one, today) is EpisodeState.ONGOING
        ),
        relations=tuple(
            one for one in (related.bonds if related else ()) if tell_bond(one, today) is EpisodeState.ONGOING
        ),
        timeline=tuple(chronicle(store, about, as_of, Wanted(n_days=N_DAYS)) or ()),
    )


def _find_stories(store: Store, selection: Selection) -> list[Story]:
    """The stories of the reports, those with the latest reports first; none where stories were not made."""
    view = store.view(selection.as_of)
    groups = derive_groups(view.list_links())
    latest: dict[str, Article] = {}
    for article in selection.articles:
        story = groups.story_of(article.article_id)
        if story is not None:
            latest[story] = article
    chosen = sorted(latest, key=lambda one: (str(latest[one].published_at), one), reverse=True)[:N_SHOWN]
    members, titles = groups.members(), find_titles(view)
    articles = view.get_articles([one for story in chosen for one in members[story]])
    return [make_story(story, members[story], groups, articles, titles) for story in chosen]


def _count_actors(readings: Mapping[str, Reading], selection: Selection) -> list[tuple[str, int]]:
    """Named actors by the reports that name them, the situation's own words left out."""
    found: Counter[str] = Counter()
    for reading in readings.values():
        named = {one.name for one in reading.mentions if one.actor_id and one.kind not in _NOT_ACTORS}
        found.update(name for name in named if name[:1].isupper() and not selection.relevance.names_it(name))
    return _most(found)


def _count_places(readings: Mapping[str, Reading]) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for reading in readings.values():
        found.update({f"{one.name}, {country_name(one.country)}" for one in reading.places if _is_site(one.feature)})
    return _most(found)


def _is_site(feature: str) -> bool:
    """Whether a GeoNames feature is smaller than a country."""
    return bool(feature) and not feature.startswith("PCL")


def _most(found: Counter[str]) -> list[tuple[str, int]]:
    ranked: Sequence[tuple[str, int]] = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return list(ranked[:N_SHOWN])

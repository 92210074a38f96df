"""The stories of the store -> situations that the last days suggest."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.gazetteer import find_country
from dateline.records import ActorKind, Mention, Reading
from dateline.run.kept import read_kept
from dateline.run.stories import find_titles, title_of
from dateline.situations import Relevance, Sighting, Suggestion, suggest_situations
from dateline.situations.suggest import RECENT_DAYS, USUAL_DAYS
from dateline.store import Store
from dateline.stories import derive_groups

_KINDS = frozenset(
    [
        ActorKind.COUNTRY,
        ActorKind.GOVERNMENT,
        ActorKind.ARMED_FORCES,
        ActorKind.ARMED_GROUP,
        ActorKind.INTERNATIONAL_ORGANISATION,
        ActorKind.PARTY,
        ActorKind.COMPANY,
    ]
)


def suggest(store: Store, as_of: datetime) -> list[Suggestion]:
    """Situations suggested as of a moment; those that a defined situation looks for already are left out."""
    view = store.view(as_of)
    start = as_of - timedelta(days=RECENT_DAYS + USUAL_DAYS)
    ids = [article_id for article_id, known_at in view.list_arrivals() if known_at > start]
    articles = view.get_articles(ids)
    readings = read_kept(store, view, list(articles.values()))
    groups, titles = derive_groups(view.list_links(ids)), find_titles(view)
    members = groups.members() if titles else {}
    sightings: dict[str, Sighting] = {}
    for article_id in ids:
        article = articles.get(article_id)
        if article is not None and article.published_at is not None:
            story = groups.story_of(article_id) or article_id
            title = title_of(members.get(story, ()), titles) or article.title or article.text
            day = article.published_at.date()
            sightings.setdefault(story, Sighting(story, day, _name_all(readings[article_id]), title))
    known = [Relevance.of(situation) for situation in store.list_situations()]
    found = suggest_situations(list(sightings.values()), as_of.date())
    return [one for one in found if not any(relevance.names_it(one.actors[0]) for relevance in known)]


def _name_all(reading: Reading) -> frozenset[str]:
    return frozenset(name for mention in reading.mentions if (name := _name(mention)))


def _name(mention: Mention) -> str:
    """The name that a situation would be found by: the country of a state's organs, else the actor's own."""
    if mention.kind not in _KINDS:
        return ""
    country = find_country(mention.country) if mention.country else None
    if country is not None and mention.kind in (ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES):
        return country.name
    is_named = mention.name[:1].isupper() and not mention.actor_id.startswith("x-")
    return mention.name if is_named else ""

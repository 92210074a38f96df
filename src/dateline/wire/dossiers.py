"""What is known of an actor, a place, an outlet, and who reports on a situation, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline import run
from dateline.codec import article_to_dict, fields
from dateline.records import Article
from dateline.wire.relations import write_bond
from dateline.wire.searches import write_tally

Line = dict[str, Any]


def write_actor(found: run.ActorDossier) -> Line:
    """What is known of an actor."""
    return {
        **fields(found),
        "names": _write_counts(found.names, "name"),
        "months": _write_counts(found.months, "month"),
        "latest": _write_reports(found.latest),
        "relations": [write_bond(one, found.as_of.date()) for one in found.relations],
        **_write_tallies(actors=found.actors, places=found.places, outlets=found.outlets),
    }


def write_place(found: run.PlaceDossier) -> Line:
    """What is known of a place."""
    return {
        **fields(found),
        "names": _write_counts(found.names, "name"),
        "months": _write_counts(found.months, "month"),
        "latest": _write_reports(found.latest),
        "active": [{"actor_id": side.actor_id, "name": side.name, "n_events": n} for side, n in found.active],
        "near": [
            {"geonames_id": one.place.key, "name": one.place.naming.name, "km": one.km, "n_events": one.n_events}
            for one in found.near
        ],
        **_write_tallies(actors=found.actors, outlets=found.outlets),
    }


def write_source(found: run.SourceDossier) -> Line:
    """What is known of an outlet or a feed."""
    return {
        **fields(found),
        "registered": found.registered.outlet_id if found.registered else None,
        "months": _write_counts(found.months, "month"),
        "latest": _write_reports(found.latest),
        "first_told": [
            {"story": one.story_id, "article_id": one.article.article_id, "n_reports": one.n_reports}
            for one in found.first_told
        ],
        "feeds": [
            {
                "feed": one.health.feed.feed_id,
                "status": one.health.status,
                "alarm": one.health.alarm,
                "last_item_at": one.health.last_item_at,
                "polls": one.polls,
            }
            for one in found.feeds
        ],
        **_write_tallies(languages=found.languages, agencies=found.agencies, actors=found.actors, places=found.places),
    }


def write_cover(found: run.Cover) -> Line:
    """Who reports on a situation."""
    return {**fields(found), "situation": found.situation.situation_id}


def _write_counts(counts: Sequence[tuple[str, int]], name: str) -> list[Line]:
    return [{name: one, "n_reports": n} for one, n in counts]


def _write_tallies(**tallies: Sequence[run.Tally]) -> Line:
    return {name: [write_tally(one) for one in own] for name, own in tallies.items()}


def _write_reports(articles: Sequence[Article]) -> list[Line]:
    return [article_to_dict(one) for one in articles]

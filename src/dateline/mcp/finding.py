"""What is found by search, and what is known of actors and places, in the shapes that tools answer with."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import run
from dateline.mcp import shapes
from dateline.mcp.answers import LEAD_CHARS, Articles, cite, cite_lead, cite_quote, say_moment, shape_bond
from dateline.records import Direction, HeadingKind, Span
from dateline.writers.events import direction_to_dict

MOST_TOLD = 10  # deeds, remarks and relations of a kind in one answer


def shape_results(found: run.Results) -> shapes.Hits:
    """A page of results, each with the words where what was asked for stands."""
    return shapes.Hits(
        as_of=say_moment(found.as_of),
        query=run.write_query(found.query),
        n_reports=found.n_reports,
        reports=[_shape_hit(one) for one in found.hits],
        outlets=_shape_tallies(found.tallies.get(HeadingKind.OUTLET, ())),
        actors=_shape_tallies(found.tallies.get(HeadingKind.ACTOR, ())),
        places=_shape_tallies(found.tallies.get(HeadingKind.PLACE, ())),
        unknown=[f"{one.field.value}:{one.value}" for one in found.unknown],
        next_cursor=found.cursor,
    )


def _shape_hit(hit: run.Hit) -> shapes.Hit:
    article, start = hit.article, hit.snippet.start
    end = start + len(hit.snippet.text)
    is_own = article.text[start:end] == hit.snippet.text
    return shapes.Hit(
        title=article.title,
        lang=article.lang,
        story_id=hit.story_id,
        n_copies=hit.n_copies,
        evidence=cite_lead(article, start, end - start if is_own else LEAD_CHARS),
    )


def shape_actor(found: run.ActorDossier, articles: Articles) -> shapes.ActorShape:
    """What is known of an actor, the latest of each."""
    today = found.as_of.date()
    return shapes.ActorShape(
        as_of=say_moment(found.as_of),
        actor_id=found.actor_id,
        name=found.name,
        kind=found.kind.value,
        country=found.country,
        names=[name for name, _ in found.names],
        offices=[f"{one.role} ({one.first} to {one.last})" for one in found.roles],
        n_reports=found.n_reports,
        n_read=found.n_read,
        said=[_shape_remark(one, found.name, articles) for one in found.said[:MOST_TOLD]],
        did=[_shape_deed(one, articles) for one in found.did[:MOST_TOLD]],
        suffered=[_shape_deed(one, articles) for one in found.suffered[:MOST_TOLD]],
        relations=[shape_bond(one, today) for one in found.relations[:MOST_TOLD]],
        actors=_shape_tallies(found.actors),
        places=_shape_tallies(found.places),
    )


def shape_place(found: run.PlaceDossier, articles: Articles) -> shapes.PlaceShape:
    """What is known of a place, the latest events."""
    return shapes.PlaceShape(
        as_of=say_moment(found.as_of),
        geonames_id=found.geonames_id,
        name=found.name,
        country=found.country,
        admin1=found.admin1,
        lat=found.lat,
        lon=found.lon,
        n_reports=found.n_reports,
        n_read=found.n_read,
        n_events=found.n_events,
        events=[_shape_deed(one, articles) for one in found.events[:MOST_TOLD]],
        active=[side.name for side, _ in found.active],
        actors=_shape_tallies(found.actors),
    )


def shape_direction(found: Direction, moment: str) -> shapes.DirectionShape:
    """Which way a situation went."""
    told = direction_to_dict(found)
    return shapes.DirectionShape(**{**told, "as_of": moment, "evidence": [cite_quote(one) for one in found.evidence]})


def list_cited(*several: Sequence[run.Act | run.Remark]) -> list[str]:
    """The reports whose words are cited."""
    return list(dict.fromkeys(one.article_id for found in several for one in found[:MOST_TOLD]))


def _shape_deed(one: run.Act, articles: Articles) -> shapes.DeedShape:
    return shapes.DeedShape(
        date=one.day.isoformat(),
        what=one.type,
        how=one.modality.value,
        who=[side.name for side in one.sources],
        to_whom=[side.name for side in one.targets],
        place=one.place,
        evidence=_cite(one.evidence, articles),
    )


def _shape_remark(one: run.Remark, speaker: str, articles: Articles) -> shapes.DeedShape:
    return shapes.DeedShape(
        date=one.day.isoformat(),
        what="statement",
        how=one.modality.value,
        who=[speaker],
        to_whom=[],
        place="",
        evidence=_cite(one.evidence, articles),
    )


def _cite(span: Span, articles: Articles) -> list[shapes.Evidence]:
    return [cite(span, articles)] if span.article_id in articles else []


def _shape_tallies(found: Sequence[run.Tally]) -> list[shapes.Tally]:
    return [shapes.Tally(key=one.heading.key, name=one.heading.naming.name, n_reports=one.n_reports) for one in found]

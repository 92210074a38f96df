"""A reading as a line of JSON: every span with its words, and what events and statements name written out."""

from __future__ import annotations

from typing import Any

from dateline.reading import plover_code
from dateline.records import (
    Article,
    Count,
    DateMention,
    Event,
    Mention,
    Place,
    Reading,
    Relation,
    Span,
    Statement,
)

Line = dict[str, Any]


def write_reading(article: Article, reading: Reading) -> Line:
    """The line of an article."""
    dateline = reading.dateline
    return {
        "article_id": article.article_id,
        "lang": reading.lang,
        "support": reading.support,
        "made_by": reading.made_by,
        "dateline": dateline
        and {**write_span(dateline.span), "place": dateline.place, "day": dateline.day, "agency": dateline.agency},
        "sentences": [{**write_span(passage.span), "is_sentence": passage.is_sentence} for passage in reading.passages],
        "n_left": reading.n_left,
        "mentions": [write_mention(mention) for mention in reading.mentions],
        "places": [write_place(place) for place in reading.places],
        "dates": [write_date(one) for one in reading.dates],
        "statements": [_write_statement(statement, reading) for statement in reading.statements],
        "events": [_write_event(event, reading) for event in reading.events],
        "relations": [_write_relation(relation) for relation in reading.relations],
    }


def write_span(span: Span) -> Line:
    """Characters of the article's text, and the words there."""
    return {"start": span.start, "end": span.end, "text": span.quote}


def write_mention(mention: Mention) -> Line:
    """`code` is PLOVER's for the actor (ISO3 or IGO and the like), `sector` its sector."""
    code, sector = plover_code(mention)
    return {
        **write_span(mention.span),
        "actor_id": mention.actor_id,
        "name": mention.name,
        "kind": mention.kind,
        "country": mention.country,
        "code": code,
        "sector": sector,
        "form": mention.form,
        "role": mention.role,
        "candidates": mention.candidates,
    }


def write_place(place: Place) -> Line:
    """A place with its coordinates."""
    return {
        **write_span(place.span),
        "geonames_id": place.geonames_id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature,
        "score": place.score,
        "candidates": place.candidates,
    }


def write_date(one: DateMention) -> Line:
    """A date as an interval of days."""
    return {
        **write_span(one.span),
        "earliest": one.earliest,
        "latest": one.latest,
        "relation": one.relation,
    }


def _write_statement(statement: Statement, reading: Reading) -> Line:
    spans = [span for span in (statement.source, statement.cue, *statement.content) if span is not None]
    return {
        "start": min(span.start for span in spans),
        "end": max(span.end for span in spans),
        "source": statement.source and write_span(statement.source),
        "cue": write_span(statement.cue),
        "content": [write_span(span) for span in statement.content],
        "modality": statement.modality,
        "is_negated": statement.is_negated,
        "is_direct": statement.is_direct,
        "speaker": _refer(statement.speaker, reading),
        "target": _refer(statement.target, reading),
        "nested_in": statement.nested_in,
    }


def _write_event(event: Event, reading: Reading) -> Line:
    place = None if event.place is None else reading.places[event.place]
    when = None if event.when is None else reading.dates[event.when]
    return {
        "event_id": event.event_id,
        **write_span(event.trigger),
        "sentence": event.position,
        "type": event.type,
        "mode": event.mode,
        "context": event.context,
        "quad": event.quad,
        "goldstein": event.goldstein,
        "modality": event.modality,
        "source": [_refer(at, reading) for at in event.source],
        "target": [_refer(at, reading) for at in event.target],
        "place": place and write_place(place),
        "when": {"earliest": event.earliest, "latest": event.latest, "text": when.span.quote if when else ""},
        "counts": [_write_count(count) for count in event.counts],
        "statement": event.statement,
        "is_state": event.is_state,
        "score": event.score,
    }


def _write_relation(relation: Relation) -> Line:
    return {
        **write_span(relation.trigger),
        "sentence": relation.position,
        "kind": relation.kind,
        "change": relation.change,
        "left": write_mention(relation.left),
        "right": write_mention(relation.right),
        "role": relation.role,
        "replaces": relation.replaces and write_mention(relation.replaces),
        "earliest": relation.earliest,
        "latest": relation.latest,
    }


def _write_count(count: Count) -> Line:
    return {
        **write_span(count.span),
        "low": count.low,
        "high": count.high,
        "what": count.what,
        "outcome": count.outcome,
    }


def _refer(at: int | None, reading: Reading) -> Line | None:
    """A mention inside an event or statement, with its place among the mentions."""
    return None if at is None else {"mention": at, **write_mention(reading.mentions[at])}

"""What was understood of a text, for a person: the text with its parts in colour, then each part in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from dateline.records import Article, Count, Event, Mention, Place, Reading, Relation, Span, Statement

STYLES = {
    "mention": "bold cyan",
    "place": "green",
    "date": "yellow",
    "cue": "magenta",
    "content": "italic",
    "event": "bold red",
}


def write_explanation(article: Article, reading: Reading) -> Text:
    """The text in colour with a legend, then its actors, places, dates, statements and events."""
    parts = [_colour(article.text, reading), _legend()]
    parts += [Text(line) for line in _describe(reading)]
    return Text("\n").join(parts)


def _colour(text: str, reading: Reading) -> Text:
    coloured = Text(text)
    spans: list[tuple[str, Span]] = []
    spans += [("content", span) for statement in reading.statements for span in statement.content]
    spans += [("mention", mention.span) for mention in reading.mentions]
    spans += [("place", place.span) for place in reading.places]
    spans += [("date", one.span) for one in reading.dates]
    spans += [("cue", statement.cue) for statement in reading.statements]
    spans += [("event", event.trigger) for event in reading.events if not event.is_state]
    for name, span in spans:
        coloured.stylize(STYLES[name], span.start, span.end)
    return coloured


def _legend() -> Text:
    return Text("  ").join(Text(name, style=style) for name, style in STYLES.items())


def _describe(reading: Reading) -> Iterator[str]:
    yield f"\nLanguage {reading.lang}, support: {reading.support}"
    if reading.mentions:
        yield "\nActors"
        seen = {mention.actor_id or mention.name: mention for mention in reversed(reading.mentions)}
        for actor_id, first in reversed(seen.items()):
            name, kind, country = first.name, first.kind.value, first.country
            words = ", ".join(
                dict.fromkeys(m.span.quote for m in reading.mentions if (m.actor_id or m.name) == actor_id)
            )
            yield f"  {name} ({', '.join(filter(None, (kind, country, actor_id)))}): {words}"
    if reading.places:
        yield "\nPlaces"
        yield from (f"  {place.span.quote}: {_locate(place)}" for place in reading.places)
    if reading.dates:
        yield "\nDates"
        for one in reading.dates:
            yield f"  {one.span.quote}: {one.relation} {one.earliest or '...'} to {one.latest or '...'}"
    if reading.statements:
        yield "\nStatements"
        yield from (f"  {_write_statement(statement, reading.mentions)}" for statement in reading.statements)
    if reading.events:
        yield "\nEvents"
        yield from (f"  {_write_event(event, reading)}" for event in reading.events)
    if reading.relations:
        yield "\nRelations"
        yield from (f"  {_write_relation(relation)}" for relation in reading.relations)


def _locate(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return "not resolved"
    around = place.admin1 or place.country
    return f"{place.name}, {around} ({place.lat:.2f}, {place.lon:.2f}), GeoNames {place.geonames_id}"


def _write_statement(statement: Statement, mentions: Sequence[Mention]) -> str:
    who = statement.source.quote if statement.source else "nobody named"
    if statement.speaker is not None:
        who = f"{who} ({mentions[statement.speaker].name})"
    what = " ... ".join(span.quote for span in statement.content)
    manner = "not " if statement.is_negated else ""
    return f"{who} {manner}{statement.modality.value} [{statement.cue.quote}]: {what}"


def _write_event(event: Event, reading: Reading) -> str:
    sources = ", ".join(reading.mentions[at].name for at in event.source) or "?"
    targets = ", ".join(reading.mentions[at].name for at in event.target)
    head = event.type + (f"/{event.mode}" if event.mode else "")
    parts = [
        f"{head} [{event.trigger.quote}] {event.modality.value}: {sources}" + (f" -> {targets}" if targets else "")
    ]
    if event.place is not None:
        parts.append(f"at {reading.places[event.place].name}")
    if event.when is not None:
        parts.append(f"on {reading.dates[event.when].span.quote}")
    parts += [_write_count(count) for count in event.counts]
    if event.context:
        parts.append(f"context {', '.join(event.context)}")
    return "; ".join(parts)


def _write_relation(relation: Relation) -> str:
    kind = relation.kind.value.replace("_", " ")
    after = f", after {relation.replaces.name}" if relation.replaces is not None else ""
    role = f" ({relation.role})" if relation.role else ""
    told = f"{relation.left.name} {kind} {relation.right.name}{role} {relation.change.value}{after}"
    return f"{told} [{relation.trigger.quote}]"


def _write_count(count: Count) -> str:
    if count.high is None:
        number = f"{count.low:,} or more"
    elif count.high == count.low:
        number = f"{count.low:,}"
    else:
        number = f"{count.low:,} to {count.high:,}"
    return " ".join(filter(None, (number, count.what, count.outcome)))

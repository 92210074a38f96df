"""What the reader understood of a passage: its dates, statements and events, found in the reading of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.languages import LANGUAGES, main_part
from dateline.records import DateMention, Event, EventMode, Excerpt, Mention, Reading, Span, Statement

# The readings of the reports, by article id; a report without one has nothing that was understood.
Readings = Mapping[str, Reading]
UNREAL = frozenset({EventMode.DENIED, EventMode.HYPOTHETICAL})
AHEAD = frozenset({EventMode.PLANNED, EventMode.DEMANDED, EventMode.THREATENED, EventMode.EXPECTED})


def dates_in(readings: Readings, span: Span) -> list[DateMention]:
    """The times named within a stretch of a report, in order."""
    reading = readings.get(span.article_id)
    start, end = span.start, span.end
    return [d for d in reading.dates if start <= d.span.start and d.span.end <= end] if reading else []


def mentions_in(readings: Readings, span: Span) -> list[Mention]:
    """The actors named within a stretch of a report, in order."""
    reading = readings.get(span.article_id)
    start, end = span.start, span.end
    return [m for m in reading.mentions if start <= m.span.start and m.span.end <= end] if reading else []


def statements_in(readings: Readings, excerpt: Excerpt) -> list[Statement]:
    """The statements whose cue stands in the passage."""
    reading = readings.get(excerpt.article.article_id)
    start, end = excerpt.passage.span.start, excerpt.passage.span.end
    return [s for s in reading.statements if start <= s.cue.start and s.cue.end <= end] if reading else []


def events_in(readings: Readings, excerpt: Excerpt) -> list[Event]:
    """The events, without the states of things, that the passage tells or speaks of."""
    reading = readings.get(excerpt.article.article_id)
    found = reading.events if reading else ()
    start, end = excerpt.passage.span.start, excerpt.passage.span.end
    return [e for e in found if not e.is_state and start <= e.trigger.start and e.trigger.end <= end]


def is_unreal(readings: Readings, excerpt: Excerpt) -> bool:
    """Whether all that the main part of the passage tells is denied, or was or is only a possibility."""
    end = excerpt.passage.span.start + len(main_part(excerpt.text, LANGUAGES["en"]))
    main = [event.modality for event in events_in(readings, excerpt) if event.trigger.start < end]
    return bool(main) and all(modality in UNREAL for modality in main)


def is_doubtful(readings: Readings, excerpt: Excerpt) -> bool:
    """Whether the passage tells as possible or denied what nobody in it is said to say: "alleged", "reportedly"."""
    return any(event.modality in UNREAL and event.statement is None for event in events_in(readings, excerpt))


def is_sourced(statements: Iterable[Statement]) -> bool:
    """Whether any of the statements names who makes it."""
    return any(statement.source is not None for statement in statements)

"""What was read in a report (docs/reading.md)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from dateline.records import ActorKind, Change, EventMode, Form, RelationKind, StatementMode
from dateline.web.api.schemas.common import Answer, Words


class DatelineAnswer(Words):
    """What stands before the first sentence."""

    place: str
    day: date | None
    agency: str


class SentenceWords(Words):
    """A sentence, or a line that is none."""

    is_sentence: bool


class MentionAnswer(Words):
    """Words that stand for an actor; `code` and `sector` are PLOVER's."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str
    code: str
    sector: str
    form: Form
    role: str
    candidates: list[str]


class MentionRef(MentionAnswer):
    """A mention, with its place among the mentions."""

    mention: Annotated[int, Field(ge=0)]


class PlaceAnswer(Words):
    """Words that name a place, in degrees (WGS 84)."""

    geonames_id: str
    name: str
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    feature: str
    score: float
    candidates: list[str]


class DateAnswer(Words):
    """Words that name days, both ends included."""

    earliest: date | None
    latest: date | None
    relation: str


class StatementAnswer(Answer):
    """Who said what; `nested_in` is the place among the statements of the one that it stands in."""

    start: int
    end: int
    source: Words | None
    cue: Words
    content: list[Words]
    modality: StatementMode
    is_negated: bool
    is_direct: bool
    speaker: MentionRef | None
    target: MentionRef | None
    nested_in: int | None


class CountAnswer(Words):
    """A number as a range, and what it counts."""

    low: int
    high: int | None
    what: str
    outcome: str


class WhenAnswer(Answer):
    """The days of an event, and the words that name them."""

    earliest: date | None
    latest: date | None
    text: str


class EventAnswer(Words):
    """Who did what to whom, in PLOVER."""

    event_id: str
    sentence: int
    type: str
    mode: str
    context: list[str]
    quad: int
    goldstein: float
    modality: EventMode
    source: list[MentionRef | None]
    target: list[MentionRef | None]
    place: PlaceAnswer | None
    when: WhenAnswer
    counts: list[CountAnswer]
    statement: int | None
    is_state: bool
    score: float


class RelationAnswer(Words):
    """What a sentence states of a relation."""

    sentence: int
    kind: RelationKind
    change: Change
    left: MentionAnswer
    right: MentionAnswer
    role: str
    replaces: MentionAnswer | None
    earliest: date | None
    latest: date | None


class ReadingAnswer(Answer):
    """Everything that was read in a report. `n_left`: sentences of a very long text that were not read."""

    article_id: str
    lang: str
    support: str
    made_by: str
    dateline: DatelineAnswer | None
    sentences: list[SentenceWords]
    n_left: int
    mentions: list[MentionAnswer]
    places: list[PlaceAnswer]
    dates: list[DateAnswer]
    statements: list[StatementAnswer]
    events: list[EventAnswer]
    relations: list[RelationAnswer]

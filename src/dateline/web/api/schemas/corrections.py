"""What users decide: about reports of a situation, and about stories."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dateline.records import ActorKind, CorrectionKind
from dateline.web.api.schemas.common import MOST_IDS, Answer, Id, Page, Request

Reports = Annotated[list[Id], Field(min_length=1, max_length=MOST_IDS)]


class DecisionKind(StrEnum):
    """Whether reports belong in a situation."""

    KEEP = "keep"
    REJECT = "reject"


class DecisionRequest(Request):
    """Reports that belong in a situation, or do not."""

    kind: DecisionKind
    article_ids: Reports


class MergeRequest(Request):
    """The story, or a report of it, that is one with the story of the address."""

    other: Id


class SplitRequest(Request):
    """Reports that do not belong in the story."""

    article_ids: Reports


class PinRequest(Request):
    """A report that belongs in the story."""

    article_id: Id


class RenameRequest(Request):
    """What a story is to be called."""

    title: Annotated[str, Field(min_length=1, max_length=500)]


class WordsRequest(Request):
    """Words of a report, and the id of what they stand for. `to` null: nobody, or no place. `everywhere`: in every
    report where the same words are read so; `was`: which is wrong, where the words are read as several."""

    report: Id
    words: Annotated[str, Field(min_length=1, max_length=200)]
    to: Annotated[str | None, Field(min_length=1, max_length=200)]
    everywhere: bool = False
    was: Annotated[str | None, Field(max_length=200)] = None


class KnownActorAnswer(Answer):
    """An actor by itself; `country` is ISO 3166-1 alpha-3 or empty."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str
    role: str


class KnownPlaceAnswer(Answer):
    """A place by itself, in degrees (WGS 84); `population` is 0 where it is unknown."""

    geonames_id: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: Annotated[int, Field(ge=0)]


class MeantAnswer(Answer):
    """What words of a report stand for: `actor` or `place`, null for nobody or no place. `starts`: where the words
    stand in the report; `was` and `was_name`: what was read there; `is_everywhere`: in every report."""

    words: str
    starts: list[Annotated[int, Field(ge=0)]]
    was: str
    was_name: str
    is_everywhere: bool
    actor: KnownActorAnswer | None
    place: KnownPlaceAnswer | None


class CorrectionAnswer(Answer):
    """A decision about `left`, a report. `right` is, by the kind, an earlier report, a situation, the id that words
    stand for, or empty; `title` what a story is called; `number` takes it back."""

    kind: CorrectionKind
    left: str
    right: str
    made_at: datetime
    number: int
    title: str
    meant: MeantAnswer | None
    undone_at: datetime | None


class LoggedAnswer(CorrectionAnswer):
    """A decision, with the sentence that tells it."""

    words: str


class LogPage(Page):
    """Decisions of every kind, the latest first; those with `undone_at` hold no more."""

    items: list[LoggedAnswer]


class CorrectionPage(Page):
    """Decisions that hold, in the order they were made."""

    items: list[CorrectionAnswer]


class MadeAnswer(Answer):
    """How many decisions were made."""

    n_made: Annotated[int, Field(ge=0)]


class NotedAnswer(Answer):
    """That a decision is kept, and what the update of the stories did; null where there was nothing to update."""

    n_reports: int | None
    n_links: int | None
    n_taken_back: int | None

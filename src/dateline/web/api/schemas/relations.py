"""How actors stand to each other, and where a situation spreads."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from dateline.records import ActorKind, EpisodeState, RelationKind
from dateline.web.api.schemas.common import Answer, Page, SpanAnswer

Weight = Annotated[float, Field(ge=-10, le=10)]


class PartyAnswer(Answer):
    """An actor as a side of relations; `country` is ISO 3166-1 alpha-3 or empty."""

    key: str
    name: str
    kind: ActorKind
    country: str


class BondAnswer(Answer):
    """A relation as it stands. `begun` and `ended` are null where no report says so; `ended_by`: it is only known that
    it had ended by that day. `replaces`: who held the office before."""

    kind: RelationKind
    left: PartyAnswer
    right: PartyAnswer
    role: str
    state: EpisodeState
    begun: date | None
    first_reported: date
    last_reported: date
    ended: date | None
    ended_by: bool
    ended_word: str
    replaces: PartyAnswer | None
    n_reports: Annotated[int, Field(ge=1)]
    confidence: Annotated[float, Field(ge=0, le=1)]
    evidence: list[SpanAnswer]


class Goer(Answer):
    """Who went, and on which day, where that is known."""

    party: PartyAnswer
    day: date | None


class Comer(Answer):
    """Who came, and on which day."""

    party: PartyAnswer
    day: date


class HandoverAnswer(Answer):
    """Some out and others in, in the same place."""

    of: PartyAnswer
    kind: RelationKind
    out: list[Goer]
    into: list[Comer]
    evidence: list[SpanAnswer]


class RelationsAnswer(Answer):
    """Relations as of a day, and who replaced whom."""

    relations: list[BondAnswer]
    changes: list[HandoverAnswer]


class MonthAnswer(Answer):
    """A month of a pair (its first day): the mean weight of the deeds, and how many of each quad class (words and deeds
    of cooperation, words and deeds of conflict). Evidence: the gravest deed, then the friendliest."""

    month: date
    score: Weight
    quads: Annotated[list[int], Field(min_length=4, max_length=4)]
    evidence: list[SpanAnswer]


class TurnAnswer(Answer):
    """A month from which two actors stood otherwise: mean scores before and after."""

    month: date
    before: Weight
    after: Weight


class CourseAnswer(Answer):
    """What two actors did to each other."""

    left: PartyAnswer
    right: PartyAnswer
    n_deeds: Annotated[int, Field(ge=1)]
    months: list[MonthAnswer]
    turns: list[TurnAnswer]


class CoursePage(Page):
    """Pairs, the busiest first."""

    items: list[CourseAnswer]


class SiteAnswer(Answer):
    """An event at a place."""

    day: date
    place: str
    evidence: SpanAnswer


class RegionMonth(Answer):
    """How many events a month had."""

    month: date
    n_events: Annotated[int, Field(ge=1)]


class RegionAnswer(Answer):
    """A region with its events; `lat` and `lon`, in degrees, are where they are on average."""

    country: str
    admin1: str
    n_events: Annotated[int, Field(ge=1)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    months: list[RegionMonth]
    first: SiteAnswer
    last: SiteAnswer


class NeighbourAnswer(SiteAnswer):
    """A neighbour (ISO 3166-1 alpha-3) that was drawn in, with its first event."""

    country: str


class SpreadAnswer(Answer):
    """Regions, the most hit first, and neighbours."""

    regions: list[RegionAnswer]
    neighbours: list[NeighbourAnswer]

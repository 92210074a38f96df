"""What is known of an actor, a place, an outlet; who reports on a situation (docs/search.md)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from dateline.records import ActorKind, EventMode, StatementMode
from dateline.web.api.schemas.common import Answer, SpanAnswer
from dateline.web.api.schemas.relations import BondAnswer
from dateline.web.api.schemas.reports import ReportRecord
from dateline.web.api.schemas.searches import MonthCount, TallyAnswer
from dateline.web.api.schemas.sources import FailureAnswer, PollAnswer

Number = Annotated[int, Field(ge=0)]


class NameCount(Answer):
    """A name, and how many reports use it."""

    name: str
    n_reports: Annotated[int, Field(ge=1)]


class RoleAnswer(Answer):
    """An office that reports name with an actor, and the first and last day of them."""

    role: str
    n_reports: Annotated[int, Field(ge=1)]
    first: date
    last: date


class SideAnswer(Answer):
    """An actor as a report names it; the id is empty for nobody who can be told."""

    actor_id: str
    name: str


class DeedAnswer(Answer):
    """An event that a report tells of. `quad`: words of cooperation (1), deeds of it, words of conflict, deeds of it
    (4)."""

    day: date
    type: str
    quad: int
    modality: EventMode
    sources: list[SideAnswer]
    targets: list[SideAnswer]
    place: str
    place_id: str
    article_id: str
    outlet: str
    evidence: SpanAnswer


class RemarkAnswer(Answer):
    """What somebody is said to have said."""

    day: date
    modality: StatementMode
    is_direct: bool
    content: str
    article_id: str
    outlet: str
    evidence: SpanAnswer


class Dossier(Answer):
    """What all dossiers have: counts over all reports, and the latest of them."""

    as_of: datetime
    name: str
    country: str
    n_reports: Number
    n_read: Number
    months: list[MonthCount]
    latest: list[ReportRecord]


class ActorDossierAnswer(Dossier):
    """An actor. Remarks, deeds and relations are those of the `n_read` latest reports; `did`: it is the source,
    `suffered`: the target; `n_said` and so on count what is not shown too."""

    actor_id: str
    kind: ActorKind
    names: list[NameCount]
    roles: list[RoleAnswer]
    said: list[RemarkAnswer]
    did: list[DeedAnswer]
    suffered: list[DeedAnswer]
    n_said: Number
    n_did: Number
    n_suffered: Number
    relations: list[BondAnswer]
    actors: list[TallyAnswer]
    places: list[TallyAnswer]
    outlets: list[TallyAnswer]
    situations: list[str]


class ActiveAnswer(SideAnswer):
    """Who takes part in events at a place."""

    n_events: Annotated[int, Field(ge=1)]


class NearAnswer(Answer):
    """A place near another."""

    geonames_id: str
    name: str
    km: Annotated[float, Field(ge=0)]
    n_events: Number


class PlaceDossierAnswer(Dossier):
    """A place. Events and who is active are of the `n_read` latest reports."""

    geonames_id: str
    admin1: str
    feature: str
    lat: float | None
    lon: float | None
    names: list[NameCount]
    events: list[DeedAnswer]
    n_events: Number
    active: list[ActiveAnswer]
    actors: list[TallyAnswer]
    outlets: list[TallyAnswer]
    near: list[NearAnswer]
    situations: list[str]


class FirstToldAnswer(Answer):
    """A story that the outlet was the first to tell."""

    story: str
    article_id: str
    n_reports: Annotated[int, Field(ge=1)]


class FeedReportAnswer(Answer):
    """A feed of the outlet: how it is, and its last polls."""

    feed: str
    status: str
    alarm: str
    last_item_at: datetime | None
    polls: list[PollAnswer]


class OutletDossierAnswer(Dossier):
    """An outlet, or one feed. `registered`: its id in the registry; `n_copies` and `n_agency` are of the `n_read`
    latest reports: texts that another printed before, and texts of agencies. Feeds and failures are as they are now."""

    owner: str
    is_agency: bool
    registered: str | None
    languages: list[TallyAnswer]
    n_copies: Number
    n_agency: Number
    agencies: list[TallyAnswer]
    actors: list[TallyAnswer]
    places: list[TallyAnswer]
    first_told: list[FirstToldAnswer]
    feeds: list[FeedReportAnswer]
    failures: list[FailureAnswer]


class OutletCoverAnswer(Answer):
    """An outlet in a situation. `n_own`: reports that are no copies and carry no agency's text; `is_silent`: none came
    for longer than chance explains."""

    name: str
    country: str
    owner: str
    n_reports: Annotated[int, Field(ge=1)]
    n_own: Number
    first: date
    last: date
    is_silent: bool


class CoverAnswer(Answer):
    """Who reports on a situation. Pairs have a name, month or Monday, and how many reports; `quiet_feeds` the day of
    the last report; `gaps` the first and the last day without one."""

    situation: str
    as_of: datetime
    n_reports: Annotated[int, Field(ge=1)]
    n_origins: Annotated[int, Field(ge=1)]
    outlets: list[OutletCoverAnswer]
    languages: list[tuple[str, int]]
    countries: list[tuple[str, int]]
    owners: list[tuple[str, int]]
    months: list[tuple[str, int]]
    weeks: list[tuple[date, int]]
    quiet_feeds: list[tuple[str, date]]
    n_days: Number
    n_days_without: Number
    gaps: list[tuple[date, date]]

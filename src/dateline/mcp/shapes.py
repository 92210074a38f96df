"""What the tools answer: pydantic models, which are also what a model is told to expect."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field


class Evidence(BaseModel):
    """Words of a report: `quote` is `text[start:end]` of it. `published_at` is a day where only the day is known."""

    article_id: str
    outlet: str
    url: str | None
    published_at: str | None
    quote: str
    start: int
    end: int


class Data(BaseModel):
    """Rows of data, or counts over the reports, that a sentence was computed from."""

    series: str
    rows: list[dict[str, str | int | float]]
    source: str
    released_at: str


class Asked(BaseModel):
    """What every answer says: the moment that it is as of."""

    as_of: str


class SituationShape(BaseModel):
    """A defined situation."""

    situation: str
    title: str
    countries: list[str]
    terms: list[str]


class Situations(BaseModel):
    """The situations that are defined."""

    situations: list[SituationShape]


class Hit(BaseModel):
    """A report that was found; its evidence is where what was asked for stands in it. `n_copies`: other reports of the
    same text."""

    title: str
    lang: str
    story_id: str
    n_copies: int
    evidence: Evidence


class Tally(BaseModel):
    """An outlet, actor or place, with how many of the reports are under it; `key` is its id."""

    key: str
    name: str
    n_reports: int


class Hits(Asked):
    """Reports, the best first. `n_reports` counts all that were found; the tallies are of them. `unknown`: filters
    whose name no report is under. `next_cursor` asks for more."""

    query: str
    n_reports: int
    reports: list[Hit]
    outlets: list[Tally]
    actors: list[Tally]
    places: list[Tally]
    unknown: list[str]
    next_cursor: str | None


class Report(Asked):
    """One report, whole or as much of it as was asked for. `is_cut`: there is more from `next_start` on."""

    article_id: str
    title: str
    lang: str
    outlets: list[str]
    n_chars: int
    is_cut: bool
    next_start: int | None
    evidence: Evidence


class BriefSentence(BaseModel):
    """A sentence with what it rests on."""

    text: str
    kind: str
    confidence: str
    note: str | None
    evidence: list[Evidence]
    data: list[Data]


class BriefSection(BaseModel):
    """One of the four parts."""

    title: str
    sentences: list[BriefSentence]


class BriefShape(Asked):
    """The four parts about one situation, and what could not be seen."""

    situation: str
    title: str
    version: str
    n_reports: int
    n_outlets: int
    gaps: list[str]
    sections: list[BriefSection]


class Day(BaseModel):
    """A day that matters; the evidence says what happened, in reports' own words."""

    date: str
    n_reports: int
    evidence: list[Evidence]


class Timeline(Asked):
    """Days in order."""

    about: str
    days: list[Day]


class EpisodeShape(BaseModel):
    """Something that began and went on."""

    kind: str
    name: str
    state: str
    started: str
    ended: str | None
    last_reported: str
    n_reports: int
    evidence: list[Evidence]


class Episodes(Asked):
    """Episodes by their start."""

    about: str
    episodes: list[EpisodeShape]


class RelationShape(BaseModel):
    """How two actors stand to each other: the left one does it."""

    kind: str
    left: str
    right: str
    role: str
    state: str
    since: str | None
    first_reported: str
    last_reported: str
    ended: str | None
    n_reports: int
    confidence: Annotated[float, Field(ge=0, le=1)]
    evidence: list[Evidence]


class Relations(Asked):
    """Relations, and how many there are where not all are shown."""

    about: str
    n_found: int
    relations: list[RelationShape]


class DeedShape(BaseModel):
    """An event that a report tells of, or a statement of somebody; `what` is its kind, `how` whether it happened, was
    denied, promised and so on."""

    date: str
    what: str
    how: str
    who: list[str]
    to_whom: list[str]
    place: str
    evidence: list[Evidence]


class ActorShape(Asked):
    """What is known of an actor: counts over all reports, the rest of the latest `n_read`."""

    actor_id: str
    name: str
    kind: str
    country: str
    names: list[str]
    offices: list[str]
    n_reports: int
    n_read: int
    said: list[DeedShape]
    did: list[DeedShape]
    suffered: list[DeedShape]
    relations: list[RelationShape]
    actors: list[Tally]
    places: list[Tally]


class PlaceShape(Asked):
    """What is known of a place: counts over all reports, the events of the latest `n_read`."""

    geonames_id: str
    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    n_reports: int
    n_read: int
    n_events: int
    events: list[DeedShape]
    active: list[str]
    actors: list[Tally]


class DirectionShape(Asked):
    """Which way a situation went in the `days` days to `to`. Pairs count these days, then as many before."""

    situation: str
    state: str
    reason: str
    to: str
    days: int
    deadly_attacks: list[int]
    killed_at_least: list[int]
    reports_of_force_or_deaths: list[int]
    reports_in_store: list[int]
    evidence: list[Evidence]


class StoryShape(Asked):
    """The reports of one event. Reports that rest on one text or agency are one origin: copies are one witness."""

    story_id: str
    title: str
    n_reports: int
    n_origins: int
    origins: list[str]
    first_at: str | None
    last_at: str | None
    evidence: list[Evidence]


class ReasonShape(BaseModel):
    """Why a claim does not stand; `part` is the part of the claim that it is about."""

    aspect: str
    verdict: str
    reason: str
    part: str
    evidence: Evidence | None


class ClaimShape(BaseModel):
    """A claim with its verdict. `score`: how likely it is that the evidence bears all of it."""

    claim: str
    verdict: str
    score: Annotated[float, Field(ge=0, le=1)]
    evidence: list[Evidence]
    reasons: list[ReasonShape]


class ClaimTestShape(BaseModel):
    """A claim that something rose or fell, and what one series says to it: agrees, disagrees, no clear change, or
    cannot be tested. `is_shaky`: one period makes it so, or periods vary as much by themselves. `words` say it; where
    `evidence` is empty, they are the user's."""

    outcome: str
    is_shaky: bool
    text: str
    words: str
    evidence: list[Evidence]
    data: list[Data]


class ClaimTests(Asked):
    """Claims held against figures; none where nothing is said to have risen or fallen."""

    tests: list[ClaimTestShape]


class Verdicts(Asked):
    """Verdicts on every claim of a text. `against`: what it was held against."""

    against: str
    n_searched: int
    claims: list[ClaimShape]

"""What a report names: actors, places and days, each at its span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.spans import Span


class ActorKind(StrEnum):
    """What an actor is. Each kind has a PLOVER sector: reading/actors/sectors.toml."""

    COUNTRY = "country"  # the state as a whole: "Mali", "Paris" for France
    GOVERNMENT = "government"  # a government, its organs and its office holders
    LEGISLATURE = "legislature"
    COURT = "court"
    ARMED_FORCES = "armed_forces"
    POLICE = "police"
    ARMED_GROUP = "armed_group"
    PARTY = "party"  # parties and opposition
    INTERNATIONAL_ORGANISATION = "international_organisation"
    NGO = "ngo"
    COMPANY = "company"
    OUTLET = "outlet"
    PEOPLE = "people"  # an ethnic or religious people, a nation's people
    CIVILIANS = "civilians"
    CRIMINALS = "criminals"
    PERSON = "person"  # a person whose office is not known
    OTHER = "other"


class Form(StrEnum):
    """How an actor is named."""

    NAME = "name"
    NOMINAL = "nominal"  # "the ministry", "Mali's military leader"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for an actor.

    `actor_id` is stable across articles for actors of the actor book ("fra-gov-foreign"), and made from the folded
    name for others ("x-..."); empty where the words stand for nobody who can be told. `name` is the fullest
    name known, `country` ISO 3166-1 alpha-3 or empty, `role` the office as dated by the actor book or the text.
    `candidates` are the other actor ids that the words may stand for: ambiguity is kept.
    """

    span: Span
    actor_id: str
    name: str
    kind: ActorKind
    form: Form = Form.NAME
    country: str = ""
    role: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words that name a place. `geonames_id` is empty, and lat and lon None, where it could not be resolved.

    lat and lon in degrees (WGS 84); `country` ISO 3166-1 alpha-3; `admin1` the GeoNames name of the first-order
    division; `feature` the GeoNames feature code (PPLC, ADM1, PCLI, ...); `score` 0 to 1: how sure.
    """

    span: Span
    geonames_id: str
    name: str
    lat: float | None
    lon: float | None
    country: str = ""
    admin1: str = ""
    feature: str = ""
    score: float = 0.0
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An actor by itself, without words that stand for it; the fields are those of a mention."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place by itself, without words that name it; the fields are those of a place, `population` 0 where unknown.

    A point that a user set by hand has an id made from its coordinates ("x-16.2700,-0.0400").
    """

    geonames_id: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    feature: str = ""
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Words that name a time, as the interval of days they stand for, both ends included.

    `earliest` is None for "until ..." without a beginning, `latest` None for what goes on ("since 2012").
    `relation` is "on", "since", "until", "before", "after" or "for" (a duration: "for two months").
    """

    span: Span
    earliest: date | None
    latest: date | None
    relation: str = "on"

"""What is looked for, what reports are filed under, and what a search of the store gives out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HeadingKind(StrEnum):
    """What reports are filed under. Actors, places and countries are those that a report names."""

    OUTLET = "outlet"
    AGENCY = "agency"
    SOURCE = "source"  # the feed or file that a report came from
    LANGUAGE = "language"
    ACTOR = "actor"
    PLACE = "place"
    COUNTRY = "country"


KINDS = tuple(
    HeadingKind
)  # in an order that stays: the last three bits of a heading's id are the place of its kind here


class Field(StrEnum):
    """What a search can ask for besides words: each is written before a colon."""

    OUTLET = "outlet"
    AGENCY = "agency"
    SOURCE = "source"
    LANGUAGE = "lang"
    ACTOR = "actor"
    PLACE = "place"
    COUNTRY = "country"
    STORY = "story"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand in a report one after the other; with `is_prefix` the last of them only begins one."""

    text: str
    is_prefix: bool = False

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a term needs a text")


@dataclass(frozen=True, slots=True)
class Filter:
    """A name, id or code that a report has to be filed under; with `is_excluded` must not be."""

    field: Field
    value: str
    is_excluded: bool = False

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError(f"the filter {self.field}: needs a value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: reports with all `terms`, none of `without`, that pass the filters and were published from
    `since` to `until`. Of outlets, sources, languages and stories a report needs one of those asked for; of actors,
    places, countries, agencies and situations all. An empty query asks for every report."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None


class Sort(StrEnum):
    """The order of what is found."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that a user gave a name to, as the line that was typed."""

    name: str
    line: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name that a heading has in reports. `sort`: of an actor its ActorKind, of a place the GeoNames feature code;
    `detail`: of an actor the office, of a place the first-order division; `country` ISO 3166-1 alpha-3 or empty."""

    name: str
    sort: str = ""
    country: str = ""
    detail: str = ""
    lat: float | None = None
    lon: float | None = None
    is_listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One heading that a report is filed under, by the name that it has there and the events it tells of it."""

    kind: HeadingKind
    key: str
    naming: Naming
    n_events: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An outlet, actor, place and so on with its usual name as of a moment, and how many reports are under it, where
    that was asked for."""

    heading_id: int
    kind: HeadingKind
    key: str
    naming: Naming
    n_reports: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingCount:
    """How many reports use a name, when the first and the last of them appeared."""

    naming: Naming
    n_reports: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Cards:
    """What a list of reports needs of each, by column. `published` as it is kept: the order of texts is that of time;
    `headings`: the ids of those that a report is listed under, as `codec.pack_numbers` has them."""

    numbers: Sequence[int]
    published: Sequence[str]
    sizes: Sequence[int]
    headings: Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardQuery:
    """What the store looks up: reports with all `terms` and none of `without`, under a heading of each group and under
    none of `barred`, of `among` where that is given and none of `outside` (numbers of reports), published from `since`
    to before `until`, that came to the store no later than the report `ceiling`."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    barred: tuple[int, ...] = ()
    among: frozenset[int] | None = None
    outside: frozenset[int] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    ceiling: int | None = None

"""How things run over months: the deeds of two actors towards each other, and where the events of a situation are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.records.mentions import Place
from dateline.records.readings import Excerpt
from dateline.records.situations import Party


@dataclass(frozen=True, slots=True)
class Deed:
    """An event between two actors: its PLOVER quad class (1 and 2 cooperate, 3 and 4 are in conflict; odd ones in
    words, even ones in deeds) and its weight from -10 to 10 (Goldstein)."""

    day: date
    source: Party
    target: Party
    type: str
    quad: int
    goldstein: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMonth:
    """What two actors did to each other in a month: `score` is the mean Goldstein weight of the deeds, -10 to 10, and
    `quads` how many of each class there were."""

    month: date
    score: float
    quads: tuple[int, int, int, int]
    lowest: Deed
    highest: Deed

    @property
    def n_deeds(self) -> int:
        """How many deeds."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Turn:
    """A month from which two actors stood otherwise to each other: the mean scores before and after."""

    month: date
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Two actors month by month, months without a deed left out, and the turns."""

    left: Party
    right: Party
    months: tuple[PairMonth, ...]
    turns: tuple[Turn, ...] = ()

    @property
    def n_deeds(self) -> int:
        """How many deeds in all."""
        return sum(month.n_deeds for month in self.months)


@dataclass(frozen=True, slots=True)
class Site:
    """An event of a situation, at a place that could be resolved; `quad` is its PLOVER quad class."""

    day: date
    place: Place
    quad: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A first-order division (or a country, where no more is said) with its events: how many by month, the first, the
    last, and where they are on average (degrees)."""

    country: str
    admin1: str
    months: tuple[tuple[date, int], ...]
    first: Site
    last: Site
    lat: float
    lon: float

    @property
    def n_events(self) -> int:
        """How many events."""
        return sum(n for _, n in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Where the events of a situation are: regions, the most hit first; and the neighbours (ISO 3166-1 alpha-3) that
    were drawn in, each with its first event."""

    regions: tuple[Region, ...]
    neighbours: tuple[tuple[str, Site], ...]

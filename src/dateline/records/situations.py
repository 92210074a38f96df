"""What a brief is about, and what is found over reports: episodes, relations and their changes, turning points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.mentions import ActorKind
from dateline.records.readings import Excerpt
from dateline.records.relations import Change, Relation, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a brief is about: the user's definition, or one derived from a free-text question.

    A report belongs when it matches at least one phrase of every group in `facets` and, in its title or
    lead, none of `exclude`. `actors` maps a full name to its other spellings.
    """

    situation_id: str
    title: str
    facets: tuple[tuple[str, ...], ...]
    exclude: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        if not self.facets or not all(self.facets):
            raise ValueError("a situation needs at least one term to look for")


class EpisodeState(StrEnum):
    """What is known of an episode at a moment: that it ended, that it was reported lately, or nothing for long."""

    ENDED = "ended"
    ONGOING = "ongoing"
    SILENT = "no report since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Something that began, with the excerpts that say so; `ended` is None while nothing says it ended."""

    kind: str
    name: str
    started: Excerpt
    last: Excerpt
    ended: Excerpt | None
    n_excerpts: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a side of relations: `key` tells it from others (a state and its government, army and ministers are
    one), `country` is ISO 3166-1 alpha-3 or empty."""

    key: str
    name: str
    kind: ActorKind
    country: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report states of a relation, with the sentence that does."""

    relation: Relation
    excerpt: Excerpt

    @property
    def day(self) -> date:
        """The day it speaks of: that of the report, or an earlier one that it names. A month or a year is no day, but
        what goes on can do so since one."""
        first, last = self.relation.earliest, self.relation.latest
        if first is None or (first != last and self.relation.change is not Change.GOES_ON):
            return self.excerpt.day
        is_now = last is not None and first <= self.excerpt.day <= last
        return self.excerpt.day if is_now else min(first, self.excerpt.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A relation between two actors over time, with the claims it rests on.

    `begun` is None where no report says when it began, `ended` while none says that it did; `last` is the latest claim
    that it is there. An office can be `ended` by a claim of who held it next: it had ended by then. `role`: the title
    of an office, `replaces` who held it before. `n_reports`: how many state it.
    """

    kind: RelationKind
    left: Party
    right: Party
    first: Claim
    last: Claim
    begun: Claim | None = None
    ended: Claim | None = None
    n_reports: int = 1
    role: str = ""
    replaces: Party | None = None

    @property
    def came(self) -> Claim:
        """The claim of its beginning; where there is none, the first that it was there."""
        return self.begun or self.first

    def other(self, party: Party) -> Party:
        """The side that a party is not."""
        return self.right if self.left.key == party.key else self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Some out and others in, in the same place: an office, or the security of a country. Both in the order of time."""

    of: Party
    out: tuple[Bond, ...]
    into: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """An excerpt that a chronology of the situation should hold, with the score it was chosen by."""

    excerpt: Excerpt
    score: float

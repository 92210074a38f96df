"""What a brief is about, and what is found over many reports: episodes, turning points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.readings import Excerpt


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
class TurningPoint:
    """An excerpt that a chronology of the situation should hold, with the score it was chosen by."""

    excerpt: Excerpt
    score: float

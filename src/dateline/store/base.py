"""What a store can do, in domain words: no SQL, cursor or session leaves an implementation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dateline.records import Article, Failure, Observation, Reading, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStats:
    """How much a store holds."""

    n_articles: int
    n_undated: int
    n_readings: int
    n_failures: int
    n_situations: int
    n_observations: int
    first_at: str | None
    last_at: str | None
    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


class Writer(Protocol):
    """One transaction: all of it lands, or none. Each `add` skips what is there already."""

    def add_articles(self, articles: Iterable[Article], fetched_at: datetime) -> int:
        """Keep the articles; the number that were new."""

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what was read; a reading by the same reader is never replaced."""

    def add_failures(self, failures: Iterable[Failure], failed_at: datetime) -> int:
        """Keep the failures; the number that were new."""

    def add_observations(self, observations: Iterable[Observation]) -> int:
        """Keep the rows of data; the number that were new."""

    def put_situation(self, situation: Situation) -> bool:
        """Define or redefine a situation; whether anything changed."""


class View(Protocol):
    """What was public by one moment; nothing later can be seen through it."""

    @property
    def as_of(self) -> datetime:
        """The moment."""

    def find_articles(self, facets: Sequence[Sequence[str]], *, since: datetime | None = None) -> list[Article]:
        """Articles with a phrase of every facet, by (published_at, article_id)."""

    def count_articles(self, facets: Sequence[Sequence[str]]) -> int:
        """How many articles `find_articles` would give."""

    def get_readings(self, article_ids: Sequence[str], made_by: str) -> dict[str, Reading]:
        """The readings there are, by article id."""

    def get_observations(self, iso3: Sequence[str]) -> list[Observation]:
        """Released rows on the countries, by series and period; of several releases, the last."""


class Store(Protocol):
    """A place that keeps records."""

    def view(self, as_of: datetime) -> View:
        """Reads as of a moment."""

    def write(self) -> AbstractContextManager[Writer]:
        """One transaction."""

    def list_situations(self) -> list[Situation]:
        """All situations, by id."""

    def list_failures(self, limit: int) -> list[Failure]:
        """The failures, the latest first."""

    def get_stats(self) -> StoreStats:
        """Counts over the whole store."""

    def close(self) -> None:
        """Let go of it."""

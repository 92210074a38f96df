"""What was read in a report: passages with their spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateline.records.events import Event, Statement
from dateline.records.mentions import DateMention, Mention, Place
from dateline.records.relations import Relation
from dateline.records.reports import Article
from dateline.records.spans import Span


class Modality(StrEnum):
    """How a passage stands to the world: told as done, or only said, planned, wanted, feared."""

    HAPPENED = "happened"
    PLANNED = "planned"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of an article with what was read in it. `span.quote` is its text.

    `acts` are the classes of act that its main part tells (languages/en/cues.toml names the PLOVER type
    of each), the heaviest first; `mentions` those it only speaks of. `is_hearsay`: told of others, or in
    doubt. `position` counts the sentences before it. `deaths` is the largest number of killed people that
    its main part states, `names` the proper names in it.
    """

    span: Span
    position: int
    is_sentence: bool
    acts: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    modality: Modality = Modality.HAPPENED
    is_attributed: bool = False
    is_hearsay: bool = False
    deaths: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What stands before the first sentence of a report: "BAMAKO, Nov 6 (Reuters) -"."""

    span: Span
    place: str = ""
    day: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read in one article by one reader (`made_by` = name@version#config).

    `passages` are its sentences in order. Statements and events name mentions, places and dates by their place in
    these tuples. `support` is "full", "cues" (statements by data alone, no events) or "none". `n_left` counts the
    sentences of a very long text that were not read.
    """

    article_id: str
    made_by: str
    passages: tuple[Passage, ...]
    lang: str = "en"
    support: str = "full"
    n_left: int = 0
    dateline: Dateline | None = None
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage together with the report it stands in: what timelines and briefs choose from."""

    article: Article
    passage: Passage

    @property
    def text(self) -> str:
        """The words of the source, unchanged."""
        return self.passage.span.quote

    @property
    def published_at(self) -> datetime:
        """When the report appeared. Raises ValueError for an undated report, which no view gives out."""
        if self.article.published_at is None:
            raise ValueError(f"report {self.article.article_id} is undated")
        return self.article.published_at

    @property
    def day(self) -> date:
        """The day the report appeared."""
        return self.published_at.date()

    @property
    def order(self) -> tuple[datetime, str]:
        """What excerpts are sorted by: when the report appeared, then its id, so that no order is left to chance."""
        return self.published_at, self.article.article_id

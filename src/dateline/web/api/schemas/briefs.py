"""Briefs (docs/brief-json.md), versions, and what changed between them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from dateline.records import BriefChangeKind, Confidence, SentenceKind, SentenceNote
from dateline.web.api.parameters import Language, Length
from dateline.web.api.schemas.common import MOST_NAME, Answer, Page, Request


class OutletAnswer(Answer):
    """An outlet that carries a report."""

    outlet: str
    url: str | None


class QuoteAnswer(Answer):
    """Words in a report: `quote` is `text[start:end]` of the source with this `article_id`. `published_at` is a day
    where only the day is known, else a moment."""

    article_id: str
    outlet: str
    url: str | None
    outlets: list[OutletAnswer]
    published_at: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: str


class RowsAnswer(Answer):
    """Rows of data, or counts over the reports."""

    series: str
    rows: list[dict[str, str | int | float]]
    source: str
    released_at: date


class SentenceAnswer(Answer):
    """A sentence with what it rests on."""

    text: str
    kind: SentenceKind
    confidence: Confidence
    note: SentenceNote | None
    evidence: list[QuoteAnswer | RowsAnswer]


class SectionAnswer(Answer):
    """One of the four parts."""

    title: str
    sentences: list[SentenceAnswer]


class SourceAnswer(Answer):
    """A report that the brief cites."""

    number: Annotated[int, Field(ge=1)]
    article_id: str
    outlet: str
    url: str | None
    outlets: list[OutletAnswer]
    published_at: str
    title: str
    text: str


class CoverageAnswer(Answer):
    """What the brief could see. `n_origins` is null where copies were not looked for."""

    n_articles: int
    n_outlets: int
    n_origins: int | None
    languages: dict[str, int]
    from_: Annotated[date, Field(alias="from")]
    to: date
    gaps: list[str]


class BriefAnswer(Answer):
    """The four parts about one situation as of one moment."""

    situation: str
    title: str
    as_of: datetime
    made_by: str
    version: str
    language: str
    sections: list[SectionAnswer]
    sources: list[SourceAnswer]
    coverage: CoverageAnswer


class BriefRequest(Request):
    """The brief that is to be kept."""

    about: Annotated[str, Field(min_length=1, max_length=MOST_NAME, description="A situation, or a question.")]
    as_of: Annotated[str, Field(min_length=1, max_length=60, description="The moment that it is as of.")] = "today"
    since: Annotated[
        str, Field(max_length=60, description="Tell first what is new since the brief of that moment.")
    ] = ""
    length: Length = Length.STANDARD
    language: Language = Language.EN


class VersionAnswer(Answer):
    """A kept brief by its name, a digest of all that is in it."""

    version: str
    situation: str
    title: str
    as_of: datetime
    kept_at: datetime
    made_by: str


class VersionPage(Page):
    """Kept briefs, the last kept first."""

    items: list[VersionAnswer]


class ChangeAnswer(Answer):
    """A sentence that differs: `old` is null where it was added, `new` where it was removed."""

    kind: BriefChangeKind
    section: str
    old: str | None
    new: str | None


class DifferenceAnswer(Answer):
    """What changed between two kept briefs."""

    old: VersionAnswer
    new: VersionAnswer
    changes: list[ChangeAnswer]

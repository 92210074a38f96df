"""Reports, and what a reader does with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dateline.records import MarkKind
from dateline.web.api.schemas.common import MOST_IDS, Answer, Id, Page, Request


class ReportHead(Answer):
    """A report without its text. `published_at` is a day where only the day is known, else a moment in UTC."""

    article_id: str
    source_id: str
    outlet: str
    url: str | None
    outlets: list[str]
    title: str
    lang: str
    published_at: str | None
    topics: list[str]


class ReportRecord(ReportHead):
    """A report as it is kept."""

    text: str


class ReportAnswer(ReportRecord):
    """A report as it is kept, with what a reader did with it."""

    marks: list[MarkKind]


class ReportPage(Page):
    """Reports, the latest first."""

    items: list[ReportAnswer]


class MarksRequest(Request):
    """Mark reports as read or saved, or take the mark away."""

    kind: MarkKind
    article_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_IDS)]
    on: bool = True


class MarksAnswer(Answer):
    """The marks that those of the reports have now that the store holds."""

    marks: dict[str, list[MarkKind]]

"""Searches, and what they find (docs/search.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from dateline.records import Field as SearchField
from dateline.records import HeadingKind, Sort
from dateline.web.api.schemas.common import Answer, Page, Request
from dateline.web.api.schemas.reports import ReportHead

MOST_LINE = 2_000  # characters of a query
Number = Annotated[int, Field(ge=0)]
Mark = Annotated[list[Number], Field(min_length=2, max_length=2)]


class TallyAnswer(Answer):
    """An outlet, actor, place and so on, with how many reports are under it; `key` is what a filter takes."""

    key: str
    name: str
    n_reports: Annotated[int, Field(ge=1)]


class MonthCount(Answer):
    """How many reports a month (2025-11) has."""

    month: str
    n_reports: Annotated[int, Field(ge=1)]


class SnippetAnswer(Answer):
    """Words of a report from its character `start` on; `marks`: where in `text` what was asked for stands."""

    text: str
    start: Number
    marks: list[Mark]


class HitAnswer(ReportHead):
    """A report that was found. `title_marks`: as the snippet's, of the title; `n_copies`: other reports of its text."""

    title_marks: list[Mark]
    snippet: SnippetAnswer
    story: str | None
    n_copies: Number


class FilterAnswer(Answer):
    """A part of a query that names something."""

    field: SearchField
    value: str
    is_excluded: bool


class NamedAnswer(Answer):
    """What a name in a query stands for: the keys of all that have it."""

    field: SearchField
    value: str
    stands_for: list[str]


class ResultsPage(Answer):
    """A page of what is found. `n_reports` counts all, `n_counted` those that tallies and months are of. `unknown`:
    parts of the query whose name no report is under; `n_unfiled`: reports whose actors and places are not known yet.
    `cursor` asks for the next page, null on the last."""

    query: str
    as_of: datetime
    sort: Sort
    n_reports: Number
    n_counted: Number
    hits: list[HitAnswer]
    tallies: dict[HeadingKind, list[TallyAnswer]]
    months: list[MonthCount]
    named: list[NamedAnswer]
    unknown: list[FilterAnswer]
    n_unfiled: Number
    cursor: str | None


class SearchRequest(Request):
    """A search that is to be kept."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    q: Annotated[str, Field(max_length=MOST_LINE, description="The query; empty asks for all.")]


class SearchAnswer(Answer):
    """A search that was kept, as the line that was typed."""

    name: str
    line: str
    made_at: datetime


class SearchPage(Page):
    """Searches by name."""

    items: list[SearchAnswer]

"""Stories."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from dateline.records import LinkKind
from dateline.web.api.schemas.common import Answer, Page


class OriginAnswer(Answer):
    """Reports that rest on one text or one agency, and so count as one witness."""

    name: str
    article_ids: list[str]
    reason: str


class StoryRecord(Answer):
    """The reports of one event."""

    story_id: str
    thread_id: str
    title: str
    article_ids: list[str]
    origins: list[OriginAnswer]
    first_at: datetime | None
    last_at: datetime | None


class StoryAnswer(StoryRecord):
    """A story in a list."""

    n_reports: Annotated[int, Field(ge=1)]
    n_origins: Annotated[int, Field(ge=1)]


class StoryPage(Page):
    """Stories, those with the latest reports first."""

    items: list[StoryAnswer]


class LinkAnswer(Answer):
    """One decision that ties reports together, with its reason in words."""

    kind: LinkKind
    left: str
    right: str
    score: Annotated[float, Field(ge=0, le=1)]
    reason: str
    made_by: str
    made_at: datetime | None


class StoryReport(Answer):
    """A report in a story: who stands behind its outlet, and the link that put it there."""

    article_id: str
    title: str
    published_at: datetime | None
    outlet: str
    url: str | None
    lang: str
    country: str
    owner: str
    link: LinkAnswer


class StoryPlace(Answer):
    """A place that the reports name, and how often."""

    geonames_id: str
    name: str
    lat: float | None
    lon: float | None
    n: Annotated[int, Field(ge=1)]


class ShownAnswer(StoryAnswer):
    """A story with everything in it."""

    reports: list[StoryReport]
    places: list[StoryPlace]
    links: list[LinkAnswer]

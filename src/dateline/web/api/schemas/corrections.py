"""What users decide: about reports of a situation, and about stories."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from dateline.records import CorrectionKind
from dateline.web.api.schemas.common import MOST_IDS, Answer, Id, Page, Request

Reports = Annotated[list[Id], Field(min_length=1, max_length=MOST_IDS)]


class DecisionKind(StrEnum):
    """Whether reports belong in a situation."""

    KEEP = "keep"
    REJECT = "reject"


class DecisionRequest(Request):
    """Reports that belong in a situation, or do not."""

    kind: DecisionKind
    article_ids: Reports


class MergeRequest(Request):
    """The story, or a report of it, that is one with the story of the address."""

    other: Id


class SplitRequest(Request):
    """Reports that do not belong in the story."""

    article_ids: Reports


class PinRequest(Request):
    """A report that belongs in the story."""

    article_id: Id


class CorrectionAnswer(Answer):
    """A decision about `left`, a report, and `right`, an earlier report or a situation; `number` takes it back."""

    kind: CorrectionKind
    left: str
    right: str
    made_at: datetime
    number: int


class CorrectionPage(Page):
    """Decisions that hold, in the order they were made."""

    items: list[CorrectionAnswer]


class MadeAnswer(Answer):
    """How many decisions were made."""

    n_made: Annotated[int, Field(ge=0)]


class NotedAnswer(Answer):
    """That a decision is kept, and what the update of the stories did; null where there was nothing to update."""

    n_reports: int | None
    n_links: int | None
    n_taken_back: int | None

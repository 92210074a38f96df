"""What requests and answers look like: pydantic models, from which the description of the API is made.

Answers are built in `dateline.wire` and `dateline.codec`; these models only describe them. tests/web/api hold every
answer against its model, and no field of an answer may be missing here.
"""

from __future__ import annotations

from dateline.web.api.schemas.audits import AuditAnswer, AuditRequest
from dateline.web.api.schemas.briefs import BriefAnswer, BriefRequest, DifferenceAnswer, VersionAnswer, VersionPage
from dateline.web.api.schemas.common import Answer, HealthAnswer, Problem
from dateline.web.api.schemas.corrections import (
    CorrectionPage,
    DecisionRequest,
    LoggedAnswer,
    LogPage,
    MadeAnswer,
    MergeRequest,
    NotedAnswer,
    PinRequest,
    SplitRequest,
)
from dateline.web.api.schemas.readings import ReadingAnswer
from dateline.web.api.schemas.relations import CoursePage, RelationsAnswer, SpreadAnswer
from dateline.web.api.schemas.reports import MarksAnswer, MarksRequest, ReportAnswer, ReportPage
from dateline.web.api.schemas.situations import (
    BackgroundAnswer,
    DefinedAnswer,
    DefinitionRequest,
    EntryPage,
    EpisodePage,
    OverviewAnswer,
    SituationAnswer,
    SituationPage,
    SuggestionPage,
)
from dateline.web.api.schemas.sources import FailurePage, FeedAnswer, FeedPage, StatsAnswer
from dateline.web.api.schemas.stories import ShownAnswer, StoryPage

__all__ = [
    "Answer",
    "AuditAnswer",
    "AuditRequest",
    "BackgroundAnswer",
    "BriefAnswer",
    "BriefRequest",
    "CorrectionPage",
    "CoursePage",
    "DecisionRequest",
    "DefinedAnswer",
    "DefinitionRequest",
    "DifferenceAnswer",
    "EntryPage",
    "EpisodePage",
    "FailurePage",
    "FeedAnswer",
    "FeedPage",
    "HealthAnswer",
    "LogPage",
    "LoggedAnswer",
    "MadeAnswer",
    "MarksAnswer",
    "MarksRequest",
    "MergeRequest",
    "NotedAnswer",
    "OverviewAnswer",
    "PinRequest",
    "Problem",
    "ReadingAnswer",
    "RelationsAnswer",
    "ReportAnswer",
    "ReportPage",
    "ShownAnswer",
    "SituationAnswer",
    "SituationPage",
    "SplitRequest",
    "SpreadAnswer",
    "StatsAnswer",
    "StoryPage",
    "SuggestionPage",
    "VersionAnswer",
    "VersionPage",
]

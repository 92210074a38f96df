"""What requests and answers look like: pydantic models, from which the description of the API is made.

Answers are built in `dateline.wire` and `dateline.codec`; these models only describe them. tests/web/api hold every
answer against its model, and no field of an answer may be missing here.
"""

from __future__ import annotations

from dateline.web.api.schemas.alerts import (
    AddedRuleAnswer,
    AlertPage,
    DirectionAnswer,
    RulePage,
    RuleRequest,
)
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
    RenameRequest,
    SplitRequest,
    WordsRequest,
)
from dateline.web.api.schemas.dossiers import ActorDossierAnswer, CoverAnswer, OutletDossierAnswer, PlaceDossierAnswer
from dateline.web.api.schemas.measures import ClaimTestsAnswer, MeasuresAnswer
from dateline.web.api.schemas.readings import ReadingAnswer
from dateline.web.api.schemas.relations import CoursePage, RelationsAnswer, SpreadAnswer
from dateline.web.api.schemas.reports import MarksAnswer, MarksRequest, ReportAnswer, ReportPage
from dateline.web.api.schemas.searches import ResultsPage, SearchAnswer, SearchPage, SearchRequest
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
    "ActorDossierAnswer",
    "AddedRuleAnswer",
    "AlertPage",
    "Answer",
    "AuditAnswer",
    "AuditRequest",
    "BackgroundAnswer",
    "BriefAnswer",
    "BriefRequest",
    "ClaimTestsAnswer",
    "CorrectionPage",
    "CoursePage",
    "CoverAnswer",
    "DecisionRequest",
    "DefinedAnswer",
    "DefinitionRequest",
    "DifferenceAnswer",
    "DirectionAnswer",
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
    "MeasuresAnswer",
    "MergeRequest",
    "NotedAnswer",
    "OutletDossierAnswer",
    "OverviewAnswer",
    "PinRequest",
    "PlaceDossierAnswer",
    "Problem",
    "ReadingAnswer",
    "RelationsAnswer",
    "RenameRequest",
    "ReportAnswer",
    "ReportPage",
    "ResultsPage",
    "RulePage",
    "RuleRequest",
    "SearchAnswer",
    "SearchPage",
    "SearchRequest",
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
    "WordsRequest",
]

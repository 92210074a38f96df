"""Every record that Dateline keeps or hands on. All are frozen; none knows where it is stored.

FeedItem ─ fetch ─> Page ─ extract ─> Extraction ─> Article ─ read ─> Passage ─┐
               Article ── same text, same story ─> Link ─> Story               │
                                                          Situation ───────────┼─> Brief (Section > Sentence > Evidence)
                                                          Observation (a row) ─┘
"""

from __future__ import annotations

from dateline.records.briefs import (
    COUNTED,
    Brief,
    Confidence,
    Coverage,
    Evidence,
    Finding,
    Observation,
    QuoteEvidence,
    Row,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    SentenceNote,
    Source,
)
from dateline.records.checks import Aspect, Audit, AuditedSentence, Check, Difference, DifferenceKind, Reason, Verdict
from dateline.records.courses import Course, Deed, PairMonth, Region, Site, Spread, Turn
from dateline.records.events import Count, Event, EventMode, Statement, StatementMode
from dateline.records.links import COPY_KINDS, Correction, CorrectionKind, Link, LinkKind, Origin, Story
from dateline.records.mentions import ActorKind, DateMention, Form, Mention, Place
from dateline.records.models import ModelCall
from dateline.records.readings import Dateline, Excerpt, Modality, Passage, Reading
from dateline.records.relations import Change, Relation, RelationKind
from dateline.records.reports import NO_ABOUT, About, Article, Citation, Failure
from dateline.records.situations import (
    Bond,
    Claim,
    Episode,
    EpisodeState,
    Handover,
    Party,
    Situation,
    TurningPoint,
)
from dateline.records.sources import (
    ALIVE,
    Extraction,
    Feed,
    FeedDocument,
    FeedItem,
    FeedState,
    Page,
    PageKind,
    Poll,
    PollReason,
    QueuedItem,
    SitemapPart,
    Visit,
)
from dateline.records.spans import Span
from dateline.records.timelines import TimelineEntry, Told

__all__ = [
    "ALIVE",
    "COPY_KINDS",
    "COUNTED",
    "NO_ABOUT",
    "About",
    "ActorKind",
    "Article",
    "Aspect",
    "Audit",
    "AuditedSentence",
    "Bond",
    "Brief",
    "Change",
    "Check",
    "Citation",
    "Claim",
    "Confidence",
    "Correction",
    "CorrectionKind",
    "Count",
    "Course",
    "Coverage",
    "DateMention",
    "Dateline",
    "Deed",
    "Difference",
    "DifferenceKind",
    "Episode",
    "EpisodeState",
    "Event",
    "EventMode",
    "Evidence",
    "Excerpt",
    "Extraction",
    "Failure",
    "Feed",
    "FeedDocument",
    "FeedItem",
    "FeedState",
    "Finding",
    "Form",
    "Handover",
    "Link",
    "LinkKind",
    "Mention",
    "Modality",
    "ModelCall",
    "Observation",
    "Origin",
    "Page",
    "PageKind",
    "PairMonth",
    "Party",
    "Passage",
    "Place",
    "Poll",
    "PollReason",
    "QueuedItem",
    "QuoteEvidence",
    "Reading",
    "Reason",
    "Region",
    "Relation",
    "RelationKind",
    "Row",
    "RowEvidence",
    "Section",
    "Sentence",
    "SentenceKind",
    "SentenceNote",
    "Site",
    "SitemapPart",
    "Situation",
    "Source",
    "Span",
    "Spread",
    "Statement",
    "StatementMode",
    "Story",
    "TimelineEntry",
    "Told",
    "Turn",
    "TurningPoint",
    "Verdict",
    "Visit",
]

"""Every record that Dateline keeps or hands on. All are frozen; none knows where it is stored.

FeedItem ─ fetch ─> Page ─ extract ─> Extraction ─> Article ─ read ─> Passage ─┐
               Article ── same text, same story ─> Link ─> Story               │
                                                          Situation ───────────┼─> Brief (Section > Sentence > Evidence)
                                                          Observation (a row) ─┘
"""

from __future__ import annotations

from dateline.records.briefs import (
    Brief,
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
    Source,
)
from dateline.records.events import Count, Event, EventMode, Statement, StatementMode
from dateline.records.links import COPY_KINDS, Correction, CorrectionKind, Link, LinkKind, Origin, Story
from dateline.records.mentions import ActorKind, DateMention, Form, Mention, Place
from dateline.records.readings import Dateline, Excerpt, Modality, Passage, Reading
from dateline.records.relations import Change, Relation, RelationKind
from dateline.records.reports import NO_ABOUT, About, Article, Citation, Failure
from dateline.records.situations import Episode, EpisodeState, Situation, TurningPoint
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
    "NO_ABOUT",
    "About",
    "ActorKind",
    "Article",
    "Brief",
    "Change",
    "Citation",
    "Correction",
    "CorrectionKind",
    "Count",
    "Coverage",
    "DateMention",
    "Dateline",
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
    "Link",
    "LinkKind",
    "Mention",
    "Modality",
    "Observation",
    "Origin",
    "Page",
    "PageKind",
    "Passage",
    "Place",
    "Poll",
    "PollReason",
    "QueuedItem",
    "QuoteEvidence",
    "Reading",
    "Relation",
    "RelationKind",
    "Row",
    "RowEvidence",
    "Section",
    "Sentence",
    "SentenceKind",
    "SitemapPart",
    "Situation",
    "Source",
    "Span",
    "Statement",
    "StatementMode",
    "Story",
    "TimelineEntry",
    "Told",
    "TurningPoint",
    "Visit",
]

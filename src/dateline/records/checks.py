"""A claim held against what it is said to rest on: a verdict, a score, and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.records.reports import Article
from dateline.records.spans import Span


class Verdict(StrEnum):
    """How the sources stand to a claim. Contradicted needs words that say otherwise; where nothing can be told, it is
    not checkable."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_SUPPORTED = "not supported"
    NOT_CHECKABLE = "not checkable"


class Aspect(StrEnum):
    """What of a claim a reason is about."""

    NAME = "name"
    ROLE = "role"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NEGATION = "negation"
    MODALITY = "modality"
    ATTRIBUTION = "attribution"
    COMPARISON = "comparison"
    CAUSE = "cause"
    QUOTE = "quote"
    OUTLET = "outlet"
    STALE = "stale"
    TALK = "talk"  # of a model, about itself or its task
    WHOLE = "whole"  # the sentence as such


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a claim does not stand. `start` and `end` are the characters of the claim that it is about."""

    aspect: Aspect
    verdict: Verdict
    text: str
    start: int
    end: int
    evidence: Span | None = None

    def __post_init__(self) -> None:
        if self.verdict is Verdict.CONTRADICTED and self.evidence is None:
            raise ValueError("a contradiction needs the words that say otherwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`score` 0 to 1: how likely it is that the evidence bears the whole claim. `evidence`: the best lines first."""

    claim: str
    verdict: Verdict
    score: float
    evidence: tuple[Span, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedSentence:
    """A sentence of an audited text: its characters, and a check of each claim in it (`starts`: where each begins)."""

    text: str
    start: int
    end: int
    starts: tuple[int, ...]
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of its claims: contradicted, then not supported, then not checkable."""
        found = {check.verdict for check in self.checks}
        order = (Verdict.CONTRADICTED, Verdict.NOT_SUPPORTED, Verdict.NOT_CHECKABLE)
        return next((verdict for verdict in order if verdict in found), Verdict.SUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A text held against reports as of a moment. `reports` are those that any check cites, by id."""

    title: str
    text: str
    as_of: datetime
    made_by: str
    sentences: tuple[AuditedSentence, ...]
    reports: tuple[Article, ...]
    n_searched: int


class DifferenceKind(StrEnum):
    """How two reports of one event stand to each other."""

    AGREE = "agree"
    UPDATE = "update"
    CONFLICT = "conflict"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What two lines tell of one thing; `left` is not the later one.

    `outcome`: killed, wounded, arrested, kidnapped, displaced, missing, released, infected, or empty. The counts are
    the words of each number with its bound ("at least 30"); None for a denial.
    """

    kind: DifferenceKind
    left: Span
    right: Span
    outcome: str = ""
    left_count: Span | None = None
    right_count: Span | None = None

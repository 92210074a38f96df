"""Texts held against reports."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dateline.records import Aspect, Verdict
from dateline.run.auditing import MAX_CHARS
from dateline.web.api.schemas.common import MOST_NAME, Answer, Request, Words


class AuditRequest(Request):
    """A text, and the reports to hold it against: those of a situation or question, else all."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_CHARS)]
    situation: Annotated[str | None, Field(min_length=1, max_length=MOST_NAME)] = None
    as_of: Annotated[str, Field(min_length=1, max_length=60)] = "today"


class CitedWords(Words):
    """Words of a report, and who carries it."""

    article_id: str
    outlets: list[str]
    published_at: str | None
    urls: list[str]


class ReasonAnswer(Answer):
    """Why a claim does not stand; `text` is the part of the claim that it is about."""

    aspect: Aspect
    verdict: Verdict
    reason: str
    text: str
    evidence: CitedWords | None


class ClaimAnswer(Answer):
    """A claim with its verdict; `score`: how likely it is that the evidence bears all of it."""

    text: str
    start: Annotated[int, Field(ge=0)]
    verdict: Verdict
    score: Annotated[float, Field(ge=0, le=1)]
    evidence: list[CitedWords]
    reasons: list[ReasonAnswer]


class AuditedAnswer(Answer):
    """A sentence of the text: characters `start` to before `end` of it, and the worst verdict of its claims."""

    sentence: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    verdict: Verdict
    claims: list[ClaimAnswer]


class AuditAnswer(Answer):
    """The sentences of the text; `against`: what it was held against, `n_searched`: how many reports that are."""

    as_of: str
    against: str
    n_searched: Annotated[int, Field(ge=0)]
    sentences: list[AuditedAnswer]

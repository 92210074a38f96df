"""What is measured in the countries of a situation (docs/measures.md)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from dateline.records import Outcome, Way
from dateline.web.api.schemas.briefs import RowsAnswer
from dateline.web.api.schemas.common import Answer, SpanAnswer


class ValueAnswer(Answer):
    """A value for a period, and the day it became public."""

    from_: Annotated[date, Field(alias="from")]
    to: date
    value: float
    released_at: date
    source: str


class SeriesAnswer(Answer):
    """A series, in order of period; `iso3` is the country's ISO 3166-1 alpha-3."""

    series: str
    iso3: str
    country: str
    measure: str
    unit: str
    rows: list[ValueAnswer]


class FindingAnswer(Answer):
    """What the rows tell."""

    kind: str
    text: str
    evidence: RowsAnswer


class MeasuresAnswer(Answer):
    """The series of a situation's countries, and what they tell, the weightiest first."""

    series: list[SeriesAnswer]
    findings: list[FindingAnswer]


class TrendAnswer(Answer):
    """Words that say of violence, security, displacement or refugees that it rose or fell, and of where and when; `way`
    is that of the count: "security worsened" is up, in deaths. `is_denied`: they say that it did not go that way."""

    topic: str
    way: Way
    is_denied: bool
    iso3: str
    place: str
    speaker: str
    from_: Annotated[date | None, Field(alias="from")]
    to: date | None
    reported: date
    outlet: str
    words: SpanAnswer
    sentence: SpanAnswer


class ClaimTestAnswer(Answer):
    """What one series says to a claim. `is_shaky`: one period makes it so, or periods vary as much by themselves."""

    outcome: Outcome
    is_shaky: bool
    text: str
    claim: TrendAnswer
    evidence: RowsAnswer | None


class ClaimTestsAnswer(Answer):
    """Claims held against figures; none where nothing is said to have risen or fallen."""

    tests: list[ClaimTestAnswer]

"""What is measured in the countries of a situation (docs/measures.md)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from dateline.web.api.schemas.briefs import RowsAnswer
from dateline.web.api.schemas.common import Answer


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

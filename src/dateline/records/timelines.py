"""The timeline of a situation: what was told of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of a report, with the days it names. `position` counts the report's sentences from 0; `n_outlets` is
    how many outlets carry the report."""

    span: Span
    published: date
    days: tuple[date, ...]
    position: int
    lang: str
    n_outlets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """What reports tell of one day. `n_reports`: how many of them name the day."""

    day: date
    evidence: tuple[Span, ...]
    n_reports: int

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.day}: a timeline's entry without evidence")

    @property
    def text(self) -> str:
        """The sentences, as they stand in their reports."""
        return " ".join(span.quote for span in self.evidence)

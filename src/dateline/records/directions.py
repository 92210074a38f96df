"""Whether a situation got worse or better, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.briefs import QuoteEvidence


class DirectionState(StrEnum):
    """How the last days stand to as many before them, or that the reports are too few for an answer."""

    DETERIORATED = "deteriorated"
    UNCHANGED = "unchanged"
    IMPROVED = "improved"
    UNKNOWN = "too few reports to say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something bad that a report tells as done: its day, how many were killed in it at least, and where it is told."""

    day: date
    killed: int
    evidence: QuoteEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Which way a situation went in the `days` days to `to`, against as many before.

    `n_now`, `n_before`: deadly attacks; `deaths_*`: people killed in them, by the lowest counts; `acts_*`: reports of
    force or deaths, one of each story; `reports_*`: all reports that the store has of the days, without copies, which
    the counts are held against. `evidence`: words of the deadliest reports, of the last days and then of those before.
    """

    situation_id: str
    state: DirectionState
    reason: str
    to: date
    days: int
    n_now: int = 0
    n_before: int = 0
    deaths_now: int = 0
    deaths_before: int = 0
    acts_now: int = 0
    acts_before: int = 0
    reports_now: int = 0
    reports_before: int = 0
    evidence: tuple[QuoteEvidence, ...] = ()

"""Claims that something countable rose or fell, and what the released figures say to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.briefs import RowEvidence
from dateline.records.readings import Excerpt
from dateline.records.spans import Span


class Way(StrEnum):
    """Which way a count went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Outcome(StrEnum):
    """What figures say to a claim."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    MIXED = "depends on the time"
    LEVEL = "no clear change"
    UNTESTED = "cannot be tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendClaim:
    """Words of a report that violence, displacement or the like rose or fell.

    `words` are the topic and what is said of it; `way` is that of the count ("security worsened": up, in deaths).
    `is_denied`: it is said not to have gone that way. `first` and `last`: the days it is said of, None where none are.
    `iso3`: the country; `place`: a smaller place that it is said of, `speaker`: the words for who said it, or empty.
    """

    excerpt: Excerpt
    words: Span
    topic: str
    way: Way
    iso3: str
    is_denied: bool = False
    first: date | None = None
    last: date | None = None
    place: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTest:
    """A claim held against one series: `text` tells the figures, `evidence` are the rows, None where none are used.

    `is_shaky`: one row makes it so, or the rows vary as much by themselves.
    """

    claim: TrendClaim
    outcome: Outcome
    text: str
    is_shaky: bool = False
    series_id: str = ""
    evidence: RowEvidence | None = None

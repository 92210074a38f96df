"""A brief, its sentences, and the evidence under each: words of a report or rows of data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateline.records.reports import Citation
from dateline.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One row of a series: a value for a period, and the day the row became public."""

    series_id: str
    iso3: str
    country: str
    measure: str
    unit: str
    period_start: date
    period_end: date
    value: float
    released_at: date
    source: str

    def __post_init__(self) -> None:
        if self.period_end < self.period_start:
            raise ValueError(f"{self.series_id}: the period ends before it starts")
        if self.released_at < self.period_start:
            raise ValueError(f"{self.series_id}: released before the period began")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEvidence:
    """Words in a report, with the outlets that carry them."""

    span: Span
    citations: tuple[Citation, ...]
    published_at: datetime
    known_at: datetime


# One row of data or counts: (name, value) pairs in the order a reader wants them.
Row = tuple[tuple[str, str | int | float], ...]


# Sources of rows that Dateline itself counted: they were released by nobody.
COUNTED = ("the reports in this store", "the reports cited here")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEvidence:
    """Rows of data, or counts over the reports in the store, that a computed sentence rests on."""

    series: str
    rows: tuple[Row, ...]
    source: str
    released_at: date

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError("row evidence without rows")


Evidence = QuoteEvidence | RowEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement computed from rows of data. `kind` is 'change', 'decade' or 'hosts'; heavier comes first."""

    kind: str
    text: str
    evidence: RowEvidence
    weight: float


class SentenceKind(StrEnum):
    """How a sentence came to be.

    quoted: the source's own sentence, whole, with at most a date and the outlet in front. compressed: the
    source's words with parts left out, a date resolved or a full name put in. computed: from rows, dates
    and counts. written: by a language model, from the evidence that it names, and let stand by the checker.
    """

    QUOTED = "quoted"
    COMPRESSED = "compressed"
    COMPUTED = "computed"
    WRITTEN = "written"


class SentenceNote(StrEnum):
    """What a sentence is to a reader who knows an earlier brief."""

    ADDED = "added"
    REVISED = "revised"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    ENDED = "ended"


class Confidence(StrEnum):
    """How sure a reader may be of what a sentence tells, by who stands behind it.

    corroborated: told by two or more independent origins. measured: rows that a data provider published. counted:
    counts and days over the reports here, which miss some. single-source: told as fact by one origin. claimed: said,
    alleged, planned, demanded or expected by those named; whether it is so, or will be, is not told.
    """

    CORROBORATED = "corroborated"
    MEASURED = "measured"
    COUNTED = "counted"
    SINGLE_SOURCE = "single-source"
    CLAIMED = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a brief. It cannot exist without evidence."""

    text: str
    kind: SentenceKind
    evidence: tuple[Evidence, ...]
    confidence: Confidence = Confidence.SINGLE_SOURCE
    note: SentenceNote | None = None

    def __post_init__(self) -> None:
        if not self.text or not self.evidence:
            raise ValueError("a sentence needs words and evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the four parts of a brief."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the brief could see: reports, outlets, languages, span of dates, and what is missing.

    `n_origins`: independent origins behind the reports; None where copies were not looked for.
    """

    n_articles: int
    n_outlets: int
    languages: tuple[tuple[str, int], ...]
    first_at: datetime
    last_at: datetime
    gaps: tuple[str, ...] = ()
    n_origins: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report that a brief cites, numbered in order of first use."""

    number: int
    article_id: str
    citations: tuple[Citation, ...]
    published_at: datetime
    known_at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A brief that was kept. `version_id` is a digest of all that is in it."""

    version_id: str
    situation_id: str
    title: str
    as_of: datetime
    made_by: str
    kept_at: datetime


class BriefChangeKind(StrEnum):
    """What became of a sentence in a later version."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """A sentence that differs in two versions of a brief; `old` is None where it was added, `new` where removed."""

    kind: BriefChangeKind
    section: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The four parts about one situation as of one moment. `language`: ISO 639-1, of all but the sources' words."""

    situation_id: str
    title: str
    as_of: datetime
    made_by: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    language: str = "en"

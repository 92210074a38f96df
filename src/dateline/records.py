"""Every record that Dateline keeps or hands on. All are frozen; none knows where it is stored.

Article ─ read ─> Passage ─┐
Situation ─────────────────┼─> Brief (Section > Sentence > Evidence)
Observation (a data row) ──┘
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An outlet that a report cites, as the report names it ("AFP via France 24")."""

    outlet: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as it was published; its text never changes under its id.

    `published_at` is the earliest moment it can have appeared and `known_at` the latest: a report
    dated only by day is known at the end of that day. Both are UTC; both are None for an undated
    report, which no brief will use.
    """

    article_id: str
    source_id: str
    text: str
    title: str = ""
    lang: str = ""
    published_at: datetime | None = None
    known_at: datetime | None = None
    citations: tuple[Citation, ...] = ()
    topics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.article_id or not self.text:
            raise ValueError("an article needs an id and a text")
        if (self.published_at is None) != (self.known_at is None):
            raise ValueError("published_at and known_at are both given or both absent")
        for moment in (self.published_at, self.known_at):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise ValueError("moments are UTC")

    @property
    def outlet(self) -> str:
        """The first outlet cited, or an empty string."""
        return self.citations[0].outlet if self.citations else ""

    @property
    def url(self) -> str | None:
        """The first address cited."""
        return next((citation.url for citation in self.citations if citation.url), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The unit of evidence: `quote` is exactly `text[start:end]` of the article."""

    article_id: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"span {self.start}:{self.end} does not fit its quote")


class Modality(StrEnum):
    """How a passage stands to the world: told as done, or only said, planned, wanted, feared."""

    HAPPENED = "happened"
    PLANNED = "planned"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of an article with what was read in it. `span.quote` is its text.

    `acts` are the classes of act that its main part tells (languages/en/cues.toml names the PLOVER type
    of each), the heaviest first; `mentions` those it only speaks of. `is_hearsay`: told of others, or in
    doubt. `position` counts the sentences before it. `deaths` is the largest number of killed people that
    its main part states, `names` the proper names in it.
    """

    span: Span
    position: int
    is_sentence: bool
    acts: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    modality: Modality = Modality.HAPPENED
    is_attributed: bool = False
    is_hearsay: bool = False
    deaths: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read in one article by one reader (`made_by` = name@version#config)."""

    article_id: str
    made_by: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage together with the report it stands in: what timelines and briefs choose from."""

    article: Article
    passage: Passage

    @property
    def text(self) -> str:
        """The words of the source, unchanged."""
        return self.passage.span.quote

    @property
    def published_at(self) -> datetime:
        """When the report appeared. Raises ValueError for an undated report, which no view gives out."""
        if self.article.published_at is None:
            raise ValueError(f"report {self.article.article_id} is undated")
        return self.article.published_at

    @property
    def day(self) -> date:
        """The day the report appeared."""
        return self.published_at.date()

    @property
    def order(self) -> tuple[datetime, str]:
        """What excerpts are sorted by: when the report appeared, then its id, so that no order is left to chance."""
        return self.published_at, self.article.article_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Something that began, with the excerpts that say so; `ended` is None while nothing says it ended."""

    kind: str
    name: str
    started: Excerpt
    last: Excerpt
    ended: Excerpt | None
    n_excerpts: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """An excerpt that a chronology of the situation should hold, with the score it was chosen by."""

    excerpt: Excerpt
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a brief is about: the user's definition, or one derived from a free-text question.

    A report belongs when it matches at least one phrase of every group in `facets` and, in its title or
    lead, none of `exclude`. `actors` maps a full name to its other spellings.
    """

    situation_id: str
    title: str
    facets: tuple[tuple[str, ...], ...]
    exclude: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        if not self.facets or not all(self.facets):
            raise ValueError("a situation needs at least one term to look for")


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
    and counts.
    """

    QUOTED = "quoted"
    COMPRESSED = "compressed"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a brief. It cannot exist without evidence."""

    text: str
    kind: SentenceKind
    evidence: tuple[Evidence, ...]

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
    """What the brief could see: reports, outlets, languages, span of dates, and what is missing."""

    n_articles: int
    n_outlets: int
    languages: tuple[tuple[str, int], ...]
    first_at: datetime
    last_at: datetime
    gaps: tuple[str, ...] = ()


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
class Brief:
    """The four parts about one situation as of one moment."""

    situation_id: str
    title: str
    as_of: datetime
    made_by: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A record that could not be used, kept with the reason, so that nothing is lost."""

    stage: str
    source_id: str
    record_id: str
    reason: str
    detail: str = field(default="")

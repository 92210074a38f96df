"""What ties reports together: links between them, the stories and threads they make, and what a user decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkKind(StrEnum):
    """`left` is always the later one: the copy, the report that joined, the story or thread that went into another."""

    REVISION = "revision"  # a report -> the earlier form of the same page, or of the same outlet's text
    DUPLICATE = "duplicate"  # a report -> one of another outlet with the same words
    SYNDICATED = "syndicated"  # a report -> one of another outlet that shares most of its text, cut or edited
    JOINED = "joined"  # a report -> its story
    MERGED = "merged"  # a story -> the story that it went into; its id redirects
    THREADED = "threaded"  # a story -> its thread


COPY_KINDS = (LinkKind.REVISION, LinkKind.DUPLICATE, LinkKind.SYNDICATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One decision, with its reason in words; never edited. `made_at` is the moment of the stream it was made at, UTC.

    `score` is between 0 and 1: the share of common text for copies, the probability for stories.
    """

    kind: LinkKind
    left: str
    right: str
    score: float
    reason: str
    made_by: str
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Reports that rest on one text or one agency, and so count as one witness."""

    name: str
    article_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The reports of one event. Its id is made from its first report and stays; moments are UTC, None without dates."""

    story_id: str
    thread_id: str
    title: str
    article_ids: tuple[str, ...]
    origins: tuple[Origin, ...]
    first_at: datetime | None
    last_at: datetime | None

    def __post_init__(self) -> None:
        if not self.article_ids:
            raise ValueError(f"story {self.story_id} has no report")


class CorrectionKind(StrEnum):
    """What a user decided: of two reports, that they are in one story (`pin`), or never (`split`); of a report and a
    situation, that it belongs (`keep`), or does not (`reject`)."""

    PIN = "pin"
    SPLIT = "split"
    KEEP = "keep"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A decision about `left`, a report, and `right`, an earlier report or a situation; it holds through every rebuild
    until it is undone."""

    kind: CorrectionKind
    left: str
    right: str
    made_at: datetime
    number: int = 0

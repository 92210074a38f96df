"""What ties reports together: links between them, the stories and threads they make, and what a user decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.records.mentions import KnownActor, KnownPlace


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
    situation, that it belongs (`keep`), or does not (`reject`); of the story that a report is in, what it is called
    (`rename`); of words in a report, whom they stand for (`actor`) and which place they name (`place`)."""

    PIN = "pin"
    SPLIT = "split"
    KEEP = "keep"
    REJECT = "reject"
    RENAME = "rename"
    ACTOR = "actor"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What words of a report stand for, as a user says: `actor` or `place`, by the kind of the correction; None for
    nobody, or no place.

    `starts` are the offsets at which the words stand in the report. `was` is the id that had been read there, empty
    where nobody was told, and `was_name` its name. `is_everywhere`: in every report, where the words were read so.
    """

    words: str
    starts: tuple[int, ...]
    was: str
    was_name: str = ""
    is_everywhere: bool = False
    actor: KnownActor | None = None
    place: KnownPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A decision about `left`, a report; it holds through every rebuild until it is undone, and is never deleted.

    `right` is, by the kind, an earlier report, a situation, or the id that words stand for; `title` what a story is
    called; `meant` what is said of words.
    """

    kind: CorrectionKind
    left: str
    right: str
    made_at: datetime
    number: int = 0
    title: str = ""
    meant: Meant | None = None
    undone_at: datetime | None = None

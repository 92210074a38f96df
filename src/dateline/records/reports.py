"""A report as it was published, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An outlet that a report cites, as the report names it ("AFP via France 24")."""

    outlet: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of its own report besides title and text; `kind` is the value of a PageKind."""

    authors: tuple[str, ...] = ()
    agency: str = ""
    section: str = ""
    updated_at: datetime | None = None
    image_url: str = ""
    image_caption: str = ""
    kind: str = ""


NO_ABOUT = About()  # of every report that is no page


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as it was published; its text never changes under its id.

    `published_at` is the earliest moment it can have appeared and `known_at` the latest: a report
    dated only by day is known at the end of that day. Both are UTC; both are None for an undated
    report, which no brief will use. `address` is the normalised address of a report that was looked up under
    one: of several reports under an address, a view shows the latest. `page_id` and `made_by` name the page
    and the extractor that it came from; both are empty for a record that was handed over as it is.
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
    about: About = NO_ABOUT
    address: str = ""
    page_id: str = ""
    made_by: str = ""

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
class Failure:
    """A record that could not be used, kept with the reason, so that nothing is lost."""

    stage: str
    source_id: str
    record_id: str
    reason: str
    detail: str = field(default="")

"""What arrives from outside, before it is a report: feeds and their items, pages, what was found in a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed or a sitemap. `text` is plain; `stated_date` is the date as it was written.

    `published_at` is None where no date is given or it cannot be read. Moments are UTC.
    """

    guid: str
    url: str = ""
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    stated_date: str = ""
    lang: str = ""
    topics: tuple[str, ...] = ()
    image_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocument:
    """A feed as it was read. `form` is rss, atom, json, rdf or sitemap; `ttl_s` how long it asks to be left alone.

    `sitemaps` are the addresses that a sitemap index lists; `moved_to` is where the feed says that it lives.
    """

    form: str
    title: str = ""
    site_url: str = ""
    lang: str = ""
    items: tuple[FeedItem, ...] = ()
    ttl_s: int | None = None
    sitemaps: tuple[str, ...] = ()
    moved_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address gave at one moment, byte for byte (after transfer decoding). `content_type` is the header's."""

    url: str
    body: bytes
    fetched_at: datetime
    content_type: str = ""
    source_id: str = ""

    @property
    def page_id(self) -> str:
        """The digest of the body: the same bytes are kept once."""
        return sha256(self.body).hexdigest()[:32]


class PageKind(StrEnum):
    """What a page is. Only `article` and `live_blog` have a text to read; `paywalled` has the beginning of one."""

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    PAYWALLED = "paywalled"
    VIDEO = "video"
    INDEX = "index"
    ERROR = "error"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one extractor (`made_by` = name@version#config) found in a page. What was not found is empty.

    `published_at` and `known_at` are the earliest and latest moment the stated date can mean, in UTC, as in
    Article; `stated_date` is the date as the page writes it, with its zone. `agency` is a credit (AFP, Reuters).
    `url` is the canonical address.
    """

    made_by: str
    kind: PageKind
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    known_at: datetime | None = None
    updated_at: datetime | None = None
    stated_date: str = ""
    lang: str = ""
    outlet: str = ""
    agency: str = ""
    section: str = ""
    image_url: str = ""
    image_caption: str = ""
    url: str = ""

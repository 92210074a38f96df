"""What arrives from outside, before it is a report: feeds and their items, pages, what was found in a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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

    `sitemaps` are the addresses that a sitemap index lists; `moved_to` is where the feed says that it lives. `is_cut`
    when it has more items than are read, or breaks off.
    """

    form: str
    title: str = ""
    site_url: str = ""
    lang: str = ""
    items: tuple[FeedItem, ...] = ()
    ttl_s: int | None = None
    sitemaps: tuple[str, ...] = ()
    moved_to: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address gave at one moment, byte for byte (after transfer decoding).

    `url` is where it came from in the end, or the name of a file. `content_type` is the header's. `name` is what
    another tool calls it.
    """

    url: str
    body: bytes
    fetched_at: datetime
    content_type: str = ""
    source_id: str = ""
    name: str = ""

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
    `url` is the canonical address, `detail` says in words why there is nothing to read.
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
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Something that is asked again and again for new reports. Its id is the `source_id` of what it brings.

    `kind` is feed or sitemap. `every` is a fixed interval; None lets the feed's own pace decide. `keep_days` is how
    long its pages are kept; None is for good. A header's value of the form "env:NAME" is read from the environment
    when it is sent, so that no secret lies in the store. `outlet_id` names an outlet of the registry.
    """

    feed_id: str
    url: str
    kind: str = "feed"
    title: str = ""
    site_url: str = ""
    outlet: str = ""
    outlet_id: str = ""
    country: str = ""
    lang: str = ""
    folder: tuple[str, ...] = ()
    fetch_pages: bool = True
    allow_private: bool = False
    is_paused: bool = False
    every: timedelta | None = None
    keep_days: int | None = None
    expect_per_day: float | None = None
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str = ""

    def __post_init__(self) -> None:
        if not self.feed_id or not self.url:
            raise ValueError("a feed needs an id and an address")


class PollReason(StrEnum):
    """What came of asking a feed once."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    EMPTY = "empty"
    UNDATED = "undated"
    MOVED = "moved"
    PARSE_ERROR = "parse_error"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    HTTP_ERROR = "http_error"
    NETWORK = "network"
    TOO_LARGE = "too_large"
    SETTINGS = "settings"


# The answers that show a feed to be alive, whether or not it had something new.
ALIVE = frozenset((PollReason.OK, PollReason.NOT_MODIFIED, PollReason.EMPTY, PollReason.UNDATED, PollReason.MOVED))


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPart:
    """One sitemap of an index: what to send with its next request. Without a `body_id` it was never read.

    `n_failures` counts in a row.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    body_id: str = ""
    n_failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Where one feed stands: what to send with the next request, when that is due, how the last one went.

    `moved_to` is where permanent redirects led; `body_id` the digest of the last body, since many servers send the
    same one again and again. `new_at` is when an item was last seen for the first time, `pace_s` the usual time
    between two items, `parts` the sitemaps of an index.
    """

    feed_id: str
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    body_id: str = ""
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    new_at: datetime | None = None
    due_at: datetime | None = None
    n_failures: int = 0
    pace_s: float | None = None
    parts: tuple[SitemapPart, ...] = ()
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One line of a feed's log."""

    feed_id: str
    polled_at: datetime
    reason: PollReason
    status: int = 0
    n_items: int = 0
    n_new: int = 0
    n_bytes: int = 0
    elapsed_s: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedItem:
    """An item whose page is still to be fetched. `address` is its identity: one item, whichever feed named it.

    `seen_after` is when the feed was last asked without this item being there; None for what a feed held when it
    was first asked. An undated item appeared between the two.
    """

    address: str
    feed_id: str
    item: FeedItem
    seen_at: datetime
    seen_after: datetime | None = None
    n_tries: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """That a page was found under an address at a moment. The page itself is kept once, by its `page_id`.

    `item` is what the feed said of it, None where no feed did.
    """

    address: str
    url: str
    source_id: str
    page_id: str
    fetched_at: datetime
    content_type: str = ""
    item: QueuedItem | None = None

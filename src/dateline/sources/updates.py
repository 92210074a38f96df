"""What came of asking a feed -> how it stands now, a line for its log, and the items it had not named before.

Decides, and does nothing: run/polling.py asks and stores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import compress, count

from dateline.fetching.backoff import FAILED_BASE_S, LONGEST_S, grow_delay, next_due
from dateline.fetching.outcomes import Reason, Refusal, Response
from dateline.records import Feed, FeedDocument, FeedItem, FeedState, Poll, PollReason, QueuedItem, SitemapPart
from dateline.sources.addresses import normalise_url
from dateline.sources.feed import NotAFeed, read_feed
from dateline.sources.kinds import sniff
from dateline.sources.sitemap import read_sitemap
from dateline.text import digest, is_web

# A sitemap may list everything a site ever published. What is older than this when the sitemap is first seen is
# noted and not fetched: longer than a news sitemap's two days, short enough to be polite.
FIRST_LOOK = timedelta(days=7)
MAX_PARTS = 5_000  # sitemaps of an index that are remembered: a day each for over ten years
MAX_UNREAD = 50  # of those never read, in one round: the largest archives are read over some rounds
N_CHANGING = 20  # of an index's sitemaps, the last changed first: news sites keep a few that change
N_LAST = 5  # of the end of the list besides, where an index without dates has its newest
FIRST_UNDATED = 100  # items without a date that a sitemap's first look takes as new, from its beginning
_CUT = "cut off: not all of its items could be read"
NO_PAGE = "#"  # stands between feed and digest in the identity of an item without a page of its own
_GONE = frozenset((404, 410))
_BLOCKED = frozenset((401, 402, 403, 407, 451))
_OF_REFUSAL = {
    Reason.TIMEOUT: PollReason.TIMEOUT,
    Reason.TOO_SLOW: PollReason.TIMEOUT,
    Reason.TOO_LARGE: PollReason.TOO_LARGE,
    Reason.BOMB: PollReason.TOO_LARGE,
    Reason.PRIVATE_ADDRESS: PollReason.BLOCKED,
    Reason.ROBOTS: PollReason.BLOCKED,
    Reason.ROBOTS_CLOSED: PollReason.HTTP_ERROR,
    Reason.RATE_LIMITED: PollReason.RATE_LIMITED,
    Reason.HTTP_ERROR: PollReason.HTTP_ERROR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What to store after one request for a feed, or for one sitemap of its index.

    `old` are items that a first look leaves unfetched; `title` is what the feed calls itself.
    """

    state: FeedState
    poll: Poll
    items: tuple[QueuedItem, ...] = ()
    old: tuple[QueuedItem, ...] = ()
    title: str = ""


def update_from_response(feed: Feed, state: FeedState, response: Response) -> Update:
    """What a feed's answer means."""
    if response.is_not_modified or digest_body(response.body) == state.body_id:
        return Update(
            state=_alive(feed, state, response, PollReason.NOT_MODIFIED),
            poll=_poll(feed, response, PollReason.NOT_MODIFIED),
        )
    try:
        document = _read(feed, response)
    except NotAFeed as error:
        return _give_up(state, _poll(feed, response, PollReason.PARSE_ERROR, detail=str(error)))
    items = queue(document, feed, state, response.fetched_at)
    is_first_look = document.form == "sitemap" and state.succeeded_at is None
    fresh, old = split_old(items, response.fetched_at) if is_first_look else (items, ())
    reason = _judge(document, response)
    alive = _alive(feed, state, response, reason, document)
    return Update(
        state=replace(alive, parts=merge_parts(state.parts, document.sitemaps)),
        poll=_poll(feed, response, reason, n_items=len(items), detail=_CUT if document.is_cut else ""),
        items=fresh,
        old=old,
        title=document.title,
    )


def merge_parts(known: Sequence[SitemapPart], urls: Sequence[str]) -> tuple[SitemapPart, ...]:
    """The sitemaps that an index lists now, with what is known of each."""
    by_url = {part.url: part for part in known}
    return tuple(by_url.get(url, SitemapPart(url=url)) for url in urls[:MAX_PARTS])


def choose_parts(parts: Sequence[SitemapPart]) -> tuple[SitemapPart, ...]:
    """Those to ask now: what was never read, so many at a time, and the first of the others, which change."""
    unread = sorted((part for part in parts if not part.body_id), key=lambda part: part.n_failures)[:MAX_UNREAD]
    changing = dict.fromkeys((*parts[:N_CHANGING], *parts[-N_LAST:]))
    return (*unread, *(part for part in changing if part.body_id))


def update_from_part(feed: Feed, state: FeedState, part: SitemapPart, outcome: Response | Refusal) -> Update:
    """What the answer of one sitemap of an index means. One that failed stays unread, and is asked again."""
    if isinstance(outcome, Refusal):
        poll = replace(update_from_refusal(feed, state, outcome).poll, detail=f"{part.url}: {outcome.reason.value}")
        return Update(state=_with_part(state, replace(part, n_failures=part.n_failures + 1)), poll=poll)
    kept = part if outcome.is_not_modified else SitemapPart(url=part.url)
    body_id = kept.body_id or digest_body(outcome.body)
    etag, last_modified = outcome.etag or kept.etag, outcome.last_modified or kept.last_modified
    read = SitemapPart(url=part.url, etag=etag, last_modified=last_modified, body_id=body_id)
    if body_id == part.body_id:
        return Update(state=_with_part(state, read), poll=_poll(feed, outcome, PollReason.NOT_MODIFIED))
    try:
        document = read_sitemap(outcome.body, url=outcome.url)
    except NotAFeed as error:
        failed = _with_part(state, replace(part, n_failures=part.n_failures + 1))
        return Update(state=failed, poll=_poll(feed, outcome, PollReason.PARSE_ERROR, detail=f"{part.url}: {error}"))
    state = _with_part(state, read)
    before = state if part.body_id else replace(state, succeeded_at=None)
    items = queue(document, feed, before, outcome.fetched_at)
    fresh, old = (items, ()) if part.body_id else split_old(items, outcome.fetched_at)
    return Update(state=state, poll=_poll(feed, outcome, PollReason.OK, n_items=len(items)), items=fresh, old=old)


def update_from_refusal(feed: Feed, state: FeedState, refusal: Refusal) -> Update:
    """What it means that a feed did not answer."""
    n_failures = state.n_failures + 1
    poll = Poll(
        feed_id=feed.feed_id,
        polled_at=refusal.refused_at,
        reason=reason_of(refusal),
        status=refusal.status,
        detail=f"{refusal.reason.value}: {refusal.detail}" if refusal.detail else refusal.reason.value,
    )
    due_at = next_due(refusal, feed.feed_id, now=refusal.refused_at, n_failures=n_failures)
    return Update(state=_failed(state, poll, due_at), poll=poll)


def update_from_fault(feed: Feed, state: FeedState, fault: str, now: datetime) -> Update:
    """What it means that a feed could not even be asked: a header or a proxy of its settings cannot be used."""
    return _give_up(state, Poll(feed_id=feed.feed_id, polled_at=now, reason=PollReason.SETTINGS, detail=fault))


def update_from_error(feed: Feed, state: FeedState, outcome: Response | Refusal, error: str) -> Update:
    """What it means that the reader itself failed on an answer."""
    if isinstance(outcome, Refusal):
        return update_from_refusal(feed, state, outcome)
    return _give_up(state, _poll(feed, outcome, PollReason.PARSE_ERROR, detail=error))


def _with_part(state: FeedState, part: SitemapPart) -> FeedState:
    return replace(state, parts=tuple(part if one.url == part.url else one for one in state.parts))


def reason_of(refusal: Refusal) -> PollReason:
    """The reason code of a refusal."""
    if refusal.status in _GONE:
        return PollReason.GONE
    if refusal.status in _BLOCKED:
        return PollReason.BLOCKED
    return _OF_REFUSAL.get(refusal.reason, PollReason.NETWORK)


def queue(document: FeedDocument, feed: Feed, state: FeedState, now: datetime) -> tuple[QueuedItem, ...]:
    """A document's items, each with its identity.

    That is its normalised address. An item without one, or with one that others share (a feed of alerts that all
    link to the same page), is known by its feed and its words, and has no page of its own.
    """
    addresses = [normalise_url(item.url) if item.url else "" for item in document.items]
    n_titles = Counter(address for address, _ in {(a, i.title) for a, i in zip(addresses, document.items, strict=True)})
    queued: dict[str, QueuedItem] = {}
    for item, address in zip(document.items, addresses, strict=True):
        is_own = address and n_titles[address] == 1 and address != normalise_url(feed.site_url or feed.url)
        identity = address if is_own else f"{feed.feed_id}{NO_PAGE}{_digest_item(item)}"
        queued.setdefault(
            identity,
            QueuedItem(
                address=identity,
                feed_id=feed.feed_id,
                item=item,
                seen_at=now,
                seen_after=state.succeeded_at,
                due_at=now,
            ),
        )
    return tuple(queued.values())


def _digest_item(item: FeedItem) -> str:
    """What an item without a page of its own is known by: words and date, since its guid may be new each time."""
    words = (item.title, item.text, item.stated_date)
    return digest(*words) if item.title or item.text else digest(item.guid)


def has_page(queued: QueuedItem) -> bool:
    """Whether an item has a page of its own to fetch."""
    return is_web(queued.address)


def split_old(items: Sequence[QueuedItem], now: datetime) -> tuple[tuple[QueuedItem, ...], tuple[QueuedItem, ...]]:
    """A sitemap's items when it is first seen: those to fetch, and those too old to begin with."""
    n_undated = count()
    is_old = [
        moment < now - FIRST_LOOK if (moment := _moment(item.item)) else next(n_undated) >= FIRST_UNDATED
        for item in items
    ]
    old = tuple(compress(items, is_old))
    return tuple(item for item, past in zip(items, is_old, strict=True) if not past), old


def digest_body(body: bytes) -> str:
    """What a feed's body is recognised by when a server sends the same one again."""
    return digest(body.decode("latin-1"))


def _moment(item: FeedItem) -> datetime | None:
    return item.updated_at or item.published_at


def _read(feed: Feed, response: Response) -> FeedDocument:
    if feed.kind == "sitemap" or sniff(response.body, response.content_type) == "sitemap":
        return read_sitemap(response.body, url=response.url)
    return read_feed(response.body, url=response.url, content_type=response.content_type)


def _judge(document: FeedDocument, response: Response) -> PollReason:
    if not document.items:
        return PollReason.OK if document.sitemaps else PollReason.EMPTY
    if not any(item.published_at or item.updated_at for item in document.items):
        return PollReason.UNDATED
    return PollReason.MOVED if response.moved_to or document.moved_to else PollReason.OK


def _alive(
    feed: Feed, state: FeedState, response: Response, reason: PollReason, document: FeedDocument | None = None
) -> FeedState:
    """How a feed stands that answered; `document` is None when it had nothing new."""
    now = response.fetched_at
    pace_s = measure_pace(document.items) if document else state.pace_s
    due_at = next_due(
        response, feed.feed_id, now=now, ttl_s=document.ttl_s if document else None, item_interval_s=pace_s
    )
    kept = state if response.is_not_modified else FeedState(feed_id=feed.feed_id)
    return replace(
        state,
        etag=response.etag or kept.etag,
        last_modified=response.last_modified or kept.last_modified,
        body_id=kept.body_id or digest_body(response.body),
        moved_to=(document.moved_to if document else "") or response.moved_to or state.moved_to,
        polled_at=now,
        succeeded_at=now,
        due_at=now + feed.every if feed.every else due_at,
        n_failures=0,
        pace_s=pace_s,
        reason=reason.value,
        detail="",
    )


def _give_up(state: FeedState, poll: Poll) -> Update:
    """For now: the feed is asked again later, and later each time."""
    delay = grow_delay(state.n_failures + 1, base_s=FAILED_BASE_S, cap_s=LONGEST_S, seed=state.feed_id)
    return Update(state=_failed(state, poll, poll.polled_at + timedelta(seconds=delay)), poll=poll)


def _failed(state: FeedState, poll: Poll, due_at: datetime) -> FeedState:
    return replace(
        state,
        polled_at=poll.polled_at,
        due_at=due_at,
        n_failures=state.n_failures + 1,
        reason=poll.reason.value,
        detail=poll.detail,
    )


def measure_pace(items: Sequence[FeedItem]) -> float | None:
    """The usual time between a feed's items, in seconds, from the dates they state; None where fewer than three do."""
    moments = sorted(item.published_at for item in items if item.published_at)
    return (moments[-1] - moments[0]).total_seconds() / (len(moments) - 1) if len(moments) >= 3 else None


def _poll(feed: Feed, response: Response, reason: PollReason, *, n_items: int = 0, detail: str = "") -> Poll:
    return Poll(
        feed_id=feed.feed_id,
        polled_at=response.fetched_at,
        reason=reason,
        status=response.status,
        n_items=n_items,
        n_bytes=response.n_bytes_wire,
        elapsed_s=round(response.elapsed_s, 3),
        detail=detail,
    )

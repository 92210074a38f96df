"""What came of asking a feed -> how it stands now, a line for its log, and the items it had not named before.

Decides, and does nothing: run/fetching.py asks and stores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import compress

from dateline.fetching.backoff import FAILED_BASE_S, LONGEST_S, grow_delay, next_due
from dateline.fetching.outcomes import Reason, Refusal, Response
from dateline.records import Feed, FeedDocument, FeedItem, FeedState, Poll, PollReason, QueuedItem
from dateline.sources.addresses import normalise_url
from dateline.sources.feed import NotAFeed, read_feed
from dateline.sources.sitemap import read_sitemap
from dateline.text import digest

# A sitemap may list everything a site ever published. What is older than this when the sitemap is first seen is
# noted and not fetched: longer than a news sitemap's two days, short enough to be polite.
FIRST_LOOK = timedelta(days=7)
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
    Reason.RATE_LIMITED: PollReason.RATE_LIMITED,
    Reason.HTTP_ERROR: PollReason.HTTP_ERROR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What to store after one request for a feed. `old` are items that a first look leaves unfetched.

    `more` are the sitemaps that a sitemap index leads to.
    """

    state: FeedState
    poll: Poll
    items: tuple[QueuedItem, ...] = ()
    old: tuple[QueuedItem, ...] = ()
    more: tuple[str, ...] = ()


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
        return _unreadable(feed, state, response, str(error))
    items = queue(document, feed, state, response.fetched_at)
    is_first_look = feed.kind == "sitemap" and state.succeeded_at is None
    fresh, old = split_old(items, response.fetched_at) if is_first_look else (items, ())
    reason = _judge(document, response)
    return Update(
        state=_alive(feed, state, response, reason, document),
        poll=_poll(feed, response, reason, n_items=len(items), detail="too long: cut off" if document.is_cut else ""),
        items=fresh,
        old=old,
        more=document.sitemaps,
    )


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
    poll = Poll(feed_id=feed.feed_id, polled_at=now, reason=PollReason.SETTINGS, detail=fault)
    delay = grow_delay(state.n_failures + 1, base_s=FAILED_BASE_S, cap_s=LONGEST_S, seed=feed.feed_id)
    return Update(state=_failed(state, poll, now + timedelta(seconds=delay)), poll=poll)


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
    link to the same page), is known by its feed and its guid, and has no page of its own.
    """
    addresses = [normalise_url(item.url) if item.url else "" for item in document.items]
    n_titles = Counter(address for address, _ in {(a, i.title) for a, i in zip(addresses, document.items, strict=True)})
    queued: dict[str, QueuedItem] = {}
    for item, address in zip(document.items, addresses, strict=True):
        is_own = address and n_titles[address] == 1 and address != normalise_url(feed.site_url or feed.url)
        identity = address if is_own else f"{feed.feed_id}{NO_PAGE}{digest(item.guid, item.title)}"
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


def has_page(queued: QueuedItem) -> bool:
    """Whether an item has a page of its own to fetch."""
    return queued.address.startswith(("http://", "https://"))


def split_old(items: Sequence[QueuedItem], now: datetime) -> tuple[tuple[QueuedItem, ...], tuple[QueuedItem, ...]]:
    """A sitemap's items when it is first seen: those to fetch, and those too old to begin with."""
    is_old = [(moment := _moment(item.item)) is not None and moment < now - FIRST_LOOK for item in items]
    old = tuple(compress(items, is_old))
    return tuple(item for item, past in zip(items, is_old, strict=True) if not past), old


def digest_body(body: bytes) -> str:
    """What a feed's body is recognised by when a server sends the same one again."""
    return digest(body.decode("latin-1"))


def _moment(item: FeedItem) -> datetime | None:
    return item.updated_at or item.published_at


def _read(feed: Feed, response: Response) -> FeedDocument:
    if feed.kind == "sitemap":
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


def _unreadable(feed: Feed, state: FeedState, response: Response, detail: str) -> Update:
    poll = _poll(feed, response, PollReason.PARSE_ERROR, detail=detail)
    delay = grow_delay(state.n_failures + 1, base_s=FAILED_BASE_S, cap_s=LONGEST_S, seed=feed.feed_id)
    return Update(state=_failed(state, poll, response.fetched_at + timedelta(seconds=delay)), poll=poll)


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

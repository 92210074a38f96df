"""The pages of waiting items, fetched and read; where a page cannot be had, what the feed itself said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from dateline.config import read_secret
from dateline.errors import DatelineError
from dateline.fetching import Outcome, Reason, Refusal, Request, Response
from dateline.records import Article, Failure, Feed, Page, QueuedItem
from dateline.run.batches import PAGES
from dateline.run.landing import ReadPage, land, read_page
from dateline.run.languages import with_language
from dateline.run.rounds import Round
from dateline.sources.addresses import normalise_url
from dateline.sources.arrivals import article_from_item
from dateline.text import host_of

WAITING = 2_000  # items looked up at a time
MAX_TRIES = 5  # for a page, over about two days: an outage is mostly mended by then
SETTINGS_RETRY = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=10)  # then four times as long each time: 40 minutes, 2:40, 11 hours

# What no second try will change.
_FINAL = frozenset(
    (Reason.ROBOTS, Reason.PRIVATE_ADDRESS, Reason.BAD_URL, Reason.TOO_LARGE, Reason.BOMB, Reason.BAD_REDIRECT)
)
_FINAL_STATUS = frozenset((400, 401, 402, 403, 404, 405, 406, 410, 414, 451))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An item whose page cannot be had, the reason, and what its feed's own words make."""

    item: QueuedItem
    reason: str
    outcome: Article | Failure


def fetch_pages(work: Round, feeds: Mapping[str, Feed], feed_ids: Sequence[str] | None) -> None:
    """Fetch until nothing is due; every item that is asked for ends, or is put off."""
    while not work.stop() and (waiting := work.store.intake.list_waiting_items(work.clock(), feed_ids, WAITING)):
        items = {item.address: item for item in waiting}
        requests: list[Request] = []
        for item in waiting:
            try:
                requests.append(make_request(item, feeds.get(item.feed_id)))
            except DatelineError as error:  # of its feed's settings: its pages wait until they are mended
                _put_off(work, item, str(error))
        work.ask(requests, partial(_land_pages, work, feeds, items), PAGES)


def _put_off(work: Round, item: QueuedItem, reason: str) -> None:
    with work.store.write() as writer:
        writer.intake.retry_item(item.address, work.clock() + SETTINGS_RETRY, reason, counts=False)
    work.count(n_retry=1)


def make_request(item: QueuedItem, feed: Feed | None) -> Request:
    """What to send for an item's page: its normalised address, which has no tracking in it.

    A feed's headers are for its own scheme, host and port; its right to private addresses is for its own host.
    """
    url = item.address
    is_own_host = feed is not None and host_of(url) == host_of(feed.url)
    is_own_origin = feed is not None and _origin(url) == _origin(normalise_url(feed.url))
    return Request(
        key=item.address,
        url=url,
        headers=tuple((name, read_secret(value)) for name, value in feed.headers) if feed and is_own_origin else (),
        proxy=read_secret(feed.proxy) if feed and feed.proxy else "",
        allow_private=is_own_host and feed is not None and feed.allow_private,
    )


def _origin(url: str) -> str:
    """Scheme, host and port of a normalised address."""
    return "/".join(url.split("/", 3)[:3])


def _land_pages(
    work: Round, feeds: Mapping[str, Feed], items: Mapping[str, QueuedItem], outcomes: Sequence[Outcome]
) -> None:
    read = [
        _read(outcome, items[outcome.key], feeds.get(items[outcome.key].feed_id))
        for outcome in outcomes
        if isinstance(outcome, Response)
    ]
    refused = [(items[outcome.key], outcome) for outcome in outcomes if isinstance(outcome, Refusal)]
    again = [(item, refusal) for item, refusal in refused if not _is_final(item, refusal)]
    told = [_tell(item, refusal, feeds.get(item.feed_id)) for item, refusal in refused if _is_final(item, refusal)]
    now = work.clock()
    with work.store.write() as writer:
        n_reports = land(writer, read, now)
        n_told = writer.add_articles([one.outcome for one in told if isinstance(one.outcome, Article)], now)
        writer.add_failures([one.outcome for one in told if isinstance(one.outcome, Failure)], now)
        for one in read:
            writer.intake.settle_item(one.visit.address, "fetched", one.extraction.kind.value)
        for tale in told:
            state = "told" if isinstance(tale.outcome, Article) else "dropped"
            writer.intake.settle_item(tale.item.address, state, tale.reason)
        for item, refusal in again:
            counts = refusal.reason is not Reason.RATE_LIMITED
            writer.intake.retry_item(item.address, _retry_at(item, refusal, now), refusal.reason.value, counts=counts)
    landed = [one.outcome for one in read] + [one.outcome for one in told]
    failures = [outcome for outcome in landed if isinstance(outcome, Failure)]
    for failure in failures:
        work.tell(failure.record_id, failure.reason)
    work.count(
        n_pages=len(read),
        n_reports=n_reports + n_told,
        n_from_feed=n_told,
        n_retry=len(again),
        n_failed=len(failures),
    )


def _read(response: Response, item: QueuedItem, feed: Feed | None) -> ReadPage:
    page = Page(
        url=response.url,
        body=response.body,
        fetched_at=response.fetched_at,
        content_type=response.content_type,
        source_id=item.feed_id,
    )
    return read_page(page, item, feed)


def _is_final(item: QueuedItem, refusal: Refusal) -> bool:
    if refusal.reason is Reason.RATE_LIMITED:
        return False
    return refusal.reason in _FINAL or refusal.status in _FINAL_STATUS or item.n_tries + 1 >= MAX_TRIES


def _retry_at(item: QueuedItem, refusal: Refusal, now: datetime) -> datetime:
    later = now + FIRST_RETRY * 4**item.n_tries
    return max(refusal.retry_at, now + timedelta(seconds=1)) if refusal.retry_at else later


def _tell(item: QueuedItem, refusal: Refusal, feed: Feed | None) -> _Told:
    reason = f"{refusal.reason.value} {refusal.status or ''}".strip()
    outcome = with_language(article_from_item(item, feed, item.feed_id))
    if isinstance(outcome, Failure):
        outcome = replace(outcome, stage="fetch", reason=f"the page cannot be had ({reason}: {refusal.detail})")
    return _Told(item=item, reason=reason, outcome=outcome)

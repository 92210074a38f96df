"""The pages of waiting items, fetched and read; where a page cannot be had, what the feed itself said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from dateline.errors import DatelineError
from dateline.fetching import Outcome, Reason, Refusal, Request, Response
from dateline.records import Article, Failure, Feed, Page, QueuedItem
from dateline.run.batches import PAGES
from dateline.run.landing import ReadPage, land, read_page
from dateline.run.languages import with_language
from dateline.run.requests import request_for
from dateline.run.rounds import Round
from dateline.sources.arrivals import article_from_item
from dateline.text import host_of

WAITING = 20_000  # items looked up at a time
MAX_TRIES = 6  # for a page, over about two days: an outage is mostly mended by then
PER_HOST = 60  # pages of one host in a batch: a minute at a page a second, so that no host holds up the others
SETTINGS_RETRY = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=10)  # then four times as long each time: 40 minutes, 2:40, 11 hours, 43 hours

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


def fetch_some(work: Round, feeds: Mapping[str, Feed], feed_ids: Sequence[str] | None) -> bool:
    """Fetch a batch of the pages that are due; whether there were any. Each item of it ends, or is put off."""
    waiting = work.store.intake.list_waiting_items(work.clock(), feed_ids, WAITING)
    items = {item.address: item for item in _spread(waiting)}
    requests: list[Request] = []
    for item in items.values():
        try:
            requests.append(request_for(feeds.get(item.feed_id), item.address, item.address))
        except DatelineError as error:  # of its feed's settings: its pages wait until they are mended
            _put_off(work, item, str(error))
    work.ask(requests, partial(_land_pages, work, feeds, items), PAGES)
    return bool(items) and not work.stop()


def _spread(waiting: Sequence[QueuedItem]) -> list[QueuedItem]:
    """Those that are fetched next: of each host at most so many."""
    taken: Counter[str] = Counter()
    chosen: list[QueuedItem] = []
    for item in waiting:
        host = host_of(item.address)
        taken[host] += 1
        if taken[host] <= PER_HOST:
            chosen.append(item)
    return chosen


def _put_off(work: Round, item: QueuedItem, reason: str) -> None:
    with work.store.write() as writer:
        writer.intake.retry_item(item.address, work.clock() + SETTINGS_RETRY, reason, counts=False)
    work.count(n_retry=1)


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
            counts = refusal.status != 0 or refusal.reason is not Reason.RATE_LIMITED  # 0: it was not asked itself
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
    if refusal.reason is Reason.RATE_LIMITED and not refusal.status:
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

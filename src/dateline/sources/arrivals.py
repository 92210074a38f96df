"""What a page or a feed's own words say -> an Article, with the moments between which it appeared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from dateline.moments import day_in_name, end_of_day, start_of_day
from dateline.records import About, Article, Citation, Extraction, Failure, Feed, FeedItem, PageKind, QueuedItem, Visit
from dateline.sources.addresses import day_in_address
from dateline.sources.fields import MAX_TEXT_CHARS, Interval, identify
from dateline.sources.registry import find_by_host
from dateline.text import clean, host_of, is_web

FEED_READER = "feed-item@1"
MIN_TEXT_CHARS = 40  # less than a sentence; a title alone still counts, see article_from_item
_SEAM = re.compile(r"\s*[|–—·•»:-]\s*\S")  # between a title and the name of its site
_READABLE = frozenset((PageKind.ARTICLE, PageKind.LIVE_BLOG, PageKind.PAYWALLED))


def article_from_page(extraction: Extraction, visit: Visit, feed: Feed | None = None) -> Article | Failure:
    """The report on a page; where the page has none to read, what its feed said of it; else why there is none."""
    queued = visit.item
    item = queued.item if queued else FeedItem(guid="")
    text = clean(extraction.text)[:MAX_TEXT_CHARS]
    if extraction.kind not in _READABLE or len(text) < MIN_TEXT_CHARS:
        return _without_text(extraction, visit, feed)
    if extraction.kind is PageKind.PAYWALLED and len(clean(item.text)) > len(text):
        return _without_text(extraction, visit, feed)
    published_at, known_at = _settle(extraction, visit)
    title = _without_site(clean(extraction.title), clean(item.title)) or clean(item.title)
    url = visit.url if is_web(visit.url) else extraction.url
    said = {
        "title": title if title != text else "",
        "text": text,
        "lang": extraction.lang or item.lang or (feed.lang if feed else ""),
        "published_at": published_at,
        "known_at": known_at,
        "citations": (_citation(url, extraction.outlet, extraction.agency, feed),),
        "topics": tuple(dict.fromkeys(filter(None, (*item.topics, extraction.section)))),
        "about": _about(extraction),
        "address": visit.address,
    }
    article = _article(said, visit.source_id, extraction.made_by)
    return replace(article, page_id=visit.page_id) if isinstance(article, Article) else article


def article_from_item(queued: QueuedItem, feed: Feed | None, source_id: str) -> Article | Failure:
    """The report that a feed's own words make: its text, or its title alone."""
    item = queued.item
    title, text = clean(item.title), clean(item.text)[:MAX_TEXT_CHARS]
    if not text and not title:
        return _failure(source_id, item.url or item.guid, "the feed gives neither a title nor a text", item.guid)
    published_at, known_at = settle_dates(_stated(item), item.updated_at, queued.seen_at, queued.seen_after, item.url)
    said = {
        "title": title if text and title != text else "",
        "text": text or title,
        "lang": item.lang or (feed.lang if feed else ""),
        "published_at": published_at,
        "known_at": known_at,
        "citations": (_citation(item.url, "", "", feed),),
        "topics": item.topics,
        "about": About(authors=item.authors, updated_at=item.updated_at, image_url=item.image_url),
        "address": queued.address,
    }
    return _article(said, source_id, FEED_READER)


def settle_dates(
    stated: Interval, updated_at: datetime | None, arrived_at: datetime, seen_after: datetime | None, url: str
) -> Interval:
    """The earliest and latest moment a report can have become public.

    It was public when it arrived, whatever it says: later dates are cut off there. A text that was updated is known
    from its update on, and one whose address holds a later day than it states, from that day on. An undated report
    that a feed did not have when it was last asked appeared since; any other undated one stays undated.
    """
    published_at, known_at = stated
    day = day_in_address(url) if is_web(url) else day_in_name(url)
    if published_at is None or known_at is None:
        if day is not None and start_of_day(day) <= arrived_at:
            published_at, known_at = start_of_day(day), end_of_day(day)
        else:
            return (seen_after, arrived_at) if seen_after else (None, None)
    if day is not None and day > known_at.date():
        known_at = end_of_day(day)
    if updated_at is not None:
        known_at = max(known_at, updated_at)
    return min(published_at, arrived_at), min(known_at, arrived_at)


def _without_site(title: str, told: str) -> str:
    """A page's title without the name of its site, where its feed gives it without."""
    rest = title.removeprefix(told)
    return told if told and rest != title and _SEAM.match(rest) else title


def _settle(extraction: Extraction, visit: Visit) -> Interval:
    """The page's date before its feed's; a bare day of the page is made exact by a feed's moment within it."""
    queued = visit.item
    stated: Interval = (extraction.published_at, extraction.known_at)
    told = _stated(queued.item) if queued else (None, None)
    if told[0] is not None and (stated[0] is None or stated[1] is None or stated[0] <= told[0] <= stated[1]):
        stated = told
    seen_after = queued.seen_after if queued else None
    return settle_dates(stated, extraction.updated_at, visit.fetched_at, seen_after, visit.url)


def _stated(item: FeedItem) -> Interval:
    """When a feed says that an item appeared: a moment, or the whole of a day where it states no time."""
    if (
        item.published_at is None
        or ":" in item.stated_date
        or item.published_at != start_of_day(item.published_at.date())
    ):
        return item.published_at, item.published_at
    return item.published_at, end_of_day(item.published_at.date())


def _without_text(extraction: Extraction, visit: Visit, feed: Feed | None) -> Article | Failure:
    queued = visit.item
    if queued is None or not (queued.item.text or queued.item.title):
        why = extraction.detail or f"the page is of kind '{extraction.kind.value}'"
        is_file = visit.url == visit.source_id
        return _failure(visit.source_id, "1" if is_file else visit.url, f"no text to read: {why}", extraction.title)
    article = article_from_item(queued, feed, visit.source_id)
    if isinstance(article, Failure):
        return article
    return replace(article, about=replace(article.about, kind=extraction.kind.value))


def _about(extraction: Extraction) -> About:
    return About(
        authors=extraction.authors,
        agency=extraction.agency,
        section=extraction.section,
        updated_at=extraction.updated_at,
        image_url=extraction.image_url,
        image_caption=extraction.image_caption,
        kind=extraction.kind.value,
    )


def _citation(url: str, outlet: str, agency: str, feed: Feed | None) -> Citation:
    """Who published it, as news digests write it: "AFP via France 24" for an agency's report."""
    host = host_of(url)
    known = find_by_host(host)
    name = (known.title if known else "") or (feed.outlet if feed else "") or clean(outlet)
    name = name or (clean(feed.title) if feed else "") or host or (feed.feed_id if feed else "unknown")
    if agency and agency.casefold() != name.casefold():
        name = f"{agency} via {name}"
    return Citation(outlet=name, url=url if is_web(url) else None)


def _article(said: dict[str, Any], source_id: str, made_by: str) -> Article | Failure:
    try:
        return Article(article_id=identify(said), source_id=source_id, made_by=made_by, **said)
    except ValueError as error:
        return _failure(source_id, str(said["address"]), str(error), str(said["text"]))


def _failure(source_id: str, record_id: str, reason: str, detail: str) -> Failure:
    return Failure(stage="extract", source_id=source_id, record_id=record_id, reason=reason, detail=detail)

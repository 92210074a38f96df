"""Pages into the store together with what was read in them: both land in one transaction, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dateline.records import Article, Extraction, Failure, Feed, Page, QueuedItem, Visit
from dateline.run.guard import read_guarded
from dateline.run.languages import with_language
from dateline.sources.addresses import normalise_url
from dateline.sources.arrivals import article_from_page
from dateline.store import Writer
from dateline.text import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page with where it was found, what was read in it, and the report or the reason why there is none.

    `is_kept` is False for a feed whose pages are not to be kept.
    """

    page: Page
    visit: Visit
    extraction: Extraction
    outcome: Article | Failure
    is_kept: bool


def read_page(page: Page, item: QueuedItem | None = None, feed: Feed | None = None, *, address: str = "") -> ReadPage:
    """Extract one page; touches no store, so that it can run in another process.

    `address` is what the page is known by already, when it is read again.
    """
    extraction = read_guarded(page)
    visit = Visit(
        address=address or _address(page, extraction, item),
        url=page.url or extraction.url,
        source_id=page.source_id,
        page_id=page.page_id,
        fetched_at=page.fetched_at,
        content_type=page.content_type,
        item=item,
    )
    outcome = article_from_page(extraction, visit, feed)
    return ReadPage(
        page=page,
        visit=visit,
        extraction=extraction,
        outcome=with_language(outcome),
        is_kept=feed is None or feed.keep_days != 0,
    )


def is_page(item: object) -> bool:
    """Whether a record is a page, which costs as much to read as hundreds of others."""
    return isinstance(item, Page)


def land(writer: Writer, read: Sequence[ReadPage], now: datetime) -> int:
    """Store pages, reports and failures within an open transaction; how many reports were new."""
    n_added = 0
    for one in read:
        visit_id = writer.intake.add_page(one.page, one.visit.address, one.visit.item) if one.is_kept else None
        n_added += land_outcome(writer, one, visit_id, now)
    return n_added


def land_outcome(writer: Writer, one: ReadPage, visit_id: int | None, now: datetime) -> bool:
    """Store what was read on one visit (None for a page that is not kept, or known); whether a report was new."""
    outcome = one.outcome
    if isinstance(outcome, Article) and writer.intake.was_visited(one.visit.address, one.visit.fetched_at):
        outcome = _wait_for_change(writer, outcome, one.visit)
    if isinstance(outcome, Failure) or not outcome.page_id:
        writer.retire_readings(one.visit.address, one.visit.page_id, now)
    if visit_id is not None:
        article_id = outcome.article_id if isinstance(outcome, Article) else None
        writer.intake.add_extraction(visit_id, one.extraction, article_id)
    if isinstance(outcome, Failure):
        writer.add_failures([outcome], now)
        return False
    return writer.add_articles([outcome], now) > 0


def _wait_for_change(writer: Writer, article: Article, visit: Visit) -> Article:
    """The report of a page that was visited before: the one that is kept, where its text is the same.

    Another text was not there before, so it is known from this visit on, whatever date the page states.
    """
    known_id = writer.find_article(visit.address, article.title, article.text)
    if known_id:
        return replace(article, article_id=known_id)
    if article.known_at is None or article.known_at >= visit.fetched_at:
        return article
    later = visit.fetched_at
    return replace(article, article_id=digest(article.article_id, later.isoformat()), known_at=later)


def _address(page: Page, extraction: Extraction, item: QueuedItem | None) -> str:
    """What a page is known by: the item's address, where it was found, its own canonical link, else its bytes.

    A canonical link to a site's front page names no report: many saved pages carry one.
    """
    if item is not None:
        return item.address
    found, canonical = normalise_url(page.url), normalise_url(extraction.url)
    is_front = canonical.count("/") <= 3 and "?" not in canonical
    return found or ("" if is_front else canonical) or f"page:{page.page_id}"


def by_id(feeds: Sequence[Feed]) -> Mapping[str, Feed]:
    """Feeds by their id."""
    return {feed.feed_id: feed for feed in feeds}

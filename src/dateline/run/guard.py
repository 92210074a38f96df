"""The one place where any error is caught: what one page or one feed does to its reader must stop no other.

Readers are tested never to raise. Should one do so all the same, on bytes that nobody thought of, the page or the feed
is kept with the error as its reason, and is read again by the next version.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline import reading
from dateline.fetching import Refusal, Response
from dateline.records import Article, Extraction, Failure, Feed, FeedState, Page, PageKind, Reading, SitemapPart
from dateline.sources.documents import MADE_BY, read_document
from dateline.sources.updates import (
    Update,
    update_from_error,
    update_from_part,
    update_from_refusal,
    update_from_response,
)


def read_guarded(page: Page) -> Extraction:
    """What is found in a page, or the error that its reader met."""
    try:
        return read_document(page.body, url=page.url, content_type=page.content_type)
    except Exception as error:  # noqa: BLE001 - see above
        return Extraction(made_by=MADE_BY, kind=PageKind.ERROR, detail=_describe(error))


def read_articles_guarded(articles: Sequence[Article]) -> list[Reading | Failure]:
    """What is read in articles, in order; one that its reader fails on becomes a failure and stops no other."""
    try:
        return list(reading.read_articles(articles))
    except Exception as error:  # noqa: BLE001 - see above
        if len(articles) == 1:
            article = articles[0]
            reason = _describe(error)
            return [Failure(stage="read", source_id=article.source_id, record_id=article.article_id, reason=reason)]
        return [one for article in articles for one in read_articles_guarded([article])]


def update_guarded(feed: Feed, state: FeedState, outcome: Response | Refusal) -> Update:
    """What a feed's answer means, or that its reader failed on it."""
    try:
        if isinstance(outcome, Response):
            return update_from_response(feed, state, outcome)
        return update_from_refusal(feed, state, outcome)
    except Exception as error:  # noqa: BLE001 - see above
        return update_from_error(feed, state, outcome, _describe(error))


def update_part_guarded(feed: Feed, state: FeedState, part: SitemapPart, outcome: Response | Refusal) -> Update:
    """The same for one sitemap of an index, which leaves the index as it stands."""
    try:
        return update_from_part(feed, state, part, outcome)
    except Exception as error:  # noqa: BLE001 - see above
        fault = update_from_error(feed, state, outcome, f"{part.url}: {_describe(error)}")
        return Update(state=state, poll=fault.poll)


def _describe(error: Exception) -> str:
    return f"the reader failed on it ({type(error).__name__}: {error})"

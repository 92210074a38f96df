"""One report of the store, and everything that was read in it."""

from __future__ import annotations

from datetime import datetime

from dateline.errors import UnknownStory
from dateline.records import Article, Reading
from dateline.run.kept import read_kept
from dateline.store import Store


def find_report(store: Store, article_id: str, as_of: datetime) -> Article:
    """A report by its id. Raises UnknownStory where there is none by the moment."""
    article = store.view(as_of).get_articles([article_id]).get(article_id)
    if article is None:
        raise UnknownStory(
            f"There is no report '{article_id}' in the store as of {as_of:%Y-%m-%d %H:%M}.",
            hint="Reports have the ids that lists and evidence give.",
        )
    return article


def show_report(store: Store, article_id: str, as_of: datetime) -> tuple[Article, Reading]:
    """A report and its reading, made now and kept where there was none. Raises UnknownStory."""
    article = find_report(store, article_id, as_of)
    return article, read_kept(store, store.view(as_of), [article])[article_id]

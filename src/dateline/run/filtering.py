"""Filters: pages in and articles out, addresses out of lists; no store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dateline import sources
from dateline.codec import article_to_dict
from dateline.errors import UnreadableFile
from dateline.extract.language import detect_language
from dateline.moments import is_day_long
from dateline.records import Article, Extraction, Failure, Page
from dateline.run.guard import read_guarded
from dateline.run.landing import is_page
from dateline.run.languages import with_language
from dateline.run.parallel import pmap
from dateline.sources.gdelt import is_gdelt, read_url_list, read_urls
from dateline.sources.skips import Skipped

Line = dict[str, Any]


def extract_paths(
    paths: Iterable[str], *, now: datetime, on_failure: Callable[[Failure | Skipped], None]
) -> Iterator[Line]:
    """A line for each page under the paths, in order; a page without a text has one too, with its kind.

    Records that are articles already (mail, text) come out in the same form. What cannot be read, and counts of what an
    archive holds besides pages, go to `on_failure`.
    """
    for one in pmap(_extract, _items(paths, now), is_heavy=is_page):
        if isinstance(one, Failure | Skipped):
            on_failure(one)
        else:
            yield one


def read_addresses(file: Path) -> Iterator[str]:
    """The addresses that a file lists: one a line, a column of a CSV, or a GDELT table.

    Raises UnreadableFile, or UsageError for a table that holds none.
    """
    try:
        with file.open("rb") as stream:
            found = read_urls(stream, file.name) if is_gdelt(stream) else read_url_list(stream, file.name)
            yield from (one if isinstance(one, str) else "" for one in found if not isinstance(one, Skipped))
    except OSError as error:
        raise UnreadableFile(f"'{file}' cannot be read: {error.strerror}.") from error


def _items(paths: Iterable[str], now: datetime) -> Iterator[sources.Item]:
    for path in paths:
        yield from sources.read_path(path, now=now)


def _extract(item: sources.Item) -> Line | Failure | Skipped:
    """Runs in another process where there are many pages."""
    if isinstance(item, Page):
        return _write_page(item, read_guarded(item))
    return _write_article(with_language(item)) if isinstance(item, Article) else item


def _write_article(article: Article) -> Line:
    known = article_to_dict(article)
    shared = ("title", "text", "published_at", "lang", "outlet", "url")
    return {"page_id": article.source_id, **{name: known[name] for name in shared}, "authors": article.about.authors}


def _write_page(page: Page, found: Extraction) -> Line:
    return {
        "page_id": page.name or page.url,
        "kind": found.kind.value,
        "title": found.title,
        "text": found.text,
        "published_at": write_stated(found),
        "updated_at": found.updated_at.isoformat() if found.updated_at else None,
        "authors": found.authors,
        "lang": found.lang or detect_language(found.text),
        "outlet": found.outlet,
        "agency": found.agency,
        "section": found.section,
        "image_url": found.image_url,
        "image_caption": found.image_caption,
        "url": found.url,
        "made_by": found.made_by,
    }


def write_stated(found: Extraction) -> str | None:
    """The date of a page in ISO form, in the zone that it states, so that the day is the page's own day."""
    if found.published_at is None or found.known_at is None:
        return None
    if is_day_long(found.published_at, found.known_at):
        return found.published_at.date().isoformat()
    try:
        stated = datetime.fromisoformat(found.stated_date)
    except ValueError:
        stated = found.published_at
    return (stated if stated == found.published_at else found.published_at).isoformat()

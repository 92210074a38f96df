"""Dumps of Wikinews and of Wikipedia's Portal:Current events -> articles with the outlets they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.records import Article, Failure
from dateline.sources.fields import article_from_fields
from dateline.sources.skips import Skipped, Tally
from dateline.sources.stated_dates import read_date
from dateline.sources.wiki_dump import DumpError, WikiPage, iterate_pages
from dateline.sources.wiki_events import is_day_page, iterate_events
from dateline.sources.wikitext import (
    MAX_CHARS,
    Template,
    cut_links,
    heading_of,
    read_links,
    read_templates,
    to_paragraphs,
    to_plain,
    without_unshown,
)

_TOO_LONG = f"a page of over {MAX_CHARS:,} characters"
ARTICLES = "0"  # the namespace of articles on every wiki
# The names of templates and of their values on the Wikinews of the languages that have published most.
_DATE_TEMPLATES = frozenset(
    {
        "date",
        "byline",
        "datum",
        "fecha",
        "data",
        "дата",
        "datetag",
        "dateline",
        "päiväys",
        "tarih",
        "ημερομηνία",
        "dato",
    }
)
_DATE_VALUES = ("date", "datum", "fecha", "data", "дата", "1")
_DRAFTS = frozenset(
    {"develop", "developing", "review", "under review", "tasks", "abandoned", "stale", "prepare", "draft"}
)
_URL_VALUES = ("url", "адрес", "ссылка")
_OUTLET_VALUES = (
    "pub", "publisher", "media", "média", "agency", "agentur", "zeitung", "verlag", "publicación", "medio", "fonte",
    "testata", "editore", "uitgever", "издание", "издатель", "opublikowany", "site", "work", "author",
)  # fmt: skip
# Headings under which nothing of the article itself stands any more.
_ENDING = re.compile(
    r"(?:related (?:news|articles?)|sources?|references?|external links?|see also|sister links|notes?|corrections?"
    r"|voir aussi|articles? connexes?|liens? externes?|références?|quellen?|weblinks|themenverwandte artikel|siehe auch"
    r"|fuentes?|véase también|enlaces externos|referencias|noticias relacionadas|fonti|fonte|articoli correlati"
    r"|collegamenti esterni|fontes|ver também|ligações externas|bronnen|źródł[ao]|zobacz też|źródła|источники?|ссылки"
    r"|см\. также|джерела|källor|källa|kilder|lähteet|kaynaklar|مصادر|المصادر|来源|消息來源|出典|情報源)\W*",
    re.IGNORECASE,
)


def read_wikinews(stream: BinaryIO, source_id: str) -> Iterator[Article | Failure | Skipped]:
    """The articles of a Wikinews dump, with the outlets that they list as sources; last the counts of other pages."""
    tally = Tally()
    number = 0
    try:
        for page in iterate_pages(stream):
            number += 1
            reason = _no_article(page)
            if reason:
                tally.add(reason)
            elif not page.is_whole:
                yield _failure(source_id, page.title, _TOO_LONG, "")
            elif (fields := _news_fields(page))["text"]:
                yield _article(fields, source_id, page.title)
            else:
                tally.add("article without text")
    except DumpError as error:
        yield _failure(source_id, f"after page {number}", str(error), "")
    yield from tally.close()


def read_current_events(stream: BinaryIO, source_id: str) -> Iterator[Article | Failure | Skipped]:
    """The event lines of the day pages in a dump, each dated by its day, and last the counts of other pages.

    Topics of a line are the stories that it is listed under. What is nothing but such a story's name is no line.
    """
    tally = Tally()
    number = 0
    try:
        for page in iterate_pages(stream):
            number += 1
            if not is_day_page(page):
                tally.add("redirect" if page.is_redirect else "page that is no day of current events")
                continue
            if not page.is_whole:
                yield _failure(source_id, page.title, _TOO_LONG, "")
                continue
            for line, fields in enumerate(iterate_events(page), start=1):
                yield _article(fields, source_id, f"{page.title}#{line}")
    except DumpError as error:
        yield _failure(source_id, f"after page {number}", str(error), "")
    yield from tally.close()


def _no_article(page: WikiPage) -> str:
    if page.is_redirect:
        return "redirect"
    if page.namespace != ARTICLES:
        return "page that is no article"
    if any(template.name in _DRAFTS for template in read_templates(page.text)):
        return "draft"
    return ""


def _news_fields(page: WikiPage) -> dict[str, Any]:
    templates = read_templates(page.text)
    return {
        "title": page.title,
        "text": to_paragraphs(_without_ending(page.text), page.site.hidden),
        "published_at": _find_day(templates, page.site.lang),
        "lang": page.site.lang,
        "url": page.url,
        "outlet": "Wikinews",
        "sources": [*_own(page), *_cited(page, templates)],
    }


def _own(page: WikiPage) -> list[dict[str, str]]:
    return [{"outlet": "Wikinews", "url": page.url}]


def _without_ending(wikitext: str) -> str:
    """The page up to the first heading that only sources, links and the like stand under."""
    kept: list[str] = []
    for line in without_unshown(wikitext).split("\n"):
        if line.startswith("=") and _ENDING.fullmatch(heading_of(line)):
            break
        kept.append(line)
    return "\n".join(kept)


def _find_day(templates: list[Template], lang: str) -> str:
    """The day of the first date template that holds one; empty where none can be read."""
    for template in templates:
        if template.name in _DATE_TEMPLATES:
            named = [template.named[name] for name in _DATE_VALUES if name in template.named]
            for text in (*named, *template.values[:1]):
                moment = read_date(to_plain(text), lang)
                if moment:
                    return moment.date().isoformat()
    return ""


def _cited(page: WikiPage, templates: list[Template]) -> Iterator[dict[str, str]]:
    """The sources that an article lists: from templates with an address, or else the links under the last headings."""
    n_found = 0
    for template in templates:
        url = next((template.named[name] for name in _URL_VALUES if template.named.get(name)), "")
        outlet = next((template.named[name] for name in _OUTLET_VALUES if template.named.get(name)), "")
        if url and outlet:
            n_found += 1
            yield {"outlet": to_plain(outlet), "url": url}
    if not n_found:
        for line in page.text[len(_without_ending(page.text)) :].split("\n"):
            for link in read_links(line):
                outlet = to_plain(cut_links(line)).strip(" *#:;,.–-")
                yield {"outlet": outlet or link.text, "url": link.url}


def _article(fields: dict[str, Any], source_id: str, record_id: str) -> Article | Failure:
    try:
        return article_from_fields(fields, source_id)
    except ValueError as error:
        return _failure(source_id, record_id, str(error), str(fields.get("text", ""))[:500])


def _failure(source_id: str, record_id: str, reason: str, detail: str) -> Failure:
    return Failure(stage="import", source_id=source_id, record_id=record_id, reason=reason, detail=detail)

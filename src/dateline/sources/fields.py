"""Records of other tools -> Article: which field names mean what, and what a record must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dateline.codec import encode
from dateline.moments import end_of_day, parse_interval
from dateline.records import Article, Citation
from dateline.sources.addresses import day_in_address
from dateline.text import clean, digest, host_of

# The first name present, and not empty, wins. Names are those that feed readers, news archives, the
# Wikimedia dumps and the usual scrapers write.
TEXT_FIELDS = (
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "full_text",
    "sentences",
    "paragraphs",
    "description",
    "summary",
)
TITLE_FIELDS = ("title", "headline", "name")
DATE_FIELDS = (
    "published_at", "published", "date_published", "date_publish", "pubDate", "publishedAt", "pub_date", "date",
    "datetime", "timestamp", "created_at",
)  # fmt: skip
URL_FIELDS = ("url", "link", "canonical_url", "href")
OUTLET_FIELDS = ("outlet", "publisher", "source", "source_name", "source_domain", "domain", "site")
LANG_FIELDS = ("lang", "language")
TOPIC_FIELDS = ("topics", "story_path", "tags", "keywords")
CITATION_FIELDS = ("sources", "citations", "outlets")

MAX_TEXT_CHARS = 2_000_000  # a record longer than any report is a wrong file
MIN_TEXT_CHARS = 3
_YEARS = re.compile(r"(?:[A-Z][a-z]+ )?[\d\s–—-]+(?:present|[A-Z][a-z]+ \d{4})?")


Interval = tuple[datetime | None, datetime | None]


def article_from_fields(fields: Mapping[str, Any], source_id: str) -> Article:
    """An article from a loosely named record. Raises ValueError with what is wrong and what was expected.

    Its id is a digest of all that the record says: records that differ in anything are reports of their
    own, so that it never matters which comes first.
    """
    title = clean(_text(fields, TITLE_FIELDS))
    text = clean(_text(fields, TEXT_FIELDS)) or title
    if not text:
        raise ValueError(f"no text; expected one of {', '.join(TEXT_FIELDS[:4])} or a title")
    if len(text) > MAX_TEXT_CHARS:
        raise ValueError(f"the text has {len(text):,} characters; at most {MAX_TEXT_CHARS:,} are taken")
    if len(text) < MIN_TEXT_CHARS:
        raise ValueError(f"the text has only {len(text)} characters")
    citations = _citations(fields)
    published_at, known_at = wait_for_sources(_date(fields), citations)
    said: dict[str, Any] = {
        "title": title if title != text else "",
        "text": text,
        "lang": _language(fields),
        "published_at": published_at,
        "known_at": known_at,
        "citations": citations,
        "topics": tuple(_strings(fields, TOPIC_FIELDS)),
    }
    return Article(article_id=identify(said), source_id=source_id, **said)


def wait_for_sources(stated: Interval, citations: tuple[Citation, ...]) -> Interval:
    """The moments of a report, known no earlier than the first of the sources that it cites.

    A line of a digest stands under the day of what happened; the articles that it cites may have appeared a day or more
    later, as the days in their addresses say.
    """
    published_at, known_at = stated
    days = [day for citation in citations if citation.url and (day := day_in_address(citation.url))]
    if known_at is None or not days or min(days) <= known_at.date():
        return stated
    return published_at, end_of_day(min(days))


def identify(said: Mapping[str, Any]) -> str:
    """The id of a report from all that it says."""
    return digest(encode(said))


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    value = _first(fields, names)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return "\n".join(value)  # a text given as its sentences or paragraphs
    raise ValueError(f"'{_name_of(fields, names)}' is a {type(value).__name__}; expected text")


def _language(fields: Mapping[str, Any]) -> str:
    """'en' of "en" or "en-GB"; nothing of "English" or "eng", so that the text itself is asked."""
    found = re.match(r"([a-z]{2})(?:[-_].*)?$", _text(fields, LANG_FIELDS).strip().lower())
    return found[1] if found else ""


def _strings(fields: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    value = _first(fields, names)
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list | tuple):
        return []
    return [clean(item) for item in value if isinstance(item, str) and item.strip()]


def _name_of(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(name for name in names if fields.get(name) not in (None, "", [], {}))


def _date(fields: Mapping[str, Any]) -> Interval:
    value = _text(fields, DATE_FIELDS)
    return parse_interval(value) if value else (None, None)


def _citations(fields: Mapping[str, Any]) -> tuple[Citation, ...]:
    listed = _first(fields, CITATION_FIELDS)
    citations: list[Citation] = []
    if isinstance(listed, list | tuple):
        citations = [citation for item in listed if (citation := _citation(item))]
    if not citations:
        named = _citation(_first(fields, OUTLET_FIELDS))
        outlet = named.outlet if named else ""
        url = _address(_text(fields, URL_FIELDS))
        citations = [Citation(outlet=outlet or host_of(url or ""), url=url)] if outlet or url else []
    return tuple(dict.fromkeys(citations))


def _citation(item: Any) -> Citation | None:
    if isinstance(item, str):
        outlet, url = clean(item), None
    elif isinstance(item, Mapping):
        outlet, url = clean(_text(item, (*OUTLET_FIELDS, "name"))), _address(_text(item, URL_FIELDS))
    else:
        return None
    if not outlet or _YEARS.fullmatch(outlet):  # "2009-present": a stray bracket, not an outlet
        return None
    return Citation(outlet=outlet, url=url)


def _address(url: str) -> str | None:
    """A web address, or None: anything else (javascript:, data:, file:) never reaches a page."""
    url = clean(url)
    return url if re.match(r"https?://[^\s<>\"']+$", url) and len(url) < 2_000 else None

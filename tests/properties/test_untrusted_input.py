"""Whatever a file holds, each record becomes an article or a reason why not."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.errors import DateFormError
from dateline.extract import read_page
from dateline.moments import parse_interval
from dateline.records import Article, Extraction, Failure
from dateline.sources import article_from_fields
from dateline.sources.fields import (
    CITATION_FIELDS,
    DATE_FIELDS,
    LANG_FIELDS,
    OUTLET_FIELDS,
    TEXT_FIELDS,
    TITLE_FIELDS,
    TOPIC_FIELDS,
    URL_FIELDS,
)
from dateline.sources.files import READERS
from dateline.text import clean
from making import read_items

NAMES = st.sampled_from(
    TEXT_FIELDS + TITLE_FIELDS + DATE_FIELDS + URL_FIELDS + OUTLET_FIELDS + LANG_FIELDS + TOPIC_FIELDS + CITATION_FIELDS
)
CHARACTERS = st.characters() | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(CHARACTERS, max_size=40)
    | st.sampled_from(["2025-11-07", "https://news.example/1", "javascript:alert(1)", "AFP via X", "en", "10" * 3000])
    | st.integers(10**5000, 10**5001)
)
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=9), inner, max_size=4)
)
MARKUP = [
    "<script>", "<html>", "<head>", "<title>", "<body>", "<article>", "<p>", "</p>", "<div class='", "'>", "<!--",
    "-->", "<![CDATA[", "]]>", "&#xD800;", "&nbsp;", "&#0;", "<table><tr><td>", "<a href='javascript:x'>", "2025-11-07",
    "<meta charset=windows-1256>", "<meta property='article:published_time' content='", "<?xml version='1.0'?>",
    "The army said on Friday that it had left the town. " * 8,
]  # fmt: skip
PAGES = st.lists(st.sampled_from(MARKUP).map(str.encode) | st.binary(max_size=30), max_size=40).map(b"".join)


@settings(max_examples=150)
@given(fields=st.dictionaries(NAMES, JSON, max_size=6))
@example({"text": "abc", "url": "https://news.example/\ud800"})
@example({"text": "abc", "lang": "\ud800"})
@example({"text": 10**5000})
def test_a_record_is_an_article_or_a_reason(fields: dict[str, Any]) -> None:
    """Any JSON-like object becomes an article that is fit to keep, or a ValueError."""
    try:
        article = article_from_fields(fields, "x")
    except ValueError:
        return
    assert article.text == clean(article.text)
    assert article == article_from_fields(fields, "x")
    kept = [article.text, article.title, article.lang, *article.topics]
    for citation in article.citations:
        assert citation.url is None or citation.url.startswith(("http://", "https://"))
        kept += [citation.outlet, citation.url or ""]
    "".join(kept).encode()  # no lone surrogate


@settings(max_examples=150)
@given(raw=PAGES)
@example(b"")
@example(b"\x00" * 100)
@example(b"<meta charset=gb\xff><p>" + b"text " * 50)
@example(b"<meta charset=gbx><p>\xff" + b"text " * 50)
@example("<p>مالي</p>".encode("utf-16"))
def test_any_page_gives_fields(raw: bytes) -> None:
    """Any bytes give fields, perhaps empty ones; all of them are text."""
    assert isinstance(read_page(raw), Extraction)


@pytest.mark.parametrize("unit", [b"<div>", b"<b><p>", b"<table><tr><td>", b"&amp;", b"<", b"<!--", b"\xff"])
def test_a_page_of_one_thing_gives_fields(unit: bytes) -> None:
    """Ten thousand open elements or stray marks do no harm."""
    assert isinstance(read_page(unit * 10_000 + b"The army left the town. " * 20), Extraction)


@settings(max_examples=150)
@given(raw=st.binary(max_size=200) | PAGES, suffix=st.sampled_from(sorted(READERS)))
@example(b"text,date\n\xff,2025-01-01\n", ".csv")
@example(b'text\n"unclosed', ".csv")
@example(b"\xff\xfe", ".txt")
@example(b'{"text": "abc", "n": ' + b"9" * 5000 + b"}", ".jsonl")
def test_any_file_gives_articles_and_failures(raw: bytes, suffix: str) -> None:
    """Any bytes under any name are read to their end as articles and failures."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(raw)
        for item in read_items(file):
            assert isinstance(item, Article) or (isinstance(item, Failure) and item.reason)


@given(text=st.text(max_size=30) | st.text(st.sampled_from("0123456789-:/.TZ+ ,JanFriMonGMT"), max_size=30))
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31T23:59:59-14:00")
@example("2025-02-30")
@example("9999999999")
@example("9999999999999")
@example("Mon, 99 Jan 2025 99:99:99 +9999")
def test_a_date_is_a_time_in_utc_or_a_reason(text: str) -> None:
    """Any text is a span of time within the years that are taken, or a DateFormError."""
    try:
        first, last = parse_interval(text)
    except DateFormError:
        return
    assert first <= last
    assert 1799 <= first.year <= last.year <= 2201
    assert first.utcoffset() == last.utcoffset()
    assert first.tzname() == "UTC"

"""Whatever bytes a page is made of, reading it ends soon and gives fields that are fit to keep."""

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from news_pages import ARMY, EGYPT, GERMANY, JAPAN, PERU, UKRAINE, article, page, paragraphs

from dateline.extract import read_page
from dateline.extract.blocks import read_blocks
from dateline.extract.markup import read_markup
from dateline.records import Extraction, PageKind
from dateline.text import clean

PAGES = (PERU, EGYPT, JAPAN, UKRAINE, GERMANY)
MARKUP = [
    "<script>", "</script>", "<script type='application/ld+json'>", '{"@type":"NewsArticle","author":', "[{", "}]",
    "<style>", "<svg>", "</svg>", "<noscript>", "<html>", "<head>", "<title>", "<body>", "<article>", "<p>", "</p>",
    "<h1>", "<div class='", "' hidden>", "<br><br>", "<!--", "-->", "<![CDATA[", "]]>", "&#xD800;", "&nbsp;", "&#0;",
    "<table><tr><td>", "<a href='javascript:x'>", "<link rel=canonical href='http://[::1'>",
    "<time datetime='9999-12-31'>",
    "<meta charset=utf-16>", "<meta charset=base64>", "<meta property='article:published_time' content='", "31.12.9999",
    "<meta http-equiv=refresh content='0'>", "<base href='//x'>", "<ul><li>", "</ul>", "<nav>", "Von ", "By ", "\u0660",
    *ARMY,
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(MARKUP).map(str.encode) | st.binary(max_size=30), max_size=50).map(b"".join)
SOON_S = 10.0


def check(found: Extraction) -> None:
    """The fields hold together, whatever they were found in."""
    for text in (
        found.title,
        found.text,
        found.outlet,
        found.agency,
        found.section,
        found.image_caption,
        *found.authors,
    ):
        assert text == clean(text)
    assert (found.published_at is None) == (found.known_at is None) == (found.stated_date == "")
    if found.published_at and found.known_at:
        assert found.published_at <= found.known_at
    assert found.url == "" or found.url.startswith(("http://", "https://"))
    assert found.image_url == "" or found.image_url.startswith(("http://", "https://"))
    if found.kind in (PageKind.ERROR, PageKind.EMPTY, PageKind.INDEX):
        assert found.text == ""


@settings(max_examples=200, deadline=None)
@given(
    raw=HOSTILE,
    url=st.sampled_from(["", "https://a.example/2025/11/07/x", "javascript:1", "http://[", "//x", "\ud800"]),
)
@example(b"<link rel=canonical href='http://[::1'><p>" + ARMY[0].encode() * 5, "http://[")
@example(b'<script type="application/ld+json">' + b"[" * 100_000, "")
@example(b"\xff\xfe<\x00p\x00>\x00", "")
def test_any_bytes_give_an_extraction(raw: bytes, url: str) -> None:
    """Pieces of markup in any order, and bytes that are none."""
    check(read_page(raw, url=url))


@settings(max_examples=100, deadline=None)
@given(which=st.integers(0, len(PAGES) - 1), seed=st.integers(0, 2**32))
def test_a_damaged_page_gives_an_extraction(which: int, seed: int) -> None:
    """Real pages cut short, with bytes changed, doubled and dropped."""
    chance = random.Random(seed)
    raw = bytearray(PAGES[which])
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(raw))
        end = at + chance.randrange(1, 60)
        raw[at:end] = chance.choice([b"", b"<", b"\x00", b"\xc3", raw[at:end] * 2, b"</div>", b"\"'>"])
        raw = raw or bytearray(b"<")
    check(read_page(bytes(raw[: chance.randrange(1, len(raw) + 1)])))


@pytest.mark.parametrize(
    "unit",
    [
        b"<div>", b"<b>", b"<b><p>", b"<table><tr><td>", b"<a>", b"<ul><li>", b"</p>", b"&amp;", b"<", b"<!--", b"\xff",
        b"<svg>", b"<script>", b"<nav><ul><li><a>x", b"<p>A.</p>", b"<h1>A title</h1>", b"<br>",
        b"<meta name=a content=b>",
        b"<time>", b"<article><h1>X</h1>", b'<p class="author">By A B</p>', b"(AFP) ", b"1.1.2025 ", b"|", b" - ",
        b'<script type="application/ld+json">{"@type":"Article","author":{"name":"A B"}}</script>', b"&#160;",
    ],
)  # fmt: skip
def test_a_hundred_thousand_of_one_thing_end_soon(unit: bytes) -> None:
    """Open elements, stray marks and endless lists take no more than a few seconds."""
    start = time.process_time()
    check(read_page(unit * 100_000 + paragraphs(*ARMY).encode()))
    assert time.process_time() - start < SOON_S


@pytest.mark.parametrize(
    "tag",
    [
        b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">",
        b"<p class='" + b"related " * 200_000 + b"'>",
        b"<p class='" + b"aA" * 500_000 + b"'>",
        b"<meta property=og:title content='" + b"word | " * 100_000 + b"'>",
        b"<title>" + b"a - b | " * 100_000 + b"</title>",
        b"<h1>" + b"word " * 200_000 + b"</h1>",
        b"<div>" * 240 + b"<p>The army left the town on Friday, two officers said.</p>" * 50_000 + b"</div>" * 240,
        b"".join(b"<p class=%x>The army left the town on Friday, two officers said." % n for n in range(30_000)),
        b"".join(b"<article><h1>Title %d</h1><p>The army left the town on Friday.</article>" % n for n in range(9_000)),
    ],
    ids=["attributes", "classes", "camel", "og-title", "title", "h1", "deep", "looks", "stories"],
)  # fmt: skip
def test_huge_attributes_and_lines_end_soon(tag: bytes) -> None:
    """One element a megabyte long; what stands beside it is still read."""
    start = time.process_time()
    check(read_page(tag + article(*ARMY).encode()))
    assert time.process_time() - start < SOON_S


def test_entities_are_never_expanded_nor_files_read() -> None:
    """A billion laughs stay a few characters, and no entity brings a file in."""
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    raw = (
        f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
        f"<html><body>{article('&l9; &f; ' + ARMY[0], *ARMY[1:])}</body></html>"
    ).encode()
    found = read_page(raw)
    assert "lollol" not in found.text
    assert "root:" not in found.text
    assert found.text.endswith(ARMY[-1])


def test_an_element_with_a_horde_of_attributes_loses_them_alone() -> None:
    """The text in it is kept."""
    horde = "".join(f" data-{n}={n}" for n in range(5000))
    found = read_page(page(f"<h1>Army leaves Tessit</h1><div{horde}>{paragraphs(*ARMY)}</div>"))
    assert found.text == "\n".join(ARMY)


def test_scripts_and_drawings_hold_no_text() -> None:
    """Markup in a script is no markup, and one that is never closed goes on to the end."""
    markup = read_markup(
        page(f"<script>var a = '<p>{ARMY[0]}</p>'</script><p>{ARMY[1]}</p><script>if (a < b) {{ '<p>x")
    )
    assert markup is not None
    assert [block.text for block in read_blocks(markup.root) if block.is_prose] == [ARMY[1]]


def test_an_article_of_headings_alone_breaks_nothing() -> None:
    """A page whose one paragraph is its heading once more gives no text, and no error."""
    raw = (
        b"<article><h1>1</h1>ficials of thhe last soldiehe ministry saidents told reporter"
        b"s that the last soldiers crossed the river in thters that the last soldrs crosse"
        b"d the re><h1>l"
    )
    assert read_page(raw).text == ""

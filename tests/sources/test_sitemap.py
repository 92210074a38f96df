"""Sitemaps give their addresses, news sitemaps what they say of each, and indexes their sitemaps."""

import gzip
from datetime import UTC, datetime

import pytest

from dateline.records.sources import FeedItem
from dateline.sources import sitemap
from dateline.sources.feed import NotAFeed
from dateline.sources.sitemap import read_sitemap

URL = "https://paper.example/sitemap.xml"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://paper.example/a?x=1&amp;y=2</loc><lastmod>2025-11-07</lastmod><changefreq>daily</changefreq>
<image:image><image:loc>https://paper.example/a.jpg</image:loc></image:image></url>
<url><loc> /relative </loc></url>
<url><loc>mailto:desk@paper.example</loc></url>
<url><lastmod>2025-11-07</lastmod></url>
</urlset>"""
NEWS = f"""<urlset {SPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://paper.example/niger-frontiere</loc><lastmod>2025-11-07T19:00:00Z</lastmod>
<news:news><news:publication><news:name>Le Papier</news:name><news:language>fr</news:language></news:publication>
<news:publication_date>2025-11-07T18:30:00+01:00</news:publication_date>
<news:title>La frontière &amp;amp; le marché</news:title>
<news:keywords>Niger, Algérie,, Niger</news:keywords></news:news>
</url></urlset>"""
INDEX = f"""<sitemapindex {SPACE}><sitemap><loc>https://paper.example/s1.xml.gz</loc></sitemap>
<sitemap><loc>/s2.xml</loc><lastmod>2025-11-07</lastmod></sitemap>
<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""


def test_a_plain_sitemap_gives_addresses() -> None:
    """Each page with its address; a last change is no publication. What is no web address is left out."""
    document = read_sitemap(PLAIN.encode(), url=URL)
    assert document.form == "sitemap"
    first, second = document.items
    assert first == FeedItem(
        guid="https://paper.example/a?x=1&y=2",
        url="https://paper.example/a?x=1&y=2",
        updated_at=datetime(2025, 11, 7, tzinfo=UTC),
        stated_date="2025-11-07",
        image_url="https://paper.example/a.jpg",
    )
    assert second.url == "https://paper.example/relative"


def test_a_news_sitemap_says_more() -> None:
    """Title, date, language and keywords come from the news element."""
    (item,) = read_sitemap(NEWS.encode(), url=URL).items
    assert (item.title, item.lang, item.topics) == ("La frontière & le marché", "fr", ("Niger", "Algérie"))
    assert item.published_at == datetime(2025, 11, 7, 17, 30, tzinfo=UTC)
    assert item.updated_at == datetime(2025, 11, 7, 19, 0, tzinfo=UTC)


def test_an_index_gives_sitemaps() -> None:
    """An index has no items, and names each sitemap once."""
    document = read_sitemap(INDEX.encode(), url=URL)
    assert document.items == ()
    assert set(document.sitemaps) == {"https://paper.example/s1.xml.gz", "https://paper.example/s2.xml"}
    assert len(document.sitemaps) == 2


def test_undeclared_and_broken_sitemaps_are_read() -> None:
    """Without namespaces, cut off, or with a bare &, the whole entries are read."""
    bare = NEWS.replace(SPACE, "").replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "")
    assert read_sitemap(bare.encode(), url=URL).items == read_sitemap(NEWS.encode(), url=URL).items
    cut = PLAIN[: PLAIN.index("<url><loc> /rel") + 12].replace("&amp;", "&")
    assert [item.url for item in read_sitemap(cut.encode(), url=URL).items] == ["https://paper.example/a?x=1&y=2"]


def test_a_list_of_lines_is_a_sitemap() -> None:
    """A text of addresses, one a line, is what the protocol also allows."""
    document = read_sitemap(b"https://a.example/1\r\nhttps://a.example/2\nhttps://a.example/1\n", url=URL)
    assert [item.url for item in document.items] == ["https://a.example/1", "https://a.example/2"]


def test_compressed_sitemaps_are_read_up_to_a_limit() -> None:
    """Gzip is undone, also when it is cut off; a bomb is refused before it is large."""
    assert read_sitemap(gzip.compress(PLAIN.encode()), url=URL) == read_sitemap(PLAIN.encode(), url=URL)
    bomb = gzip.compress(b"<urlset>" + bytes(sitemap.MAX_SITEMAP_BYTES))
    with pytest.raises(NotAFeed, match="more than 52,428,800 bytes"):
        read_sitemap(bomb, url=URL)
    for broken in (b"\x1f\x8b", b"\x1f\x8bnonsense", gzip.compress(b"")):
        with pytest.raises(NotAFeed, match="compressed bytes"):
            read_sitemap(broken, url=URL)


def test_no_more_addresses_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many addresses the first are taken."""
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 1)
    assert len(read_sitemap(PLAIN.encode(), url=URL).items) == 1
    assert len(read_sitemap(INDEX.encode(), url=URL).sitemaps) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<html><body><p>No</p></body></html>", "an HTML page"),
        (b"<rss><channel/></rss>", "a feed"),
        (b"User-agent: *", "plain text"),
        (b"", "empty"),
        (b"<note/>", "XML that is no feed"),
    ],
)
def test_what_is_no_sitemap_is_called_by_its_name(raw: bytes, said: str) -> None:
    """The refusal says what the body is instead."""
    with pytest.raises(NotAFeed, match=said):
        read_sitemap(raw, url=URL)


def test_the_sitemaps_of_an_index_come_with_the_last_changed_first() -> None:
    """So that whoever reads only some of them reads what is new; those without a date keep their order at the end."""
    parts = (("a", ""), ("b", "2024-01-01"), ("c", "2025-11-06T10:00:00Z"), ("d", ""), ("c", "2020-01-01"))
    listed = "".join(
        f"<sitemap><loc>https://paper.example/{name}.xml</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for name, day in parts
    )
    raw = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</sitemapindex>".encode()
    found = read_sitemap(raw, url="https://paper.example/sitemap.xml").sitemaps
    assert [address[-5] for address in found] == ["c", "b", "a", "d"]

"""A site's feeds are found from its page and its robots.txt, and documents are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sources.discovery import FeedLink, find_feeds, sitemaps_in_robots, sniff

PAGE = """<!DOCTYPE html><html><head><base href="https://www.paper.example/fr/">
<!-- <link rel="alternate" type="application/rss+xml" href="/old.xml"> -->
<script>document.write('<link rel="alternate" type="application/rss+xml" href="/script.xml">')</script>
<link rel="alternate" type="application/rss+xml" title="Le Papier &amp; Flux" href="feed/?a=1&amp;b=2">
<LINK HREF='https://www.paper.example/atom.xml' TYPE='application/atom+xml' REL='alternate home'>
<link rel=alternate type=application/rss+xml title="Comments" href=/comments/feed/>
<link rel="alternate" hreflang="en" href="https://www.paper.example/en/">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">
<link rel="sitemap" type="application/xml" href="/sitemap-posts.xml">
<link rel="stylesheet" href="/rss.css">
</head><body>
<a href="/rubrique/mali/rss.xml"><img src="rss.png"> <b>Mali</b> en RSS</a>
<a href="/feed/?a=1&amp;b=2">the same once more?</a><a href="/feedback">Write to us</a>
<a href="javascript:feed()">no</a><a href="https://other.example/index.php?format=feed&amp;type=rss" title="Joomla"></a>
</body></html>"""


def test_feeds_of_a_page() -> None:
    """What the head names comes first, then links that look like feeds; comments, scripts and other links do not."""
    named = [link for link in find_feeds(PAGE.encode(), url="https://paper.example/fr") if not link.is_guess]
    assert named == [
        FeedLink(url="https://www.paper.example/fr/feed/?a=1&b=2", title="Le Papier & Flux"),
        FeedLink(url="https://www.paper.example/atom.xml"),
        FeedLink(url="https://www.paper.example/sitemap-posts.xml", kind="sitemap"),
        FeedLink(url="https://www.paper.example/rubrique/mali/rss.xml", title="Mali en RSS"),
        FeedLink(url="https://www.paper.example/feed/?a=1&b=2", title="the same once more?"),
        FeedLink(url="https://other.example/index.php?format=feed&type=rss", title="Joomla"),
    ]


def test_usual_places_are_guesses() -> None:
    """A page that names nothing leaves the usual places, marked as guesses; a section's own comes first."""
    links = find_feeds(b"<p>Nothing here.</p>", url="https://paper.example/mali/")
    assert all(link.is_guess for link in links)
    assert links[0].url == "https://paper.example/mali/feed/"
    assert {"https://paper.example/feed/", "https://paper.example/rss.xml"} <= {link.url for link in links}
    assert {link.url for link in links if link.kind == "sitemap"} >= {"https://paper.example/sitemap.xml"}


def test_a_named_feed_is_no_guess() -> None:
    """An address that the page names is not guessed again."""
    page = b'<link rel="alternate" type="application/rss+xml" href="/feed/?utm_source=x">'
    links = [link for link in find_feeds(page, url="https://paper.example/") if link.url.rstrip("/").endswith("/feed/")]
    assert [link.is_guess for link in find_feeds(page, url="https://paper.example/")][:2] == [False, True]
    assert links == []


def test_sitemaps_in_robots() -> None:
    """Sitemap lines count in any group and any case, each once; relative ones are none."""
    robots = (
        "\ufeffUser-agent: *\r\nDisallow: /\r\nSITEMAP : https://a.example/s.xml # all\r\n"
        "sitemap:https://a.example/news.xml\nSitemap: https://a.example/s.xml\nSitemap: /s.xml\n# Sitemap: https://no.example/"
    )
    assert sitemaps_in_robots(robots.encode()) == ["https://a.example/s.xml", "https://a.example/news.xml"]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<rdf:RDF xmlns='x'>".encode("utf-16"), "feed"),
        (b"<br /><b>Notice</b>: oops <?xml version='1.0'?><rss><channel>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "feed"),
        (b'{"a": 1}', "json"),
        (b"<urlset xmlns='x'>", "sitemap"),
        (b"<sitemapindex>", "sitemap"),
        (b"<opml version='2.0'>", "opml"),
        (b"<!doctype HTML><title>x</title><rss>", "html"),
        (b"<div>fragment</div>", "html"),
        (b"<p>He wrote &lt;rss&gt;", "html"),
        (b"<note><to>x</to></note>", "xml"),
        (b"%PDF-1.4", "pdf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"WARC/1.0\r\n", "warc"),
        (b"\x89PNG\r\n", "image"),
        (b"Plain words.", "text"),
        (bytes(range(1, 27)) * 4, "binary"),
        (b"  \n", "empty"),
    ],
)
def test_documents_are_told_apart(raw: bytes, kind: str) -> None:
    """The first bytes say what a document is, whatever its header says."""
    assert sniff(raw, "text/html; charset=utf-8") == kind


@given(st.binary(max_size=200) | st.text("<>!-/ahrefs link='\"=", max_size=120).map(str.encode))
def test_any_bytes_are_some_page(raw: bytes) -> None:
    """No bytes make discovery fail."""
    assert find_feeds(raw, url="https://a.example/")
    assert sniff(raw)
    sitemaps_in_robots(raw)

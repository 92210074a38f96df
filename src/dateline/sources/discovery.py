"""From a site's page, or its robots.txt, to the feeds and sitemaps that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from dateline.decoding import decode_document
from dateline.sources.addresses import join_address, normalise_url
from dateline.sources.kinds import sniff
from dateline.sources.plain import to_line, without_unseen

__all__ = ["FeedLink", "find_feeds", "sitemaps_in_robots", "sniff"]

MAX_PAGE_CHARS = 4_000_000  # longer pages are archives; their heads are read
MAX_LINKS = 200
MAX_ROBOTS_BYTES = 512_000  # what the robots exclusion protocol (RFC 9309) asks for, and a little more

_FEED_TYPES = frozenset(
    (
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
        "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml",
    )
)  # fmt: skip
_LOOSE_TYPES = frozenset(("application/json", "application/xml", "text/xml"))  # feeds only where the rest says so
_FEED_PATH = re.compile(
    r"/(?:rss|feeds?|atom|rdf)(?:/|$|[\w-]*\.(?:xml|rss|rdf|php|aspx?|json)$)|\.(?:rss|atom|rdf)$"
    r"|[/_-](?:rss|feed|atom)\w*\.xml$|/index\.(?:rdf|rss)$|/feed\.json$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed=(?:rss2?|atom|rdf)|format=(?:feed|rss|atom|xml)|type=rss|rss=1)(?:&|$)", re.I)
_NOT_SITE_FEEDS = re.compile(r"/comments/feed|[?&]feed=comments|/wp-json/|/oembed\b|opensearch", re.IGNORECASE)
_TAG = re.compile(r"""<(link|a|base)\b((?:[^<>"']++|"[^"<]*"|'[^'<]*')*+(?=>)|[^<>]*)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_ANCHOR_END = re.compile(r"</?a\b", re.IGNORECASE)
_MAX_TAGS = 20_000  # front pages have 200-2,000 links
_MAX_ANCHOR_CHARS = 600  # of the markup of a link's text
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE)

# Where the usual systems put them: WordPress, Drupal, Ghost, Hugo, Jekyll, Blogger, Joomla, SPIP, Arc.
_USUAL_FEEDS = (
    "/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed", "/rss/", "/feeds/posts/default",
    "/?feed=rss2", "/?format=feed&type=rss", "/spip.php?page=backend", "/arc/outboundfeeds/rss/", "/index.rdf",
    "/feed.json",
)  # fmt: skip
_USUAL_SITEMAPS = (
    "/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml",
    "/googlenews.xml", "/arc/outboundfeeds/news-sitemap/",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """Where a feed may be. `kind` is feed or sitemap; a guess is a usual place that the page does not name."""

    url: str
    title: str = ""
    kind: str = "feed"
    is_guess: bool = False


def find_feeds(raw: bytes, *, url: str) -> list[FeedLink]:
    """The feeds that a page names, the surest first, then its links that look like feeds, then the usual places.

    Each address comes once. Feeds of comments are left out.
    """
    tags = list(_read_tags(without_unseen(decode_document(raw)[:MAX_PAGE_CHARS])))
    bases = (fields.get("href", "") for name, fields, _ in tags if name == "base")
    base = join_address(url, next(bases, "")) or url
    links = [_declared(fields, base) for name, fields, _ in tags if name == "link"]
    links += [_anchored(fields, text, base) for name, fields, text in tags if name == "a"]
    found: dict[str, FeedLink] = {}
    for link in (*links, *_usual(url)):
        key = normalise_url(link.url) if link and not _NOT_SITE_FEEDS.search(link.url) else ""
        if link and key:
            found.setdefault(key, link)
    return list(found.values())[:MAX_LINKS]


def sitemaps_in_robots(raw: bytes) -> list[str]:
    """The sitemaps that a robots.txt names, each once; whose group a line stands in does not matter."""
    lines = decode_document(raw[:MAX_ROBOTS_BYTES]).splitlines()
    stated = (found[1] for line in lines if (found := _SITEMAP_LINE.match(line)))
    return list(dict.fromkeys(filter(None, (join_address("", each) for each in stated))))[:MAX_LINKS]


def _read_tags(html: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each link, anchor and base of a page: its name, its attributes, and the text up to the anchor's end."""
    for found in islice(_TAG.finditer(html), _MAX_TAGS):
        fields: dict[str, str] = {}
        for stated in _ATTRIBUTE.finditer(found[2]):
            value = next((value for value in stated.groups()[1:] if value is not None), "")
            fields.setdefault(stated[1].lower(), unescape(value).strip())
        name, text = found[1].lower(), ""
        if name == "a":
            text = _ANCHOR_END.split(html[found.end() : found.end() + _MAX_ANCHOR_CHARS], maxsplit=1)[0]
        yield name, fields, text


def _declared(fields: dict[str, str], base: str) -> FeedLink | None:
    """What a link in the page's head leads to, where that is a feed or a sitemap."""
    url = _address(base, fields.get("href", ""))
    rel, title = fields.get("rel", "").lower().split(), to_line(fields.get("title", ""))
    kind = fields.get("type", "").lower().partition(";")[0].strip()
    if not url:
        return None
    if "sitemap" in rel:
        return FeedLink(url=url, title=title, kind="sitemap")
    is_feed = kind in _FEED_TYPES or (kind in _LOOSE_TYPES and _looks_like_feed(url))
    return FeedLink(url=url, title=title) if "feed" in rel or ("alternate" in rel and is_feed) else None


def _anchored(fields: dict[str, str], text: str, base: str) -> FeedLink | None:
    url = _address(base, fields.get("href", ""))
    if not url or not _looks_like_feed(url):
        return None
    return FeedLink(url=url, title=to_line(text) or to_line(fields.get("title", "")))


def _usual(url: str) -> Iterator[FeedLink]:
    """The usual places: beneath the page where it is a section, and at the site's root."""
    root = urljoin(url, "/")
    folder = url if urlsplit(url).path.endswith("/") and not urlsplit(url).query else ""
    if folder and folder != root:
        yield FeedLink(url=urljoin(folder, "feed/"), is_guess=True)
    for path in _USUAL_FEEDS:
        yield FeedLink(url=root.rstrip("/") + path, is_guess=True)
    for path in _USUAL_SITEMAPS:
        yield FeedLink(url=root.rstrip("/") + path, kind="sitemap", is_guess=True)


def _address(base: str, href: str) -> str:
    return join_address(base, href[len("feed:") :] if href.lower().startswith("feed:") else href)


def _looks_like_feed(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))

"""What a feed's settings let its requests carry, wherever they go."""

from __future__ import annotations

from dateline.config import read_secret
from dateline.fetching import Request
from dateline.records import Feed
from dateline.sources.addresses import normalise_url
from dateline.text import host_of


def request_for(feed: Feed | None, key: str, url: str, *, etag: str = "", last_modified: str = "") -> Request:
    """A request on behalf of a feed: to itself, to where it moved, to a sitemap of its index, or to a page it names.

    Its headers are for its own scheme, host and port, its right to private addresses for its own host: neither goes
    where the feed, or a page, says. Raises BrokenWorldError or UsageError for settings that cannot be used.
    """
    if feed is None:
        return Request(key=key, url=url)
    own, asked = normalise_url(feed.url), normalise_url(url)
    is_own_origin = _origin(own) == _origin(asked)
    return Request(
        key=key,
        url=url,
        etag=etag,
        last_modified=last_modified,
        headers=tuple((name, read_secret(value)) for name, value in feed.headers) if is_own_origin else (),
        proxy=read_secret(feed.proxy) if feed.proxy else "",
        allow_private=feed.allow_private and host_of(own) == host_of(asked),
    )


def _origin(url: str) -> str:
    """Scheme, host and port of a normalised address."""
    return "/".join(url.split("/", 3)[:3])

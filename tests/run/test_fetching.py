"""Feeds, pages and sitemaps from a server on this computer into a store, as a user would have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dateline import run
from dateline.fetching import Policy
from dateline.records import Article, Extraction, Feed, FeedState, Page, PageKind
from dateline.run import extracting, guard, landing, paging
from dateline.run.rounds import FetchCounts
from dateline.sources import updates
from dateline.store import SqliteStore, open_store
from fetching.web import Reply, Web, busy, feed, moved, page
from making import LATER, at

HOUR = timedelta(hours=1)
FAST = Policy(per_host_interval_s=0.0, connect_timeout_s=2, read_timeout_s=0.5, total_timeout_s=2)
START = at("2025-11-07T12:00")
URL = "https://paper.example/news/1"
TEXT = (
    "The army left the town of Gao on Friday after a week of fighting, officials of the ministry said. "
    "Residents told reporters that the last soldiers crossed the river in the afternoon without a shot."
)


def write_item(web: Web, number: int, *, when: str = "Thu, 06 Nov 2025 10:00:00 GMT", guid: str = "") -> str:
    date = f"<pubDate>{when}</pubDate>" if when else ""
    link = f"<link>{web.url(f'/news/{number}')}</link>" if number else ""
    return (
        f"<item><title>Army leaves Gao {number}</title>{link}<guid isPermaLink='false'>{guid or number}</guid>{date}"
        f"<description>The army left Gao, says number {number}.</description></item>"
    )


def write_rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>The Paper</title><link>http://x</link>{''.join(items)}</channel></rss>"


def write_page(number: int, text: str = TEXT) -> str:
    return (
        f"<html lang='en'><head><title>Army leaves Gao {number}</title>"
        "<meta property='article:published_time' content='2025-11-06T10:00:00Z'></head><body><nav><a href='/'>Home</a>"
        f"</nav><article><h1>Army leaves Gao {number}</h1><p>Report {number}. {text}</p><p>{text}</p></article>"
        "</body></html>"
    )


@dataclass
class Desk:
    """A store that watches a server, at a moment that the test sets."""

    web: Web
    store: SqliteStore
    now: datetime = START
    policy: Policy = FAST
    seen: list[FetchCounts] = field(default_factory=list)

    def watch(self, path: str = "/feed.xml", **fields: object) -> Feed:
        wanted = Feed(feed_id="paper", url=self.web.url(path), title="The Paper", allow_private=True)
        wanted = replace(wanted, **fields)  # type: ignore[arg-type]
        run.add_feeds(self.store, [wanted], self.now)
        return wanted

    def fetch(self, *, later: timedelta = timedelta()) -> FetchCounts:
        self.now += later
        return run.fetch(self.store, policy=self.policy, clock=lambda: self.now)

    def state(self) -> FeedState:
        return self.store.intake.get_states()["paper"]

    def reports(self) -> list[Article]:
        return self.store.view(LATER).find_articles([["army"]])

    def paths(self) -> list[str]:
        return [asked.path for asked in self.web.log if asked.path != "/robots.txt"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty store, and a server with a feed of two reports and their pages."""
    store = open_store(tmp_path / "store", create=True)
    with Web() as web:
        web.put("/feed.xml", feed(write_rss(write_item(web, 1), write_item(web, 2)), etag='"1"'))
        for number in (1, 2, 3):
            web.put(f"/news/{number}", page(write_page(number), content_type="text/html"))
        yield Desk(web, store)
    store.close()


# The way through


def test_a_feed_brings_the_reports_of_its_pages(desk: Desk) -> None:
    """What a feed names is fetched, read and kept: text from the page, with the feed as its source."""
    desk.watch()
    counts = desk.fetch()
    assert (counts.n_feeds, counts.n_items_new, counts.n_pages, counts.n_reports) == (1, 2, 2, 2)
    assert sorted(article.title for article in desk.reports()) == ["Army leaves Gao 1", "Army leaves Gao 2"]
    report = desk.reports()[0]
    assert (report.source_id, report.published_at) == ("paper", at("2025-11-06T10:00"))
    assert report.text.startswith("Report ")
    assert report.url is not None
    assert report.url.startswith(desk.web.url("/news/"))


def test_what_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    """The next look sends the validators, gets 304, and adds nothing; before it is due there is no look at all."""
    desk.watch()
    desk.fetch()
    n_asked = len(desk.web.log)
    assert desk.fetch() == FetchCounts()
    assert len(desk.web.log) == n_asked
    counts = desk.fetch(later=24 * HOUR)
    assert (counts.n_feeds, counts.n_not_modified, counts.n_reports) == (1, 1, 0)
    assert desk.web.log[-1].headers["if-none-match"] == '"1"'
    assert len(desk.reports()) == 2


def test_a_server_without_validators_that_sends_the_same_again_is_not_modified(desk: Desk) -> None:
    """The same bytes are recognised by their digest."""
    desk.web.put("/feed.xml", page(write_rss(write_item(desk.web, 1)), content_type="application/rss+xml"))
    desk.watch()
    desk.fetch()
    assert desk.fetch(later=24 * HOUR).n_not_modified == 1


def test_only_what_is_new_is_fetched(desk: Desk) -> None:
    """A feed that grows brings its new item alone, even where old items come again under new ids."""
    desk.watch()
    desk.fetch()
    again = [write_item(desk.web, number, guid=f"new-{number}") for number in (1, 2, 3)]
    desk.web.put("/feed.xml", feed(write_rss(*again), etag='"2"'))
    counts = desk.fetch(later=24 * HOUR)
    assert (counts.n_items_new, counts.n_pages, counts.n_reports) == (1, 1, 1)
    assert len(desk.reports()) == 3


def test_a_page_that_two_feeds_name_is_fetched_once(desk: Desk) -> None:
    """One address is one item, whichever feed named it first."""
    desk.web.put("/other.xml", feed(write_rss(write_item(desk.web, 1)), etag='"1"'))
    desk.watch()
    desk.watch("/other.xml", feed_id="other")
    desk.fetch()
    assert desk.paths().count("/news/1") == 1
    assert len(desk.reports()) == 2


def test_without_pages_the_feeds_own_words_are_the_reports(desk: Desk) -> None:
    """A feed whose pages are not to be fetched gives its titles and summaries."""
    desk.watch(fetch_pages=False)
    counts = desk.fetch()
    assert (counts.n_pages, counts.n_reports, counts.n_from_feed) == (0, 2, 2)
    assert {article.text for article in desk.reports()} == {f"The army left Gao, says number {n}." for n in (1, 2)}
    assert desk.paths() == ["/feed.xml"]


def write_sitemap(web: Web, *entries: tuple[int, str]) -> str:
    urls = "".join(f"<url><loc>{web.url(f'/news/{n}')}</loc><lastmod>{day}</lastmod></url>" for n, day in entries)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"


def put_index(web: Web) -> None:
    part = f"<sitemap><loc>{web.url('/part.xml')}</loc></sitemap>"
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{part}</sitemapindex>"
    web.put("/sitemap.xml", feed(index, etag='"index"'))


def test_a_sitemap_brings_what_is_recent_and_notes_what_is_old(desk: Desk) -> None:
    """An index leads to its sitemaps; on the first look only the last days are fetched, the rest is known from then."""
    put_index(desk.web)
    entries = ((1, "2025-11-06"), (2, "2025-11-05"), (3, "2024-01-01"))
    desk.web.put("/part.xml", page(write_sitemap(desk.web, *entries), content_type="application/xml"))
    desk.watch("/sitemap.xml")
    assert desk.fetch().n_reports == 2
    assert "/news/3" not in desk.paths()
    assert desk.store.intake.find_known([desk.web.url("/news/3")])
    assert (desk.state().reason, desk.state().succeeded_at) == ("ok", START)


def test_the_sitemaps_of_an_index_that_never_changes_are_watched(desk: Desk) -> None:
    """Most indexes stay as they are for years; what their sitemaps get is found all the same."""
    put_index(desk.web)
    desk.web.put("/part.xml", feed(write_sitemap(desk.web, (1, "2025-11-06")), etag='"1"'))
    desk.watch("/sitemap.xml", kind="sitemap")
    desk.fetch()
    assert desk.fetch(later=24 * HOUR).n_items_new == 0
    assert desk.web.log[-1].headers["if-none-match"] == '"1"'
    desk.web.put("/part.xml", feed(write_sitemap(desk.web, (1, "2025-11-06"), (2, "2025-11-07")), etag='"2"'))
    counts = desk.fetch(later=24 * HOUR)
    assert (counts.n_not_modified, counts.n_items_new, counts.n_reports) == (1, 1, 1)


def test_a_304_that_names_no_validator_leaves_the_one_there_is(desk: Desk) -> None:
    """A sitemap of an index is asked with its ETag for ever after, though 304 does not repeat it."""
    put_index(desk.web)
    desk.web.put("/part.xml", page(write_sitemap(desk.web, (1, "2025-11-06")), content_type="text/xml", etag='"1"'))
    desk.watch("/sitemap.xml", kind="sitemap")
    desk.fetch()
    desk.web.put("/part.xml", page(status=304))
    for _ in range(2):
        desk.fetch(later=24 * HOUR)
        assert desk.web.log[-1].headers["if-none-match"] == '"1"'


def test_a_sitemap_that_failed_is_asked_again(desk: Desk) -> None:
    """A fetch that was cut off between an index and its sitemaps, or a sitemap in trouble, loses nothing."""
    put_index(desk.web)
    desk.web.put("/part.xml", page("Oops.", 500))
    desk.watch("/sitemap.xml", kind="sitemap")
    assert desk.fetch().n_items_new == 0
    assert any("part.xml" in poll.detail for poll in desk.store.intake.list_polls("paper", 9))
    desk.web.put("/part.xml", feed(write_sitemap(desk.web, (1, "2025-11-07"))))
    assert desk.fetch(later=24 * HOUR).n_reports == 1


def test_a_sitemap_that_answers_with_something_else_is_not_taken_for_read(desk: Desk) -> None:
    """A maintenance page is no sitemap: when it is mended, its first look is a first look."""
    put_index(desk.web)
    desk.web.put("/part.xml", page("<html><body>Back soon.</body></html>", content_type="text/html"))
    desk.watch("/sitemap.xml", kind="sitemap")
    desk.fetch()
    desk.web.put("/part.xml", feed(write_sitemap(desk.web, (1, "2025-11-07"), (3, "2001-01-01"))))
    assert desk.fetch(later=24 * HOUR).n_reports == 1
    assert "/news/3" not in desk.paths()


def test_an_undated_sitemap_does_not_flood(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pages without a date only the first are taken as new when a sitemap is first seen."""
    monkeypatch.setattr(updates, "FIRST_UNDATED", 1)
    urls = "".join(f"<url><loc>{desk.web.url(f'/news/{n}')}</loc></url>" for n in (1, 2, 3))
    desk.web.put("/sitemap.xml", page(f"<urlset>{urls}</urlset>", content_type="application/xml"))
    desk.watch("/sitemap.xml", kind="sitemap")
    assert desk.fetch().n_pages == 1


def test_items_without_a_link_are_known_by_their_words(desk: Desk) -> None:
    """A feed that gives its items new ids each time does not tell them twice."""
    for look in range(3):
        item = write_item(desk.web, 0, guid=f"look-{look}")
        desk.web.put("/feed.xml", feed(write_rss(item), etag=f'"{look}"'))
        desk.watch()
        desk.fetch(later=24 * HOUR)
    assert len(desk.reports()) == 1


def test_a_page_asked_for_by_hand_is_fetched_again(desk: Desk) -> None:
    """Whatever became of it before: the user knows why."""
    policy = replace(FAST, private_networks=("127.0.0.0/8",))
    for text in (TEXT, TEXT.replace("week", "month")):
        desk.web.put("/news/1", page(write_page(1, text), content_type="text/html"))
        assert run.queue_addresses(desk.store, [desk.web.url("/news/1")], desk.now) == (1, 0)
        desk.now += HOUR
        run.fetch(desk.store, policy=policy, clock=lambda: desk.now, feed_ids=[run.ADDRESSES])
    assert "month" in desk.reports()[0].text


def test_a_feed_without_a_title_takes_the_one_that_it_gives_itself(desk: Desk) -> None:
    """The name stands in the list of feeds, and as the outlet of reports whose pages name none."""
    desk.watch(title="")
    desk.fetch()
    assert run.require_feed(desk.store, "paper").title == "The Paper"
    assert {article.outlet for article in desk.reports()} == {"The Paper"}


def test_single_addresses_are_fetched_and_kept(desk: Desk) -> None:
    """Pages that are asked for one by one go the same way; what is no web address is counted."""
    policy = replace(FAST, private_networks=("127.0.0.0/8",))
    addresses = [desk.web.url("/news/1"), desk.web.url("/news/1") + "?utm_source=x", "ftp://x", "nothing"]
    assert run.queue_addresses(desk.store, addresses, desk.now) == (1, 2)
    counts = run.fetch(desk.store, policy=policy, clock=lambda: desk.now, feed_ids=[run.ADDRESSES])
    assert (counts.n_pages, counts.n_reports) == (1, 1)


# Moments


def test_an_undated_item_appeared_since_the_last_look(desk: Desk) -> None:
    """What a feed did not have an hour ago and has now, undated, appeared between; what it had at first is undated."""
    undated = [write_item(desk.web, number, when="") for number in (1, 2)]
    desk.web.put("/feed.xml", feed(write_rss(undated[0]), etag='"1"'))
    desk.watch(fetch_pages=False)
    desk.fetch()
    assert desk.state().reason == "undated"
    assert desk.store.get_stats().n_undated == 1
    desk.web.put("/feed.xml", feed(write_rss(*undated), etag='"2"'))
    desk.fetch(later=24 * HOUR)
    (report,) = desk.reports()
    assert (report.published_at, report.known_at) == (START, START + 24 * HOUR)


def test_a_date_in_the_future_is_the_moment_of_arrival(desk: Desk) -> None:
    """A feed that dates its items ahead of time does not hide them, and is not believed."""
    ahead = write_item(desk.web, 1, when="Thu, 06 Nov 2031 10:00:00 GMT")
    desk.web.put("/feed.xml", feed(write_rss(ahead)))
    desk.watch(fetch_pages=False)
    desk.fetch()
    (report,) = desk.reports()
    assert (report.published_at, report.known_at) == (START, START)


# What goes wrong


def test_a_feed_that_moved_for_good_is_asked_where_it_is(desk: Desk) -> None:
    """A permanent redirect is remembered; a temporary one is not."""
    desk.web.put("/old.xml", moved("/feed.xml", 301))
    desk.watch("/old.xml")
    desk.fetch()
    assert desk.state().moved_to == desk.web.url("/feed.xml")
    assert desk.state().reason == "moved"
    desk.web.log.clear()
    desk.fetch(later=24 * HOUR)
    assert desk.paths() == ["/feed.xml"]


def endless_silence(_: object) -> Iterator[bytes | float]:
    yield 5.0


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (page("<html><body>Sorry</body></html>", content_type="text/html"), "parse_error"),
        (page("", content_type="application/rss+xml"), "parse_error"),
        (page(write_rss(), content_type="application/rss+xml"), "empty"),
        (page("No.", 403), "blocked"),
        (page("Gone.", 410), "gone"),
        (page("Oops.", 500), "http_error"),
        (busy("120"), "rate_limited"),
        (endless_silence, "timeout"),
        (moved("/feed.xml"), "network"),
        (moved("http://10.0.0.1/"), "blocked"),
    ],
)
def test_every_failure_has_its_reason(desk: Desk, behaviour: Callable[..., Reply], reason: str) -> None:
    """A feed that gives nothing says why, is asked again later, and the log holds a line."""
    desk.web.put("/feed.xml", behaviour)
    desk.watch()
    counts = desk.fetch()
    assert counts.n_reports == 0
    state = desk.state()
    assert state.reason == reason
    assert state.due_at is not None
    assert state.due_at > desk.now
    assert [poll.reason for poll in desk.store.intake.list_polls("paper", 9)] == [reason]


def test_a_feed_comes_back_after_its_trouble(desk: Desk) -> None:
    """After failures the count of them ends with the first good answer."""
    desk.web.put("/feed.xml", page("Oops.", 500))
    desk.watch()
    desk.fetch()
    desk.fetch(later=24 * HOUR)
    assert desk.state().n_failures == 2
    desk.web.put("/feed.xml", feed(write_rss(write_item(desk.web, 1))))
    assert desk.fetch(later=48 * HOUR).n_reports == 1
    assert (desk.state().n_failures, desk.state().reason) == (0, "ok")


@pytest.mark.parametrize(
    "behaviour",
    [page("Gone.", 404), page("Pay.", 402), moved("http://10.0.0.1/"), page("%PDF", content_type="image/png")],
)
def test_where_a_page_cannot_be_had_its_feed_is_heard(desk: Desk, behaviour: Callable[..., Reply]) -> None:
    """A page that is gone, closed or no page at all leaves the words of its feed."""
    desk.web.put("/news/2", behaviour)
    desk.watch()
    counts = desk.fetch()
    assert counts.n_reports == 2
    assert "The army left Gao, says number 2." in {article.text for article in desk.reports()}


def test_what_robots_txt_forbids_is_not_asked_for(desk: Desk) -> None:
    """A page that robots.txt closes is never requested; its feed is heard instead."""
    desk.web.put("/robots.txt", page("User-agent: *\nDisallow: /news/"))
    desk.watch()
    assert desk.fetch().n_from_feed == 2
    assert desk.paths() == ["/feed.xml"]


def test_an_outage_is_waited_out(desk: Desk) -> None:
    """A page that fails for now is tried again later, and its report comes then."""
    desk.web.put("/news/2", page("Oops.", 500))
    desk.watch()
    assert (desk.fetch().n_reports, desk.fetch().n_pages) == (1, 0)
    desk.web.put("/news/2", page(write_page(2), content_type="text/html"))
    assert desk.fetch(later=HOUR).n_reports == 1
    assert len(desk.reports()) == 2


def test_after_enough_tries_the_feed_is_heard(desk: Desk) -> None:
    """A page that never comes ends as its feed's words, after six tries."""
    desk.web.put("/news/2", page("Oops.", 500))
    desk.watch()
    for _ in range(7):
        desk.fetch(later=48 * HOUR)
    assert desk.paths().count("/news/2") == 6
    assert len(desk.reports()) == 2
    assert desk.store.intake.get_next_due() is not None


def test_a_redirect_cannot_lead_a_page_into_a_private_network(desk: Desk) -> None:
    """A feed on a host that is allowed to be private opens no other private host."""
    other = f"<item><title>Army</title><link>{desk.web.url('/x', '127.0.0.2')}</link></item>"
    desk.web.put("/feed.xml", feed(write_rss(other)))
    desk.watch()
    desk.fetch()
    assert desk.paths() == ["/feed.xml"]
    assert desk.store.intake.count_items()["paper"].n_waiting == 0


def test_a_secret_header_is_sent_and_stands_nowhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A header from the environment reaches the feed's own host and is not in the store."""
    monkeypatch.setenv("PAPER_TOKEN", "s3cr3t-t0k3n")
    desk.watch(headers=(("Authorization", "env:PAPER_TOKEN"),))
    desk.fetch()
    assert {asked.headers.get("authorization") for asked in desk.web.log if asked.path != "/robots.txt"} == {
        "s3cr3t-t0k3n"
    }
    desk.store.close()
    assert all(b"s3cr3t" not in file.read_bytes() for file in (tmp_path / "store").iterdir())


def test_a_feed_with_broken_settings_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that is missing is told at its feed; the others are asked, and its waiting pages wait on."""
    monkeypatch.setenv("PAPER_TOKEN", "s3cr3t")
    desk.watch(headers=(("Authorization", "env:PAPER_TOKEN"),))
    desk.web.put("/news/2", page("Oops.", 500))
    desk.fetch()
    monkeypatch.delenv("PAPER_TOKEN")
    desk.web.put("/other.xml", feed(write_rss(write_item(desk.web, 3))))
    desk.watch("/other.xml", feed_id="other")
    counts = desk.fetch(later=24 * HOUR)
    assert (counts.n_reports, counts.n_feeds_failed, counts.n_retry) == (1, 1, 1)
    assert (desk.state().reason, "PAPER_TOKEN" in desk.state().detail) == ("settings", True)
    monkeypatch.setenv("PAPER_TOKEN", "s3cr3t")
    desk.web.put("/news/2", page(write_page(2), content_type="text/html"))
    assert desk.fetch(later=24 * HOUR).n_reports == 1


def test_a_page_that_breaks_its_reader_stops_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a reader does, the page ends with the error as its reason, its feed is heard, and the others go on."""
    known = guard.read_document

    def read(body: bytes, *, url: str, content_type: str) -> Extraction:
        if url.endswith("/1"):
            raise IndexError("list index out of range")
        return known(body, url=url, content_type=content_type)

    monkeypatch.setattr(guard, "read_document", read)
    desk.watch()
    assert desk.fetch().n_reports == 2
    assert "The army left Gao, says number 1." in {article.text for article in desk.reports()}
    assert desk.fetch().n_pages == 0


def test_a_feed_that_breaks_its_reader_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is that it could not be read, not that its settings are wrong; it is asked again later."""

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(guard, "update_from_response", fail)
    desk.watch()
    assert desk.fetch().n_feeds_failed == 1
    assert (desk.state().reason, "too deep" in desk.state().detail) == ("parse_error", True)


def test_a_page_that_is_always_busy_holds_up_no_other_of_its_host(desk: Desk) -> None:
    """A host that rests because of one page gives the others in turn, and that page ends."""
    desk.web.put("/news/1", busy("1", 503))
    desk.watch()
    for _ in range(8):
        desk.fetch(later=48 * HOUR)
    assert desk.store.intake.count_items()["paper"].n_waiting == 0
    assert desk.paths().count("/news/2") == 1
    assert desk.paths().count("/news/1") <= 6


def test_a_long_queue_of_pages_keeps_no_feed_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two batches of pages the feeds that have become due are asked."""
    monkeypatch.setattr(paging, "PER_HOST", 1)
    desk.watch(every=HOUR)
    moments = iter(START + n * 0.1 * HOUR for n in range(1000))
    run.fetch(desk.store, policy=FAST, clock=lambda: next(moments))
    asked = [path for path in desk.paths() if path != "/robots.txt"]
    assert asked.count("/feed.xml") > 1
    assert {"/news/1", "/news/2"} <= set(asked)


def test_a_robots_txt_in_trouble_puts_pages_off(desk: Desk) -> None:
    """A server's error is no prohibition: the pages come when robots.txt can be read again."""
    desk.watch()
    desk.web.put("/feed.xml", feed(write_rss(write_item(desk.web, 1))))
    links = desk.web.url("/news/1", "127.0.0.2")
    desk.web.put("/feed.xml", feed(write_rss(write_item(desk.web, 1).replace(desk.web.url("/news/1"), links))))
    desk.policy = replace(FAST, private_networks=("127.0.0.0/8",))
    desk.web.put("//127.0.0.2/robots.txt", page("Oops.", 500))
    assert desk.fetch().n_retry == 1
    desk.web.put("//127.0.0.2/robots.txt", page("User-agent: *\nAllow: /"))
    assert desk.fetch(later=24 * HOUR).n_pages == 1


def test_secrets_do_not_follow_a_feed_that_moves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a feed says that it lives, or its index leads, gets neither its headers nor its right to private hosts."""
    desk.policy = replace(FAST, private_networks=("127.0.0.0/8",))
    desk.web.put("/old.xml", moved(desk.web.url("/feed.xml", "127.0.0.9")))
    desk.watch("/old.xml", headers=(("X-Token", "s3cr3t"),))
    desk.fetch()
    desk.fetch(later=24 * HOUR)
    sent = {asked.host.partition(":")[0]: asked.headers.get("x-token") for asked in desk.web.log if "xml" in asked.path}
    assert sent == {"127.0.0.1": "s3cr3t", "127.0.0.9": None}


# Pages, kept and read again


def test_pages_are_kept_and_read_again_by_a_newer_extractor(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer extractor reads every kept page without asking anybody; its reports take the place of the old ones."""
    desk.watch()
    desk.fetch()
    n_asked = len(desk.web.log)
    assert run.extract_again(desk.store, now=desk.now).n_pages == 0

    def read(body: bytes, *, url: str, content_type: str) -> Extraction:
        text = f"A better text of {url}: the army left. It is at least forty characters long."
        return Extraction(made_by="better@2", kind=PageKind.ARTICLE, title="Better", text=text)

    monkeypatch.setattr(extracting, "MADE_BY", "better@2")
    monkeypatch.setattr(guard, "read_document", read)
    counts = run.extract_again(desk.store, now=desk.now)
    assert (counts.n_pages, counts.n_changed, counts.n_failed) == (2, 2, 0)
    assert {article.title for article in desk.reports()} == {"Better"}
    assert {article.published_at for article in desk.reports()} == {at("2025-11-06T10:00")}, "from the feed, kept too"
    assert run.extract_again(desk.store, now=desk.now).n_pages == 0
    assert len(desk.web.log) == n_asked


def test_a_newer_extractor_takes_back_what_was_no_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that turns out to be none leaves its feed's words in the place of what was read in it."""
    desk.watch()
    desk.fetch()
    monkeypatch.setattr(extracting, "MADE_BY", "better@2")
    found = Extraction(made_by="better@2", kind=PageKind.ERROR)
    monkeypatch.setattr(guard, "read_document", lambda body, *, url, content_type: found)
    run.extract_again(desk.store, now=desk.now)
    assert {article.text for article in desk.reports()} == {f"The army left Gao, says number {n}." for n in (1, 2)}


@pytest.mark.parametrize(("keep_days", "n_kept"), [(None, 2), (0, 0), (1, 0), (30, 2)])
def test_pages_are_kept_as_long_as_the_feed_says(desk: Desk, keep_days: int | None, n_kept: int) -> None:
    """For good, not at all, or for so many days; the reports stay in any case."""
    desk.watch(keep_days=keep_days)
    desk.fetch()
    desk.fetch(later=48 * HOUR)
    assert len(desk.store.intake.list_pending("another@1", 0, 9)) == n_kept
    assert len(desk.reports()) == 2


@pytest.mark.parametrize("stated", ["", "<meta property='article:modified_time' content='2025-11-09T10:00:00Z'>"])
def test_a_changed_page_shows_from_its_change_on(desk: Desk, stated: str) -> None:
    """A brief of a day before a page changed has the page as it was, whether or not the page says that it changed."""
    changed = write_page(1, TEXT.replace("week", "month")).replace("</title>", f"</title>{stated}")
    visits = ((write_page(1), timedelta()), (changed, 72 * HOUR), (changed + "<!-- advertisement -->", 96 * HOUR))
    for html, later in visits:
        one = Page(url=URL, body=html.encode(), fetched_at=START + later, source_id="hand", content_type="text/html")
        with desk.store.write() as writer:
            landing.land(writer, [landing.read_page(one)], desk.now)
    shown = {
        day: [("week" in one.text, "month" in one.text) for one in desk.store.view(at(day)).find_articles([["army"]])]
        for day in ("2025-11-09T00:00", "2025-11-12T00:00")
    }
    assert shown == {"2025-11-09T00:00": [(True, False)], "2025-11-12T00:00": [(False, True)]}
    n_reports = desk.store.get_stats().n_articles
    assert run.extract_again(desk.store, now=desk.now).n_pages == 0
    assert n_reports == 2, "the third visit found the text of the second"

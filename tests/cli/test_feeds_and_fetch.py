"""Feeds, fetching and extraction from the command line, against a server on this computer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.shell import BROKEN_WORLD, DONE, NOTHING_FOUND, WRONG_USE
from dateline.store import open_store
from fetching.web import Web, feed, page

TEXT = "The army left the town of Gao on Friday after a week of fighting, officials of the ministry said. " * 3
PAGE = (
    "<html lang='en'><head><title>Army leaves Gao</title>"
    "<meta property='article:published_time' content='2025-11-06T00:30:00+02:00'></head>"
    f"<body><article><h1>Army leaves Gao</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
)
OPML = """<opml version="2.0"><body><outline text="Sahel"><outline text="The Paper" type="rss"
xmlUrl="https://paper.example/feed"/></outline></body></opml>"""


@pytest.fixture
def web() -> Iterator[Web]:
    """A site that names its feed, with one report."""
    with Web() as server:
        link = server.url("/news/1")
        rss = (
            f"<rss><channel><title>The Paper</title><item><title>Army</title><link>{link}</link></item></channel></rss>"
        )
        head = "<link rel='alternate' type='application/rss+xml' href='/feed.xml' title='The Paper'>"
        server.put("/", page(f"<html><head>{head}</head><body></body></html>", content_type="text/html"))
        server.put("/feed.xml", feed(rss, etag='"1"'))
        server.put("/news/1", page(PAGE, content_type="text/html"))
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that asks hosts as fast as it likes."""
    folder = tmp_path / "store"
    open_store(folder, create=True).close()
    (folder / "dateline.toml").write_text('store = "."\n[fetch]\nper_host_interval_s = 0\n', encoding="utf-8")
    return folder


# Feeds


def test_a_site_is_subscribed_to_and_fetched(dateline: Any, store: Path, web: Web) -> None:
    """From a site's address to a report in the store, with what was done said on the way."""
    added = dateline("--store", store, "feeds", "add", web.url("/"), "--allow-private", "--json")
    assert added.code == DONE
    (feed_added,) = added.json["added"]
    assert feed_added["url"] == web.url("/feed.xml")
    again = dateline("--store", store, "feeds", "add", web.url("/"), "--allow-private")
    assert (again.code, "0 feeds added, 1 known already" in again.out) == (DONE, True)
    fetched = dateline("--store", store, "fetch", "--json")
    assert (fetched.code, fetched.json["n_pages"], fetched.json["n_reports"]) == (DONE, 1, 1)
    (listed,) = dateline("--store", store, "feeds", "--json").json
    assert (listed["status"], listed["reason"], listed["n_items"]) == ("ok", "undated", 1)
    shown = dateline("--store", store, "feeds", "show", feed_added["feed_id"], "--json").json
    assert [line["reason"] for line in shown["log"]] == ["undated"]
    assert dateline("--store", store, "stats").out.startswith("1 report")


def test_an_address_in_a_private_network_is_refused_unless_allowed(dateline: Any, store: Path, web: Web) -> None:
    """Without --allow-private nothing on this computer is asked."""
    refused = dateline("--store", store, "feeds", "add", web.url("/"))
    assert (refused.code, "private address" in refused.err) == (NOTHING_FOUND, True)
    assert web.log == []


def test_a_known_outlet_is_added_without_a_look(dateline: Any, store: Path) -> None:
    """The registry's feeds are added by an outlet's name or country; nothing is asked."""
    added = dateline("--store", store, "feeds", "add", "Sidwaya", "--json")
    assert added.code == DONE
    assert {feed["country"] for feed in added.json["added"]} == {"BF"}
    more = dateline("--store", store, "feeds", "add", "--country", "Mali", "--json").json["added"]
    assert len(more) > 5
    assert dateline("--store", store, "feeds", "add", "no such outlet").code == NOTHING_FOUND
    assert dateline("--store", store, "feeds", "add").code == WRONG_USE
    assert dateline("--store", store, "feeds", "add", "--country", "Atlantis").code == WRONG_USE


def test_opml_comes_in_and_goes_out_with_its_folders(dateline: Any, store: Path, tmp_path: Path) -> None:
    """What another reader exported is subscribed to, and exported again with folder and address."""
    (tmp_path / "in.opml").write_text(OPML, encoding="utf-8")
    assert dateline("--store", store, "feeds", "import", "in.opml").code == DONE
    assert dateline("--store", store, "feeds", "export", "-o", "out.opml").code == DONE
    written = (tmp_path / "out.opml").read_text(encoding="utf-8")
    assert "https://paper.example/feed" in written
    assert 'text="Sahel"' in written
    (tmp_path / "bad.opml").write_text("<html></html>", encoding="utf-8")
    assert dateline("--store", store, "feeds", "import", "bad.opml").code == BROKEN_WORLD
    assert dateline("--store", store, "feeds", "import", "none.opml").code == BROKEN_WORLD


def test_a_subscription_is_changed_and_removed(dateline: Any, store: Path) -> None:
    """What is not named stays; a secret header is never printed."""
    url = "https://paper.example/feed"
    dateline("--store", store, "feeds", "add", url, "--as-is", "--header", "X-Token: s3cr3t", "--every", "30")
    changed = dateline("--store", store, "feeds", "set", url, "--pause", "--title", "Another", "--json").json
    assert (changed["is_paused"], changed["title"], changed["every"], changed["headers"]) == (
        True,
        "Another",
        1800,
        ["X-Token"],
    )
    for command in (("list",), ("show", url), ("export", "--json")):
        printed = dateline("--store", store, "feeds", *command)
        assert "s3cr3t" not in printed.out + printed.err
    assert dateline("--store", store, "feeds", "remove", url).code == DONE
    assert dateline("--store", store, "feeds").code == NOTHING_FOUND
    assert dateline("--store", store, "feeds", "remove", url).code == WRONG_USE


def test_feeds_are_tried_without_being_stored(dateline: Any, store: Path, web: Web) -> None:
    """A check says what each feed answers, and leaves no trace."""
    dateline("--store", store, "feeds", "add", web.url("/feed.xml"), "--allow-private")
    dateline("--store", store, "feeds", "add", web.url("/none.xml"), "--allow-private", "--as-is")
    trials = dateline("--store", store, "feeds", "check", "--json").json
    assert sorted((trial["is_ok"], trial["reason"]) for trial in trials) == [(False, "gone"), (True, "undated")]
    assert {one["status"] for one in dateline("--store", store, "feeds", "--json").json} == {"new"}


def test_known_outlets_are_found_by_name_host_and_country(dateline: Any) -> None:
    """The registry is searched without a store."""
    assert "ml/maliweb" in dateline("feeds", "known", "maliweb.net").out
    countries = {outlet["country"] for outlet in dateline("feeds", "known", "--country", "ML", "--json").json}
    assert countries == {"ML"}
    assert dateline("feeds", "known", "no such outlet").code == NOTHING_FOUND


# Fetching


def test_single_pages_are_fetched(dateline: Any, store: Path, web: Web, tmp_path: Path) -> None:
    """--url and --list fetch pages that no feed named; what is no address is said."""
    (store / "dateline.toml").write_text('[fetch]\nper_host_interval_s = 0\nprivate_networks = ["127.0.0.0/8"]\n')
    (tmp_path / "list.txt").write_text(f"# a list\n{web.url('/news/1')}\nnonsense\n", encoding="utf-8")
    fetched = dateline("--store", store, "fetch", "--list", "list.txt", "--json")
    assert (fetched.json["n_queued"], fetched.json["n_reports"]) == (1, 1)
    assert "1 line left out" in fetched.err
    assert dateline("--store", store, "fetch", "--url", "nonsense").code == WRONG_USE
    assert dateline("--store", store, "fetch", "--list", "none.txt").code == BROKEN_WORLD


def test_watching_gives_a_line_a_round(dateline: Any, store: Path, web: Web) -> None:
    """With --json each round is one line; --rounds ends it."""
    dateline("--store", store, "feeds", "add", web.url("/feed.xml"), "--allow-private")
    watched = dateline("--store", store, "watch", "--rounds", "2", "--every", "0.01", "--json")
    lines = [json.loads(line) for line in watched.out.splitlines()]
    assert [line["n_reports"] for line in lines] == [1, 0]


def test_wrong_settings_are_named(dateline: Any, store: Path) -> None:
    """An unknown key, a wrong type, and a network that is none are told with what is known."""
    for settings, word in (
        ("[fetch]\nspeed = 1\n", "speed"),
        ('[fetch]\nmax_bytes = "many"\n', "max_bytes"),
        ('[fetch]\nprivate_networks = ["home"]\n', "home"),
        ("[fetch]\nmax_bytes = 16e6\n", "max_bytes"),
        ("[fetch]\nper_host_interval_s = inf\n", "per_host_interval_s"),
    ):
        (store / "dateline.toml").write_text(settings, encoding="utf-8")
        failed = dateline("--store", store, "fetch")
        assert (failed.code in (WRONG_USE, BROKEN_WORLD), word in failed.err) == (True, True)


# Extraction


def test_pages_become_articles_on_standard_output(dateline: Any, tmp_path: Path) -> None:
    """Files, packed files, folders and JSON lines give an article a line, in order, in the page's own time zone."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(PAGE, encoding="utf-8")
    (pages / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "c.jsonl").write_text(
        json.dumps({"page_id": "c", "url": "https://paper.example/1", "html": PAGE}) + "\n"
    )
    done = dateline("extract", "pages", "c.jsonl")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["page_id"] for line in lines] == ["a.html", "b.html.gz", "c"]
    assert {line["title"] for line in lines} == {"Army leaves Gao"}
    assert {line["published_at"] for line in lines} == {"2025-11-06T00:30:00+02:00"}
    assert all("after a week of fighting" in line["text"] and line["lang"] == "en" for line in lines)


def test_a_page_without_a_text_has_its_line_too(dateline: Any, tmp_path: Path) -> None:
    """Nothing is dropped: an empty page comes out with its kind."""
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    (line,) = (json.loads(line) for line in dateline("extract", "a.html").out.splitlines())
    assert (line["page_id"], line["text"], line["kind"]) == ("a.html", "", "empty")


def test_extract_wants_files_or_a_store(dateline: Any, store: Path) -> None:
    """Neither, or both, is wrong use; --again on a store without pages does nothing."""
    assert dateline("extract").code == WRONG_USE
    assert dateline("--store", store, "extract", "a.html", "--again").code == WRONG_USE
    again = dateline("--store", store, "extract", "--again", "--json")
    assert (again.code, again.json["n_pages"]) == (DONE, 0)


def test_columns_of_another_tool_are_read_as_the_settings_say(dateline: Any, store: Path, tmp_path: Path) -> None:
    """A named table of columns is used on import; an unknown name is told with those there are."""
    with (store / "dateline.toml").open("a", encoding="utf-8") as settings:
        settings.write('[columns.monitor]\ntext = "Snippet"\npublished_at = "Day"\ndate_format = "%d/%m/%Y"\n')
    (tmp_path / "export.csv").write_text("Snippet,Day\nThe army left Gao.,07/11/2025\n", encoding="utf-8")
    done = dateline("--store", store, "import", "export.csv", "--columns", "monitor", "--json")
    assert (done.code, done.json["n_added"]) == (DONE, 1)
    assert "2025-11-07" in dateline("--store", store, "stats").out
    unknown = dateline("--store", store, "import", "export.csv", "--columns", "other")
    assert (unknown.code, "monitor" in unknown.err) == (WRONG_USE, True)


def test_nothing_that_is_read_steers_the_terminal(dateline: Any, store: Path, tmp_path: Path) -> None:
    """Codes in a record that fails show as signs, in every place that prints it."""
    date = "\x1b[31mred\x1b]0;title\x07\x9b31m"
    (tmp_path / "bad.jsonl").write_text(json.dumps({"text": "A text.", "date": date}), encoding="utf-8")
    imported = dateline("--store", store, "import", "bad.jsonl")
    listed = dateline("--store", store, "failures")
    printed = imported.out + imported.err + listed.out + listed.err
    assert "red" in printed
    assert not set(printed) & {"\x1b", "\x07", "\x9b"}


def test_what_an_archive_holds_besides_pages_is_counted(dateline: Any, tmp_path: Path) -> None:
    """Records of other kinds are said on standard error, and what follows on the command line is read."""
    head = "WARC/1.0\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2025-11-07T10:00:00Z\r\n"
    (tmp_path / "a.warc").write_bytes(f"{head}Content-Length: 4\r\n\r\nGET \r\n\r\n".encode())
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    done = dateline("extract", "a.warc", "b.html")
    assert [json.loads(line)["page_id"] for line in done.out.splitlines()] == ["b.html"]
    assert "passed over: 1 record" in done.err


def test_a_spreadsheets_semicolons_and_hidden_files_are_no_trap(dateline: Any, store: Path, tmp_path: Path) -> None:
    """CSV with semicolons is read as such; files whose names begin with a point are passed over in folders."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.csv").write_text("text;date\nThe army left Gao, they say.;2025-11-07\n", encoding="utf-8")
    (folder / "._a.csv").write_bytes(b"\x00\x05\x16\x07")
    done = dateline("--store", store, "import", "folder", "--json")
    assert (done.json["n_added"], done.json["n_failed"]) == (1, 0)


def test_a_fetch_says_what_failed_and_why(dateline: Any, store: Path, web: Web) -> None:
    """Feeds and pages that gave nothing are named with the reason; a fetch of nothing else finds nothing."""
    dateline("--store", store, "feeds", "add", web.url("/none.xml"), "--allow-private", "--as-is")
    dateline("--store", store, "feeds", "add", web.url("/feed.xml"), "--allow-private")
    both = dateline("--store", store, "fetch")
    assert (both.code, "gone (http_error: status 404" in both.err) == (DONE, True)
    alone = dateline("--store", store, "fetch", web.url("/none.xml"), "--json")
    assert (alone.code, len(alone.json["troubles"])) == (NOTHING_FOUND, 1)
    page_alone = dateline("--store", store, "fetch", "--url", web.url("/nowhere"))
    assert (page_alone.code, "private_address" in page_alone.err) == (NOTHING_FOUND, True)


def test_a_feed_that_cannot_be_read_is_not_added(dateline: Any, store: Path, web: Web) -> None:
    """What looks like a feed and breaks off before its first item is told as such."""
    web.put("/cut.xml", page("<rss><channel><item><title>Tw", content_type="application/rss+xml"))
    refused = dateline("--store", store, "feeds", "add", web.url("/cut.xml"), "--allow-private")
    assert (refused.code, "truncated XML" in refused.err) == (NOTHING_FOUND, True)

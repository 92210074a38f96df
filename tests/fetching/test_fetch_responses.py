"""What comes back when all is well, or nearly so."""

import pytest

from dateline.errors import UsageError
from dateline.fetching import Policy, Request, Response
from fetching.asking import NOW, fetch, get, get_response
from fetching.web import RSS, Web, feed, in_turn, moved, packed, page, raw


def test_a_feed_comes_whole_with_what_is_needed_to_ask_again(web: Web) -> None:
    """The body, its type, both validators, how long it is fresh, and when it was fetched."""
    web.put("/feed", feed(etag='"7"', last_modified="Sun, 01 Mar 2026 08:00:00 GMT", cache_control="max-age=900"))
    response = get_response(web, "/feed")
    assert response.body == RSS.encode()
    assert (response.status, response.content_type, response.url) == (200, "application/rss+xml", web.url("/feed"))
    assert (response.etag, response.last_modified) == ('"7"', "Sun, 01 Mar 2026 08:00:00 GMT")
    assert (response.max_age_s, response.fetched_at, response.moved_to) == (900, NOW, "")


@pytest.mark.parametrize(
    "kept", [{"etag": '"7"'}, {"last_modified": "Sun, 01 Mar 2026 08:00:00 GMT"}], ids=["etag", "last-modified"]
)
def test_what_is_kept_already_is_not_sent_again(web: Web, kept: dict[str, str]) -> None:
    """Either validator is enough for a 304 without a body."""
    web.put("/feed", feed(**kept))
    response = get_response(web, "/feed", **kept)
    assert response.is_not_modified
    assert (response.body, response.n_bytes_wire) == (b"", 0)


@pytest.mark.parametrize(
    ("status", "is_remembered"), [(301, True), (308, True), (302, False), (303, False), (307, False)]
)
def test_a_moved_feed_is_followed_and_remembered_if_it_moved_for_good(
    web: Web, status: int, is_remembered: bool
) -> None:
    """301 and 308 are permanent, the others are not; all lead there."""
    web.put("/old", moved("/new", status))
    web.put("/new", feed())
    response = get_response(web, "/old")
    assert (response.url, response.body) == (web.url("/new"), RSS.encode())
    assert response.moved_to == (web.url("/new") if is_remembered else "")


def test_one_passing_redirect_makes_the_way_no_permanent_one(web: Web) -> None:
    """301 to 302 to the feed: the feed has not moved to where the second leads."""
    web.put("/a", moved("/b", 301))
    web.put("/b", moved("/c", 302))
    web.put("/c", feed())
    assert get_response(web, "/a").moved_to == ""


def test_a_moved_feed_that_has_nothing_new_is_remembered_too(web: Web) -> None:
    """The validators go along with the redirect, and the 304 says where it came from."""
    web.put("/old", moved("/new"))
    web.put("/new", feed(etag='"7"'))
    response = get_response(web, "/old", etag='"7"')
    assert (response.status, response.moved_to) == (304, web.url("/new"))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_packed_bodies_are_unpacked(web: Web, coding: str) -> None:
    """Every coding that is asked for, and two of them one over the other."""
    web.put("/feed", packed(RSS * 100, coding))
    response = get_response(web, "/feed")
    assert response.body == RSS.encode() * 100
    assert response.n_bytes_wire < len(response.body)


def test_a_plain_body_that_calls_itself_packed_is_taken_as_it_is(web: Web) -> None:
    """Some servers label what they did not pack."""
    web.put("/feed", page(RSS, content_encoding="gzip"))
    assert get_response(web, "/feed").body == RSS.encode()


def test_a_web_page_where_a_feed_should_be_is_handed_on_with_its_type(web: Web) -> None:
    """What a body is, is for others to judge; so is its character set, whatever the header claims."""
    body = "<html><p>Ségou</p></html>".encode("latin-1")
    web.put("/feed", page(body, content_type="text/html; charset=utf-8"))
    response = get_response(web, "/feed")
    assert (response.body, response.content_type) == (body, "text/html; charset=utf-8")


def test_a_body_without_length_ends_with_its_connection(web: Web) -> None:
    """Old servers send neither length nor chunks."""
    web.put("/feed", raw(b"HTTP/1.0 200 OK\r\n\r\n", RSS.encode()))
    assert get_response(web, "/feed").body == RSS.encode()


def test_addresses_in_other_scripts_are_asked_for_in_ascii(web: Web) -> None:
    """A path with accents and spaces, as feeds carry them, reaches the server quoted once."""
    web.put("/Économie%20et%20%C3%A9lections?page=2", page("here"))
    web.put("/%C3%89conomie%20et%20%C3%A9lections?page=2", page("here"))
    assert get_response(web, "/Économie et %C3%A9lections?page=2#top").body == b"here"


def test_own_headers_go_to_the_own_origin_only(web: Web) -> None:
    """A key for one site is not shown to the one it redirects to; what says who asks is."""
    web.put("//a.example/feed", moved(web.url("/feed", "b.example")))
    web.put("//b.example/feed", feed())
    outcome = get(web, "/feed", host="a.example", headers=(("Authorization", "Bearer 1"), ("X-Key", "2")))
    assert isinstance(outcome, Response)
    first, second = web.asked("/feed")
    assert (first.headers["authorization"], first.headers["x-key"]) == ("Bearer 1", "2")
    assert {"authorization", "x-key"} & set(second.headers) == set()
    assert first.headers["user-agent"] == second.headers["user-agent"] == Policy().user_agent


@pytest.mark.parametrize(
    ("name", "value"), [("X-A", "b\r\nX-C: d"), ("Host", "x"), ("A b", "c"), ("content-length", "0")]
)
def test_headers_that_would_break_a_request_are_refused(name: str, value: str) -> None:
    """A line break would begin another header; lengths and hosts are Dateline's own."""
    with pytest.raises(UsageError):
        Request(key="it", url="http://a.example/", headers=((name, value),))


def test_a_validator_cannot_smuggle_a_header_in(web: Web) -> None:
    """Whatever a server sent as its ETag is sent back on one line."""
    web.put("/feed", feed())
    get_response(web, "/feed", etag='"7"\r\nX-Evil: 1')
    assert "x-evil" not in web.log[0].headers


def test_requests_to_one_host_share_a_connection(web: Web) -> None:
    """As long as the host has something to do; a failed one and a redirect on the way do not matter."""
    web.put("/1", feed())
    web.put("/2", moved("/3"))
    web.put("/3", feed())
    fetch(*(Request(key=path, url=web.url(path)) for path in ("/1", "/missing", "/2", "/1b")))
    assert [asked.path for asked in web.log] == ["/1", "/missing", "/2", "/3", "/1b"]
    assert {asked.connection for asked in web.log} == {1}


def test_a_connection_that_died_between_two_turns_is_replaced(web: Web) -> None:
    """A server may close an idle connection at any time: the request is asked on a new one."""
    dying = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")  # and closes, though it did not say so
    web.put("/1", dying)
    web.put("/2", feed())
    outcomes = fetch(Request(key="1", url=web.url("/1")), Request(key="2", url=web.url("/2")))
    assert [type(outcomes[key]) for key in "12"] == [Response, Response]
    assert [asked.connection for asked in web.log] == [1, 2]


def test_a_server_that_changes_its_mind_is_believed_each_time(web: Web) -> None:
    """Moved away and back again between two runs."""
    web.put("/feed", in_turn(moved("/other"), feed()))
    web.put("/other", feed())
    assert [get_response(web, "/feed").url for _ in range(2)] == [web.url("/other"), web.url("/feed")]

"""What is refused, why, and that it costs neither time nor memory nor the other requests."""

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fetching import Reason, Refusal, Request, Response
from fetching.asking import POLICY, fetch, get, get_refusal
from fetching.web import RSS, Web, bomb, drip, endless, feed, moved, packed, page, raw, silence, slow_headers

HURRIED = replace(POLICY, read_timeout_s=0.5, total_timeout_s=1.0, slow_after_s=0.2)


def test_an_address_that_moves_in_circles_is_given_up(web: Web) -> None:
    """At once when it comes back to itself, and after five redirects whatever they are."""
    web.put("/self", moved("/self"))
    web.put("/a", moved("/b"))
    web.put("/b", moved("/a"))
    for number in range(20):
        web.put(f"/{number}", moved(f"/{number + 1}"))
    assert [get_refusal(web, path).reason for path in ("/self", "/a", "/0")] == [Reason.REDIRECT_LOOP] * 3
    assert (len(web.asked("/self")), len(web.asked("/6"))) == (1, 0)


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://u:p@a.example/", "http://a b/", ""],
)
def test_redirects_lead_to_web_addresses_only(web: Web, location: str) -> None:
    """No file, no other protocol, no password, and not nowhere."""
    web.put("/feed", moved(location))
    assert get_refusal(web, "/feed").reason is Reason.BAD_REDIRECT


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed.xml",
        "file:///etc/passwd",
        "http://user@a.example/",
        "http://a b/",
        "http://[::1",
        "http://a.example:99999/",
    ],
)
def test_addresses_that_cannot_be_asked_are_refused_unasked(url: str) -> None:
    """The refusal has the address as it was given."""
    refusal = fetch(Request(key="it", url=url))["it"]
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.url) == (Reason.BAD_URL, url)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500, 206, 300, 999])
def test_an_error_is_refused_with_its_status(web: Web, status: int) -> None:
    """Whatever page comes with it."""
    web.put("/feed", page("<html>Sorry</html>", status))
    refusal = get_refusal(web, "/feed")
    assert (refusal.reason, refusal.status) == (Reason.HTTP_ERROR, status)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_ten_gigabytes_of_zeros_are_cut_off_early(web: Web, coding: str) -> None:
    """A bomb is known by what it unpacks to, long before the limit, in little memory."""
    web.put("/feed", bomb(10 * 2**30, coding))
    tracemalloc.start()
    refusal = get_refusal(web, "/feed")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.reason is Reason.BOMB
    assert peak < 50 * 2**20


def test_an_endless_body_is_cut_off_at_the_limit(web: Web) -> None:
    """The request's own limit, where it has one."""
    web.put("/feed", endless())
    refusal = get_refusal(web, "/feed", max_bytes=100_000)
    assert (refusal.reason, refusal.detail) == (Reason.TOO_LARGE, "more than 100,000 bytes were sent")


def test_one_byte_at_a_time_is_too_slow(web: Web) -> None:
    """Each byte comes before the silence is too long, and still it is cut off."""
    web.put("/feed", drip(pause_s=0.02))
    assert get_refusal(web, "/feed", policy=HURRIED).reason is Reason.TOO_SLOW


@pytest.mark.parametrize("behaviour", [silence(), slow_headers(), raw(b"HTTP/1.1 200 OK\r\n\r\n<rss>", 30.0)])
def test_no_server_is_waited_for_for_ever(web: Web, behaviour: object) -> None:
    """Silent from the start, with headers that never end, or silent in the middle."""
    web.put("/feed", behaviour)  # type: ignore[arg-type]
    assert get_refusal(web, "/feed", policy=HURRIED).reason is Reason.TIMEOUT


def test_time_is_counted_over_all_redirects(web: Web) -> None:
    """A chain of slow redirects gets no more time than one slow answer."""

    def slow(to: int) -> object:
        return raw(0.25, f"HTTP/1.1 302 Found\r\nLocation: /{to}\r\nContent-Length: 0\r\n\r\n".encode())

    for number in range(6):
        web.put(f"/{number}", slow(number + 1))  # type: ignore[arg-type]
    assert get_refusal(web, "/0", policy=HURRIED).reason is Reason.TIMEOUT
    assert web.asked("/5") == []


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_ends_before_its_packing_does_is_refused(web: Web, coding: str) -> None:
    """Half a feed is not taken for a whole one."""
    web.put("/feed", packed(RSS * 50, coding, cut=20))
    assert get_refusal(web, "/feed").reason is Reason.BAD_ENCODING


def test_a_packing_that_was_not_asked_for_is_refused(web: Web) -> None:
    """As is one that is not what it says and not plain either."""
    web.put("/1", packed(RSS, "gzip", label="compress"))
    web.put("/2", page(b"\x1f\x8b but not gzip", content_encoding="gzip"))
    assert [get_refusal(web, path).reason for path in ("/1", "/2")] == [Reason.BAD_ENCODING] * 2


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"],
        [b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000],
        [b"\x00\xff\r\n\r\n"],
        [b""],
        [b"<rss></rss>"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"],
    ],
    ids=["length", "chunk", "header-bomb", "bytes", "nothing", "no-http", "minus"],
)
def test_what_is_not_http_is_refused(web: Web, pieces: list[bytes]) -> None:
    """Broken off, without end or not HTTP at all: one refusal, no crash."""
    web.put("/feed", raw(*pieces))
    assert get_refusal(web, "/feed").reason is Reason.PROTOCOL


@settings(max_examples=60)
@given(
    noise=st.binary(max_size=300),
    start=st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 301 Moved\r\nLocation: "]),
)
def test_any_bytes_give_one_outcome(start: bytes, noise: bytes) -> None:
    """Whatever a server sends, the request ends with a response or a reason."""
    with Web() as web:
        web.put("/feed", raw(start + noise, b"\r\n\r\n", noise))
        get(web, "/feed", policy=HURRIED)


def test_a_host_that_is_not_there_is_not_asked_again_and_again() -> None:
    """Nobody listens: two tries, then its other requests are given back with the same reason."""
    with Web() as web:
        address = web.url("/feed")
    outcomes = fetch(*(Request(key=str(number), url=address) for number in range(5)))
    found = [outcome for outcome in outcomes.values() if isinstance(outcome, Refusal)]
    assert [refusal.reason for refusal in found] == [Reason.REFUSED] * 5
    assert sum("not tried any more" in refusal.detail for refusal in found) == 3


def test_a_name_without_address_is_refused(web: Web) -> None:
    """By a resolver that finds nothing and by one that fails."""

    def fail(host: str) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    for resolve in (fail, lambda host: ()):
        refusal = fetch(Request(key="it", url=web.url(host="nowhere.example")), resolve=resolve)["it"]
        assert isinstance(refusal, Refusal)
        assert refusal.reason is Reason.DNS


def test_bad_servers_do_not_hold_up_good_ones(web: Web) -> None:
    """Among many that hang, one that answers does so at once; every request has its outcome."""
    web.put("/hang", silence())
    web.put("/feed", feed())
    bad = [Request(key=f"{number}", url=web.url("/hang", f"127.0.1.{number}")) for number in range(1, 20)]
    outcomes = fetch(*bad, Request(key="good", url=web.url("/feed")), policy=HURRIED)
    assert isinstance(outcomes["good"], Response)
    assert {outcome.reason for outcome in outcomes.values() if isinstance(outcome, Refusal)} == {Reason.TIMEOUT}

"""Addresses and headers as they are found in the wild."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching.headers import MAX_AGE_S, read_headers, read_max_age, read_retry_after
from dateline.fetching.urls import UrlFault, join_url, parse_url

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
        ("https://news.example:8443/", "https://news.example:8443/"),
        (" http://news.example/élections 2026 ", "http://news.example/%C3%A9lections%202026"),
        ("http://news.example/%C3%A9?q=%20+", "http://news.example/%C3%A9?q=%20+"),
        ("http://вести.example/", "http://xn--b1agj9af.example/"),
        ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("http://under_score.example/", "http://under_score.example/"),
        ("http://news.example?x", "http://news.example/?x"),
    ],
)
def test_addresses_are_brought_into_one_form(text: str, expected: str) -> None:
    """Which is read as itself again."""
    assert str(parse_url(text)) == expected
    assert parse_url(expected) == parse_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "news.example", "mailto:a@news.example", "http:///x", "http://:80/", "http://a@news.example/",
        "http://good.example\\@evil.example/", "http://news.example:0/", "http://news.example:x/", "http://-x.example/",
        "http://news .example/", "http://news.example/a\r\nHost: b", "http://[::1%25eth0]/",
        "http://" + "a.b" * 100 + "/",
        "http://" + "a" * 64 + ".example/", "http://news.example/" + "a" * 5000, "http://\udcff/",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_to_be_so(text: str) -> None:
    """Never a guess at what was meant."""
    with pytest.raises(UrlFault):
        parse_url(text)


@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("https://news.example/{}".format)))
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    """And an address is plain ASCII on one line that is read as itself again."""
    try:
        url = parse_url(text)
    except UrlFault:
        return
    assert str(url).isascii()
    assert str(url).isprintable()
    assert " " not in str(url)
    assert parse_url(str(url)) == url


@given(st.text())
def test_any_location_leads_somewhere_or_is_a_fault(location: str) -> None:
    """Never another error."""
    with contextlib.suppress(UrlFault):
        assert join_url(parse_url("http://news.example/a/b"), location).scheme in ("http", "https")


def test_locations_are_read_from_where_they_stand() -> None:
    """Relative, from the root, and without a protocol."""
    base = parse_url("https://news.example/a/b?c")
    joined = [str(join_url(base, location)) for location in ("d", "/d", "//b.example/d", "?e", "http://b.example")]
    assert joined == [
        "https://news.example/a/d",
        "https://news.example/d",
        "https://b.example/d",
        "https://news.example/a/b?e",
        "http://b.example/",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Mar 2026 09:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 09:02:00 GMT", 120),
        ("Sun, 01 Mar 2026 08:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1.5", None),
    ],
)
def test_retry_after_is_read_in_both_forms(text: str, expected: float | None) -> None:
    """Seconds or a date; a date that is past means now; anything else says nothing."""
    assert read_retry_after(text, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=900"}, 900),
        ({"cache-control": 'Max-Age="900", s-maxage=5'}, 900),
        ({"cache-control": "max-age=900", "age": "200"}, 700),
        ({"cache-control": "max-age=100", "age": "200"}, 0),
        ({"cache-control": "no-cache, max-age=900"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "private"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=99999999999"}, MAX_AGE_S),
        ({"cache-control": "max-age=60", "expires": "Sun, 01 Mar 2026 10:00:00 GMT"}, 60),
        ({"expires": "Sun, 01 Mar 2026 10:00:00 GMT"}, 3600),
        ({"expires": "Sun, 01 Mar 2026 10:00:00 GMT", "date": "Sun, 01 Mar 2026 09:30:00 GMT"}, 1800),
        ({"expires": "Sun, 01 Mar 2026 08:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
    ],
)
def test_how_long_a_response_is_fresh(headers: dict[str, str], expected: int | None) -> None:
    """Cache-Control first, then Expires by the server's own clock."""
    assert read_max_age(headers, NOW) == expected


@given(st.text(), st.text())
def test_any_header_is_read(control: str, expires: str) -> None:
    """Or says nothing: never an error."""
    age = read_max_age({"cache-control": control, "expires": expires, "age": expires, "date": control}, NOW)
    wait_s = read_retry_after(control, NOW)
    assert age is None or age >= 0
    assert wait_s is None or wait_s >= 0


def test_headers_that_come_twice_are_joined_and_long_ones_cut() -> None:
    """Names in any case, values in UTF-8 or else in Latin-1."""
    raw = [(b"ETag", b'"a"'), (b"X", b"1"), (b"x", b"2"), (b"Y", "é".encode()), (b"Z", b"\xe9"), (b"L", b"l" * 10**6)]
    headers = read_headers(raw)
    assert (headers["etag"], headers["x"], headers["y"], headers["z"]) == ('"a"', "1, 2", "é", "é")
    assert len(headers["l"]) < 10_000

"""Addresses of one page have one form, and state a day only where they do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sources.addresses import day_in_address, normalise_url


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTPS://User:pw@News.Example.:443/a/../b/./c?#top", "https://news.example/b/c"),
        ("http://news.example:8080", "http://news.example:8080/"),
        ("https://straße.example/%7euser/caf%c3%a9 olé", "https://xn--strae-oqa.example/~user/caf%C3%A9%20ol%C3%A9"),
        ("https://пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        (
            "https://a.example/x?utm_source=rss&b=2&UTM_Medium=x&a=1&fbclid=9&at_medium=RSS",
            "https://a.example/x?b=2&a=1",
        ),
        ("https://a.example/x?mc_cid=1&gclid=2&xtor=RSS-1", "https://a.example/x"),
        ("https://a.example/x?a=1&&b=&c", "https://a.example/x?a=1&b=&c"),
        ("https://a.example/x?id=%2F1&q=a+b%zz", "https://a.example/x?id=%2F1&q=a+b%25zz"),
        ("https://a.example/#!/story/7", "https://a.example/#!/story/7"),
        ("/story", "https://base.example/story"),
        ("//cdn.example/story", "https://cdn.example/story"),
        ("?p=7", "https://base.example/dir/page?p=7"),
        ("https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"),
        (" https://a.ex\nample/x\t", "https://a.example/x"),
        ("https://a.example/a;b,c/(d)", "https://a.example/a;b,c/(d)"),
    ],
)
def test_one_form_for_each_page(url: str, form: str) -> None:
    """Case, ports, dots, escapes, fragments and tracking do not make another page; the order of parameters may."""
    assert normalise_url(url, "https://base.example/dir/page") == form


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "ftp://a.example/",
        "http://", "https:///path", "http://a..example/", "http://a.example:99999/", "http://[::1", "http://\u2488/",
        "http://a.example/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_has_no_form(url: str) -> None:
    """Other schemes, hosts that cannot be and endless addresses are none."""
    assert normalise_url(url) == ""


@given(st.text(max_size=80), st.sampled_from(["", "https://a.example/b/c", "http://[bad"]))
def test_a_form_is_its_own_form(url: str, base: str) -> None:
    """No text fails, and normalising twice is normalising once."""
    for stated in (url, f"https://a.example/{url}", f"https://a.example/?{url}"):
        form = normalise_url(stated, base)
        assert form.isascii()
        assert normalise_url(form) == form


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/11/07/slug", (2025, 11, 7)),
        ("/news/2025/1/7/slug", (2025, 1, 7)),
        ("/2025/nov/07/slug", (2025, 11, 7)),
        ("/2025/november/7/slug", (2025, 11, 7)),
        ("/world/slug-2025-11-07/", (2025, 11, 7)),
        ("/america/2025-11-07/slug.html", (2025, 11, 7)),
        ("/2025_11_07_slug.html", (2025, 11, 7)),
        ("/20251107/slug", (2025, 11, 7)),
        ("/20251107-slug", (2025, 11, 7)),
        ("/n1/2025/1107/c1001-40012.html", (2025, 11, 7)),
        ("/2025-11/07/c_1129.htm", (2025, 11, 7)),
        ("/7-november-2025/slug", (2025, 11, 7)),
        ("/2024/02/29/leap", (2024, 2, 29)),
        ("/2025/02/29/no-leap", None),
        ("/2025/11/7-dead-in-attack", None),
        ("/2025/11/5d5b549dc5ca-update", None),
        ("/capitol-riot-jan-6-2021-rcna187735", None),
        ("/news/world-africa-20251107", None),
        ("/article/120251107", None),
        ("/1893/11/07/archive", None),
        ("/2525/11/07/future", None),
        ("/2025/13/07/slug", None),
        ("/slug?date=2025-11-07", None),
        ("/slug#2025-11-07", None),
        ("/", None),
    ],
)
def test_days_in_addresses(path: str, day: tuple[int, int, int] | None) -> None:
    """A day counts where it is a part of the path; numbers of articles, of the dead and of events do not."""
    assert day_in_address(f"https://paper.example{path}") == (date(*day) if day else None)


@given(st.text(max_size=80))
def test_any_address_states_a_plausible_day_or_none(path: str) -> None:
    """No text fails, and no year is one without a web."""
    day = day_in_address(f"https://a.example/{path}")
    assert day is None or 1994 <= day.year <= 2100

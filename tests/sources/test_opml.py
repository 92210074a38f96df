"""Lists of feeds are read as other readers write them, and written so that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sources.opml import NotOpml, Subscription, read_opml, write_opml
from dateline.sources.plain import to_line

NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Veille</title></head><body>
  <outline text="Sahel" title="Sahel">
    <outline text="Mali">
      <outline type="rss" text="Le Courrier &amp; Fils" xmlUrl="https://courrier.example/feed/" htmlUrl="https://courrier.example/"/>
    </outline>
    <outline type="rss" text="صوت الواحة" XMLURL="https://sawt.example/rss" language="ar-LY"/>
  </outline>
  <outline type="atom" title="No folder" xmlUrl="feed://plains.example/atom.xml"/>
  <outline type="rss" text="By url" url="https://b.example/rss"/>
  <outline type="rss" text="Again" xmlUrl="https://b.example/rss"/>
  <outline text="A note"/>
  <outline type="rss" text="Local" xmlUrl="file:///home/me/feed.xml"/>
  <outline type="link" text="Parent" xmlUrl="https://p.example/rss">
    <outline type="rss" text="Child" xmlUrl="https://c.example/rss"/>
  </outline>
</body></opml>"""

TEXTS = st.text(max_size=30).map(lambda text: to_line(text.replace("<", "").replace("&", "")))
SUBSCRIPTIONS = st.lists(
    st.builds(
        Subscription,
        url=st.sampled_from(["https://a.example/rss", "http://b.example/?x=1&y=<2>", "https://c.example/لغة"]),
        title=TEXTS,
        site_url=st.sampled_from(["", "https://a.example/", "https://b.example/é"]),
        folder=st.lists(TEXTS.filter(bool), max_size=3).map(tuple),
        lang=st.sampled_from(["", "fr", "ful"]),
    ),
    max_size=8,
    unique=True,
)


def test_nested_lists_are_read() -> None:
    """Folders are kept in their order; local files are no feeds; notes are nothing."""
    assert [(s.folder, s.title, s.url) for s in read_opml(NESTED.encode())] == [
        (("Sahel", "Mali"), "Le Courrier & Fils", "https://courrier.example/feed/"),
        (("Sahel",), "صوت الواحة", "https://sawt.example/rss"),
        ((), "No folder", "http://plains.example/atom.xml"),
        ((), "By url", "https://b.example/rss"),
        ((), "Again", "https://b.example/rss"),
        ((), "Parent", "https://p.example/rss"),
        ((), "Child", "https://c.example/rss"),
    ]
    first, second = read_opml(NESTED.encode())[:2]
    assert (first.site_url, second.lang) == ("https://courrier.example/", "ar")


def test_broken_lists_give_what_can_be_read() -> None:
    """Bare &, missing ends and a cut leave the outlines before them."""
    broken = NESTED.replace("&amp;", "&").replace("</outline>", "")
    assert [s.url for s in read_opml(broken.encode())] == [s.url for s in read_opml(NESTED.encode())]
    cut = NESTED[: NESTED.index('<outline type="rss" text="By url"')]
    assert len(read_opml(cut.encode())) == 3


@given(SUBSCRIPTIONS, st.text(max_size=20))
def test_what_is_written_is_read_again(subscriptions: list[Subscription], title: str) -> None:
    """Every subscription comes back as it was, whatever is in its texts; only the order follows the folders."""
    found = read_opml(write_opml(subscriptions, title))
    meant = [s if s.title else Subscription(url=s.url, title=s.url, site_url=s.site_url, folder=s.folder, lang=s.lang)
             for s in subscriptions]  # fmt: skip
    assert sorted(found, key=repr) == sorted(dict.fromkeys(meant), key=repr)


def test_the_same_list_gives_the_same_bytes() -> None:
    """Writing is deterministic, and what was read and written again stays."""
    once = write_opml(read_opml(NESTED.encode()), "Veille")
    assert once == write_opml(read_opml(once), "Veille")
    assert once.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">')


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares entities"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>'.encode("utf-16"), "declares entities"),
        (b"<html><body><p>Log in</p></body></html>", "an HTML page"),
        (b"<rss version='2.0'><channel/></rss>", "a feed"),
        (b"", "empty"),
        (b" " * 16_000_001, "at most 16,000,000"),
    ],
)
def test_what_is_no_list_is_refused(raw: bytes, said: str) -> None:
    """A document that is hostile or no list of feeds is refused by its name."""
    with pytest.raises(NotOpml, match=said):
        read_opml(raw)


def test_depth_does_not_matter() -> None:
    """Outlines a hundred thousand deep are read, with no more folders than anyone can have."""
    deep = '<outline text="f">' * 100_000 + '<outline xmlUrl="https://a.example/"/>' + "</outline>" * 100_000
    (found,) = read_opml(f"<opml><body>{deep}</body></opml>".encode())
    assert (found.url, len(found.folder)) == ("https://a.example/", 50)

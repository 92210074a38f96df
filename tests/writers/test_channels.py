"""Feeds out: read again by our own reader and by another, whatever reports say; the same bytes from the same data.

DATELINE_GOLDEN=write writes the golden files anew instead of comparing.
"""

import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from writer_briefs import BRIEFS, COLOUR, OVERRIDE, SCRIPT, make_hostile_brief, make_plain_brief

from dateline.moments import end_of_day
from dateline.records import Article, Channel, ChannelEntry, Citation, FeedDocument, Story
from dateline.sources.feed import read_feed
from dateline.writers.channels import write_brief_entry, write_report_entry, write_story_entry
from dateline.writers.feeds import CHANNEL_WRITERS, write_atom, write_json_feed
from making import make_article

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "channels"
ENDINGS = {"atom": "atom", "jsonfeed": "json"}
OUR_TAGS = {"p", "h3", "ol", "ul", "li", "a", "b", "i", "blockquote"}
URL = "https://desk.example/mali/briefs"


def make_report(**fields: object) -> Article:
    told = {
        "title": f"{SCRIPT} & <b>more</b>",
        "citations": (Citation(outlet="<i>Paper", url="javascript:alert(1)"), Citation(outlet="Kept", url=URL)),
        "topics": ("Mali <War>",),
        "lang": "fr",
    }
    text = f"{COLOUR} {OVERRIDE} ]]> &amp; {SCRIPT}\x0b " + "word " * 300
    return make_article("r1", text, when="2025-11-05T09:30", **{**told, **fields})


def make_channel(*entries: ChannelEntry) -> Channel:
    return Channel(
        channel_id="urn:uuid:1d00637b-209e-5f42-bc68-14fd35558420",
        title="Mali & <b>partners</b>",
        updated_at=max(one.updated_at for one in entries),
        entries=entries,
        description="Briefs",
        home_url="https://desk.example/mali/",
        feed_url="https://desk.example/mali/feed",
    )


def make_full_channel(name: str) -> Channel:
    """A brief, a report and a story."""
    story = Story(
        story_id="s1",
        thread_id="",
        title=SCRIPT,
        article_ids=("r1",),
        origins=(),
        first_at=None,
        last_at=None,
    )
    told = write_story_entry(story, [make_report()])
    assert told is not None
    return make_channel(write_brief_entry(BRIEFS[name](), f"{URL}/1.html"), write_report_entry(make_report()), told)


def read(form: str, channel: Channel) -> FeedDocument:
    return read_feed(CHANNEL_WRITERS[form](channel).encode(), url=channel.feed_url)


@pytest.mark.parametrize("form", CHANNEL_WRITERS)
@pytest.mark.parametrize("name", BRIEFS)
def test_feed_is_the_golden_one(name: str, form: str) -> None:
    path = GOLDEN / f"{name}.{ENDINGS[form]}"
    written = CHANNEL_WRITERS[form](make_full_channel(name)).encode()
    if os.environ.get("DATELINE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    assert written == path.read_bytes()


@pytest.mark.parametrize("form", CHANNEL_WRITERS)
@pytest.mark.parametrize("name", BRIEFS)
def test_our_own_reader_finds_what_was_written(name: str, form: str) -> None:
    channel = make_full_channel(name)
    found = read(form, channel)
    assert (found.form, found.site_url, found.is_cut) == (form.removesuffix("feed"), channel.home_url, False)
    assert [item.guid for item in found.items] == [entry.entry_id for entry in channel.entries]
    assert [item.url for item in found.items] == [f"{URL}/1.html", URL, URL]
    for item, entry in zip(found.items, channel.entries, strict=True):
        assert item.published_at == entry.published_at.replace(microsecond=0)
        assert item.updated_at == entry.updated_at.replace(microsecond=0)
        assert item.lang == entry.language
    assert "words" in found.items[0].text or "blockade" in found.items[0].text or "He said" in found.items[0].text


@pytest.mark.parametrize("name", BRIEFS)
def test_another_reader_finds_a_well_formed_atom_feed(name: str) -> None:
    channel = make_full_channel(name)
    found = feedparser.parse(write_atom(channel))
    assert (found.version, found.bozo) == ("atom10", False)
    assert found.feed.id == channel.channel_id
    assert [entry.id for entry in found.entries] == [entry.entry_id for entry in channel.entries]
    assert found.entries[1].tags[0].term == "Mali <War>"


class _Tags(HTMLParser):
    """The tags of markup, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


@pytest.mark.parametrize("name", BRIEFS)
def test_content_holds_no_markup_but_ours(name: str) -> None:
    for entry in make_full_channel(name).entries:
        found = _Tags()
        found.feed(entry.content)
        assert found.tags <= OUR_TAGS
        assert all(name == "href" and value.startswith(("https://", "http://")) for name, value in found.attributes)


@pytest.mark.parametrize("form", CHANNEL_WRITERS)
def test_no_control_character_gets_into_a_feed(form: str) -> None:
    written = CHANNEL_WRITERS[form](make_full_channel("hostile"))
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", written) is None
    assert OVERRIDE[0] not in write_report_entry(make_report()).content


def test_only_web_addresses_are_links() -> None:
    entry = replace(write_report_entry(make_report()), url="javascript:alert(1)")
    channel = replace(make_channel(entry), home_url="data:text/html,x", feed_url="")
    assert "<link" not in write_atom(channel)
    assert {"url", "home_page_url", "feed_url"}.isdisjoint(
        {*json.loads(write_json_feed(channel)), *json.loads(write_json_feed(channel))["items"][0]}
    )


def test_json_feed_has_what_its_version_asks_for() -> None:
    feed = json.loads(write_json_feed(make_full_channel("plain")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert item["date_modified"].endswith("Z")


def test_a_report_is_told_by_how_it_begins_and_counts_from_when_it_was_known() -> None:
    known = end_of_day(datetime(2025, 11, 5, tzinfo=UTC).date())
    entry = write_report_entry(make_report(known_at=known))
    assert entry.updated_at == known
    assert len(entry.content) < 1500
    assert entry.url == URL
    with pytest.raises(ValueError, match="undated"):
        write_report_entry(make_article("r2", when=None))


def test_a_brief_keeps_its_id_and_another_has_another() -> None:
    plain = write_brief_entry(make_plain_brief())
    assert plain == write_brief_entry(make_plain_brief())
    assert plain.entry_id != write_brief_entry(make_hostile_brief()).entry_id
    assert plain.updated_at == make_plain_brief().as_of


def test_a_story_without_a_dated_report_is_told_in_no_feed() -> None:
    story = Story(story_id="s", thread_id="", title="t", article_ids=("r2",), origins=(), first_at=None, last_at=None)
    assert write_story_entry(story, [make_article("r2", when=None)]) is None

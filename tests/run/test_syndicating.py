"""The channels of a situation: kept briefs, else the present one; its reports; its stories; what a search found."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline import demo, run
from dateline.moments import end_of_day
from dateline.store import SqliteStore, open_store
from making import NOW, make_article

AS_OF = end_of_day(demo.AS_OF)
ADDRESSES = run.Addresses(
    home="https://desk.example/mali/",
    feed="https://desk.example/mali/feed",
    brief="https://desk.example/versions/{version}",
)


@pytest.fixture
def store(built_demo: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    made = open_store(Path(shutil.copytree(built_demo, tmp_path / "demo")))
    yield made
    made.close()


def test_without_a_kept_brief_the_present_one_is_told(store: SqliteStore) -> None:
    channel = run.make_brief_channel(store, "mali", AS_OF, addresses=ADDRESSES)
    assert channel is not None
    (entry,) = channel.entries
    assert (entry.updated_at, channel.updated_at, channel.home_url) == (AS_OF, AS_OF, ADDRESSES.home)
    assert entry.url.startswith("https://desk.example/versions/")


def test_kept_briefs_are_told_the_latest_first_and_none_of_later(store: SqliteStore) -> None:
    """A brief that was told before it was kept keeps its id."""
    before = run.make_brief_channel(store, "mali", AS_OF)
    for day in (date(2025, 9, 30), date(2025, 11, 7)):
        brief = run.write_brief(store, "mali", end_of_day(day))
        assert brief is not None
        run.keep_brief(store, brief, NOW)
    channel, then = (
        run.make_brief_channel(store, "mali", moment) for moment in (AS_OF, end_of_day(date(2025, 10, 31)))
    )
    assert before is not None
    assert channel is not None
    assert then is not None
    assert [one.updated_at.date() for one in channel.entries] == [date(2025, 11, 7), date(2025, 9, 30)]
    assert channel.entries[0].entry_id == before.entries[0].entry_id
    assert then.entries == channel.entries[1:]
    assert (then.channel_id, then.updated_at.date()) == (channel.channel_id, date(2025, 9, 30))
    limited = run.make_brief_channel(store, "mali", AS_OF, 1)
    assert limited is not None
    assert limited.entries == channel.entries[:1]


@pytest.mark.parametrize("make", [run.make_report_channel, run.make_story_channel])
def test_the_latest_come_first_and_nothing_later_comes(store: SqliteStore, make: object) -> None:
    moment = end_of_day(date(2025, 9, 30))
    channel = make(store, "mali", moment, 5)  # type: ignore[operator]
    assert len(channel.entries) == 5
    moments = [one.updated_at for one in channel.entries]
    assert channel.updated_at == max(moments) <= moment
    published = [one.published_at for one in channel.entries]
    assert min(published) >= end_of_day(date(2025, 8, 1)).replace(year=2024)


def test_the_channels_of_a_situation_are_three(store: SqliteStore) -> None:
    makers = (run.make_brief_channel, run.make_report_channel, run.make_story_channel)
    found = [make(store, "mali", AS_OF) for make in makers]
    assert len({one.channel_id for one in found if one}) == 3
    assert len({one.title for one in found if one}) == 3


def test_a_question_without_an_answer_has_no_channel(store: SqliteStore) -> None:
    for make in (run.make_brief_channel, run.make_report_channel, run.make_story_channel):
        assert make(store, "Freedonia", AS_OF) is None


def test_what_a_search_found_is_a_channel() -> None:
    found = [make_article("a"), make_article("b", when="2025-01-02T12:00"), make_article("c", when=None)]
    channel = run.make_search_channel("army Gao", found)
    assert channel is not None
    assert [one.published_at.day for one in channel.entries] == [2, 1]
    assert run.make_search_channel("army Gao", found[2:]) is None

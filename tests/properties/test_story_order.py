"""Stories do not depend on how reports came in: live, late, in overlapping windows, or all at once."""

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import run
from dateline.records import Article, Link
from dateline.store import SqliteStore
from dateline.stories import derive_groups
from making import LATER, NOW, at, make_article

PLACES = ("Gao", "Kidal", "Timbuktu", "Mopti", "Ménaka")
ACTS = ("attack a convoy of fuel trucks", "seize the army base", "free thirty hostages", "bomb the market hall")
WHO = ("JNIM fighters", "Tuareg rebels", "the junta's soldiers", "Islamic State gunmen")
TAIL = "The ministry of defence said in Bamako that the search goes on and that nobody knows how it will end. " * 3
START = at("2025-03-01T00:00")
N_DAYS = 40


def make_stream(seed: int, n: int = 120) -> list[Article]:
    """Made-up reports over forty days: events told several times, copies among them, in two languages."""
    chance = random.Random(seed)
    reports: list[Article] = []
    for number in range(n):
        day = START + timedelta(days=chance.randrange(N_DAYS), minutes=chance.randrange(1440))
        who, act, place = chance.choice(WHO), chance.choice(ACTS), chance.choice(PLACES)
        text = f"{who} {act} near {place}, killing {chance.randrange(3, 60)} people. {TAIL if number % 4 == 0 else ''}"
        if reports and chance.random() < 0.3:
            old = chance.choice(reports)
            assert old.published_at is not None
            day, text = old.published_at + timedelta(hours=chance.randrange(1, 60)), old.text
        reports.append(make_article(f"r{number:03}", text, published_at=day, known_at=day, title=""))
    return sorted(reports, key=lambda one: (one.known_at or LATER, one.article_id))


def keep(folder: Path, rounds: Iterable[Sequence[Article]], *, with_meaning: bool = False) -> list[Link]:
    """The links after each of some rounds landed and the stories were brought up to date."""
    store = SqliteStore(folder, create=True)
    for reports in rounds:
        with store.write() as writer:
            writer.add_articles(reports, NOW)
        run.update_stories(store, LATER, with_meaning=with_meaning)
    links = store.view(LATER).list_links()
    store.close()
    return links


def as_set(links: Iterable[Link]) -> set[Link]:
    return set(links)


@given(seed=st.integers(0, 10_000), cut=st.integers(5, 115), shuffled=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stories_are_the_same_however_the_reports_came(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cut: int, shuffled: bool
) -> None:
    """All at once, live in two parts, and with reports that come late: the same links, to the last word."""
    reports = make_stream(seed)
    whole = keep(tmp_path_factory.mktemp("whole"), [reports])
    order = random.Random(seed).sample(reports, len(reports)) if shuffled else reports
    parts = keep(tmp_path_factory.mktemp("parts"), [order[:cut], order[cut:]])
    assert as_set(parts) == as_set(whole)


def test_backfill_in_overlapping_windows_is_the_live_stream(tmp_path: Path) -> None:
    """Windows of ten days that overlap by five, against a day at a time."""
    reports = make_stream(7)

    def between(first: int, last: int) -> list[Article]:
        return [one for one in reports if first <= ((one.known_at or LATER) - START).days < last]

    live = keep(tmp_path / "live", [between(day, day + 1) for day in range(N_DAYS + 4)])
    windows = keep(tmp_path / "windows", [between(day, day + 10) for day in range(0, N_DAYS, 5)])
    assert as_set(live) == as_set(windows)


def test_backfill_with_meaning_is_the_live_stream(tmp_path: Path) -> None:
    """The same where vectors are compared too: how texts are embedded together leaves no trace."""
    reports = make_stream(3, n=60)
    live = keep(tmp_path / "live", [reports[at : at + 7] for at in range(0, 60, 7)], with_meaning=True)
    assert as_set(live) == as_set(keep(tmp_path / "whole", [reports], with_meaning=True))


def test_running_twice_changes_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path, create=True)
    with store.write() as writer:
        writer.add_articles(make_stream(1), NOW)
    first = run.update_stories(store, LATER, with_meaning=False)
    again = run.update_stories(store, LATER, with_meaning=False)
    assert first.n_reports == 120
    assert (again.n_reports, again.n_links, again.n_taken_back) == (0, 0, 0)


@given(seed=st.integers(0, 1000), day=st.integers(1, N_DAYS))
@settings(max_examples=8, deadline=None)
def test_nothing_published_later_shows_in_the_stories_of_a_day(
    tmp_path_factory: pytest.TempPathFactory, seed: int, day: int
) -> None:
    """As of a moment, the stories are those of a store that never saw what came later."""
    reports, moment = make_stream(seed), START + timedelta(days=day)
    folder = tmp_path_factory.mktemp("all")
    keep(folder, [reports])
    store = SqliteStore(folder)
    seen = derive_groups(store.view(moment).list_links()).members()
    store.close()
    then = [one for one in reports if (one.known_at or LATER) <= moment]
    only = keep(tmp_path_factory.mktemp("then"), [then])
    known = derive_groups(link for link in only if link.made_at is not None and link.made_at <= moment)
    assert _as_groups(seen) == _as_groups(known.members())


def _as_groups(members: dict[str, list[str]]) -> dict[str, list[str]]:
    return {story: sorted(ids) for story, ids in members.items()}


def test_an_id_leads_on_when_an_earlier_report_comes_late(tmp_path: Path) -> None:
    """A story is named by its first report; the name it had before still finds it."""
    texts = ("Gunmen kill 30 soldiers at an army base in Tessit", "An army base in Tessit: gunmen kill 30 soldiers")
    late = make_article("a", texts[0], when="2025-03-01T00:00")
    first = make_article("b", texts[1], when="2025-03-01T01:00")
    store = SqliteStore(tmp_path, create=True)
    ids: list[str] = []
    for article in (first, late):
        with store.write() as writer:
            writer.add_articles([article], NOW)
        run.update_stories(store, LATER, with_meaning=False)
        (story,) = run.list_stories(store.view(LATER), limit=9)
        ids.append(story.story_id)
    assert ids[0] != ids[1]
    assert run.show_story(store.view(LATER), ids[0]).story.story_id == ids[1]

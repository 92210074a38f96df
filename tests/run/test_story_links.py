"""A story is shown from its own links, and as if all of the store's were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import run
from dateline.records import Link, LinkKind
from dateline.store import Store, open_store
from making import NOW, add, at, make_article

LINKS = (
    (LinkKind.JOINED, "a", "a"),
    (LinkKind.JOINED, "b", "a"),
    (LinkKind.DUPLICATE, "c", "b"),
    (LinkKind.JOINED, "d", "d"),
    (LinkKind.JOINED, "e", "e"),
    (LinkKind.THREADED, "a", "a"),
    (LinkKind.THREADED, "d", "a"),
    (LinkKind.MERGED, "e", "a"),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three stories of which one went into another and one is of its thread."""
    store = open_store(tmp_path / "store", create=True)
    add(store, *(make_article(name, when="2025-01-01T12:00") for name in "abcde"))
    links = [
        Link(kind=kind, left=left, right=right, score=1, reason="", made_by="t", made_at=at(f"2025-01-02T0{number}:00"))
        for number, (kind, left, right) in enumerate(LINKS)
    ]
    with store.write() as writer:
        writer.replace_links([], links, NOW)
    return store


@pytest.mark.parametrize("one", ["a", "b", "c", "e"])
def test_it_is_found_from_each_of_its_reports(store: Store, one: str) -> None:
    shown = run.show_story(store.view(NOW), one)
    assert shown.story.story_id == "a"
    assert [report.article.article_id for report in shown.reports] == ["a", "b", "c", "e"]
    assert [(link.kind, link.left) for link in shown.links] == [
        (LinkKind.THREADED, "a"),
        (LinkKind.THREADED, "d"),
        (LinkKind.MERGED, "e"),
    ]


def test_another_story_of_the_thread_is_another(store: Store) -> None:
    shown = run.show_story(store.view(NOW), "d")
    assert [report.article.article_id for report in shown.reports] == ["d"]
    assert shown.story.thread_id == "a"


def test_as_of_a_moment_before_the_merge(store: Store) -> None:
    shown = run.show_story(store.view(at("2025-01-02T06:30")), "e")
    assert shown.story.story_id == "e"

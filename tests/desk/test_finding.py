"""Search, and the pages of actors, places and outlets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import run
from dateline.store import open_store
from desk.conftest import open_desk
from desk.test_situation_pages import find
from making import NOW


@pytest.fixture(scope="module")
def filed(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk whose reports have all been filed."""
    folder = Path(shutil.copytree(built_demo, tmp_path_factory.mktemp("filed") / "store"))
    store = open_store(folder)
    run.file_ahead(store, NOW)
    store.close()
    yield from open_desk(folder)


def test_words_are_found_and_marked(filed: TestClient) -> None:
    page = filed.get("/search", params={"q": "fuel blockade"}).text
    assert page.count('class="report"') >= 3
    assert "<mark>blockade</mark>" in page


def test_nothing_later_than_the_moment_is_found(filed: TestClient) -> None:
    page = filed.get("/search", params={"q": "fuel blockade", "as_of": "2015-01-01"}).text
    assert 'class="report"' not in page


def test_counts_narrow_a_search_down(filed: TestClient) -> None:
    page = filed.get("/search", params={"q": "Mali"}).text
    narrowed = filed.get(find(r'href="(/search\?q=[^"]*outlet[^"]*)"', page)).text
    n_before, n_after = (int(find(r"(\d+) reports?", one.partition("<main")[2])) for one in (page, narrowed))
    assert 0 < n_after < n_before


@pytest.mark.parametrize("q", ['"', "AND OR NOT", "a" * 400, "actor:", "\u202e{}<script>", "from:never", "NEAR(a b)"])
def test_any_line_has_an_answer(filed: TestClient, q: str) -> None:
    answer = filed.get("/search", params={"q": q})
    assert answer.status_code in (200, 400)
    assert "<script>" not in answer.text.partition("<main")[2]


def test_a_search_is_saved_followed_and_made_a_situation(desk: TestClient) -> None:
    desk.post("/searches", data={"name": "fuel", "q": "fuel blockade"})
    assert "fuel blockade" in desk.get("/search").text
    assert desk.get("/search/feed.atom", params={"q": "Mali"}).text.count("<entry") >= 10
    page = desk.post("/searches", data={"name": "gao", "q": "Gao", "kind": "situation"}).text
    assert "<h1" in page
    desk.post("/searches/remove", data={"name": "fuel"})
    assert "fuel blockade" not in desk.get("/search").text


def test_an_actor_a_place_an_outlet(filed: TestClient) -> None:
    actor = filed.get("/actors/mli").text
    assert "What it did" in actor
    place = filed.get("/places/2460596").text
    assert "Bamako" in place
    assert "What happened here" in place
    assert (
        "first told" in filed.get("/outlets/Reuters").text.casefold() or "Reuters" in filed.get("/outlets/Reuters").text
    )
    for path in ("/actors/nobody", "/places/1", "/outlets/Nowhere%20Times"):
        assert filed.get(path).status_code == 404


def test_dossiers_keep_to_the_moment(filed: TestClient) -> None:
    page = filed.get("/actors/mli?as_of=2013-06-30").text
    days = re.findall(r'datetime="(\d{4}-\d\d-\d\d)', page.partition("<main")[2])
    assert days
    assert max(days) <= "2013-06-30"


def test_who_reports_on_a_situation(filed: TestClient) -> None:
    page = filed.get("/situations/mali/coverage").text
    assert page.count("<svg") == 4
    assert "Days without a report" in page

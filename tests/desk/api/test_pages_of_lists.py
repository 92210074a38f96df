"""Cursors, tags and what is asked for in vain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store import open_store
from making import add, make_article
from small_store import NOW, TOLD

LISTS = {
    "/reports": "article_id",
    "/situations/mali/reports": "article_id",
    "/stories": "story_id",
    "/briefs": "version",
    "/alerts": "alert",
    "/alerts/rules": "rule",
    "/corrections": "number",
    "/situations/mali/episodes?all=true": "name",
}
PUBLIC = [name for name, when, _, _ in TOLD if when < NOW.isoformat()]


def follow(client: TestClient, path: str, key: str, limit: int = 2) -> list[str]:
    """The keys of all items, page by page."""
    seen: list[str] = []
    cursor = ""
    for _ in range(50):
        answer = client.get(path, params={**_params(path), "limit": limit, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        seen += [one[key] for one in answer.json()["items"]]
        cursor = answer.json()["next"]
        if not cursor:
            assert "link" not in answer.headers
            return seen
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["link"])
        assert link is not None
        assert client.get(f"http://localhost{link[1]}").status_code == 200
    raise AssertionError("the pages do not end")


def _params(path: str) -> dict[str, str]:
    return dict(part.split("=") for part in path.partition("?")[2].split("&") if part)


@pytest.mark.parametrize(("path", "key"), LISTS.items())
def test_pages_give_everything_once(reading: TestClient, path: str, key: str) -> None:
    whole = reading.get(path, params={**_params(path), "limit": 200}).json()
    assert whole["next"] is None
    assert whole["items"]
    assert follow(reading, path, key, limit=1) == [one[key] for one in whole["items"]]


def test_the_stream_is_the_latest_first(reading: TestClient) -> None:
    assert follow(reading, "/reports", "article_id") == PUBLIC[::-1]
    assert follow(reading, "/reports?as_of=2025-10-01", "article_id") == ["r04", "r03", "r02", "r01"]
    assert follow(reading, "/reports?marked=saved", "article_id") == ["r08"]
    assert "r08" not in follow(reading, "/reports?unmarked=saved", "article_id")


@pytest.mark.parametrize("path", ["/reports", "/situations/mali/reports"])
def test_reports_that_come_in_move_no_page(desk: TestClient, own: Path, path: str) -> None:
    first = desk.get(path, params={"limit": 4}).json()
    store = open_store(own)
    late = [
        make_article(f"new{n}", f"Mali: report {n} of Bamako.", when=f"2025-11-07T1{n}:00", lang="en") for n in (0, 1)
    ]
    add(store, *late, make_article("older", "Bamako in Mali was calm.", when="2025-09-20T10:00", lang="en"))
    store.close()
    seen = [one["article_id"] for one in first["items"]]
    cursor = first["next"]
    while cursor:
        page = desk.get(path, params={"limit": 4, "cursor": cursor}).json()
        seen += [one["article_id"] for one in page["items"]]
        cursor = page["next"]
    assert [one for one in seen if one in PUBLIC] == PUBLIC[::-1]
    assert len(seen) == len(set(seen))


def test_a_cursor_keeps_its_moment_and_its_list(reading: TestClient) -> None:
    cursor = reading.get("/reports", params={"limit": 1, "as_of": "2025-10-01"}).json()["next"]
    page = reading.get("/reports", params={"limit": 9, "as_of": "2025-11-07", "cursor": cursor}).json()
    assert [one["article_id"] for one in page["items"]] == ["r03", "r02", "r01"]
    for path in ("/stories", "/reports?marked=read"):
        refused = reading.get(path, params={**_params(path), "cursor": cursor})
        assert refused.status_code == 400
        assert "another list" in refused.json()["detail"]
    for bad in ("x", "e30", "W10", "bm8", "😀", "a" * 999):
        assert reading.get("/reports", params={"cursor": bad}).status_code == 400


def test_a_known_answer_is_not_sent_again(reading: TestClient) -> None:
    for path in ("/reports", "/situations/mali/brief", "/openapi.json", "/stories/r02", "/search", "/actors/jnim"):
        first = reading.get(path)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        for sent in (tag, f'"other", W/{tag}', "*"):
            again = reading.get(path, headers={"if-none-match": sent})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        assert reading.get(path, headers={"if-none-match": '"other"'}).content == first.content


def test_the_tag_changes_with_the_answer(desk: TestClient) -> None:
    before = desk.get("/reports/r01").headers["etag"]
    desk.post("/reports/marks", json={"kind": "read", "article_ids": ["r01"]})
    assert desk.get("/reports/r01", headers={"if-none-match": before}).json()["marks"] == ["read"]


def test_a_kept_brief_is_not_sent_again_by_its_day(reading: TestClient) -> None:
    version = reading.get("/briefs").json()["items"][0]["version"]
    for since, status in (("Fri, 07 Nov 2025 12:00:00 GMT", 304), ("Fri, 07 Nov 2025 11:00:00 GMT", 200), ("x", 200)):
        assert reading.get(f"/briefs/{version}", headers={"if-modified-since": since}).status_code == status


def test_other_languages_and_forms_have_other_tags(reading: TestClient) -> None:
    forms = [{}, {"format": "html"}, {"format": "md"}, {"language": "fr"}]
    tags = [reading.get("/situations/mali/brief", params=one).headers["etag"] for one in forms]
    assert len(set(tags)) == 4

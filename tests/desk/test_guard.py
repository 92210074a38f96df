"""Who may come in, and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.web import Gate
from desk.conftest import open_desk

TOKEN = "a token that nobody guesses"


@pytest.fixture
def locked(built_demo: Path) -> Iterator[TestClient]:
    """A desk that asks for a token."""
    yield from open_desk(built_demo, Gate(token=TOKEN))


def test_every_answer_forbids_what_is_not_ours(reading_desk: TestClient) -> None:
    for path in ("/", "/nowhere", "/static/desk.css"):
        headers = reading_desk.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_foreign_name_for_this_machine_is_refused(reading_desk: TestClient) -> None:
    """A page elsewhere that points its own name here (DNS rebinding) reads nothing."""
    assert reading_desk.get("/", headers={"host": "evil.example"}).status_code == 421
    assert reading_desk.get("/", headers={"host": "127.0.0.1:8765"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_site_changes_nothing(reading_desk: TestClient, headers: dict[str, str]) -> None:
    answer = reading_desk.post("/look", data={"theme": "dark"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_our_own_page_may(reading_desk: TestClient) -> None:
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    answer = reading_desk.post("/look", data={"theme": "dark"}, headers=own, follow_redirects=False)
    assert answer.status_code == 303
    assert "dateline_theme=dark" in answer.headers["set-cookie"]


def test_going_back_never_leaves_the_desk(reading_desk: TestClient) -> None:
    for back in ("//evil.example", "/\\evil.example", "http://evil.example", "javascript:alert(1)"):
        answer = reading_desk.post("/look", data={"theme": "dark", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_without_the_token_nobody_comes_in(locked: TestClient) -> None:
    answer = locked.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert locked.post("/reports/marks", data={"kind": "read", "article_id": "x"}).status_code == 401
    assert locked.get("/", headers={"authorization": "Bearer wrong"}, follow_redirects=False).status_code == 303
    assert locked.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_token_lets_a_browser_in(locked: TestClient) -> None:
    assert locked.post("/login", data={"token": "wrong"}).status_code == 401
    answer = locked.post("/login", data={"token": TOKEN}, follow_redirects=False)
    kept = answer.headers["set-cookie"]
    assert TOKEN not in kept
    assert "HttpOnly" in kept
    assert "samesite=strict" in kept.casefold()
    assert locked.get("/", follow_redirects=False).status_code == 200


def test_too_much_and_too_often_are_refused(built_demo: Path) -> None:
    client = next(open_desk(built_demo, Gate(rate=0.001, burst=3, most_bytes=100)))
    assert client.post("/look", data={"theme": "x" * 200}).status_code == 413
    form = {"content-type": "application/x-www-form-urlencoded"}
    chunked = client.post("/look", content=(b"y" * 40 for _ in range(4)), headers=form)
    assert chunked.status_code == 413
    assert client.get("/").status_code == 200
    refused = client.get("/")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1

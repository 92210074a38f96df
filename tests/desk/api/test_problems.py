"""Errors, who may ask, and what takes too long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.errors import StoreBroken
from dateline.store import SqliteStore
from dateline.web import Gate, make_app
from dateline.web.api import schemas
from dateline.web.work import Failed, Here, Job, Work
from desk.api.conftest import TOKEN, ask_desk
from small_store import NOW

PROBLEM = "application/problem+json"


def check_problem(answer: Any, status: int) -> dict[str, Any]:
    """The body of a problem that is well formed."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    schemas.Problem.model_validate_json(answer.text, strict=True)
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/situations/nowhere", 404),
        ("/situations/Atlantis Quux/timeline", 404),
        ("/reports/nothing", 404),
        ("/reports/nothing/reading", 404),
        ("/stories/nothing", 404),
        ("/feeds/nothing", 404),
        ("/reports?as_of=soon", 400),
        ("/reports?as_of=0500-01-01", 400),
        ("/situations/mali/timeline?from=x", 400),
        ("/reports?limit=0", 422),
        ("/reports?limit=201", 422),
        ("/reports?asof=2025-11-07", 422),
        ("/situations/mali/brief?length=endless", 422),
        ("/situations/mali/relations?kind=likes", 422),
    ],
)
def test_what_is_wrong_is_a_problem(reading: TestClient, path: str, status: int) -> None:
    body = check_problem(reading.get(path), status)
    assert body["detail"]
    if status == 422:
        assert body["faults"][0]["where"][0] == "query"


def test_what_was_perhaps_meant(reading: TestClient) -> None:
    assert check_problem(reading.get("/situations/malli/timeline"), 404)["near"] == ["mali"]


def test_methods_that_are_none(reading: TestClient) -> None:
    answer = reading.delete("/situations")
    check_problem(answer, 405)
    assert "GET" in answer.headers["allow"]


def test_an_api_that_is_none(reading: TestClient) -> None:
    check_problem(reading.get("http://localhost/api/v2/situations"), 404)


@pytest.fixture
def locked(own: Path) -> Iterator[TestClient]:
    """A desk that asks for a token."""
    with ask_desk(own, Gate(token=TOKEN)) as client:
        yield client


def test_without_the_token_only_health_answers(locked: TestClient) -> None:
    described = locked.get("/openapi.json", headers={"authorization": f"Bearer {TOKEN}"}).json()
    assert described["security"] == [{"bearer": []}]
    for path in [*described["paths"], "/openapi.json"]:
        answer = locked.get(path.replace("{about}", "mali"))
        if path == "/health":
            assert answer.status_code == 200
            continue
        check_problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    check_problem(locked.get("/stats", headers={"authorization": "Bearer wrong"}), 401)
    assert locked.get("/stats", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert locked.get("http://localhost/metrics").status_code == 401


def test_pages_elsewhere_get_nothing(reading: TestClient) -> None:
    foreign = {"origin": "https://evil.example"}
    assert not [name for name in reading.get("/stats", headers=foreign).headers if name.startswith("access-control")]
    asked = {**foreign, "access-control-request-method": "PUT", "access-control-request-headers": "content-type"}
    preflight = reading.options("/situations/mali", headers=asked)
    assert preflight.status_code == 405
    assert not [name for name in preflight.headers if name.startswith("access-control")]
    check_problem(reading.put("/situations/mali", json={"terms": ["x"]}, headers=foreign), 403)
    check_problem(reading.get("/stats", headers={"host": "evil.example"}), 421)


def test_too_much_and_too_often(own: Path) -> None:
    with ask_desk(own, Gate(rate=0.001, burst=3, most_bytes=100)) as client:
        check_problem(client.post("/audits", json={"text": "x" * 200}), 413)
        check_problem(client.post("/audits", content=(b"y" * 40 for _ in range(4))), 413)
        assert client.get("/health").status_code == 200
        refused = client.get("/health")
        check_problem(refused, 429)
        assert int(refused.headers["retry-after"]) >= 1


@pytest.mark.parametrize("length", ["²", "9" * 5000, "x", "-1"])
def test_any_length_is_survived(reading: TestClient, length: str) -> None:
    answer = reading.post("/audits", content=b"{}", headers={"content-length": length.encode("latin-1")})
    assert answer.status_code in (413, 422)


def test_what_takes_too_long_is_asked_for_again(own: Path) -> None:
    hurry = threading.Event()

    def perform(job: Job) -> Any:
        hurry.wait(30)
        return []

    app = make_app(own, work=Work(Here(perform)), clock=lambda: NOW, api_patience_s=0.05)
    with TestClient(app, base_url="http://localhost/api/v1") as client:
        refused = client.get("/suggestions")
        assert check_problem(refused, 503)["type"] == "urn:dateline:being-worked-out"
        assert int(refused.headers["retry-after"]) >= 1
        hurry.set()
        answer = client.get("/suggestions")
        while answer.status_code == 503:
            answer = client.get("/suggestions")
        assert answer.json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("error", "status"), [("UnknownStory", 404), ("UsageError", 400), ("StoreBroken", 503), ("", 503)]
)
def test_what_fails_beside_the_desk_says_why(own: Path, error: str, status: int) -> None:
    app = make_app(own, work=Work(Here(lambda job: Failed("It failed.", "Do this.", error))), clock=lambda: NOW)
    with TestClient(app, base_url="http://localhost/api/v1") as client:
        body = check_problem(client.get("/suggestions"), status)
        assert (body["detail"], body["hint"]) == ("It failed.", "Do this.")


def test_an_answer_is_never_of_a_store_that_was(desk: TestClient) -> None:
    """A page may show what was true a moment ago; a program that has just changed something asks for what is true."""
    assert len(desk.get("/situations/mali/reports").json()["items"]) == 9
    desk.post("/situations/mali/decisions", json={"kind": "reject", "article_ids": ["r01"]})
    assert len(desk.get("/situations/mali/reports").json()["items"]) == 8


def test_health_says_what_is_broken(own: Path) -> None:
    with ask_desk(own) as client:
        assert client.get("/health").json()["status"] == "ok"
    answer = client.get("/health")  # the work has ended
    assert answer.status_code == 503
    assert answer.json()["work"] == "ended"
    assert str(own) not in answer.text


def test_health_says_that_the_store_is_gone(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(store: SqliteStore) -> int:
        raise StoreBroken("The store cannot be used: disk I/O error.")

    with ask_desk(own) as client:
        monkeypatch.setattr(SqliteStore, "get_schema", fail)
        answer = client.get("/health")
        assert answer.status_code == 503
        assert answer.json() == {"status": "broken", "store": "broken", "schema": None, "work": "ok", "n_waiting": 0}

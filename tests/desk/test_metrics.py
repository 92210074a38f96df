"""What a monitor is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store import open_store
from dateline.web import make_app
from dateline.web.jobs import Perform
from dateline.web.metrics import BOUNDS_S, Requests, write_family
from dateline.web.work import Here, Work
from small_store import NOW, fill

_SAMPLE = re.compile(r'[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? [-+.e\d]+')


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[TestClient]:
    """A desk over the small store."""
    store = open_store(tmp_path / "store", create=True)
    fill(store)
    store.close()
    app = make_app(tmp_path / "store", work=Work(Here(Perform(tmp_path / "store"))), clock=lambda: NOW)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def read(client: TestClient) -> dict[str, float]:
    """The samples by name and labels."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.text.endswith("\n")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not _SAMPLE.fullmatch(line)] == []
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_the_template_of_their_address(asked: TestClient) -> None:
    for report in ("r01", "r02", "nothing"):
        asked.get(f"/api/v1/reports/{report}")
    asked.get("/reports")
    asked.get("/static/desk.css")
    asked.get("/nowhere/at/all")
    asked.get("/api/v1/nowhere")
    asked.get("/", headers={"host": "evil.example"})
    asked.request("BREW", "/reports")
    found = read(asked)
    count = {name.removeprefix("dateline_http_requests_total"): n for name, n in found.items() if "_total{m" in name}
    assert count['{method="GET",route="/api/v1/reports/{article_id}",status="200"}'] == 2
    assert count['{method="GET",route="/api/v1/reports/{article_id}",status="404"}'] == 1
    assert count['{method="GET",route="/reports",status="200"}'] == 1
    assert count['{method="GET",route="none",status="421"}'] == 1
    assert count['{method="other",route="/reports",status="405"}'] == 1
    assert "nothing" not in str(count)
    assert "nowhere" not in str(count)
    seconds = 'dateline_http_request_seconds_{}{{route="/api/v1/reports/{{article_id}}"{}}}'
    assert found[seconds.format("count", "")] == 3
    assert found[seconds.format("bucket", ',le="+Inf"')] == 3
    assert found[seconds.format("sum", "")] > 0
    assert [found[seconds.format("bucket", f',le="{bound}"')] for bound in BOUNDS_S] == sorted(
        found[seconds.format("bucket", f',le="{bound}"')] for bound in BOUNDS_S
    )


def test_the_store_and_the_work_are_told(asked: TestClient) -> None:
    asked.get("/api/v1/suggestions")
    asked.get("/api/v1/stories/nothing")
    found = read(asked)
    assert found["dateline_reports"] == 11
    assert found["dateline_failures"] == 1
    assert sum(n for name, n in found.items() if name.startswith("dateline_feeds")) == 1
    assert found["dateline_jobs_waiting"] == 0
    assert found['dateline_jobs_total{outcome="done"}'] == 1
    assert found['dateline_jobs_total{outcome="failed"}'] == 1
    assert found["dateline_last_import_timestamp_seconds"] > 1.7e9


def test_labels_are_escaped() -> None:
    lines = list(write_family("x", "gauge", "What.", [("", {"a": 'say "hi"\\\n'}, 1)]))
    assert lines == ["# HELP x What.", "# TYPE x gauge", 'x{a="say \\"hi\\"\\\\\\n"} 1']


def test_a_request_stands_in_the_first_bucket_that_holds_it() -> None:
    requests = Requests()
    for seconds in (0.005, 0.0051, 61.0):
        requests.add("GET", "/", 200, seconds)
    lines = [line for line in requests.write() if "_bucket" in line]
    counts = [int(line.rpartition(" ")[2]) for line in lines]
    assert counts == [1, *[2] * (len(BOUNDS_S) - 1), 3]


def test_an_empty_store_has_no_last_import(tmp_path: Path) -> None:
    open_store(tmp_path / "store", create=True).close()
    app = make_app(tmp_path / "store", work=Work(Here(lambda job: None)), clock=lambda: NOW)
    with TestClient(app, base_url="http://localhost") as client:
        assert "dateline_last_import_timestamp_seconds" not in read(client)

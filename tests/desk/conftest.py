"""A desk over the demo's store, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.web import Gate, make_app
from dateline.web.jobs import Perform
from dateline.web.work import Here, Work

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def reading_desk(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk on which nothing is changed."""
    yield from open_desk(Path(shutil.copytree(built_demo, tmp_path_factory.mktemp("desk") / "store")))


@pytest.fixture
def desk(built_demo: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A desk of the test's own."""
    yield from open_desk(Path(shutil.copytree(built_demo, tmp_path / "store")))


def open_desk(folder: Path, gate: Gate | None = None) -> Iterator[TestClient]:
    """A desk that waits for what it works out, so that a page is whole when it is asked for."""
    app = make_app(folder, gate, work=Work(Here(Perform(folder))), clock=lambda: NOW, patience_s=120)
    with TestClient(app, base_url="http://localhost") as client:
        yield client

"""A desk over the small store, that programs ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store import open_store
from dateline.web import Gate, make_app
from dateline.web.jobs import Perform
from dateline.web.work import Here, Work
from small_store import NOW, fill

TOKEN = "a token that nobody guesses"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, made once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("api") / "store"
    store = open_store(folder, create=True)
    fill(store)
    store.close()
    return folder


@pytest.fixture(scope="session")
def reading(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk on which nothing is changed."""
    with ask_desk(Path(shutil.copytree(filled, tmp_path_factory.mktemp("reading") / "store"))) as client:
        yield client


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    """A copy of the store for one test."""
    return Path(shutil.copytree(filled, tmp_path / "store"))


@pytest.fixture
def desk(own: Path) -> Iterator[TestClient]:
    """A desk of the test's own."""
    with ask_desk(own) as client:
        yield client


@contextmanager
def ask_desk(folder: Path, gate: Gate | None = None) -> Iterator[TestClient]:
    """A desk over a store, as a program sees it."""
    app = make_app(folder, gate or Gate(rate=1e6, burst=1e6), work=Work(Here(Perform(folder))), clock=lambda: NOW)
    with TestClient(app, base_url="http://localhost/api/v1", raise_server_exceptions=False) as client:
        yield client

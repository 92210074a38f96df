"""A fresh server for each test that asks for one."""

from collections.abc import Iterator

import pytest

from fetching.web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    """A server without any pages yet."""
    with Web() as server:
        yield server


@pytest.fixture
def secure_web() -> Iterator[Web]:
    """The same under TLS, with HTTP/2."""
    with Web(tls=True) as server:
        yield server

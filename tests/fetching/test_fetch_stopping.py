"""Interrupting a run by hand."""

import _thread
import signal
import threading
from collections.abc import Iterator

import pytest

from dateline.fetching import Request, fetch_all
from fetching.asking import POLICY
from fetching.web import Web, feed, silence


@pytest.fixture
def _heeds_interrupts() -> Iterator[None]:
    """A shell starts what runs in its background with interrupts ignored; this test needs them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heeds_interrupts")
def test_an_interrupt_keeps_what_was_handed_over(web: Web) -> None:
    """Ctrl-C while servers are silent: the run ends at once, and what had come is with the caller."""
    web.put("/feed", feed())
    web.put("/hang", silence())
    got: list[str] = []

    def keep(outcome: object) -> None:
        got.append(outcome.key)  # type: ignore[attr-defined]
        threading.Timer(0.05, _thread.interrupt_main).start()

    requests = [Request(key="hang", url=web.url("/hang", "127.0.0.3")), Request(key="feed", url=web.url("/feed"))]
    with pytest.raises(KeyboardInterrupt):
        fetch_all(requests, keep, policy=POLICY)
    assert got == ["feed"]

"""The desk as a person sees it: a server of its own over the demo, and headless Chromium.

Without Chromium these tests are skipped and say so; where CI=true is set they fail then.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: tests may run as root, where it cannot; nothing but the desk is opened. No traffic of the browser's own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_S = 60
PATIENCE_MS = 90_000  # a brief that was never asked for is worked out first
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Served:
    """A desk that is open: its address and its store."""

    url: str
    folder: Path


def find_chromium() -> str:
    """The browser's path. Skips, or fails where CI=true, when there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = "no Chromium is installed (Debian's package chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Not of the whole session: while it is open an event loop runs, and other tests start their own."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a store of the module's own, opened by the command."""
    yield from open_desk(Path(shutil.copytree(built_demo, tmp_path_factory.mktemp("served") / "store")))


def open_desk(folder: Path) -> Iterator[Served]:
    """A desk over a store, opened by the command, until it is let go."""
    command = [sys.executable, "-m", "dateline", "--store", str(folder), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"http://\S+", line)
    assert found, line
    yield Served(found[0].rstrip("/"), folder)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=START_S) in (0, 130, -signal.SIGINT)
    process.stderr.close()


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page of a reader who was never here; an error in its console fails the test."""
    context = chromium.new_context(base_url=served.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    context.close()
    assert errors == []

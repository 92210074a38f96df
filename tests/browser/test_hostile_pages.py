"""The hostile store in a browser: nothing runs, nothing reaches another host, nothing is wider than the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import PATIENCE_MS, Served, open_desk
from dateline.store import open_store
from dateline.web.viewer import part
from hostile_store import ATTACKS, fill

AS_OF = "as_of=2025-11-07"
PAGES = (
    "/", "/reports?show=all", "/search?q=Gunmen", "/sources", "/settings", "/alerts", "/corrections",
    *(f"/situations/mali{page}" for page in ("", "/timeline", "/map", "/relations", "/coverage", "/reports")),
    *(f"/reports/a{number:02}" for number in range(len(ATTACKS))), "/reports/cited", "/reports/outlet", "/stories/s000",
    f"/outlets/{part('Outlet' * 1_700)}",
)  # fmt: skip
WIDTH = 390


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over the hostile store, opened by the command."""
    folder = tmp_path_factory.mktemp("hostile")
    store = open_store(folder / "store", create=True)
    fill(store, folder)
    store.close()
    yield from open_desk(Path(folder / "store"))


@pytest.mark.parametrize("path", PAGES)
def test_a_hostile_report_does_nothing(chromium: Browser, hostile: Served, path: str) -> None:
    context = chromium.new_context(viewport={"width": WIDTH, "height": 900}, locale="en-GB")
    page, asked, errors = context.new_page(), list[str](), list[str]()
    page.set_default_timeout(PATIENCE_MS)
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda one: errors.append(str(one)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(f"{hostile.url}{path}{'&' if '?' in path else '?'}{AS_OF}")
    expect(page.locator("main .spinner")).to_have_count(0)
    assert page.evaluate("window.hacked === undefined")
    wide = page.evaluate(
        "() => [...document.querySelectorAll('main *, header *, footer *')]"
        ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'))"
        ".map((one) => one.outerHTML.slice(0, 90))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, wide[:3]
    assert [one for one in asked if not re.match(re.escape(hostile.url) + "/", one)] == []
    assert errors == []
    context.close()

"""Every page: rules of accessibility, no width that scrolls sideways, the same without a script, on paper."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.conftest import Served
from browser.test_morning import AS_OF, go

PAGES = (
    "/",
    f"/situations/mali?as_of={AS_OF}&open=0.2",
    f"/situations/mali/timeline?as_of={AS_OF}",
    f"/situations/mali/relations?as_of={AS_OF}",
    f"/situations/mali/map?as_of={AS_OF}",
    f"/situations/mali/measures?as_of={AS_OF}",
    f"/situations/mali/coverage?as_of={AS_OF}",
    f"/situations/mali/reports?as_of={AS_OF}",
    "/situations/mali/versions",
    "/reports",
    "/search?q=fuel+blockade",
    "/actors/mli",
    "/places/2460596",
    "/outlets/Reuters",
    "/alerts",
    "/corrections",
    "/sources",
    "/audit",
    "/settings",
    "/nowhere",
)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, path: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    forgive_missing(page, path)
    found = Axe().run(page, options=RULES).response["violations"]
    told = [(one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
    assert [one for one in told if one[1] in SERIOUS] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(page: Page, path: str) -> None:
    for width in (320, 768, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        forgive_missing(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("path", PAGES)
def test_it_is_all_there_without_a_script(chromium: Browser, served: Served, page: Page, path: str) -> None:
    """What a page says does not need a script."""
    forgive_missing(page, path)
    with_script = page.locator("h1").inner_text()
    context = chromium.new_context(base_url=served.url, java_script_enabled=False, locale="en-GB")
    plain = context.new_page()
    plain.goto(path)
    assert plain.locator("h1").inner_text() == with_script
    context.close()


def test_a_brief_prints_without_the_desk_around_it(page: Page) -> None:
    go(page, f"/situations/mali?as_of={AS_OF}")
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()
    assert page.locator("article.brief").is_visible()


def forgive_missing(page: Page, path: str) -> None:
    """Open a page; that one that is not there is told in the console is right."""
    if path == "/nowhere":
        page.route(re.compile("/nowhere$"), lambda route: route.fulfill(response=route.fetch(), status=200))
    go(page, path)

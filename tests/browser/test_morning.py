"""What an analyst does in a morning, with the keyboard and the mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

AS_OF = "2025-11-07"
MALI = f"/situations/mali?as_of={AS_OF}"


def go(page: Page, path: str) -> None:
    """Open a page and wait until what it asks for is worked out."""
    page.goto(path)
    expect(page.locator("main .working")).to_have_count(0)


def test_looks_at_what_is_new(page: Page) -> None:
    """Home shows every situation; Enter on the first opens its brief."""
    go(page, "/")
    page.keyboard.press("j")
    expect(page.locator(".card.is-current")).to_have_count(1)
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/situations/mali"))
    expect(page.locator("main .working")).to_have_count(0)
    expect(page.locator("article.brief h2").first).to_be_visible()


def test_sees_what_a_sentence_rests_on(page: Page) -> None:
    """Pointing at a sentence opens its evidence, with the words marked; the report opens at these words."""
    go(page, MALI)
    sentence = page.locator(".sentence .text").nth(2)
    sentence.hover()
    marked = page.locator("#evidence mark").first
    expect(marked).to_be_visible()
    words = marked.inner_text()
    page.locator("#evidence a", has_text="whole report").first.click()
    expect(page.locator("#here").first).to_be_visible()
    assert words[:20] in page.locator(".words").inner_text()


def test_a_click_anywhere_on_a_sentence_opens_its_own_evidence(page: Page) -> None:
    go(page, MALI)
    page.locator(".sentence .text").nth(0).click()
    expect(page.locator("#evidence .told")).to_have_text(page.locator(".sentence .text").nth(0).inner_text())
    page.locator(".sentence .tail").nth(4).click()
    expect(page.locator("#evidence .told")).to_have_text(page.locator(".sentence .text").nth(4).inner_text())


def test_goes_through_the_brief_by_keys(page: Page) -> None:
    go(page, MALI)
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator(".sentence.is-current")).to_have_attribute("id", "s-0.2")
    expect(page.locator("#evidence mark").first).to_be_visible()
    page.keyboard.press("k")
    expect(page.locator(".sentence.is-current")).to_have_attribute("id", "s-0.1")


def test_stands_at_an_earlier_day(page: Page) -> None:
    """The date at the top takes every page back; nothing later is on them."""
    go(page, "/situations/mali")
    page.fill("#as_of", "2020-09-01")
    page.locator(".moment button").click()
    expect(page.locator("main .working")).to_have_count(0)
    text = page.locator("main").inner_text()
    assert "2020" in text
    assert not re.search(r"202[1-9]", text)
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page).to_have_url(re.compile("as_of=2020-09-01"))


def test_reads_and_saves_reports_by_keys(page: Page) -> None:
    go(page, "/reports")
    title = page.locator(".report .title").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator('.report.is-current button[data-key="s"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("m")
    expect(page.locator(".report.is-current")).to_have_class(re.compile("is-read"))
    page.keyboard.press("g")
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("show=saved"))
    page.wait_for_load_state()
    expect(page.locator(".report .title").first).to_have_text(title)
    page.keyboard.press("g")
    page.keyboard.press("u")
    expect(page.locator(".report .title").first).not_to_have_text(title)


def test_rejects_a_report_and_takes_it_back(page: Page) -> None:
    go(page, f"/situations/mali/reports?as_of={AS_OF}")
    title = page.locator(".report .title").first.inner_text()
    page.get_by_role("button", name="does not belong").first.click()
    expect(page.locator(".report .title").first).not_to_have_text(title)
    page.get_by_role("button", name="undo").first.click()
    expect(page.locator(".report .title").first).to_have_text(title)


def test_keeps_a_version_and_compares(page: Page) -> None:
    for length in ("flash", "standard"):
        go(page, f"{MALI}&length={length}")
        page.get_by_role("button", name="Keep this version").click()
        expect(page).to_have_url(re.compile("/versions"))
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".diff ins").first).to_be_visible()


def test_audits_a_draft(page: Page) -> None:
    go(page, f"/audit?as_of={AS_OF}")
    page.fill("#text", "France suspends its joint counterterrorism agreements with Mali. Mali joined NATO in 2019.")
    page.select_option("#about", "mali")
    page.get_by_role("button", name="Audit").click()
    expect(page.locator("details.sentence")).to_have_count(2)
    page.locator("details.sentence summary").first.click()
    expect(page.locator("details.sentence mark").first).to_be_visible()


def test_shows_the_keys_and_closes_them(page: Page) -> None:
    go(page, "/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j?")
    assert page.input_value("#q") == "j?"


def test_reads_in_french_and_in_the_dark(page: Page) -> None:
    go(page, "/")
    page.get_by_role("button", name="Français").click()
    page.get_by_role("button", name="Sombre").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(23, 24, 26)"
    go(page, MALI)
    expect(page.locator("article.brief")).to_have_attribute("lang", "fr")

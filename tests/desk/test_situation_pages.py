"""The parts of a situation, a story, a report, an audit, and what is corrected there."""

from __future__ import annotations

import re
import time

import pytest
from starlette.testclient import TestClient

MALI = "/situations/mali"
OLD = "it is being written anew"


def find(pattern: str, page: str) -> str:
    """The first match of a pattern in a page."""
    found = re.search(pattern, page)
    assert found is not None, pattern
    return found[1].replace("&amp;", "&")


def settle(desk: TestClient, path: str) -> str:
    """A page once it is written anew, as a browser would come to show it."""
    while OLD in (page := desk.get(path).text):
        time.sleep(0.2)
    return page


def test_the_timeline_shows_days_and_episodes_with_their_words(reading_desk: TestClient) -> None:
    page = reading_desk.get(f"{MALI}/timeline?days=10").text
    assert page.count("<time datetime=") == 10
    assert "fuel blockade" in page
    report = reading_desk.get(find(r'href="(/reports/\w+\?start=\d+&amp;end=\d+)', page)).text
    assert '<mark id="here">' in report


def test_relations_as_of_a_day(reading_desk: TestClient) -> None:
    def rulers(day: str) -> str:
        page = reading_desk.get(f"{MALI}/relations?as_of={day}").text
        return page.partition("In force on")[2].partition("<h2>")[0]

    assert "Assimi Goïta" in rulers("2025-11-07")
    assert "Ibrahim Boubacar Keïta" in rulers("2014-06-01")
    assert "Assimi Goïta" not in rulers("2014-06-01")


def test_claims_are_held_against_figures(reading_desk: TestClient) -> None:
    told = "resurgence of insurgent attacks"
    assert told in reading_desk.get(f"{MALI}/measures").text
    before = reading_desk.get(f"{MALI}/measures?as_of=2025-06-01").text  # UCDP's figures are of 30 June
    assert "No series in the store measures this for Mali." in before.partition(told)[2]
    found = reading_desk.get(f"{MALI}/measures", params={"claim": "Security in Mali has worsened since 2021"}).text
    own = found.partition('<ul class="changes own"')[2].partition("</ul>")[0]
    assert "the figures agree" in own
    assert "from January 2021 to December 2024" in own
    assert "<table>" in own


def test_own_claims_are_data(reading_desk: TestClient) -> None:
    hostile = '"><script>alert(1)</script> violence in Mali has worsened'
    found = reading_desk.get(f"{MALI}/measures", params={"claim": hostile, "lang": "fr"})
    assert "<script>alert" not in found.text
    assert "(en anglais)" in found.text
    assert "rien ici" in reading_desk.get(f"{MALI}/measures?claim=Hello&lang=fr").text.casefold()
    assert "de 1 à 2\u202f000" in reading_desk.get(f"{MALI}/measures", params={"claim": "Violence. " * 300}).text
    assert reading_desk.get(f"{MALI}/measures", params={"claim": "x" * 10_001}).status_code < 500
    reading_desk.cookies.clear()  # the language is kept there


def test_a_report_is_rejected_and_taken_back(desk: TestClient) -> None:
    page = desk.get(f"{MALI}/reports").text
    first = find(r'id="r-(\w+)"', page)
    desk.post(f"{MALI}/reports/decisions", data={"kind": "reject", "article_id": first})
    without = settle(desk, f"{MALI}/reports")
    assert f'id="r-{first}"' not in without
    desk.post(find(rf'action="({MALI}/reports/decisions/\d+/undo)"', without))
    assert f'id="r-{first}"' in settle(desk, f"{MALI}/reports")


def test_versions_are_kept_and_compared(desk: TestClient) -> None:
    desk.post(f"{MALI}/versions", data={"length": "flash"})
    desk.post(f"{MALI}/versions", data={"length": "standard"})
    page = desk.get(f"{MALI}/versions").text
    names = re.findall(r'name="old" value="(\w+)"', page)
    assert len(names) == 2
    compared = desk.get(f"{MALI}/versions?old={names[1]}&new={names[0]}").text
    assert "<ins" in compared
    assert desk.get(f"/versions/{names[0]}").status_code == 200


def test_everything_read_stands_in_the_report(reading_desk: TestClient) -> None:
    page = reading_desk.get(f"{MALI}/reports").text
    report = reading_desk.get("/reports/" + find(r'id="r-(\w+)"', page)).text
    assert re.search(r'class="m [^"]*event', report)
    assert re.search(r'class="m [^"]*(actor|place)', report)


def test_a_report_that_appeared_later_is_not_there(reading_desk: TestClient) -> None:
    later = find(r'id="r-(\w+)"', reading_desk.get(f"{MALI}/reports").text)
    assert reading_desk.get(f"/reports/{later}?as_of=2015-01-01").status_code == 404


def test_two_stories_become_one(desk: TestClient) -> None:
    reports = re.findall(r'id="r-(\w+)"', desk.get(f"{MALI}/reports").text)
    stories = [find(r"/stories/(s\w+)", desk.get(f"/reports/{one}").text) for one in reports[:6]]
    one, other = list(dict.fromkeys(stories))[:2]
    n_before = desk.get(f"/stories/{one}").text.count('class="report"')
    answer = desk.post(f"/stories/{one}/corrections", data={"kind": "merge", "other": other})
    assert answer.status_code == 200
    assert answer.text.count('class="report"') > n_before
    assert desk.post(f"/stories/{one}/corrections", data={"kind": "split"}).status_code == 400


def test_an_audit_of_a_pasted_text_and_of_a_file(reading_desk: TestClient) -> None:
    text = "France suspends its joint counterterrorism agreements with Mali. Mali joined NATO in 2019."
    page = reading_desk.post("/audit", data={"text": text, "about": "mali"}).text
    assert page.count('<details class="sentence"') == 2
    assert "not supported" in page
    again = reading_desk.post("/audit", files={"file": ("a.txt", text.encode())}, data={"about": "mali"}).text
    assert page.count("<mark>") == again.count("<mark>")
    assert reading_desk.post("/audit", data={"text": "  "}).status_code == 400
    assert reading_desk.post("/audit", files={"file": ("a.txt", b"\xff\xfe")}).status_code == 400
    assert reading_desk.get("/audit/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/sources", "/settings", "/audit", "/reports?show=saved", "/"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_other_page_is_there(reading_desk: TestClient, path: str, language: str) -> None:
    answer = reading_desk.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text

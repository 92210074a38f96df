"""What is drawn on pages, what leaves the desk, what fires, and what is corrected."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from lxml import etree
from starlette.testclient import TestClient

from desk.test_situation_pages import MALI, find, settle


def test_pictures_stand_on_their_pages(reading_desk: TestClient) -> None:
    for path in ("map", "timeline", "relations", "measures"):
        page = reading_desk.get(f"{MALI}/{path}").text
        assert page.count("<svg") >= 2, path
        assert " style=" not in page, path
        assert "<script" not in page.partition("<main")[2], path


def test_links_of_pictures_keep_the_moment(reading_desk: TestClient) -> None:
    page = reading_desk.get(f"{MALI}/timeline?as_of=2015-01-01").text
    links = re.findall(
        r'<a[^>]+href="(/(?:reports|situations)[^"]*)"', page.partition("<svg")[2].partition("</figure>")[0]
    )
    assert links
    assert all("as_of=2015-01-01" in link for link in links)


def test_a_timeline_is_zoomed(reading_desk: TestClient) -> None:
    page = reading_desk.get(f"{MALI}/timeline?first=2012-01-01&last=2012-12-31").text
    assert set(re.findall(r"<h3>(\d{4})</h3>", page)) == {"2012"}
    assert reading_desk.get(f"{MALI}/timeline?first=never&last=").status_code == 200


def test_a_map_of_some_days(reading_desk: TestClient) -> None:
    """A later map has other events; one of no day says so."""
    early = reading_desk.get(f"{MALI}/map?last=2013-12-31").text
    late = reading_desk.get(f"{MALI}/map?first=2024-01-01").text
    assert early != late
    assert "No event of these days" in reading_desk.get(f"{MALI}/map?last=1990-01-01").text


@pytest.mark.parametrize(("form", "begin"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE"), ("md", b"# ")])
def test_a_brief_leaves_as_a_document(reading_desk: TestClient, form: str, begin: bytes) -> None:
    answer = reading_desk.get(f"{MALI}/brief.{form}")
    assert answer.content.startswith(begin)
    assert f'filename="mali-2025-11-07.{form}"' in answer.headers["content-disposition"]


def test_tables_leave_with_their_evidence(reading_desk: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(reading_desk.get(f"{MALI}/export/events.csv").content.decode("utf-8-sig"))))
    assert len(rows) > 100
    assert all(row["quote"] for row in rows)
    assert json.loads(reading_desk.get(f"{MALI}/export/events.geojson").content)["type"] == "FeatureCollection"
    assert json.loads(reading_desk.get(f"{MALI}/export/all.stix").content)["type"] == "bundle"


@pytest.mark.parametrize(
    "path", ["export/events.exe", "export/nothing.csv", "brief.exe", "feed/nothing.atom", "feed/briefs.rss"]
)
def test_what_does_not_leave(reading_desk: TestClient, path: str) -> None:
    assert reading_desk.get(f"{MALI}/{path}").status_code == 404


def test_a_feed_names_itself_and_stays_the_same(reading_desk: TestClient) -> None:
    first = reading_desk.get(f"{MALI}/feed/reports.atom")
    tree = etree.fromstring(first.content)
    ids = tree.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    assert len(ids) == len(set(ids)) == 30
    assert tree.xpath("//*[local-name()='link'][@rel='self']/@href") == [f"http://localhost{MALI}/feed/reports.atom"]
    assert reading_desk.get(f"{MALI}/feed/reports.atom").content == first.content


def test_a_rule_is_added_and_taken_away(desk: TestClient) -> None:
    rule = {"situation": "mali", "wish": "silence:", "days": "5"}
    page = desk.post("/alerts/rules", data=rule).text
    remove = find(r'action="(/alerts/rules/\w+/remove)"', page)
    assert remove.split("/")[3] not in desk.post(remove).text
    assert desk.post("/alerts/rules", data={**rule, "wish": "threshold:"}).status_code == 400
    assert desk.post("/alerts/rules", data={**rule, "wish": "threshold:killed"}).status_code == 200


def test_words_are_corrected_and_the_log_takes_it_back(desk: TestClient) -> None:
    report = find(r'id="r-(\w+)"', desk.get(f"{MALI}/reports").text)
    page = desk.get(f"/reports/{report}/correct").text
    choose = find(rf'href="(/reports/{report}/correct\?kind=place[^"]*)"', page)
    words = find(r"words=([^&]+)", choose)
    said = {"kind": "place", "words": words.replace("+", " "), "to": "-"}
    assert desk.post(f"/reports/{report}/correct", data=said).status_code == 200
    log = desk.get("/corrections").text
    desk.post(find(r'action="(/corrections/\d+/undo)"', log))
    assert 'class="undone"' in desk.get("/corrections").text


def test_a_story_gets_a_title(desk: TestClient) -> None:
    report = find(r'id="r-(\w+)"', desk.get(f"{MALI}/reports").text)
    story = find(r'href="(/stories/s\w+)"', desk.get(f"/reports/{report}").text)
    desk.post(f"{story}/title", data={"title": "A <b>bold</b> title"})
    page = desk.get(story).text
    assert "A &lt;b&gt;bold&lt;/b&gt; title" in page


def test_home_tells_how_each_situation_stands(desk: TestClient) -> None:
    while 'class="spinner"' in (page := desk.get("/").text):
        continue
    assert 'class="direction' in page
    assert "3 new" not in page
    assert settle(desk, MALI).count('class="sentence') > 10


def test_nothing_later_stands_on_any_page_of_then(desk: TestClient) -> None:
    """Corrections, versions and the page that corrects a report keep to the moment, as all others do."""
    report = find(r'id="r-(\w+)"', desk.get(f"{MALI}/reports").text)
    desk.post(f"{MALI}/reports/decisions", data={"kind": "reject", "article_id": report})
    desk.post(f"{MALI}/versions", data={"length": "flash"})
    version = find(r'href="(/versions/\w+)"', desk.get(f"{MALI}/versions").text)
    then = "as_of=2013-01-15"
    assert report in desk.get("/corrections").text or "does not belong" in desk.get("/corrections").text
    assert "2025" not in desk.get(f"/corrections?{then}").text.partition("<main")[2]
    assert desk.get(f"/reports/{report}/correct?{then}").status_code in (400, 404)
    assert desk.get(f"{version}?{then}").status_code == 404

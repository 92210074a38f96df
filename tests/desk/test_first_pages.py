"""What the first pages show."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from starlette.testclient import TestClient

from dateline.web.viewer import recognise
from desk.conftest import NOW


def keys(table: object, prefix: str = "") -> set[str]:
    """Every key of a table of tables."""
    if not isinstance(table, dict):
        return {prefix}
    return {key for name, value in table.items() for key in keys(value, f"{prefix}.{name}")}


def slots(message: object) -> set[str]:
    """The names in braces."""
    return set(re.findall(r"\{(\w+)\}", str(message)))


def test_words_have_the_same_keys_and_slots_in_every_language() -> None:
    folder = resources.files("dateline.web") / "words"
    english, french = (tomllib.loads((folder / f"{code}.toml").read_text()) for code in ("en", "fr"))
    assert keys(english) == keys(french)
    for table, messages in english.items():
        for name, message in messages.items():
            assert slots(message) == slots(french[table][name]), name


def test_the_brief_and_the_evidence_of_a_sentence(reading_desk: TestClient) -> None:
    page = reading_desk.get("/situations/mali").text
    assert '<h1 dir="auto">Mali' in page
    found = re.search(r'href="([^"]+open=0\.2[^"]*)"', page)
    assert found is not None
    opened = reading_desk.get(found[1].replace("&amp;", "&")).text
    assert re.search(r"<aside[^>]*>.*<mark>", opened, re.DOTALL)
    part = reading_desk.get("/situations/mali/evidence/0/2").text
    assert "<mark>" in part
    assert "<html" not in part


def test_a_page_of_then_knows_nothing_later(reading_desk: TestClient) -> None:
    page = reading_desk.get("/situations/mali", params={"as_of": "2020-09-01"}).text
    assert "1 September 2020" in page
    assert "2025" not in re.sub(r"<(header|footer).*?</\1>", "", page, flags=re.DOTALL)
    assert "as_of=2020-09-01" in page


def test_a_moment_that_is_none_is_told(reading_desk: TestClient) -> None:
    assert "is not a date" in reading_desk.get("/", params={"as_of": "soon"}).text


def test_what_is_not_there(reading_desk: TestClient) -> None:
    assert reading_desk.get("/nowhere").status_code == 404
    assert reading_desk.get("/reports/nothing").status_code == 404
    assert "Nothing was found" in reading_desk.get("/situations/Atlantis%20Quux").text


def test_french(reading_desk: TestClient) -> None:
    page = reading_desk.get("/situations/mali", headers={"accept-language": "fr-FR,fr;q=0.9,en;q=0.5"}).text
    assert '<html lang="fr"' in page
    assert "Ce qui se passe" in page or "Longueur" in page


def test_reading_and_saving(desk: TestClient) -> None:
    page = desk.get("/reports").text
    first = re.search(r'name="article_id" value="(\w+)"', page)
    assert first is not None
    marks = {"article_id": first[1], "kind": "saved", "on": "1"}
    assert desk.post("/reports/marks", data=marks).status_code == 200
    assert first[1] in desk.get("/reports?show=saved").text
    desk.post("/reports/marks", data={**marks, "kind": "read"})
    assert first[1] not in desk.get("/reports?show=unread").text
    desk.post("/reports/marks", data={**marks, "on": "0"})
    assert first[1] not in desk.get("/reports?show=saved").text


def test_the_stream_gives_every_report_once(reading_desk: TestClient) -> None:
    seen: list[str] = []
    path: str | None = "/reports?show=all"
    for _ in range(4):
        page = reading_desk.get(path or "").text
        seen += re.findall(r'id="r-(\w+)"', page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1].replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == 160


def test_a_known_page_is_not_sent_again(reading_desk: TestClient) -> None:
    first = reading_desk.get("/reports")
    again = reading_desk.get("/reports", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


@pytest.mark.parametrize("kept", ["", "x", "1.2.3", "99999999999999.1", "-5.7", "0.0", "5"])
def test_any_cookie_is_survived(kept: str) -> None:
    viewer = recognise(path="/", query={}, cookies={"dateline_visit": kept}, accepts=";;q=,fr;q=x", now=NOW)
    assert viewer.visit.endswith(str(int(NOW.timestamp())))


def test_a_visit_ends_after_half_an_hour() -> None:
    begun = int(NOW.timestamp())
    same = recognise(path="/", query={}, cookies={"dateline_visit": f"5.{begun - 60}"}, accepts="", now=NOW)
    new = recognise(path="/", query={}, cookies={"dateline_visit": f"5.{begun - 3600}"}, accepts="", now=NOW)
    assert same.last_visit is not None
    assert same.last_visit.timestamp() == 5
    assert new.last_visit is not None
    assert new.last_visit.timestamp() == begun - 3600


def test_a_question_with_a_slash_has_a_page(reading_desk: TestClient) -> None:
    answer = reading_desk.get("/situations", params={"about": "Mali / JNIM"})
    assert answer.status_code == 200
    assert "Mali JNIM" in answer.text


def test_an_outlet_is_listed_once_by_its_known_name(reading_desk: TestClient) -> None:
    listed = re.findall(r'href="/outlets/([^"?]+)"', reading_desk.get("/sources").text)
    assert "BBC" in listed
    assert "BBC%20News" not in listed
    assert len(listed) == len(set(listed))


def test_the_brief_and_the_coverage_count_the_same_reports(reading_desk: TestClient) -> None:
    brief = reading_desk.get("/api/v1/situations/mali/brief").json()["coverage"]
    cover = reading_desk.get("/api/v1/situations/mali/coverage").json()
    assert brief["n_articles"] == cover["n_reports"]

"""What programs change."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from dateline.web.api import schemas


def test_a_situation_is_defined_and_redefined(desk: TestClient) -> None:
    body = {
        "title": "Niger: junta",
        "countries": ["Niger"],
        "terms": ["CNSP"],
        "actors": {"Mohamed Bazoum": ["Bazoum"]},
    }
    made = desk.put("/situations/Niger 2", json=body)
    assert made.status_code == 201
    assert made.headers["location"] == "/api/v1/situations/niger-2"
    assert made.json() == {"situation": "niger-2", "title": "Niger: junta", "changed": True}
    assert desk.put("/situations/niger-2", json=body | {"since": "2020-01-01"}).json()["changed"] is True
    again = desk.put("/situations/niger-2", json=body | {"since": "2020-01-01"})
    assert (again.status_code, again.json()["changed"]) == (200, False)
    kept = desk.get("/situations/niger-2").json()
    assert kept["since"] == "2020-01-01"
    assert kept["countries"] == ["NE"]
    assert kept["actors"] == [["Mohamed Bazoum", ["Bazoum"]]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"countries": ["Atlantis"]}, 400),
        ({"terms": ["x"], "nmae": "typo"}, 422),
        ({"terms": [""]}, 422),
        ({"terms": "x"}, 422),
        ({"terms": ["x"], "since": "soon"}, 422),
        ([], 422),
    ],
)
def test_a_definition_that_cannot_be_is_refused(desk: TestClient, body: object, status: int) -> None:
    refused = desk.put("/situations/x", json=body)
    assert refused.status_code == status
    schemas.Problem.model_validate_json(refused.text)
    assert desk.get("/situations/x").status_code == 404


def test_a_brief_is_kept_once(desk: TestClient) -> None:
    wanted = {"about": "mali", "as_of": "2025-10-25", "length": "flash", "language": "fr"}
    kept = desk.post("/briefs", json=wanted)
    assert kept.status_code == 201
    version = schemas.VersionAnswer.model_validate_json(kept.text, strict=True)
    again = desk.post("/briefs", json=wanted)
    assert (again.status_code, again.json()) == (200, kept.json())
    assert desk.get(kept.headers["location"].removeprefix("/api/v1")).json()["version"] == version.version
    assert desk.post("/briefs", json={"about": "Atlantis Quux"}).status_code == 404


def test_marks(desk: TestClient) -> None:
    answer = desk.post("/reports/marks", json={"kind": "saved", "article_ids": ["r01", "nothing"]})
    assert answer.json() == {"marks": {"r01": ["saved"]}}
    off = desk.post("/reports/marks", json={"kind": "saved", "article_ids": ["r01"], "on": False})
    assert off.json() == {"marks": {"r01": []}}
    assert desk.post("/reports/marks", json={"kind": "liked", "article_ids": ["r01"]}).status_code == 422
    assert desk.post("/reports/marks", json={"kind": "read", "article_ids": ["x"] * 201}).status_code == 422


def test_a_rejected_report_leaves_its_situation_until_that_is_undone(desk: TestClient) -> None:
    def ids() -> set[str]:
        return {one["article_id"] for one in desk.get("/situations/mali/reports").json()["items"]}

    assert "r04" in ids()
    made = desk.post("/situations/mali/decisions", json={"kind": "reject", "article_ids": ["r04", "r04"]})
    assert made.json() == {"n_made": 1}
    assert "r04" not in ids()
    log = desk.get("/situations/mali/decisions").json()["items"]
    number = next(one["number"] for one in log if one["left"] == "r04")
    undone = desk.delete(f"/situations/mali/decisions/{number}")
    assert (undone.status_code, undone.content) == (204, b"")
    assert "r04" in ids()
    assert desk.delete(f"/situations/mali/decisions/{number}").status_code == 404
    unknown = desk.post("/situations/mali/decisions", json={"kind": "keep", "article_ids": ["nothing"]})
    assert unknown.status_code == 400


def test_stories_are_split_merged_pinned_and_that_is_undone(desk: TestClient) -> None:
    def story(report: str) -> str:
        return str(desk.get(f"/stories/{report}").json()["story_id"])

    def undo_last() -> int:
        log = desk.get("/corrections").json()["items"]
        number = next(one["number"] for one in log if one["undone_at"] is None)
        return desk.delete(f"/corrections/{number}").status_code

    assert story("r09") == story("r08")
    split = desk.post(f"/stories/{story('r08')}/split", json={"article_ids": ["r09", "r09"]})
    schemas.NotedAnswer.model_validate_json(split.text, strict=True)
    assert story("r09") != story("r08")
    assert undo_last() == 200
    assert story("r09") == story("r08")
    assert story("r07") != story("r08")
    assert desk.post(f"/stories/{story('r08')}/merge", json={"other": "r07"}).status_code == 200
    assert story("r07") == story("r08")
    assert desk.post(f"/stories/{story('r08')}/merge", json={"other": "r07"}).status_code == 400
    assert undo_last() == 200
    assert story("r07") != story("r08")
    assert desk.post(f"/stories/{story('r08')}/pin", json={"article_id": "r07"}).status_code == 200
    assert story("r07") == story("r08")
    assert desk.post("/stories/nothing/pin", json={"article_id": "r01"}).status_code == 404
    assert desk.delete("/corrections/999").status_code == 404


def test_the_log_has_every_kind_and_any_is_taken_back(desk: TestClient) -> None:
    log = desk.get("/corrections").json()["items"]
    assert [one["kind"] for one in log] == ["pin", "keep"]  # not what was decided about a report of 2026
    assert log[1]["words"].startswith("Report 'Mali's leader Assimi Goïta visits Niger")
    for one in log:
        assert desk.delete(f"/corrections/{one['number']}").status_code == 200
        assert desk.delete(f"/corrections/{one['number']}").status_code == 404
    after = desk.get("/corrections").json()["items"]
    assert [one["undone_at"] for one in after] == ["2025-11-07T12:00:00Z"] * 2
    assert [one["number"] for one in after] == [one["number"] for one in log]
    assert desk.get("/situations/mali/decisions").json()["items"] == []


def test_an_audit(desk: TestClient) -> None:
    text = "JNIM gunmen killed 12 soldiers near Kayes in Mali. Japan and Russia signed a treaty in Oslo in October."
    answer = desk.post("/audits", json={"text": text, "as_of": "2025-11-07"})
    found = schemas.AuditAnswer.model_validate_json(answer.text, strict=True)
    assert found.sentences[1].verdict.value != "supported"
    assert found.n_searched == 9
    claim = found.sentences[0].claims[0]
    assert claim.evidence[0].article_id in ("r02", "r03")
    assert text[found.sentences[0].start : found.sentences[0].end] == found.sentences[0].sentence
    assert desk.post("/audits", json={"text": " "}).status_code == 400
    assert desk.post("/audits", json={"text": text, "situation": "Atlantis Quux"}).status_code == 404


def test_words_of_a_report_stand_for_others(desk: TestClient) -> None:
    wanted = {"report": "r02", "words": "soldiers", "to": "bfa-mil", "everywhere": True}
    made = desk.post("/corrections/actors", json=wanted)
    found = schemas.LoggedAnswer.model_validate_json(made.text, strict=True)
    assert found.meant is not None
    assert found.meant.actor is not None
    assert (found.meant.actor.name, found.meant.was, found.meant.is_everywhere) == (
        "Armed forces of Burkina Faso",
        "mli-mil",
        True,
    )
    assert "(bfa-mil)" in found.words
    reading = desk.get("/reports/r02/reading").json()
    assert "bfa-mil" in {one["actor_id"] for one in reading["mentions"]}
    again = desk.post("/corrections/actors", json=wanted)
    assert (again.status_code, "already" in again.json()["detail"]) == (400, True)
    assert desk.delete(f"/corrections/{found.number}").json() == {
        "n_reports": None,
        "n_links": None,
        "n_taken_back": None,
    }
    reading = desk.get("/reports/r02/reading").json()
    assert "bfa-mil" not in {one["actor_id"] for one in reading["mentions"]}


def test_words_of_a_report_name_another_place(desk: TestClient) -> None:
    made = desk.post("/corrections/places", json={"report": "r08", "words": "Gao", "to": "12.5,-8.0"})
    found = schemas.LoggedAnswer.model_validate_json(made.text, strict=True)
    assert found.meant is not None
    assert found.meant.place is not None
    assert (found.meant.place.lat, found.meant.place.lon) == (12.5, -8.0)
    none = desk.post("/corrections/places", json={"report": "r08", "words": "Gao", "to": None})
    assert none.json()["meant"]["place"] is None
    for wrong in ({"to": "0"}, {"words": "Timbuktu", "to": None}, {"report": "nothing", "to": None}):
        refused = desk.post("/corrections/places", json={"report": "r08", "words": "Gao", **wrong})
        assert refused.status_code == 400
    assert desk.post("/corrections/places", json={"report": "r08", "words": "Gao"}).status_code == 422


def test_a_story_gets_a_title(desk: TestClient) -> None:
    made = desk.post("/stories/r02/rename", json={"title": "The convoy of Kayes"})
    schemas.LoggedAnswer.model_validate_json(made.text, strict=True)
    assert desk.get("/stories/r02").json()["title"] == "The convoy of Kayes"
    assert desk.delete(f"/corrections/{made.json()['number']}").status_code == 200
    assert desk.get("/stories/r02").json()["title"] != "The convoy of Kayes"
    assert desk.post("/stories/nothing/rename", json={"title": "x"}).status_code == 404
    assert desk.post("/stories/r02/rename", json={"title": "two\nlines"}).status_code == 400


def test_a_search_is_kept_replaced_run_and_forgotten(desk: TestClient) -> None:
    made = desk.post("/searches", json={"name": "Gao Road", "q": "gao  outlet:AFP"})
    assert (made.status_code, made.headers["location"]) == (201, "/api/v1/searches/gao-road")
    assert made.json()["line"] == "gao outlet:AFP"
    assert [one["article_id"] for one in desk.get("/searches/Gao Road").json()["hits"]] == ["r09"]
    assert desk.post("/searches", json={"name": "gao-road", "q": "gao"}).status_code == 200
    assert len(desk.get("/searches/gao-road").json()["hits"]) == 2
    assert [one["name"] for one in desk.get("/searches").json()["items"]] == ["fuel", "gao-road"]
    assert desk.delete("/searches/gao-road").status_code == 204
    assert desk.delete("/searches/gao-road").status_code == 404
    assert desk.get("/searches/gao-road").status_code == 404
    for wrong in ({"name": "?", "q": "x"}, {"name": "x", "q": "outlet:"}):
        assert desk.post("/searches", json=wrong).status_code == 400


def test_a_rule_is_added_once_and_removed(desk: TestClient) -> None:
    wanted = {"situation": "mali", "kind": "threshold", "what": "attacks", "least": 5}
    made = desk.post("/alerts/rules", json=wanted)
    found = schemas.AddedRuleAnswer.model_validate_json(made.text, strict=True)
    assert (made.status_code, found.new, found.days) == (201, True, 7)
    again = desk.post("/alerts/rules", json=wanted)
    assert (again.status_code, again.json()["new"]) == (200, False)
    assert len(desk.get("/alerts/rules").json()["items"]) == 3
    assert desk.delete(f"/alerts/rules/{found.rule}").status_code == 204
    assert desk.delete(f"/alerts/rules/{found.rule}").status_code == 404
    assert desk.post("/alerts/rules", json=wanted | {"situation": "atlantis"}).status_code == 404
    assert desk.post("/alerts/rules", json=wanted | {"least": 0}).status_code == 400
    assert desk.post("/alerts/rules", json=wanted | {"kind": "hope"}).status_code == 422

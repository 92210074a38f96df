"""What programs read, each answer held against its description."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from dateline import run
from dateline.web.api import schemas
from dateline.web.api.parameters import Language, Length

READS: dict[str, type[BaseModel]] = {
    "/health": schemas.HealthAnswer,
    "/situations": schemas.SituationPage,
    "/situations/mali": schemas.SituationAnswer,
    "/situations/mali/survey": schemas.OverviewAnswer,
    "/situations/mali/brief": schemas.BriefAnswer,
    "/situations/mali/reports": schemas.ReportPage,
    "/situations/mali/decisions": schemas.CorrectionPage,
    "/situations/mali/timeline": schemas.EntryPage,
    "/situations/mali/background": schemas.BackgroundAnswer,
    "/situations/mali/episodes?all=true": schemas.EpisodePage,
    "/situations/mali/relations?all=true": schemas.RelationsAnswer,
    "/situations/mali/cooperation?all=true": schemas.CoursePage,
    "/situations/mali/spread": schemas.SpreadAnswer,
    "/suggestions": schemas.SuggestionPage,
    "/briefs": schemas.VersionPage,
    "/reports": schemas.ReportPage,
    "/reports/r08": schemas.ReportAnswer,
    "/reports/r08/reading": schemas.ReadingAnswer,
    "/stories": schemas.StoryPage,
    "/stories/r02": schemas.ShownAnswer,
    "/corrections": schemas.LogPage,
    "/search?q=blockade+outlet:Reuters+actor:JNIM&limit=1": schemas.ResultsPage,
    "/searches": schemas.SearchPage,
    "/searches/fuel": schemas.ResultsPage,
    "/actors/jnim": schemas.ActorDossierAnswer,
    "/places/2457163": schemas.PlaceDossierAnswer,
    "/outlets/Reuters": schemas.OutletDossierAnswer,
    "/situations/mali/coverage": schemas.CoverAnswer,
    "/situations/mali/direction": schemas.DirectionAnswer,
    "/situations/mali/measures": schemas.MeasuresAnswer,
    "/situations/mali/claim-tests": schemas.ClaimTestsAnswer,
    "/claim-tests?claim=Violence+in+Mali+has+fallen": schemas.ClaimTestsAnswer,
    "/alerts": schemas.AlertPage,
    "/alerts/rules": schemas.RulePage,
    "/feeds": schemas.FeedPage,
    "/feeds/news": schemas.FeedAnswer,
    "/stats": schemas.StatsAnswer,
    "/failures": schemas.FailurePage,
}
EXPORT = "/situations/mali/export/events"
NAMES = {
    "{about}": "mali", "{article_id}": "r08", "{story_id}": "r02", "{feed_id}": "news", "{version}": "v",
    "{actor_id}": "jnim", "{geonames_id}": "2457163", "outlets/{name}": "outlets/Reuters", "{name}": "fuel",
    "{table}": "events",
}  # fmt: skip
EMPTY_BY_NATURE = {"/suggestions"}  # a dozen reports suggest nothing


def find_undescribed(model: Any, where: str = "") -> list[str]:
    """The fields of an answer that its model does not know."""
    parts: list[Any] = []
    if isinstance(model, BaseModel):
        unknown = [f"{where}.{name}" for name in model.model_extra or {}]
        known = type(model).model_fields
        return unknown + [one for name in known for one in find_undescribed(getattr(model, name), f"{where}.{name}")]
    if isinstance(model, list | tuple):
        parts = list(model)
    if isinstance(model, dict):
        parts = list(model.values())
    return [one for part in parts for one in find_undescribed(part, where)]


@pytest.mark.parametrize("path", READS)
def test_an_answer_is_as_described(reading: TestClient, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    found = READS[path].model_validate_json(answer.text, strict=True)
    assert find_undescribed(found) == []
    if path not in EMPTY_BY_NATURE:
        lists = [value for value in answer.json().values() if isinstance(value, list)]
        assert not lists or any(lists), path


def test_every_read_is_held_against_its_description(reading: TestClient) -> None:
    described = reading.get("/openapi.json").json()["paths"]
    reads = {path for path, methods in described.items() if "get" in methods}
    tried = {path.partition("?")[0] for path in READS} | {"/briefs/v", "/briefs/v/diff", EXPORT}
    for name, value in NAMES.items():
        reads = {path.replace(name, value) for path in reads}
    assert reads == tried


def test_the_choices_are_those_of_the_briefs() -> None:
    assert [one.value for one in Length] == list(run.LENGTHS)
    assert [one.value for one in Language] == list(run.EDITIONS)


def test_a_brief_in_other_forms(reading: TestClient) -> None:
    path = "/situations/mali/brief"
    page = reading.get(path, headers={"accept": "text/html;q=0.9, text/markdown;q=0.2"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.startswith("<!")
    assert 'filename="mali.html"' in page.headers["content-disposition"]
    text = reading.get(path, params={"format": "md"}, headers={"accept": "text/html"})
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# Mali")
    refused = reading.get(path, headers={"accept": "image/png, text/html;q=0"})
    assert refused.status_code == 406
    assert reading.get(path, headers={"accept": "application/*"}).json()["situation"] == "mali"


def test_a_brief_in_french_and_what_is_new_in_it(reading: TestClient) -> None:
    french = reading.get("/situations/mali/brief", params={"language": "fr", "length": "flash"}).json()
    assert french["language"] == "fr"
    since = reading.get("/situations/mali/brief", params={"since": "2025-10-10"}).json()
    notes = {sentence["note"] for section in since["sections"] for sentence in section["sentences"]}
    assert "added" in notes
    assert reading.get("/situations/mali/brief", params={"since": "last"}).status_code == 200


def test_kept_briefs_and_what_changed(reading: TestClient) -> None:
    kept = reading.get("/briefs", params={"situation": "mali", "as_of": "2026-03-01"}).json()["items"]
    assert len(kept) == 2  # today is the latest that there is: nothing of 2026 is shown on 7 November 2025
    new, old = sorted(kept, key=lambda one: one["as_of"], reverse=True)
    answer = reading.get(f"/briefs/{old['version']}")
    schemas.BriefAnswer.model_validate_json(answer.text, strict=True)
    assert answer.headers["last-modified"] == "Fri, 07 Nov 2025 12:00:00 GMT"
    assert "# Mali" in reading.get(f"/briefs/{old['version'][:8]}?format=md").text
    difference = reading.get(f"/briefs/{old['version']}/diff", params={"to": new["version"]})
    found = schemas.DifferenceAnswer.model_validate_json(difference.text, strict=True)
    assert find_undescribed(found) == []
    assert found.changes
    assert reading.get(f"/briefs/{new['version']}", params={"as_of": "2025-10-20"}).status_code == 404
    assert reading.get("/briefs/00000000").status_code == 404


def test_secrets_of_feeds_stay_in_the_store(reading: TestClient) -> None:
    assert reading.get("/feeds/news").json()["headers"] == ["X-Key"]
    assert "a secret" not in reading.get("/feeds").text

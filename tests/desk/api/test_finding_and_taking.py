"""Searches page by page, what they tell besides hits, and tables that programs take away."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from starlette.testclient import TestClient

from dateline.web.api.exports import Form, Table
from dateline.writers.exports import COLUMNS, FORMS
from desk.api.test_problems import check_problem


def test_the_pages_of_a_search_give_every_hit_once(reading: TestClient) -> None:
    whole = reading.get("/search", params={"q": "mali", "sort": "oldest"}).json()
    assert len(whole["hits"]) == whole["n_reports"] == 9
    assert whole["cursor"] is None
    seen, answer = [], reading.get("/search", params={"q": "mali", "sort": "oldest", "limit": 4})
    while True:
        seen += [one["article_id"] for one in answer.json()["hits"]]
        if not answer.json()["cursor"]:
            break
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["link"])
        assert link is not None
        answer = reading.get(f"http://localhost{link[1]}")
    assert "link" not in answer.headers
    assert seen == [one["article_id"] for one in whole["hits"]]


def test_a_search_says_what_it_found_and_what_nobody_is(reading: TestClient) -> None:
    found = reading.get("/search", params={"q": "blockade place:Bamako"}).json()
    hit = found["hits"][0]
    assert "text" not in hit
    assert [hit["snippet"]["text"][start:end] for start, end in hit["snippet"]["marks"]] == ["blockade"]
    assert found["named"] == [{"field": "place", "value": "Bamako", "stands_for": ["2460596"]}]
    assert {one["key"] for one in found["tallies"]["outlet"]} == {"Reuters", "Al Jazeera"}
    assert found["months"] == [{"month": "2025-09", "n_reports": 1}, {"month": "2025-10", "n_reports": 1}]
    nobody = reading.get("/search", params={"q": "blockade actor:Quux"}).json()
    assert (nobody["hits"], [one["value"] for one in nobody["unknown"]]) == ([], ["Quux"])


def test_a_search_that_cannot_be(reading: TestClient) -> None:
    check_problem(reading.get("/search", params={"q": "outlet:"}), 400)
    check_problem(reading.get("/search", params={"q": "x" * 2_001}), 422)
    check_problem(reading.get("/search", params={"q": "x", "cursor": "nonsense"}), 400)
    check_problem(reading.get("/search", params={"q": "situation:atlantis"}), 404)
    for path in ("/actors/nobody", "/places/1", "/outlets/Quux"):
        check_problem(reading.get(path), 404)


def test_the_choices_are_those_of_the_exports() -> None:
    assert [one.value for one in Form] == list(FORMS)
    assert sorted(one.value for one in Table) == sorted([*COLUMNS, "all"])


@pytest.mark.parametrize("form", list(Form))
def test_a_table_in_every_form(reading: TestClient, form: Form) -> None:
    table = "all" if FORMS[form].takes_all else FORMS[form].tables[0]
    answer = reading.get(f"/situations/mali/export/{table}", params={"format": form.value})
    if form is Form.ICS:  # nothing is scheduled in a dozen reports
        check_problem(answer, 404)
        return
    assert answer.headers["content-type"] == FORMS[form].media_type
    assert answer.headers["content-disposition"].endswith(f'mali-{table}-2025-11-07{FORMS[form].ending}"')
    again = reading.get(answer.request.url, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_rows_of_a_table(reading: TestClient) -> None:
    path = "/situations/mali/export/reports"
    lines = [json.loads(line) for line in reading.get(path).text.splitlines()]
    rows = list(csv.DictReader(io.StringIO(reading.get(path, params={"format": "csv"}).text.lstrip("\ufeff"))))
    assert [one["article_id"] for one in lines] == [one["article_id"] for one in rows]
    assert {one["article_id"] for one in lines} >= {"r01", "r08"}


def test_tables_that_a_form_does_not_hold(reading: TestClient) -> None:
    for table, form in (("reports", "geojson"), ("all", "csv"), ("events", "stix")):
        body = check_problem(reading.get(f"/situations/mali/export/{table}", params={"format": form}), 400)
        assert body["hint"].startswith("This format holds")
    check_problem(reading.get("/situations/mali/export/nothing"), 422)
    assert check_problem(reading.get("/situations/malli/export/events"), 404)["near"] == ["mali"]

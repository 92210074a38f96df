"""`search`, `searches`, `actor`, `place`, `outlet` and `coverage`, over a store."""

import json
from typing import Any

import pytest

ROWS = [
    {"published_at": "2024-01-10", "outlet": "Reuters", "text": "Assimi Goïta, the president of Mali, visited Gao."},
    {"published_at": "2024-02-10", "outlet": "BBC", "text": "Rebels attacked the Malian army in Timbuktu, Mali."},
    {"published_at": "2024-03-10", "outlet": "BBC", "text": "Rebels left Timbuktu, Mali, the army of Mali said."},
]


@pytest.fixture
def store(tmp_path: Any, dateline: Any) -> str:
    """A store of three reports, read."""
    file, name = tmp_path / "rows.jsonl", str(tmp_path / "store")
    file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    dateline("init", name)
    assert dateline("--store", name, "import", str(file)).code == 0
    assert dateline("--store", name, "prepare").code == 0
    return name


def test_a_search_for_people_and_for_programs(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "search", "rebels timbuktu", "--sort", "oldest")
    assert found.code == 0
    assert [line[:10] for line in found.out.splitlines()[:5:2]] == ["2024-02-10", "2024-03-10", "2 reports"]
    page = dateline("--store", store, "search", "rebels", "--json", "-n", "1").json
    (hit,) = page["hits"]
    text = next(row["text"] for row in ROWS if row["text"].startswith("Rebels"))
    assert hit["snippet"]["text"][: hit["snippet"]["marks"][0][1]] == text[:6]
    assert page["n_reports"] == 2
    assert {one["key"] for one in page["tallies"]["outlet"]} == {"BBC"}
    rest = dateline("--store", store, "search", "rebels", "--json", "-n", "1", "--after", page["cursor"]).json
    assert (len(rest["hits"]), rest["cursor"]) == (1, None)
    assert rest["hits"][0]["article_id"] != hit["article_id"]


def test_a_day_before_nothing_is_found(store: str, dateline: Any) -> None:
    assert dateline("--store", store, "search", "rebels", "--as-of", "2024-02-09").code == 1
    found = dateline("--store", store, "search", "outlet:BBC", "--as-of", "2024-02-09")
    assert (found.code, "No report is under the outlet 'BBC'" in found.err) == (1, True)


@pytest.mark.parametrize("line", ["outlett:BBC", "actor: x", "from:never", "🎉", "x " * 60])
def test_what_cannot_be_read_is_wrong_use(store: str, dateline: Any, line: str) -> None:
    found = dateline("--store", store, "search", line, "--json")
    assert found.code == 2
    assert json.loads(found.err)["hint"]


def test_a_search_is_kept_run_and_removed(store: str, dateline: Any) -> None:
    assert dateline("--store", store, "searches", "list").code == 1
    dateline("--store", store, "search", "rebels", "--save", "Rebels")
    assert dateline("--store", store, "searches", "list").out.split() == ["rebels", "rebels"]
    assert dateline("--store", store, "searches", "run", "rebels", "--json").json["n_reports"] == 2
    assert dateline("--store", store, "searches", "remove", "rebels").code == 0
    assert dateline("--store", store, "searches", "run", "rebels").code == 2


def test_a_search_becomes_a_situation(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "search", "rebels country:Mali", "--as-situation", "Rebels in Mali")
    assert "Situation 'rebels-in-mali' defined" in found.err
    listed = dateline("--store", store, "sources", "rebels-in-mali", "--json").json
    assert listed["n_articles"] == 2
    again = dateline("--store", store, "search", "rebels", "--as-situation", "Rebels in Mali")
    assert (again.code, "already" in again.err) == (2, True)
    assert dateline("--store", store, "search", "outlet:BBC", "--as-situation", "bbc").code == 2


def test_an_actor(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "actor", "Goita")
    assert found.out.splitlines()[0] == "Assimi Goïta (government, Mali)  assimi-goita"
    told = dateline("--store", store, "actor", "assimi-goita", "--json").json
    assert (told["n_reports"], told["roles"][0]["role"]) == (1, "president")
    assert dateline("--store", store, "actor", "Goita", "--as-of", "2024-01-09").code == 1


def test_a_name_that_stands_for_several_lists_them(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "actor", "army")
    assert found.code in (0, 2)
    assert dateline("--store", store, "actor", "nobody at all", "--json").json["found"] is False


def test_a_place(store: str, dateline: Any) -> None:
    assert dateline("--store", store, "place", "Timbuktu").out.startswith("Timbuktu (")
    told = dateline("--store", store, "place", "Timbuktu", "--json").json
    assert (told["n_reports"], told["country"]) == (2, "MLI")


def test_an_outlet(store: str, dateline: Any) -> None:
    assert dateline("--store", store, "outlet", "bbc").out.startswith("BBC (GB, public)\n2 reports")
    assert dateline("--store", store, "outlet", "BBC", "--json").json["n_reports"] == 2
    assert dateline("--store", store, "outlet", "Nobody").code == 1


def test_coverage(store: str, dateline: Any) -> None:
    told = dateline("--store", store, "coverage", "Mali", "--json").json
    assert {one["name"]: one["n_reports"] for one in told["outlets"]} == {"BBC": 2, "Reuters": 1}
    assert "Days without a report" in dateline("--store", store, "coverage", "Mali").out
    assert dateline("--store", store, "coverage", "Mali", "--as-of", "2023-01-01").code == 1

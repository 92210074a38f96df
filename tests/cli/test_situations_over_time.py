"""A situation shown as of a day, corrected, and suggested."""

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = [
    {
        "article_id": "t1",
        "published_at": "2020-01-10",
        "text": "The parliament of Georgia in Tbilisi elects a head.",
    },
    {"article_id": "t2", "published_at": "2020-01-11", "text": "Georgian president Salome Diaz visits Batumi."},
    {"article_id": "a1", "published_at": "2020-01-12", "text": "A storm hits the U.S. state of Georgia near Atlanta."},
    {"article_id": "a2", "published_at": "2020-01-13", "text": "Voters in Georgia line up in Atlanta, Savannah."},
    {"article_id": "o1", "published_at": "2020-01-14", "text": "Tskhinvali is shelled at night."},
]


@pytest.fixture
def store(tmp_path: Path, dateline: Any) -> str:
    """A store of five reports with a situation."""
    rows, definition, name = tmp_path / "rows.jsonl", tmp_path / "georgia.toml", str(tmp_path / "store")
    rows.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    definition.write_text('countries = ["Georgia"]\n', encoding="utf-8")
    dateline("init", name)
    dateline("--store", name, "import", str(rows))
    assert dateline("--store", name, "situation", "add", str(definition)).code == 0
    return name


def reports(dateline: Any, store: str) -> set[str]:
    """The texts of the reports of the situation."""
    found = dateline("--store", store, "sources", "georgia", "--as-of", "2020-02-01", "--json")
    return {one["text"] for one in json.loads(found.out)["articles"]}


def id_of(dateline: Any, store: str, word: str) -> str:
    """The id of the report that has a word."""
    found = dateline("--store", store, "sources", word, "--as-of", "2020-02-01", "--json")
    (one,) = json.loads(found.out)["articles"]
    return str(one["article_id"])


def test_what_is_known_of_a_situation_on_a_day(store: str, dateline: Any) -> None:
    found = json.loads(
        dateline("--store", store, "situation", "show", "georgia", "--as-of", "2020-01-11", "--json").out
    )
    overview = found["overview"]
    assert found["situation_id"] == "georgia"
    assert (overview["n_reports"], overview["last"]) == (2, "2020-01-11")
    assert [one["left"]["name"] for one in overview["relations"]] == ["Salome Diaz"]
    shown = dateline("--store", store, "situation", "show", "georgia", "--as-of", "2020-01-11").out
    assert "Salome Diaz - leads - Georgia (president)" in shown
    assert "Atlanta" not in shown


def test_what_is_rejected_goes_and_comes_back_when_it_is_undone(store: str, dateline: Any) -> None:
    storm, text = id_of(dateline, store, "storm"), ROWS[2]["text"]
    assert text in reports(dateline, store)
    assert dateline("--store", store, "situation", "reject", "georgia", storm).code == 0
    assert text not in reports(dateline, store)
    (decision,) = json.loads(dateline("--store", store, "situation", "decisions", "georgia", "--json").out)
    assert (decision["kind"], decision["left"]) == ("reject", storm)
    assert dateline("--store", store, "situation", "undo", "georgia", str(decision["number"])).code == 0
    assert text in reports(dateline, store)
    assert dateline("--store", store, "situation", "decisions", "georgia").code == 1


def test_what_is_kept_belongs_though_it_names_nothing(store: str, dateline: Any) -> None:
    assert ROWS[4]["text"] not in reports(dateline, store)
    dateline("--store", store, "situation", "keep", "georgia", id_of(dateline, store, "Tskhinvali"))
    assert ROWS[4]["text"] in reports(dateline, store)


def test_a_decision_about_an_unknown_report_is_refused(store: str, dateline: Any) -> None:
    finished = dateline("--store", store, "situation", "reject", "georgia", "nobody")
    assert finished.code == 2
    assert "nobody" in finished.err
    assert dateline("--store", store, "situation", "undo", "georgia", "7").code == 2


def test_nothing_stands_out_of_five_reports(store: str, dateline: Any) -> None:
    assert dateline("--store", store, "situation", "suggest", "--as-of", "2020-01-14").code == 1

"""`relations`, `cooperation` and `spread`, over a store."""

import json
from typing import Any

import pytest

ROWS = [
    {"article_id": "a", "published_at": "2020-01-10", "text": "Bolivian president Luis Vega visits Lima."},
    {"article_id": "b", "published_at": "2020-05-01", "text": "Rosa Diaz is sworn in as president of Bolivia."},
    {"article_id": "c", "published_at": "2020-06-01", "text": "Bolivia severs diplomatic relations with Iran."},
    {"article_id": "d", "published_at": "2020-07-01", "text": "Bolivian troops fire on Chilean soldiers in La Paz."},
    {"article_id": "e", "published_at": "2020-07-02", "text": "The European Union imposes sanctions on Iran."},
]


@pytest.fixture
def store(tmp_path: Any, dateline: Any) -> str:
    """A store of five reports."""
    file, name = tmp_path / "rows.jsonl", str(tmp_path / "store")
    file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    dateline("init", name)
    assert dateline("--store", name, "import", str(file)).code == 0
    return name


def test_relations_are_told_with_their_changes_and_evidence(store: str, dateline: Any) -> None:
    found = json.loads(dateline("--store", store, "relations", "Bolivia", "--as-of", "2020-08-01", "--json").out)
    told = {(one["kind"], one["left"]["name"], one["right"]["name"]): one for one in found["relations"]}
    assert told["leads", "Luis Vega", "Bolivia"]["ended"] == "2020-05-01"
    assert told["leads", "Rosa Diaz", "Bolivia"]["state"] == "ongoing"
    assert told["recognises", "Bolivia", "Iran"]["ended"] == "2020-06-01"
    (change,) = found["changes"]
    assert [one["party"]["name"] for one in change["out"]] == ["Luis Vega"]
    texts = {row["text"] for row in ROWS}
    assert all(span["quote"] in texts for one in found["relations"] for span in one["evidence"])


def test_people_read_who_is_in_office_and_the_sentences_that_say_so(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "relations", "Bolivia", "--as-of", "2020-08-01", "--kind", "leads", "--quotes")
    assert "Rosa Diaz - leads - Bolivia (president): since 2020-05-01" in found.out
    assert "2020-05-01: Rosa Diaz is sworn in as president of Bolivia." in found.out
    assert "Iran" not in found.out


def test_a_relation_is_not_known_before_its_report(store: str, dateline: Any) -> None:
    found = dateline("--store", store, "relations", "Bolivia", "--as-of", "2020-04-30")
    assert "Rosa Diaz" not in found.out
    assert "So as of 2020-04-30" in found.out


def test_pairs_month_by_month(store: str, dateline: Any) -> None:
    (pair,) = [
        one
        for one in json.loads(
            dateline("--store", store, "cooperation", "Bolivia", "--as-of", "2021-01-01", "--json").out
        )
        if {one["left"]["name"], one["right"]["name"]} == {"Bolivia", "Chile"}
    ]
    (month,) = pair["months"]
    assert month["month"] == "2020-07-01"
    assert month["score"] < 0
    assert "Bolivia - Chile" in dateline("--store", store, "cooperation", "Bolivia", "--as-of", "2021-01-01").out


def test_where_it_happens(store: str, dateline: Any) -> None:
    found = json.loads(dateline("--store", store, "spread", "Bolivia", "--as-of", "2021-01-01", "--json").out)
    assert "BOL" in {one["country"] for one in found["regions"]}
    assert found["neighbours"] == []


@pytest.mark.parametrize("command", ["relations", "cooperation", "spread"])
def test_a_question_that_no_report_answers_has_its_own_exit_code(store: str, dateline: Any, command: str) -> None:
    assert dateline("--store", store, command, "Narnia").code == 1

"""`correct` and `corrections`, over a small store."""

import json
from typing import Any

import pytest

ROWS = [
    {
        "article_id": "a",
        "published_at": "2020-01-10",
        "text": "Bolivian president Luis Vega visits Lima.",
        "title": "Visit",
    },
    {
        "article_id": "b",
        "published_at": "2020-01-14",
        "text": "Luis Vega is sworn in as president of Peru.",
        "title": "Oath",
    },
    {"article_id": "c", "published_at": "2020-07-01", "text": "Bolivian troops fire on Chilean soldiers in La Paz."},
]


@pytest.fixture
def store(tmp_path: Any, dateline: Any) -> Any:
    """What runs commands on a store of three reports, which may be named "a", "b" and "c"."""
    file, name = tmp_path / "rows.jsonl", str(tmp_path / "store")
    file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    dateline("init", name)
    assert dateline("--store", name, "import", str(file)).code == 0
    found = [dateline("--store", name, "sources", country, "--json").json for country in ("Bolivia", "Peru")]
    texts = {one["text"]: one["article_id"] for sources in found for one in sources["articles"]}
    ids = {row["article_id"]: texts[row["text"]] for row in ROWS}
    return lambda *words: dateline("--store", name, *(ids.get(word, word) for word in words))


def relations(store: Any) -> set[str]:
    return set(store("relations", "Bolivia", "--all", "--as-of", "2020-08-01").out.splitlines())


def regions(store: Any) -> set[tuple[str, str]]:
    found = store("spread", "Bolivia", "--as-of", "2020-08-01", "--json").json
    return {(one["country"], one["admin1"]) for one in found["regions"]}


def test_an_actor_is_shown_corrected_logged_and_put_back(store: Any) -> None:
    before, other = relations(store), "hugo-chavez"
    assert "x-luis-vega" in {one["id"] for one in store("correct", "show", "a", "--json").json["actors"]}
    done = store("correct", "actor", "a", "Bolivian president Luis Vega", "--to", other)
    assert (done.code, done.out[:11]) == (0, "Noted as 1.")
    assert f"({other}), not Luis Vega (x-luis-vega)." in done.out
    assert "Hugo Ch" in "".join(relations(store))
    assert f"({other})" in store("correct", "show", "a").out
    (line,) = store("corrections", "--json").json
    assert (line["number"], line["kind"], line["right"]) == (1, "actor", other)
    assert line["words"] in store("corrections").out
    assert store("corrections", "undo", "1").out == "Correction 1 taken back.\n"
    assert relations(store) == before
    assert store("corrections").code == 1
    assert "[taken back " in store("corrections", "--all").out


def test_a_place_is_moved_on_the_map_and_put_back(store: Any) -> None:
    before = regions(store)
    assert store("correct", "place", "c", "la paz", "--to", "2457163", "--json").json["right"] == "2457163"
    assert regions(store) - before == {("MLI", "Gao")}
    assert store("correct", "place", "c", "La Paz", "--nowhere").code == 0
    assert regions(store) < before
    assert store("corrections", "undo", "2", "--json").json == {"undone": 2}
    assert store("corrections", "undo", "1").code == 0
    assert regions(store) == before


def test_a_story_is_renamed_wherever_its_title_stands(store: Any) -> None:
    assert store("stories", "update", "--no-vectors").code == 0
    assert store("correct", "rename", "a", "The [b]visit[/b]").out.startswith("Noted as 1. The story of report 'Visit'")
    assert "The [b]visit[/b]" in store("stories", "--no-vectors").out
    assert store("story", "a", "--json").json["title"] == "The [b]visit[/b]"
    assert "is called 'The [b]visit[/b]'" in store("stories", "corrections").out
    assert store("stories", "undo", "1", "--no-vectors").code == 0
    assert store("story", "a", "--json").json["title"] == "Visit"


def test_one_log_and_one_undo_for_every_kind(store: Any) -> None:
    assert store("stories", "pin", "b", "a", "--no-vectors").code == 0
    assert store("story", "b", "--json").json["title"] == "Visit"
    assert store("correct", "actor", "c", "troops", "--nobody").code == 2  # they are read with whose they are
    assert store("correct", "actor", "c", "Bolivian troops", "--nobody", "--everywhere").code == 0
    assert [one["kind"] for one in store("corrections", "--json").json] == ["actor", "pin"]
    assert store("corrections", "undo", "1", "--no-vectors").code == 0
    assert store("story", "b", "--json").json["title"] == "Oath"
    undone = {one["number"]: one["undone_at"] for one in store("corrections", "--all", "--json").json}
    assert (undone[2], bool(undone[1])) == (None, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("actor", "a", "Luis Vega"), "Give either --to ID or --nobody"),
        (("actor", "a", "Luis Vega", "--to", "mli", "--nobody"), "Give either --to ID or --nobody"),
        (("actor", "zz", "Luis Vega", "--nobody"), "no dated report 'zz'"),
        (("actor", "a", "Rosa Diaz", "--nobody"), "do not stand in report '"),
        (("actor", "a", "Bolivian president Luis Vega", "--to", "jnmi"), "Near ones are: jnim"),
        (("place", "c", "La Paz", "--to", "1"), "no place '1' in the gazetteer"),
        (("place", "c", "La Paz", "--to", ""), "Give either --to ID or --nowhere"),
        (("rename", "zz", "Title"), "no story or report 'zz'"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(store: Any, words: tuple[str, ...], says: str) -> None:
    finished = store("correct", *words)
    assert finished.code == 2
    assert says in " ".join(finished.err.split())


def test_ids_are_found_by_name_without_a_store(dateline: Any) -> None:
    found = dateline("correct", "find", "ministry of defence mali", "--json").json
    assert [one["actor_id"] for one in found["actors"]] == ["mli-gov-defence"]
    out = dateline("correct", "find", "Timbuktu", "-n", "1").out
    assert "2449067" in out
    assert dateline("correct", "find", "qqqqzz").code == 1

"""The filters `dedupe` and `cluster`, and the stories of a store, from the command line."""

import json
from typing import Any

import pytest

from making import write_jsonl

ATTACK = (
    "Gunmen kill 30 soldiers at army base in Tessit",
    "Thirty soldiers killed in attack on Tessit army base, Mali says",
    "Attack on Tessit base leaves 30 soldiers dead",
)
OTHER = "Arsenal beat Chelsea 2-0 in London derby"
LONG = " ".join(f"word{n} said{n * 7} town{n * 3}" for n in range(120))


def rows() -> list[dict[str, Any]]:
    found = [
        {"article_id": f"a{n}", "title": title, "text": "", "published_at": f"2025-03-03T0{n}:00:00Z", "lang": "en"}
        for n, title in enumerate((*ATTACK, OTHER))
    ]
    outlets = ("AFP", "Herald", "Gazette", "BBC")
    return [{**row, "outlet": outlet} for row, outlet in zip(found, outlets, strict=True)]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def as_input(records: list[Any]) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)


def test_cluster_gives_a_line_for_each_report_in_order(dateline: Any) -> None:
    finished = dateline("cluster", stdin=as_input(rows()))
    found = lines(finished.out)
    assert [line["article_id"] for line in found] == ["a0", "a1", "a2", "a3"]
    assert len({line["story_id"] for line in found[:3]}) == 1
    assert found[3]["story_id"] != found[0]["story_id"]
    assert all(set(line) == {"article_id", "story_id", "thread_id"} for line in found)


@pytest.mark.parametrize("options", [(), ("--no-vectors",), ("--threads",)])
def test_the_same_input_gives_the_same_bytes(dateline: Any, options: tuple[str, ...]) -> None:
    first = dateline("cluster", *options, stdin=as_input(rows())).out
    assert first == dateline("cluster", *options, stdin=as_input(rows())).out
    assert len(first.splitlines()) == 4


def test_threads_alone_have_no_stories(dateline: Any) -> None:
    found = lines(dateline("cluster", "--threads", stdin=as_input(rows())).out)
    assert {line["story_id"] for line in found} == {None}
    assert all(line["thread_id"].startswith("t") for line in found)


def test_bad_lines_are_named_and_the_rest_goes_on(dateline: Any) -> None:
    bad = [
        "{",
        {"article_id": "none"},
        {"article_id": "a0", "title": "again"},
        {"article_id": "x", "published_at": "soon"},
    ]
    finished = dateline("cluster", "--no-vectors", stdin=as_input([*rows(), *bad]))
    assert finished.code == 0
    assert len(lines(finished.out)) == 4
    assert len(finished.err.splitlines()) == 4
    assert "was given before" in finished.err


def test_a_date_far_ahead_of_both_neighbours_is_not_believed(dateline: Any) -> None:
    """One wrong year would close every story, and the reports behind it would open new ones."""
    records = rows()
    wrong = {"article_id": "wrong", "title": "A quiet day in Oslo", "published_at": "2031-01-01"}
    finished = dateline("cluster", stdin=as_input([*records[:2], wrong, *records[2:]]))
    found = {line["article_id"]: line["story_id"] for line in lines(finished.out)}
    assert found["a0"] == found["a1"] == found["a2"]
    assert "2031-01-01" in finished.err


def test_explain_says_why(dateline: Any) -> None:
    finished = dateline("cluster", "--explain", "a0", "a1", "--json", stdin=as_input(rows()))
    assert finished.json["is_together"] is True
    assert finished.json["signals"]
    assert "in one story" in dateline("cluster", "--explain", "a0", "a2", stdin=as_input(rows())).out
    assert "in two stories" in dateline("cluster", "--explain", "a0", "a3", stdin=as_input(rows())).out
    assert dateline("cluster", "--explain", "a0", "nobody", stdin=as_input(rows())).code == 2


def test_dedupe_gives_a_line_for_each_copy(dateline: Any) -> None:
    records = [
        {"article_id": "one", "text": LONG, "outlet": "AFP"},
        {"article_id": "two", "text": LONG[: len(LONG) // 2], "outlet": "Herald"},
        {"article_id": "three", "text": OTHER, "outlet": "BBC"},
    ]
    (link,) = lines(dateline("dedupe", stdin=as_input(records)).out)
    assert (link["kind"], link["left"], link["right"]) == ("syndicated", "two", "one")
    assert link["score"] > 0.9
    assert dateline("dedupe", stdin=as_input(records[:1])).code == 1


@pytest.fixture
def store(dateline: Any, tmp_path: Any) -> Any:
    """A store with four reports, and what runs commands on it."""
    dateline("init", "s")
    records = [{**row, "text": f"{row['title']}. It was a long night, reporters said."} for row in rows()]
    dateline("--store", "s", "import", write_jsonl(tmp_path / "in.jsonl", records))
    return lambda *words: dateline("--store", "s", *words)


def test_stories_are_listed_with_their_origins(store: Any) -> None:
    found = store("stories", "--as-of", "2025-03-04", "--json").json
    assert sorted(story["n_reports"] for story in found) == [1, 3]
    large = max(found, key=lambda story: story["n_reports"])
    assert large["n_origins"] == 3
    assert "3 reports, 3 independent origins: AFP" in store("stories", "--as-of", "2025-03-04").out
    assert store("stories", "--as-of", "2024-01-01").code == 1


def test_a_story_is_shown_by_its_id_and_by_a_report(store: Any) -> None:
    large = max(store("stories", "--json").json, key=lambda story: story["n_reports"])
    shown = store("story", large["story_id"], "--json").json
    assert [report["outlet"] for report in shown["reports"]] == ["AFP", "Herald", "Gazette"]
    assert shown == store("story", large["article_ids"][1], "--json").json
    assert "AFP" in store("story", large["story_id"]).out
    assert store("story", "s000").code == 2


def test_corrections_hold_through_rebuilds_and_can_be_undone(store: Any) -> None:
    found = store("stories", "--json").json
    large = max(found, key=lambda story: story["n_reports"])
    small = min(found, key=lambda story: story["n_reports"])
    assert store("stories", "merge", large["story_id"], small["story_id"]).code == 0
    assert [story["n_reports"] for story in store("stories", "--json").json] == [4]
    assert store("stories", "update", "--no-vectors").code == 0  # another version: everything is made anew
    assert [story["n_reports"] for story in store("stories", "--no-vectors", "--json").json] == [4]
    assert store("stories", "undo", "1").code == 0
    assert sorted(story["n_reports"] for story in store("stories", "--json").json) == [1, 3]
    out_of_it = large["article_ids"][2]
    assert store("stories", "split", large["story_id"], out_of_it).code == 0
    assert sorted(story["n_reports"] for story in store("stories", "--json").json) == [1, 1, 2]
    assert "does not belong with" in store("stories", "corrections").out
    assert store("stories", "pin", out_of_it, small["story_id"]).code == 0
    assert sorted(story["n_reports"] for story in store("stories", "--json").json) == [2, 2]
    assert store("stories", "undo", "99").code == 2
    assert store("stories", "split", large["story_id"], "nobody").code == 2

"""`timeline` and `background`, over a store and as filters."""

import json
from typing import Any

import pytest

ROWS = [
    {
        "article_id": "a",
        "published_at": "2020-08-19",
        "text": "The army stormed the palace in Bamako and arrested president Keita on 18 August 2020.",
    },
    {
        "article_id": "b",
        "published_at": "2020-09-30",
        "text": "Six weeks after the storming of the palace in Bamako on 18 August 2020, the officers rule.",
    },
    {"article_id": "c", "text": "It has no date, so it stands nowhere in a timeline of the palace."},
]


def as_input(rows: list[dict[str, str]]) -> str:
    return "\n".join(json.dumps(row) for row in rows)


def test_a_timeline_of_articles_is_a_line_a_day_with_its_evidence(dateline: Any) -> None:
    finished = dateline("timeline", "--dates", "1", stdin=as_input(ROWS))
    (line,) = [json.loads(one) for one in finished.out.splitlines()]
    assert line["date"] == "2020-08-18"
    assert line["text"] == line["evidence"][0]["quote"]
    span = line["evidence"][0]
    text = next(row["text"] for row in ROWS if row["article_id"] == span["article_id"])
    assert text[span["start"] : span["end"]] == span["quote"]
    assert "has no date" in finished.err


def test_a_background_of_articles_is_one_line(dateline: Any) -> None:
    (line,) = dateline("background", "--words", "40", stdin=as_input(ROWS)).out.splitlines()
    found = json.loads(line)
    assert found["text"] == " ".join(span["quote"] for span in found["evidence"])


def test_a_filter_stands_at_a_moment(dateline: Any) -> None:
    finished = dateline("timeline", "--as-of", "2020-09-01", stdin=as_input(ROWS))
    assert '"b"' not in finished.out
    assert '"a"' in finished.out


@pytest.mark.parametrize("command", ["timeline", "background"])
def test_nothing_to_tell_has_its_own_exit_code(dateline: Any, command: str) -> None:
    assert dateline(command, stdin="").code == 1
    assert dateline(command, "-", "--as-of", "1990-01-01", stdin=as_input(ROWS)).code == 1


def test_a_day_that_is_none_is_refused(dateline: Any) -> None:
    finished = dateline("timeline", "--from", "2020-13", stdin=as_input(ROWS))
    assert finished.code == 2
    assert "2020-13" in finished.err


def test_episodes_of_a_store_say_since_when_and_until_when(dateline: Any, store: Any) -> None:
    finished = dateline("--store", store, "episodes", "mali", "--as-of", "2025-11-07", "--json")
    (blockade,) = [one for one in json.loads(finished.out) if one["kind"] == "blockade"]
    assert (blockade["started"], blockade["last_reported"], blockade["state"]) == (
        "2025-09-03",
        "2025-10-27",
        "ongoing",
    )
    assert all(span["quote"] for span in blockade["evidence"])
    later = dateline("--store", store, "episodes", "mali", "--as-of", "2027-12-31")
    assert "2025-09-03 - no report since, last reported on" in later.out


def test_a_timeline_of_a_store_holds_what_changed(dateline: Any, store: Any) -> None:
    finished = dateline(
        "--store", store, "timeline", "mali", "--from", "2012", "--lines", "12", "--as-of", "2025-11-07"
    )
    days = [line[:10] for line in finished.out.splitlines() if line[:2] == "20"]
    assert len(days) == 12 == len(set(days))
    assert days == sorted(days)
    assert {"2013-01-11", "2022-08-15"} <= set(days)  # France comes, France goes


def test_what_one_report_told_of_long_ago_is_shown_when_asked_for(dateline: Any, empty: Any) -> None:
    rows = [
        {"article_id": "a", "published_at": "2013-01-27", "lang": "en", "text": "Freedonia imposes a curfew in Gao."},
        {"article_id": "b", "published_at": "2014-01-27", "lang": "en", "text": "Freedonia votes for a parliament."},
    ]
    assert dateline("--store", empty, "import", "-", stdin=as_input(rows)).code == 0
    asked = ("--store", empty, "episodes", "Freedonia", "--as-of", "2014-06-01")
    assert dateline(*asked).code == 1
    assert "2013-01-27 - no report since" in dateline(*asked, "--all").out

"""`dateline read`: articles in, what was read in them out."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from conftest import Command
from dateline import run
from dateline.reading.classify import Task

NEWS = "BAMAKO, Nov 6 (Reuters) - Gunmen killed at least 30 soldiers in Gao on Thursday, the army said."
RECORD = {"article_id": "one", "title": "Attack", "text": NEWS, "published_at": "2025-11-07", "outlet": "Reuters"}


def lines(*records: Mapping[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def read_one(dateline: Command, record: Mapping[str, Any]) -> dict[str, Any]:
    """The line of one article."""
    finished = dateline("read", stdin=lines(record))
    assert finished.code == 0, finished.err
    found: dict[str, Any] = json.loads(finished.out)
    return found


def test_an_article_comes_back_as_what_was_read(dateline: Command) -> None:
    """Dateline, sentence, place, date, statement, event and count of a report, each with the words that say so."""
    read = read_one(dateline, RECORD)
    assert (read["article_id"], read["lang"], read["support"]) == ("one", "en", "full")
    assert read["dateline"]["place"] == "Bamako"
    assert (read["dateline"]["day"], read["dateline"]["agency"]) == ("2025-11-06", "Reuters")
    assert [sentence["text"] for sentence in read["sentences"]] == [NEWS.partition(" - ")[2]]
    assert {place["name"]: place["country"] for place in read["places"]}["Gao"] == "MLI"
    assert [(one["text"], one["earliest"], one["latest"]) for one in read["dates"]][-1] == (
        "Thursday",
        "2025-11-06",
        "2025-11-06",
    )
    statement = read["statements"][0]
    assert (statement["cue"]["text"], statement["modality"]) == ("said", "said")
    assert statement["content"][0]["text"].startswith("Gunmen killed")
    event = next(event for event in read["events"] if event["type"] == "ASSAULT")
    assert (event["quad"], event["modality"]) == (4, "happened")
    assert event["source"][0]["text"] == "Gunmen"
    assert event["place"]["name"] == "Gao"
    assert event["when"]["earliest"] == "2025-11-06"
    count = event["counts"][0]
    assert (count["low"], count["high"], count["what"], count["outcome"]) == (30, None, "soldiers", "killed")


def test_every_span_is_of_the_text(dateline: Command) -> None:
    """Whatever has a start and an end has the words that stand there."""
    read = read_one(dateline, RECORD)
    spans = list(find_spans(read))
    assert len(spans) > 10
    assert [span for span in spans if NEWS[span["start"] : span["end"]] != span["text"]] == []


def find_spans(value: Any) -> Any:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for one in value.values():
            yield from find_spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from find_spans(one)


def test_places_are_looked_for_at_spans(dateline: Command) -> None:
    """With `spans`, `places` has a place or null for exactly these, in their order."""
    at = NEWS.index("Gao")
    read = read_one(
        dateline, {**RECORD, "spans": [[at, at + 3], [0, 6], [NEWS.index("killed"), NEWS.index("killed") + 6]]}
    )
    assert [place and place["geonames_id"] for place in read["places"]] == ["2457163", "2460596", None]


def test_offsets_are_those_of_the_text_as_given(dateline: Command) -> None:
    """The text is not cleaned: blanks, control characters and markup stay where they are."""
    text = "  <p>Rebels\u00a0attacked Gao.\x07</p>\r\n\r\nThe army  fled to Mopti on Monday."
    read = read_one(dateline, {"article_id": 1, "text": text, "published_at": "2025-11-07"})
    assert read["article_id"] == "1"
    assert [span for span in find_spans(read) if text[span["start"] : span["end"]] != span["text"]] == []


def test_a_title_alone_is_read(dateline: Command) -> None:
    """Where there is no text the title is the text."""
    read = read_one(dateline, {"article_id": "t", "title": "Rebels attack Gao", "text": ""})
    assert read["sentences"][0]["text"] == "Rebels attack Gao"


def test_what_cannot_be_read_is_said_and_stops_nothing(dateline: Command) -> None:
    """Lines that are no article are named with their number and what was expected; the others come through."""
    bad = ["not json", "[]", '{"article_id":"x"}', lines({**RECORD, "spans": [[5, 4]]}).strip()]
    bad.append(lines({**RECORD, "published_at": "someday"}).strip())
    finished = dateline("read", stdin="\n".join([*bad, lines(RECORD)]))
    assert finished.code == 0
    assert [json.loads(line)["article_id"] for line in finished.out.splitlines()] == ["one"]
    assert [f"record {number}:" in finished.err for number in range(1, 7)] == [True] * 5 + [False]
    assert "expected 'text'" in finished.err


def test_nothing_read_ends_with_one(dateline: Command) -> None:
    """No line out is exit code 1; an unknown task or file is the caller's mistake or the world's."""
    assert dateline("read", stdin="").code == 1
    assert dateline("read", "--task", "poetry", stdin="").code == 2
    assert dateline("read", "missing.jsonl").code == 3
    assert dateline("read", "--explain", "x", "missing.jsonl").code == 2


@pytest.mark.parametrize(
    ("lang", "text", "support"),
    [
        ("fr", "Les combattants ont attaqué un convoi près de Gao, a déclaré l'armée malienne jeudi.", "full"),
        ("es", "El ejército atacó Gao el jueves, dijo el ministro.", "cues"),
        ("ru", "Армия атаковала Гао в четверг, сообщил министр.", "cues"),
        ("ar", "قال وزير الدفاع إن الجيش هاجم مدينة غاو يوم الخميس.", "cues"),
        ("sw", "Jeshi lilishambulia mji wa Gao siku ya Alhamisi.", "none"),
    ],
)
def test_a_language_is_read_as_far_as_it_can_be(dateline: Command, lang: str, text: str, support: str) -> None:
    """`support` says how far: all, by data alone, or sentences only. What is not read is not faked."""
    read = read_one(dateline, {"article_id": "a", "lang": lang, "text": text, "published_at": "2025-11-07"})
    assert read["support"] == support
    assert read["sentences"]
    assert bool(read["statements"]) == (support != "none")
    assert bool(read["events"]) == (support == "full")


def test_tasks_are_those_of_the_classifier() -> None:
    """What the command offers is what there is."""
    assert tuple(Task) == run.TASKS


@pytest.mark.parametrize("task", run.TASKS)
def test_sentences_are_classified(dateline: Command, task: str) -> None:
    """A task gives each sentence its label, quad class and scores, with the source and target marked or named."""
    marked = "<s>The rebels</s> shelled <t>the town</t>, because the talks had failed."
    plain = "The rebels shelled the town, because the talks had failed."
    finished = dateline(
        "read",
        "--task",
        task,
        stdin=lines(
            {"id": 1, "text": plain, "marked_text": marked},
            {"id": 2, "text": plain, "source": "The rebels", "target": "the town"},
            {"id": 3},
        ),
    )
    assert finished.code == 0, finished.err
    first, second = (json.loads(line) for line in finished.out.splitlines())
    assert (first["id"], second["id"]) == (1, 2)
    assert first["label"] == second["label"] == {"plover": "ASSAULT", "quad": "4", "causal": "causal"}[task]
    assert first["quad"] == (0 if task == "causal" else 4)
    assert first["scores"][first["label"]] == max(first["scores"].values())
    assert "record 3" in finished.err


def test_a_text_is_explained(dateline: Command) -> None:
    """--explain shows the text with what was understood, or the same as JSON."""
    shown = dateline("read", "--explain", NEWS)
    assert shown.code == 0
    assert "ASSAULT" in shown.out
    assert "30 or more soldiers killed" in shown.out
    assert dateline("read", "--explain", NEWS, "--json").json["events"]
    dated = dateline("read", "--explain", NEWS, "--published", "2025-11-07", "--json").json
    assert [one["earliest"] for one in dated["dates"]] == ["2025-11-06"]
    assert dateline("read", "--explain", NEWS, "--published", "someday").code == 2


def test_the_same_input_gives_the_same_bytes(dateline: Command) -> None:
    """Twice the same, and the same whatever stands beside it in the stream."""
    others = [{"article_id": str(n), "text": f"Police in Lagos arrested {n} people on Monday."} for n in range(20)]
    alone = dateline("read", stdin=lines(RECORD)).out
    assert alone == dateline("read", stdin=lines(RECORD)).out
    assert alone in dateline("read", stdin=lines(*others[:7], RECORD, *others[7:])).out

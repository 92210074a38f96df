"""The brief as JSON keeps its contract: fields, types, kinds, and every word where it says it is."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

TITLES = ["What's Happening", "Why It's Important", "What's Next", "Beyond the Headlines"]
BRIEF = {
    "situation": str,
    "title": str,
    "as_of": str,
    "made_by": str,
    "version": str,
    "language": str,
    "sections": list,
    "sources": list,
    "coverage": dict,
}
SENTENCE = {"text": str, "kind": str, "confidence": str, "note": type(None), "evidence": list}
CITED = {"article_id": str, "outlet": str, "url": (str, type(None)), "outlets": list, "published_at": str}
QUOTE = {**CITED, "start": int, "end": int, "quote": str}
ROWS = {"series": str, "rows": list, "source": str, "released_at": str}
SOURCE = {"number": int, **CITED, "title": str, "text": str}
COVERAGE = {
    "n_articles": int,
    "n_outlets": int,
    "n_origins": (int, type(None)),
    "languages": dict,
    "from": str,
    "to": str,
    "gaps": list,
}
ASKED = [
    ("mali", "2025-11-07"),
    ("mali", "2022-09-01"),
    ("mali", "2013-02-01T12:00Z"),
    ("Niger 2023", "2025-11-07"),
    ("Burkina Faso", "2023-03-01"),
    ("Wagner", "2024-08-01"),
]


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], Any]:
    """Each brief as the command printed it the first time it was asked for."""
    return {}


@pytest.fixture(params=ASKED, ids=" as of ".join)
def brief(
    request: pytest.FixtureRequest, printed: dict[tuple[str, str], Any], dateline: Any, store: Path
) -> dict[str, Any]:
    """Briefs from the demo store as the command prints them."""
    about, as_of = request.param
    if request.param not in printed:
        printed[request.param] = dateline("--store", store, "brief", about, "--as-of", as_of, "--format", "json")
    shown = printed[request.param]
    assert (shown.code, shown.err) == (0, "")
    found: dict[str, Any] = shown.json
    return found


def assert_fields(value: dict[str, Any], fields: dict[str, Any]) -> None:
    """These fields in this order, each of its type."""
    assert list(value) == list(fields)
    assert [name for name, kind in fields.items() if not isinstance(value[name], kind)] == []


def sentences_of(brief: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (sentence for section in brief["sections"] for sentence in section["sentences"])


def evidence_of(brief: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (evidence for sentence in sentences_of(brief) for evidence in sentence["evidence"])


def first_moment(text: str) -> datetime:
    """The earliest that a printed day or moment can mean."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.combine(date.fromisoformat(text), time.min, UTC)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
    return datetime.fromisoformat(text)


def test_fields_and_types_are_as_promised(brief: dict[str, Any]) -> None:
    """Every object has the promised fields, in their order and types, and no other."""
    assert_fields(brief, BRIEF)
    assert_fields(brief["coverage"], COVERAGE)
    for section in brief["sections"]:
        assert_fields(section, {"title": str, "sentences": list})
    for sentence in sentences_of(brief):
        assert_fields(sentence, SENTENCE)
    for evidence in evidence_of(brief):
        assert_fields(evidence, QUOTE if "quote" in evidence else ROWS)
    for source in brief["sources"]:
        assert_fields(source, SOURCE)
    for cited in [*brief["sources"], *(evidence for evidence in evidence_of(brief) if "quote" in evidence)]:
        for outlet in cited["outlets"]:
            assert_fields(outlet, {"outlet": str, "url": (str, type(None))})


def test_the_four_parts_stand_in_order(brief: dict[str, Any]) -> None:
    """There are four sections, always the same, in the same order."""
    assert [section["title"] for section in brief["sections"]] == TITLES


def test_every_sentence_has_evidence_of_its_kind(brief: dict[str, Any]) -> None:
    """Quoted and compressed sentences rest first of all on a report's words, computed ones on rows."""
    kinds = {sentence["kind"] for sentence in sentences_of(brief)}
    assert kinds <= {"quoted", "compressed", "computed"}
    words = {sentence["confidence"] for sentence in sentences_of(brief)}
    assert words <= {"corroborated", "measured", "counted", "single-source", "claimed"}
    for sentence in sentences_of(brief):
        assert sentence["text"].strip()
        assert sentence["evidence"]
        first = sentence["evidence"][0]
        if sentence["kind"] == "computed":
            assert any("rows" in evidence for evidence in sentence["evidence"])
        else:
            assert "quote" in first
        if sentence["kind"] == "quoted":
            assert first["quote"] in sentence["text"]


def test_every_quote_stands_in_its_source(brief: dict[str, Any]) -> None:
    """Every quote is exactly the text of the listed source with its id, from start to end."""
    texts = {source["article_id"]: source["text"] for source in brief["sources"]}
    quotes = [evidence for evidence in evidence_of(brief) if "quote" in evidence]
    assert quotes
    for evidence in quotes:
        assert evidence["quote"]
        assert texts[evidence["article_id"]][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_sources_are_those_cited_in_order_of_use(brief: dict[str, Any]) -> None:
    """The sources are exactly the reports cited, numbered from 1 in order of first use."""
    used = {evidence["article_id"]: evidence for evidence in evidence_of(brief) if "quote" in evidence}
    assert [source["article_id"] for source in brief["sources"]] == list(used)
    assert [source["number"] for source in brief["sources"]] == list(range(1, len(used) + 1))
    for source in brief["sources"]:
        assert {name: source[name] for name in CITED} == {name: used[source["article_id"]][name] for name in CITED}


def test_rows_are_objects_of_texts_and_numbers(brief: dict[str, Any]) -> None:
    """Rows are never empty, and hold only texts and numbers by name."""
    for evidence in evidence_of(brief):
        for row in evidence.get("rows", [{"a": 1}]):
            assert row
            assert all(isinstance(value, str | int | float) for value in row.values())
        assert evidence.get("rows") != []


def test_nothing_is_later_than_the_moment(brief: dict[str, Any]) -> None:
    """No report, row or coverage is from after the moment of the brief."""
    as_of = first_moment(brief["as_of"])
    dates = [evidence.get("published_at") or evidence["released_at"] for evidence in evidence_of(brief)]
    dates += [source["published_at"] for source in brief["sources"]]
    dates += [brief["coverage"]["from"], brief["coverage"]["to"]]
    assert [text for text in dates if first_moment(text) > as_of] == []
    assert brief["coverage"]["from"] <= brief["coverage"]["to"]


def test_coverage_adds_up(brief: dict[str, Any]) -> None:
    """The languages add up to the reports, and the gaps are texts."""
    coverage = brief["coverage"]
    assert sum(coverage["languages"].values()) == coverage["n_articles"] >= len(brief["sources"])
    assert all(isinstance(gap, str) and gap for gap in coverage["gaps"])


def test_the_demo_brief_is_a_page_long(dateline: Any, store: Path) -> None:
    """The brief of the demo has sentences in each part, and between 250 and 550 words in all."""
    brief = dateline("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--format", "json").json
    assert all(section["sentences"] for section in brief["sections"])
    assert 250 <= sum(len(sentence["text"].split()) for sentence in sentences_of(brief)) <= 550
    assert brief["situation"] == "mali"
    assert brief["as_of"] == "2025-11-07T23:59:59Z"


def test_the_same_brief_is_written_twice(dateline: Any, store: Path) -> None:
    """The same question to the same store gives the same bytes."""
    arguments = ("--store", store, "brief", "Niger", "--as-of", "2024-01-01", "--format", "json")
    assert dateline(*arguments).out == dateline(*arguments).out

"""Reports of different events in like words: none is taken for support of the other, and none is left out for it."""

from pathlib import Path

import pytest

from dateline import run
from dateline.records import QuoteEvidence
from dateline.store import open_store
from making import at, write_jsonl

KILLED = "In Mali, gunmen killed {} people in the village of {} on Monday, local officials said."


def write_sentences(tmp_path: Path, *reports: tuple[str, str, str]) -> dict[str, int]:
    """Sentences of a brief that tell of a killing -> how many reports each rests on."""
    store = open_store(tmp_path / "store", create=True)
    rows = [{"date": day, "text": text, "outlet": outlet} for day, text, outlet in reports]
    run.import_path(store, str(write_jsonl(tmp_path / "reports.jsonl", rows)), now=at("2025-11-07T00:00"))
    brief = run.write_brief(store, "Mali", at("2025-11-07T23:00"))
    assert brief is not None
    return {
        sentence.text: len({one.span.article_id for one in sentence.evidence if isinstance(one, QuoteEvidence)})
        for section in brief.sections
        for sentence in section.sentences
        if "killed" in sentence.text
    }


def test_two_attacks_are_two_sentences_each_on_its_own_report(tmp_path: Path) -> None:
    """Other dead in another village is another event, however alike the words."""
    first, second = KILLED.format(30, "Diafarabe"), KILLED.format(12, "Ouro")
    found = write_sentences(tmp_path, ("2025-11-05", first, "AFP"), ("2025-11-06", second, "Reuters"))
    assert sorted(found.values()) == [1, 1]
    assert any("30 people" in text for text in found)
    assert any("12 people" in text for text in found)


@pytest.mark.parametrize(
    "text", [KILLED.format(30, "Diafarabe"), "Gunmen in Mali killed 30 people in Diafarabe village."]
)
def test_the_same_attack_in_another_outlet_is_support(tmp_path: Path, text: str) -> None:
    """The same dead in the same village, a day later and from another outlet, stand under one sentence."""
    first = KILLED.format(30, "Diafarabe")
    found = write_sentences(tmp_path, ("2025-11-05", first, "AFP"), ("2025-11-06", text, "Reuters"))
    assert list(found.values()) == [2]

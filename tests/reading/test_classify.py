"""A sentence gets its PLOVER type, its quad class, and whether it states a cause."""

from __future__ import annotations

import time

import pytest

from dateline.reading.classify import QUAD_OF, ROOTS, Item, Task, classify
from dateline.reading.classify.items import SOURCE, TARGET, mask
from dateline.reading.classify.triggers import TYPES, label_triggers

TOLD = (
    ("<s>The rebels</s> shelled <t>a village market</t> on Tuesday.", "ASSAULT"),
    ("<s>Norway</s> expelled two diplomats of <t>Peru</t>.", "SANCTION"),
    ("<s>The court</s> freed <t>a journalist</t> who had been arrested last year.", "YIELD"),
    ("<s>Police</s> arrested <t>the mayor of Lima</t>.", "COERCE"),
    ("<s>The union</s> accused <t>the ministry</t> of lying.", "ACCUSE"),
    ("<s>Chad</s> refused to negotiate with <t>the rebels</t>.", "REJECT"),
    ("<s>Chad</s> agreed to negotiate with <t>the rebels</t>.", "AGREE"),
    ("<s>Chad</s> threatened to bomb <t>the rebels</t>.", "THREATEN"),
    ("<s>Chad</s> urged <t>the rebels</t> to disarm.", "REQUEST"),
    ("<s>Students</s> marched through the capital against <t>the government</t>.", "PROTEST"),
    ("<s>Spain</s> sent food and tents to <t>Chile</t> after the earthquake.", "AID"),
    ("<s>The foreign minister</s> held talks with <t>her Finnish counterpart</t>.", "CONSULT"),
)
HOSTILE = (
    "",
    " ",
    "\x00\x1b[31m\x07",
    "x" * 200_000,
    "<s>" * 40_000,
    "á" * 50_000,
    "مالي Мали 马里 \ud800",
    "<s></s><t></t>",
)


@pytest.mark.parametrize(("marked", "wanted"), TOLD)
def test_type_of_a_sentence_with_marked_actors(marked: str, wanted: str) -> None:
    """What the source does to the target is told apart, also where the act is agreed to, refused or threatened."""
    (read,) = classify("plover", [Item("", marked_text=marked)])

    assert read.label == wanted
    assert read.quad == QUAD_OF[wanted]


def test_actors_named_apart_are_as_good_as_marked_ones() -> None:
    """Source and target given as text are found in the sentence."""
    marked = classify("plover", [Item("", marked_text="<s>Chad</s> attacked <t>Mali</t>.")])
    named = classify("plover", [Item("Chad attacked Mali.", source="Chad", target="Mali")])

    assert marked == named


def test_scores_name_every_label_and_add_up_to_one() -> None:
    """Scores have four digits at most and the label is the highest of them."""
    for task, labels in ((Task.PLOVER, ROOTS), (Task.QUAD, ("1", "2", "3", "4")), (Task.CAUSAL, ("none", "causal"))):
        (read,) = classify(task, [Item("The army attacked the town because talks had failed.")])

        assert tuple(read.scores) == labels
        assert sum(read.scores.values()) == pytest.approx(1, abs=0.002)
        assert read.scores[read.label] == max(read.scores.values())
        assert all(round(score, 4) == score for score in read.scores.values())


def test_cause_is_told_from_mere_report() -> None:
    """A sentence that gives a reason is causal, one that only tells is not."""
    texts = ("The strike began because wages had not been paid.", "The meeting took place in Oslo on Friday.")

    assert [read.label for read in classify("causal", [Item(text) for text in texts])] == ["causal", "none"]


def test_answer_hangs_on_no_neighbour() -> None:
    """A sentence gets the same scores alone, among others and in another order."""
    items = [Item("", marked_text=marked) for marked, _ in TOLD]
    together = classify("plover", items)

    assert [classify("plover", [item])[0] for item in items] == together
    assert classify("plover", items[::-1]) == together[::-1]


@pytest.mark.parametrize("task", list(Task))
def test_hostile_text_gets_an_answer_at_once(task: Task) -> None:
    """Empty, huge, broken and foreign text is classified like any other, in no more than a moment."""
    start = time.perf_counter()
    read = classify(task, [Item(text, source="x", marked_text=marked) for text in HOSTILE for marked in ("", text)])

    assert len(read) == 2 * len(HOSTILE)
    assert time.perf_counter() - start < 5


def test_quick_answers_come_from_the_linear_model_alone() -> None:
    """The quick way has the same labels and mostly the same answers."""
    items = [Item("", marked_text=marked) for marked, _ in TOLD]
    same = [
        quick.label == wanted for quick, (_, wanted) in zip(classify("plover", items, quick=True), TOLD, strict=True)
    ]

    assert sum(same) >= len(TOLD) - 2


def test_unknown_task_is_refused() -> None:
    """A task that does not exist is an error of who asks."""
    with pytest.raises(ValueError, match="mood"):
        classify("mood", [Item("Rain fell.")])


def test_two_events_of_a_sentence_are_told_apart_by_their_words() -> None:
    """Each trigger has a type of its own; a word that tells no event is NONE."""
    text = "The rebels killed ten soldiers and the president resigned on Monday."
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("killed", "resigned", "Monday")]
    read = label_triggers(text, spans)

    assert [one.label for one in read] == ["ASSAULT", "YIELD", "NONE"]
    assert tuple(read[0].scores) == TYPES
    assert label_triggers(text, [(5000, 5010)])[0].label == "NONE"


def test_masked_text_has_signs_for_the_actors_and_no_marks() -> None:
    """Actors are hidden; marks without a partner are dropped, signs that a text brings along too."""
    assert mask(Item("", marked_text="<s>A</s> met <t>B</t>, <t>C")).split() == [SOURCE, "met", TARGET, ",", "C"]
    assert mask(Item(f"A{SOURCE} met B", source="B")).split() == ["A", "met", SOURCE]
    assert mask(Item("The army of Chad left Chad", source="Chad", target="army of Chad")).split() == [
        "The", TARGET, "left", SOURCE,
    ]  # fmt: skip

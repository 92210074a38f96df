"""When a brief tells how earlier cases went: a coup told and called so, or a rise."""

from dataclasses import replace

import pytest

from dateline.briefs.precedents import find_coup, write_precedents
from dateline.measures import find_precedents
from dateline.records import Sentence
from telling import Line, make_material, make_situation

SEIZED: Line = ("2025-10-01", "Soldiers in Mali detain President Firefly inside the presidential palace.")
CALLED: Line = ("2025-10-02", "The African Union suspends Mali after the coup.")
TOOK: Line = ("2025-10-05", "Mali's new military junta closes the borders of Mali.")
FAILED: Line = ("2025-10-03", "The government of Mali says that the failed coup in Mali is over.")


def find(*lines: Line, as_of: str = "2025-11-07") -> str | None:
    return find_coup(make_material(sorted(lines), make_situation("Mali", countries=("ML",)), as_of))


def test_a_coup_is_told_as_done_called_so_and_settled() -> None:
    assert find(SEIZED, CALLED, TOOK) == "coup"
    assert find(SEIZED, CALLED, FAILED) == "failed coup"
    assert find(SEIZED, CALLED, TOOK, as_of="2026-11-07") is None


@pytest.mark.parametrize(
    "lines",
    [
        (SEIZED, TOOK),  # nobody calls it a coup
        (CALLED, TOOK),  # nobody tells it
        (SEIZED, CALLED),  # nobody says how it ended
        (("2025-10-01", "A court in Mali convicts officers of attempting a coup in Mali."), CALLED, TOOK),
        (("2025-10-01", "Soldiers in Niger detain the president of Niger, a neighbour of Mali."), CALLED, TOOK),
    ],
)
def test_else_there_was_none(lines: tuple[Line, ...]) -> None:
    assert find(*lines) is None


def test_tells_one_sentence_with_its_rows() -> None:
    """That on coups where there was one; nothing on coups where there was none."""
    material = make_material([SEIZED, CALLED, TOOK], make_situation("Mali", countries=("ML",)), "2025-11-07")
    findings = tuple(find_precedents([], ["MLI"], material.today))
    [entry] = write_precedents(replace(material, findings=findings))
    assert isinstance(entry.content, Sentence)
    assert "successful coups from 1989" in entry.content.text
    quiet = make_material([TOOK], make_situation("Mali", countries=("ML",)), "2025-11-07")
    assert write_precedents(replace(quiet, findings=findings)) == []

"""Briefs from full articles: what many tell at once leads, and nobody speaks to the reader."""

import pytest

from dateline.briefs import write_brief
from dateline.briefs.echoes import Echoes
from dateline.briefs.material import stands_alone
from telling import Line, make_material, make_situation, read_lines

FILLER = " ".join(
    f"The talks of the day went on for hour {n} without a result that anybody would tell." for n in range(12)
)
TOLD = "President Rufus Firefly of Freedonia stepped down on Friday and handed power to the army"
LINES: list[Line] = [
    ("2025-11-01", f"A museum of Freedonia opened a hall of old coins to visitors. {FILLER}", "Paper A"),
    ("2025-11-07", f"{TOLD}, state television said. {FILLER}", "Paper A"),
    ("2025-11-07", f"Crowds in Freedonia danced. {TOLD} after weeks of protest. {FILLER}", "Paper B"),
    ("2025-11-07", f"Markets rose in Freedonia. {TOLD}, officials said. {FILLER}", "Paper C"),
]


def test_what_many_articles_tell_at_once_leads() -> None:
    """The step that three papers tell is told, in the past tense that articles have."""
    brief = write_brief(make_material(LINES, make_situation("Freedonia"), "2025-11-07"))
    assert "Firefly of Freedonia stepped down on 7 November" in brief.sections[0].sentences[-1].text


def test_echoes_are_counted_by_report_and_days() -> None:
    """Other reports with a sentence alike count once each; the same line on many pages and what is days off do not."""
    late: Line = ("2025-11-20", f"{TOLD}, a book recalls.", "Paper D")
    same: Line = ("2025-11-07", LINES[1][1], "Paper E")
    material = make_material([*LINES, same, late], make_situation("Freedonia"), "2025-11-30")
    first = next(e for e in material.excerpts if e.text.startswith(TOLD))
    assert Echoes(material, material.excerpts).count(first) == 2


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Talks in Cairo went on for a third day. Egyptian President Hosni Mubarak stepped down on Friday.", True),
        ("Talks in Cairo went on for a third day. Freedonia says it will take in the others.", False),
        ("Talks in Cairo went on for a third day. In the square, crowds cheered as Hosni Mubarak stepped down.", False),
    ],
)
def test_a_later_sentence_stands_alone_where_a_name_opens_it(text: str, alone: bool) -> None:
    later = read_lines([("2025-11-07", text)])[1]
    assert stands_alone(later) is alone


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("I spoke to people in Cairo as Mubarak stepped down.", False),
        ("Join our live coverage of the protests in Cairo.", False),
        ('A minister told crowds in Cairo: "We will not leave."', True),
        ("King Charles I of Freedonia opened the parliament of Cairo.", True),
    ],
)
def test_who_speaks_to_the_reader_is_not_quoted(text: str, alone: bool) -> None:
    """Inside quotation marks anybody may say "we"."""
    assert stands_alone(read_lines([("2025-11-07", text)])[0]) is alone

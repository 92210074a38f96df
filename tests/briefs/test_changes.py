"""Who rules after whom, and which partners went and came, as the brief tells it."""

from dateline.briefs import find_fault
from dateline.briefs.changes import write_changes
from dateline.briefs.material import Told
from dateline.records import QuoteEvidence, Sentence
from telling import Line, make_material, make_situation

LINES: list[Line] = [
    ("2021-01-10", "Nigerien president Luis Vega visits Lima."),
    ("2021-05-01", "Rosa Diaz is sworn in as president of Niger.", "AP"),
    ("2021-05-20", "Nigerien president Rosa Diaz names a cabinet."),
    ("2022-05-20", "Nigerien president Rosa Diaz opens a mine."),
    ("2022-08-15", "The last French troops withdraw from Niger.", "AFP"),
    ("2022-09-15", "Hungarian troops are deployed in Niger.", "Reuters"),
    ("2023-02-01", "Nigerien president Rosa Diaz visits Accra."),
]


def write(lines: list[Line], as_of: str) -> list[Sentence]:
    """The sentences on changes; each holds before the check."""
    material = make_material(lines, make_situation("Niger", "Nigerien", countries=("NE",)), as_of)
    found = [entry.content for entry in write_changes(material, Told(material))]
    articles = {excerpt.article.article_id: excerpt.article for excerpt in material.excerpts}
    sentences = [content for content in found if isinstance(content, Sentence)]
    assert [find_fault(one, articles, material.as_of, material.readings) for one in sentences] == [None] * len(found)
    return sentences


def test_the_ruler_is_told_with_since_when_and_after_whom() -> None:
    ruler = write(LINES, "2023-03-01")[0]
    assert ruler.text == "Rosa Diaz has been president of Niger since 1 May 2021, after Luis Vega."
    quotes = [one.span.quote for one in ruler.evidence if isinstance(one, QuoteEvidence)]
    assert quotes == [LINES[1][1], LINES[6][1]]


def test_partners_that_went_stand_beside_those_that_came() -> None:
    partners = write(LINES, "2023-03-01")[1]
    assert partners.text == (
        "Reports tell of changes among the foreign partners of Niger in security: "
        "France (August 2022) leave or announce it; Hungary (September 2022) come or are first reported."
    )


def test_before_the_change_nothing_is_told_of_it() -> None:
    assert write(LINES, "2021-04-01") == []
    assert [one.text for one in write(LINES, "2022-08-20")] == [
        "Rosa Diaz has been president of Niger since 1 May 2021, after Luis Vega."
    ]


def test_whoever_is_elected_is_not_in_office_from_that_day() -> None:
    elected: Line = ("2021-05-01", "Rosa Diaz is elected as president of Niger.", "AP")
    lines = [LINES[0], elected, *LINES[2:]]
    assert not any("has been president" in one.text for one in write(lines, "2023-03-01"))


def test_a_coup_since_the_last_report_of_a_ruler_leaves_the_ruler_untold() -> None:
    coup: Line = ("2023-02-20", "Soldiers in Niger storm the presidential palace and seize power in a coup.")
    assert not any("has been president" in one.text for one in write([*LINES, coup], "2023-03-01"))


def test_a_ruler_whom_nobody_named_for_long_is_not_told() -> None:
    later: Line = ("2023-12-20", "Rains fall in Niger.")
    assert not any("has been president" in one.text for one in write([*LINES, later], "2023-12-24"))


def test_what_changed_long_ago_is_left_to_other_sentences() -> None:
    assert write([*LINES, ("2031-01-01", "Nigerien president Rosa Diaz visits Rome.")], "2031-01-02") == []


def test_an_office_whose_beginning_nobody_told_is_not_told() -> None:
    assert write([LINES[0]], "2021-02-01") == []

"""Which lines of a document are offered as evidence."""

from dateline.checking import prepare_sources
from dateline.checking.matching import match, rank_lines
from dateline.run.checking import make_document
from making import make_article

COMMON = "The minister told the council about the budget of the city {n}."
RARE = "The ferry sank off Zanzibar."


def test_a_word_that_one_line_has_weighs_more_than_one_that_all_have() -> None:
    """What every line speaks of tells none of them from the others."""
    text = " ".join([*(COMMON.format(n=n) for n in range(8)), RARE])
    sources = prepare_sources([make_document(make_article("a", text))])
    matching = match("The minister told the council that the ferry sank.", sources)
    assert sources.lines[rank_lines(matching, 1)[0]].text == RARE

"""Terms of office as episodes."""

from dateline.reading import read_article
from dateline.records import Claim, Excerpt
from dateline.situations import find_bonds, find_terms
from telling import make_line


def test_a_term_runs_from_the_oath_to_the_next_holder() -> None:
    claims = []
    for day, text in (
        ("2020-05-01", "Rosa Diaz is sworn in as president of Bolivia."),
        ("2021-05-01", "Bolivian president Rosa Diaz visits Lima."),
        ("2023-05-01", "Luis Vega is sworn in as president of Bolivia."),
    ):
        article = make_line(day, text)
        reading = read_article(article)
        claims += [Claim(one, Excerpt(article, reading.passages[0])) for one in reading.relations]
    first, second = find_terms(find_bonds(claims))
    assert (first.name, first.kind) == ("Rosa Diaz as president of Bolivia", "office")
    assert first.started.day.isoformat() == "2020-05-01"
    assert first.ended is not None
    assert first.ended.day.isoformat() == "2023-05-01"
    assert second.ended is None

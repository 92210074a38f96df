"""Two reports on one event: agreement, update, conflict, denial."""

import pytest

from dateline import checking
from dateline.checking.differences import compare
from dateline.run.article_lines import Input, to_article
from dateline.run.checking import sketch_document

QUAKE = ("2025-03-10", "An earthquake in Cebu kills at least 51 people and injures 200.")


def kind_of(left: tuple[str, str], right: tuple[str, str]) -> str | None:
    """How two reports stand to each other."""
    articles = [
        to_article(Input(article_id=str(n), text=text, published_at=day, lang="en"), "test", n)
        for n, (day, text) in enumerate((left, right))
    ]
    sources = checking.prepare_sources(sketch_document(article) for article in articles)
    found = compare(sources, sources.lines[0], sources.lines[1])
    return found.kind.value if found else None


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (("2025-03-11", "The death toll of the earthquake in Cebu rises to 104."), "update"),
        (("2025-03-10", "The earthquake in Cebu has killed 51 people."), "agree"),
        (("2025-03-10", "The earthquake in Cebu kills 12 people and injures 200, police said."), "conflict"),
        (("2025-03-11", "A bus crash near Nairobi kills 104 people."), None),
        (("2025-06-11", "The death toll of the earthquake in Cebu rises to 104."), None),
    ],
)
def test_counts_are_held_against_each_other(right: tuple[str, str], expected: str | None) -> None:
    """A later and greater toll is an update, another on the same day a conflict, another event nothing."""
    assert kind_of(QUAKE, right) == expected


def test_a_denial_is_told() -> None:
    """One accuses, the other denies just that."""
    left = ("2025-03-10", "Rwanda is accused of sending troops to support rebels in Congo.")
    right = ("2025-03-11", "Rwanda denies sending troops to support rebels in Congo.")
    assert kind_of(left, right) == "denial"


def test_two_sides_in_one_sentence_conflict() -> None:
    """Each count has its own source."""
    text = "Police say that 4 people were killed in the protests; organisers say that 40 people were killed."
    article = to_article(Input(article_id="a", text=text, published_at="2025-03-10", lang="en"), "test", 1)
    sources = checking.prepare_sources([sketch_document(article)])
    kinds = {found.kind.value for a in sources.lines for b in sources.lines if (found := compare(sources, a, b))}
    assert kinds == {"conflict"}

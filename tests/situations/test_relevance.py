"""Which reports belong to a situation."""

import pytest

from dateline.gazetteer import load_countries
from dateline.situations import Relevance, measure_centrality, select_articles
from making import make_article
from telling import make_line, make_situation, read_lines


def of_country(iso2: str) -> Relevance:
    return Relevance.of(make_situation(*load_countries()[iso2].words, countries=(iso2,)))


@pytest.mark.parametrize(
    ("iso2", "text", "expected"),
    [
        ("SD", "Fighting in Sudan goes on.", True),
        ("SD", "Fighting in South Sudan goes on.", False),
        ("SD", "Sudan and South Sudan sign a pact.", True),
        ("NE", "Gunmen attack a village in Niger State, Nigeria.", False),
        ("NE", "Gunmen attack a village in Niger.", True),
        ("CD", "Rebels advance in the Democratic Republic of the Congo.", True),
        ("CD", "An election is held in the Republic of the Congo.", False),
        ("MX", "A fire burns in New Mexico.", False),
        ("US", "They told us to leave.", False),
        ("US", "The US halts aid.", True),
        ("US", "The summit of Latin American leaders ends.", False),
        ("ML", "Assimi Goïta visits Bamako.", True),
    ],
)
def test_a_name_inside_another_name_does_not_count(iso2: str, text: str, *, expected: bool) -> None:
    """Longer names of other places hide a country's name; its capital and people count."""
    assert of_country(iso2).matches(text) is expected


def test_centrality_knows_who_is_abroad() -> None:
    """A place or a subject is central, a people named late or abroad is not."""
    haiti = of_country("HT")
    assert haiti.centrality("Gangs attack a market in Haiti.") == 1.0
    assert haiti.centrality("Haitian police arrest a gang leader.") == 1.0
    assert haiti.centrality("Mia Love, a Brooklyn-born daughter of Haitian immigrants, wins a seat.") < 0.5
    assert haiti.centrality("Gangs attack a market in Jamaica.") == 0.0


def test_centrality_knows_borders_and_bodies_of_state() -> None:
    """Beside its border is hardly in a country; what its police do is about it, wherever the sentence says so."""
    haiti = of_country("HT")
    assert haiti.centrality("A truck overturns in Dajabon near the Haitian border.") < 0.5
    assert haiti.centrality("Five people die on the Dominican Republic–Haiti border.") < 0.5
    assert haiti.centrality("Customs officers of the Dominican Republic find weapons bound for Haiti.") == 1.0
    late = "At least three people are killed and many wounded in clashes late on Sunday between {} and supporters."
    assert haiti.centrality(late.format("Haitian police")) >= 0.5
    assert haiti.centrality(late.format("Haitian exiles")) < 0.5


def test_lead_of_an_article_is_about_its_title() -> None:
    """The first sentences of a long article are about what its head names; later ones only if they say so."""
    lead, later = "Police fired at crowds on Sunday night. ", "The weather was fine that day and stayed so. "
    article = make_article("a", lead + later * 30, title="Protests spread in Haiti", lang="en")
    [first, *rest] = _excerpts(article)
    centrality = measure_centrality([article], of_country("HT"))
    assert centrality(first, first.text) > 0
    assert centrality(rest[-1], rest[-1].text) == 0


def _excerpts(article):  # type: ignore[no-untyped-def]
    from dateline.reading import read_article
    from dateline.records import Excerpt

    return [Excerpt(article, passage) for passage in read_article(article).passages]


def test_same_words_of_one_day_count_once() -> None:
    """Two copies of a line on one day are one report; on another day they are two."""
    first, again = make_line("2025-01-01", "Rebels seize Gao, Mali."), make_article("x", "Rebels seize Gao, Mali.")
    later = make_line("2025-01-02", "Rebels seize Gao, Mali.")
    chosen = select_articles([first, again, later], of_country("ML"))
    assert [article.article_id for article in chosen] == [first.article_id, later.article_id]


def test_long_article_has_to_be_about_it() -> None:
    """A long article that names the country once at its end does not belong."""
    filler = "The weather was fine and the harvest good in all the villages. " * 20
    passing = make_article("a", filler + "Mali was named too.")
    about = make_article("b", "Mali closed its schools. " + filler)
    assert [a.article_id for a in select_articles([passing, about], of_country("ML"))] == ["b"]


def test_the_body_of_an_article_is_about_what_its_head_is_about() -> None:
    """A sentence that names no country is somewhat about it; one that names another is not, even in the lead."""
    filler = " ".join(f"The talks went on for hour {n} without a result that anybody would tell." for n in range(11))
    text = f"Gangs attack a market in Haiti. Soldiers of Jamaica train at home. {filler} Many people fled their homes."
    excerpts = read_lines([("2025-11-06", text)])
    relevance = Relevance.of(make_situation("Haiti", countries=("HT",)))
    centrality = measure_centrality([make_line("2025-11-06", text)], relevance)
    found = [centrality(excerpt, excerpt.text) for excerpt in excerpts]
    assert (found[0], found[1], found[-1]) == (1.0, 0.0, 0.5)

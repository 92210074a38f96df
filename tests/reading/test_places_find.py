"""Places found in raw text, with a recogniser's entities and without."""

import time
from itertools import pairwise

import pytest

from dateline.reading.places.find import find_places, find_spans


def found(text: str) -> list[str]:
    """What is taken as a place without a parse."""
    return [text[start:end] for start, end in find_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BAMAKO, Nov 6 (Reuters) - Fighting goes on in Gao.", ["BAMAKO", "Gao"]),
        ("Washington Irving met Jordan Smith. Jordan said no.", []),
        ("The Chicago Tribune and the Bank of America moved.", []),
        ("Dresden City Council and the Muscogee County School Board met.", ["Dresden", "Muscogee County"]),
        ("U.S.-backed forces took Raqqa.", ["U.S.", "Raqqa"]),
        ("He moved to Reading, Pa., in May.", ["Reading", "Pa."]),
        ("Reading was fun. I'll go. NATO met.", []),
        ("The President of France came.", ["France"]),
        ("À Paris, le ministère s'est tu. La Côte d'Ivoire aussi.", ["Paris", "Côte d'Ivoire"]),
        ("La Universidad de Salamanca cerró.", []),
        ("El presidente de Colombia viajó a Bogotá.", ["Colombia", "Bogotá"]),
        ("Взрыв прогремел в Махачкале, столице Дагестана.", ["Махачкале", "Дагестана"]),
        ("Бои идут в Донецкой области. Президент Украины уехал.", ["Донецкой области", "Украины"]),
        ("اشتباكات في الخرطوم وأم درمان قرب مدينة غاو", ["الخرطوم", "أم درمان", "غاو"]),
        ("قصفت إسرائيل قطاع غزة", ["إسرائيل", "قطاع غزة"]),
        ("", []),
    ],
)
def test_places_without_a_parse(text: str, expected: list[str]) -> None:
    """Runs of capitalised words and Arabic words that the gazetteer knows; no persons, outlets or banks."""
    assert found(text) == expected


def test_entities_lead() -> None:
    """A place, the place in an organisation's name, and a place taken for a person; persons are none."""
    text = "The Gainesville Police Department asked Kidal. Horacio Nelson and Nelson agreed in Paris, Texas."
    entities = [
        (0, 33, "ORG"),
        (40, 45, "GPE"),
        (47, 61, "PERSON"),
        (66, 72, "PERSON"),
        (83, 95, "GPE"),
    ]
    assert [text[start:end] for start, end in find_spans(text, entities)] == ["Gainesville", "Kidal", "Paris", "Texas"]


def test_peoples_count_when_asked() -> None:
    """ "Malian" names Mali only for those who want it."""
    text = "Malian and French soldiers left Mali."
    assert [place.span.quote for place in find_places(text)] == ["Mali"]
    names = [place.name for place in find_places(text, peoples=True)]
    assert names == ["Mali", "France", "Mali"]


@pytest.mark.parametrize(
    "text",
    [
        "A" * 200_000,
        "A." * 100_000,
        "Aa " * 70_000,
        "A-b" * 60_000,
        "Paris of " * 20_000,
        "'’" * 100_000,
        " " * 200_000,
        "و" * 200_000,
        "والقاهرة " * 10_000,
        "Москв" + "е" * 200_000,
        "Москваغزةمالي北京 Paris, \x00\x1b " * 5_000,
        "Paris \ud800 in Gao",
    ],
    ids=range(12),
)
def test_hostile_text_takes_no_time(text: str) -> None:
    """No text breaks the search or makes it slow."""
    begun = time.process_time()
    places = find_places(text)
    assert all(text[place.span.start : place.span.end] == place.span.quote for place in places)
    assert time.process_time() - begun < 5


def test_the_same_text_gives_the_same_places() -> None:
    """Spans lie in order, do not overlap, and come out alike each time."""
    text = "Troops from Niger and Burkina Faso entered Mali near Ménaka, Gao and Kidal, said Paris. " * 40
    places = find_places(text)
    assert places == find_places(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudan's Rapid Support Forces met the Vice President.", ["Sudan"]),
        ("The Moro Islamic Liberation Front signed a deal with the Philippines.", ["Philippines"]),
        ("The French court for the Western District sat in Lyon.", ["Lyon"]),
    ],
)
def test_a_word_of_an_organisation_is_no_town(text: str, expected: list[str]) -> None:
    """The first word of a body's name or office, and a mere part of the land, are places only where well known."""
    entities = [(text.index(name), text.index(name) + len(name), "ORG") for name in ORGANISATIONS if name in text]
    assert [place.span.quote for place in find_places(text, entities)] == expected


ORGANISATIONS = ("Rapid Support Forces", "Moro Islamic Liberation Front")


def test_a_small_place_far_away_needs_proof() -> None:
    """A village's name is one in a country that the text speaks of, or where the text says that it is a place."""
    near, far = "The town of Hombori, Mali, is calm.", "Saudi Arabia let Hombori go."
    assert "Hombori" in [place.span.quote for place in find_places(near, [(12, 19, "GPE")])]
    assert "Hombori" not in [place.span.quote for place in find_places(far, [(17, 24, "GPE")])]

"""Places for given spans: the text decides which of the places of a name is meant."""

import pytest

from dateline.reading.places.home import learn_home, make_context, outlet_country
from dateline.reading.places.resolve import PlaceContext, resolve_places
from dateline.records.mentions import Place


def resolve(text: str, *names: str, context: PlaceContext | None = None) -> list[Place | None]:
    """The places of the first mention of each name."""
    return resolve_places(text, [(text.index(name), text.index(name) + len(name)) for name in names], context=context)


def where(place: Place | None) -> tuple[str, str, str]:
    """What a test says of a place: name, first-order division, country."""
    assert place is not None
    return place.name, place.admin1, place.country


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He was born in Paris, Texas, and never left.", "Paris", ("Paris", "Texas", "USA")),
        ("The minister flew to Paris for talks with France.", "Paris", ("Paris", "Île-de-France", "FRA")),
        ("A court in Springfield, Ill., ruled on Monday.", "Springfield", ("Springfield", "Illinois", "USA")),
        ("Georgia and Russia signed a truce in Tbilisi.", "Georgia", ("Georgia", "", "GEO")),
        ("The Georgia town of Macon, Ga., was flooded.", "Georgia", ("Georgia", "Georgia", "USA")),
        ("A Lebanon man was held after a fire in Lebanon County, Pa.", "Lebanon", ("Lebanon", "Pennsylvania", "USA")),
        ("Beirut: Lebanon and Syria closed the border.", "Lebanon", ("Lebanon", "", "LBN")),
        ("Gunmen attacked a post near Gao in northern Mali.", "Gao", ("Gao", "Gao", "MLI")),
        ("Planes bombed Gaza City in Palestine.", "Gaza City", ("Gaza", "Gaza Strip", "PSE")),
        ("Flights left Los Angeles and New York.", "New York", ("New York City", "New York", "USA")),
        ("Lawmakers in New York and Ohio voted.", "New York", ("New York", "New York", "USA")),
        ("The army left London and Woodstock in Ontario.", "London", ("London", "Ontario", "CAN")),
    ],
)
def test_context_decides(text: str, name: str, expected: tuple[str, str, str]) -> None:
    """Containers, neighbours and words of a town outweigh the number of people."""
    assert where(resolve(text, name)[0]) == expected


def test_neighbours_decide() -> None:
    """A name means the place that goes with the other names."""
    places = resolve("Atlanta, Savannah and Macon in Georgia were flooded.", "Atlanta", "Savannah", "Macon", "Georgia")
    assert {(place.admin1, place.country) for place in places if place} == {("Georgia", "USA")}


def test_a_town_is_meant_unless_a_word_says_division() -> None:
    """A division named after its town has to be called one."""
    town, region = resolve("Troops left Gao. The Kidal region of Mali is calm.", "Gao", "Kidal")
    assert town is not None
    assert region is not None
    assert town.feature == "PPL"
    assert region.feature == "ADM1"


def test_counties_by_the_word_after_them() -> None:
    """ "Franklin and Delaware counties" are counties."""
    places = resolve("Crews from Franklin and Delaware counties in Ohio came.", "Franklin", "Delaware")
    assert [(place.feature, place.admin1) for place in places if place] == [("ADM2", "Ohio"), ("ADM2", "Ohio")]


def test_every_span_gets_its_own_answer_in_order() -> None:
    """Unknown names, empty and impossible spans get None; the span of a place is the one that was asked for."""
    text = "In Bamako and Qwertzuiopia."
    spans = [(14, 26), (3, 9), (0, 0), (5, 3), (-4, 2), (20, 900)]
    places = resolve_places(text, spans, context=PlaceContext(article_id="a1"))
    assert [place is not None for place in places] == [False, True, False, False, False, False]
    assert places[1] is not None
    assert (places[1].span.quote, places[1].span.article_id, places[1].geonames_id) == ("Bamako", "a1", "2460596")
    assert resolve_places("", []) == []


def test_a_span_a_few_letters_off_is_put_right() -> None:
    """Offsets drift where line ends change; the place is still found, the span kept as given."""
    text = "The road from Winnipeg to Toronto was closed."
    (place,) = resolve_places(text, [(text.index("Toronto") + 4, text.index("Toronto") + 11)])
    assert place is not None
    assert place.name == "Toronto"


def test_ambiguity_is_kept() -> None:
    """Where the text does not decide, the other places stand beside the best one."""
    (place,) = resolve("Police in Springfield said so.", "Springfield")
    assert place is not None
    assert place.candidates
    assert 0 < place.score < 1
    assert place.geonames_id not in place.candidates


def test_the_outlet_counts() -> None:
    """The country of the outlet, and its home where that is known, decide what the text leaves open."""
    text = "Police in London said a shop in Dundas Street was robbed."
    canadian = resolve(text, "London", context=PlaceContext(home="6058560"))
    assert where(canadian[0]) == ("London", "Ontario", "CAN")
    assert outlet_country("lfpress.ca") == "CA"
    assert outlet_country("thisis.co.uk") == "GB"
    assert outlet_country("example.com") == outlet_country("") == ""
    assert make_context("a", outlet="heise.de").country == "DE"


def test_a_home_is_learned_from_what_is_near() -> None:
    """The town that most articles are near is home; an outlet that writes of the world has none."""
    local = [
        "Police in Woodstock and London, Ont., said so.",
        "London, Ont., was quiet.",
        "St. Thomas, Ont., and London, Ont., voted.",
    ]
    world = ["Paris was quiet.", "Tokyo voted.", "Nairobi was flooded.", "Lima shook."]
    names = (["Woodstock", "London"], ["London"], ["St. Thomas", "London"])
    articles = [[place for place in resolve(text, *found) if place] for text, found in zip(local, names, strict=True)]
    assert learn_home(articles) == "6058560"
    assert learn_home([[place for place in resolve(text, text.split()[0]) if place] for text in world]) == ""
    assert learn_home([]) == ""

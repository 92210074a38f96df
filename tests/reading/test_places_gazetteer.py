"""The gazetteer of places: names as they are written find the places they may mean."""

import pytest

from dateline.reading.places.gazetteer import country_of, load_gazetteer, look_up
from dateline.reading.places.keys import key_variants, place_key


@pytest.mark.parametrize(
    ("name", "place", "country"),
    [
        ("Timbuktu", "Timbuktu", "ML"),
        ("Tombouctou", "Timbuktu", "ML"),
        ("تمبكتو", "Timbuktu", "ML"),
        ("the U.S.", "United States", "US"),
        ("St. Louis", "St. Louis", "US"),
        ("Mali’s", "Mali", "ML"),
        ("São Paulo", "São Paulo", "BR"),
        ("Laurel County", "Laurel County", "US"),
        ("Москве", "Moscow", "RU"),
        ("Нижнем Новгороде", "Nizhniy Novgorod", "RU"),
        ("Украины", "Ukraine", "UA"),
        ("États-Unis", "United States", "US"),
        ("Gaza Strip", "Gaza Strip", "PS"),
        ("Sahel", "Sahel", ""),
        ("Malians", "Mali", "ML"),
    ],
)
def test_a_name_as_written_finds_its_place(name: str, place: str, country: str) -> None:
    """Abbreviations, accents, possessives, peoples, other scripts and Russian cases lead to the place."""
    gazetteer = load_gazetteer()
    found = [(gazetteer.name(entry), gazetteer.iso2(entry)) for entry, _ in look_up(name)]
    assert (place, country) in found


@pytest.mark.parametrize("name", ["", " ", "...", "a" * 500, "Qwertzuiopia", "\x00"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    """Empty, endless and unknown names have no places."""
    assert look_up(name) == ()


def test_divisions_and_capitals_are_told_apart() -> None:
    """Texas is a first-order division, Bamako a capital, both with coordinates and a country."""
    gazetteer = load_gazetteer()
    features = {gazetteer.feature_of(entry) for entry, _ in look_up("Texas")}
    assert "ADM1" in features
    (bamako,) = [entry for entry, _ in look_up("Bamako") if gazetteer.feature_of(entry) == "PPLC"]
    assert gazetteer.lat[bamako] == pytest.approx(12.6, abs=0.3)
    assert gazetteer.id_of(bamako) == "2460596"


def test_a_place_knows_its_country() -> None:
    """Ids lead to ISO alpha-3 codes; unknown ones and regions of several countries to none."""
    assert country_of("2460596") == "MLI"
    assert country_of("1") == country_of("x-sahel") == country_of("") == ""


def test_one_key_for_all_spellings() -> None:
    """Case, accents, dashes, articles and saints make no difference to the key."""
    assert place_key("The Saint-Étienne") == place_key("St. Etienne") == "saint etienne"
    assert key_variants("Niger's") == ("niger",)


def test_every_place_lies_on_the_globe() -> None:
    """Coordinates are degrees, and parents are places of the gazetteer."""
    gazetteer = load_gazetteer()
    assert abs(gazetteer.lat).max() <= 90
    assert abs(gazetteer.lon).max() <= 180
    assert gazetteer.admin1.max() < len(gazetteer.ids)
    assert len(gazetteer.by_id) == len(gazetteer.ids)

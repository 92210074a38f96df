"""Countries and outlets."""

import pytest

from dateline.gazetteer import find_agency, find_countries, find_country, find_outlet, load_countries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudan and South Sudan sign a pact.", {"SD", "SS"}),
        ("Talks are held in South Sudan.", {"SS"}),
        ("Rwandan Foreign Minister Olivier Nduhungirehe speaks.", {"RW"}),
        ("Pirates attack in the Niger Delta.", set()),
        ("Rebels advance in the Democratic Republic of the Congo.", {"CD"}),
        ("They told us to leave.", set()),
        ("The Islamic State of Iraq and the Levant attacks Syria.", {"SY"}),
        ("France's army leaves Mali.", {"FR", "ML"}),
    ],
)
def test_finds_the_countries_in_a_text(text: str, expected: set[str]) -> None:
    """By name or people, the longest name first, not inside the names of smaller places."""
    assert find_countries(text) == expected


def test_finds_a_country_by_any_name() -> None:
    """Its name, another name, its people or its code."""
    assert {find_country(name).iso2 for name in ("Ivory Coast", "Côte d'Ivoire", "Ivorian", "CI", "ci")} == {"CI"}  # type: ignore[union-attr]
    assert find_country("Atlantis") is None


def test_outlet_behind_a_citation() -> None:
    """ "AFP via France 24" is France 24 carrying AFP; an unknown outlet has no country."""
    assert (find_outlet("AFP via France 24").country, find_agency("AFP via France 24")) == ("FR", "AFP")
    assert find_outlet("BBC News").name == find_outlet("BBC").name
    assert find_agency("The Guardian") is None
    assert find_outlet("The Freedonia Herald").country == ""


def test_country_in_a_sentence_takes_its_article() -> None:
    """The United States, but Mali."""
    assert load_countries()["US"].in_text == "the United States"
    assert load_countries()["ML"].in_text == "Mali"


def test_an_army_named_after_a_country_it_left_is_not_that_country() -> None:
    """The Sudan People's Liberation Army is South Sudan's: a possessive inside a name does not hide the name."""
    assert find_countries("Two factions of the Sudan People's Liberation Army clash in Juba.") == frozenset()
    assert find_countries("Sudan's army and the Sudan People's Liberation Army clash.") == {"SD"}

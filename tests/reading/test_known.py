"""Actors and places to choose from."""

import pytest

from dateline.reading.actors.known import describe_actor, find_actors, list_near_ids
from dateline.reading.places.known import describe_place, find_places, locate
from dateline.records import ActorKind


def test_actors_are_described_by_any_id_there_is() -> None:
    assert describe_actor("jnim").kind is ActorKind.ARMED_GROUP  # type: ignore[union-attr]
    assert describe_actor("mli").name == "Mali"  # type: ignore[union-attr]
    assert describe_actor("usa-mil").name == "Armed forces of the United States"  # type: ignore[union-attr]
    assert describe_actor("mli-gov-defence").name == "Ministry of Defence of Mali"  # type: ignore[union-attr]
    assert describe_actor("outlet-rfi").kind is ActorKind.OUTLET  # type: ignore[union-attr]
    assert describe_actor("akban-goita-moussa").country == "DJI"  # type: ignore[union-attr]
    assert [describe_actor(one) for one in ("", "x-nobody", "mli-nothing", "xyz", "MLI")] == [None] * 5


def test_a_person_is_described_as_of_a_day() -> None:
    before, after = describe_actor("emmanuel-macron", "2016-01-01"), describe_actor("emmanuel-macron", "2020-01-01")
    assert before is not None
    assert after is not None
    assert (before.kind, before.role) == (ActorKind.PERSON, "")
    assert (after.kind, after.role, after.country) == (ActorKind.GOVERNMENT, "president", "FRA")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("goita", "assimi-goita"),
        ("Mali", "mli"),
        ("ministry mali defence", "mli-gov-defence"),
        ("UN", "un"),
        ("al-shab", "al-shabaab"),
    ],
)
def test_actors_are_found_by_the_beginnings_of_words(name: str, first: str) -> None:
    assert find_actors(name, 3)[0].actor_id == first


def test_with_a_country_come_its_organs() -> None:
    assert {"mli", "mli-gov", "mli-mil"} <= {one.actor_id for one in find_actors("Mali", 30)}


def test_no_name_finds_nobody() -> None:
    assert find_actors("", 5) == find_actors("qqqqzz", 5) == find_places("", 5) == find_places("qqqqzz", 5) == []


def test_near_ids_are_suggested() -> None:
    assert "jnim" in list_near_ids("jnmi", 3)
    assert "mli-gov-defence" in list_near_ids("mli-gov-defense", 3)
    assert "assimi-goita" in list_near_ids("goita", 3)


def test_places_are_found_by_name_the_named_before_those_also_called_so() -> None:
    assert [one.geonames_id for one in find_places("Gao", 2)] == ["2457161", "2457163"]
    assert find_places("Tessao", 1)[0].name == "Tessaoua"
    gao = describe_place("2457163")
    assert gao is not None
    assert (gao.name, gao.admin1, gao.country, gao.population > 50_000) == ("Gao", "Gao", "MLI", True)


def test_places_without_a_geonames_id_have_one_of_their_own() -> None:
    hombori = describe_place("x-ml-hombori")
    assert hombori is not None
    assert hombori.geonames_id == "x-ml-hombori"
    assert describe_place("1") is describe_place("x-nowhere") is describe_place("") is None


def test_a_point_lies_where_the_nearest_town_does() -> None:
    point = locate(16.0, -0.2, "the well")
    assert (point.name, point.country, point.admin1, point.geonames_id) == (
        "the well",
        "MLI",
        "Gao",
        "x-16.0000,-0.2000",
    )
    with pytest.raises(ValueError, match="globe"):
        locate(91.0, 0.0, "nowhere")

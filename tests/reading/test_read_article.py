"""What a sentence is read to say."""

from dataclasses import replace

import pytest

from dateline.reading import MADE_BY, read_article
from dateline.records import Modality, Passage
from telling import make_line


def read(text: str) -> Passage:
    return read_article(make_line("2025-01-01", text)).passages[0]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Soldiers seize power in a coup in the capital.", "seizure_of_power"),
        ("France commits troops to aid the government.", "war_begins"),
        ("France formally ends its military intervention in the country.", "withdrawal"),
        ("The two sides sign a ceasefire agreement in Doha.", "peace"),
        ("The general is sworn in as President of the country.", "leader"),
        ("The Prime Minister of the country resigns on television.", "premier"),
        ("A new cabinet is sworn in at the palace.", "office"),
        ("The junta expels five embassy workers.", "rupture"),
        ("The three states sign a mutual defence pact.", "alignment"),
        ("Rebels capture the city of Goma.", "city_falls"),
        ("The group imposes a blockade on fuel.", "coercion"),
        ("A 7.0 magnitude earthquake strikes the island.", "disaster"),
        ("Nigeria defeats its rival in the World Cup.", "sport_and_culture"),
    ],
)
def test_finds_the_act(text: str, act: str) -> None:
    """The class of act that the sentence tells comes with it."""
    assert act in read(text).acts


def test_acts_in_subordinate_parts_are_mentions() -> None:
    """What stands after "following" or "who", or before the comma of "After ...,", is only mentioned."""
    passage = read("The African Union suspends Mali's membership following a coup in which soldiers seized power.")
    assert passage.acts[0] == "rupture"
    assert "seizure_of_power" not in passage.acts
    assert "seizure_of_power" in passage.mentions
    assert "rupture" in read("After soldiers seize power in Bamako, the bloc suspends aid to the country.").acts


def test_negated_acts_did_not_happen() -> None:
    """What comes after a negation is not told as done."""
    assert "war_begins" not in read("The president insists that he has not sent troops to the country.").acts


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army leaves the town of Gao.", Modality.HAPPENED),
        ("Sweden announces that it will withdraw its troops.", Modality.PLANNED),
        ("The bloc demands the release of the president.", Modality.DEMANDED),
        ("The bloc threatens to use force against the junta.", Modality.THREATENED),
        ("The talks could collapse within days, diplomats say.", Modality.EXPECTED),
        ("A colonel declares himself the new leader and urges citizens to return to work.", Modality.HAPPENED),
        ("Rebels attack a convoy and vow to continue.", Modality.HAPPENED),
    ],
)
def test_tells_done_from_planned(text: str, modality: Modality) -> None:
    """A plan, demand, threat or expectation is told apart from what was done; the act that comes first decides."""
    assert read(text).modality is modality


def test_finds_names_with_their_small_words() -> None:
    """Names keep their joints, lose possessives, and the first word of a sentence is no name by its capital."""
    names = read("Gunmen attack Burkina Faso's Soum Province, says the Ministry of Defence.").names
    assert {"Burkina Faso", "Soum Province", "Ministry of Defence"} <= set(names)
    assert not any(name.startswith("Gunmen ") for name in names)


def test_unknown_language_is_said_not_faked() -> None:
    """Of an article in a language without data there are sentences, nothing in them, and the reading says so."""
    article = replace(make_line("2025-01-01", "Jeshi liliondoka Gao jana usiku. Hakuna aliyeuawa."), lang="sw")
    reading = read_article(article)
    assert (reading.support, reading.made_by) == ("none", MADE_BY)
    assert len(reading.passages) == 2
    assert [passage.acts or passage.names for passage in reading.passages] == [(), ()]
    assert (reading.mentions, reading.places, reading.statements, reading.events) == ((), (), (), ())


def test_reader_names_its_lexicon() -> None:
    """made_by carries the lexicon's digest, so that a changed lexicon makes new readings."""
    name, _, digest = MADE_BY.partition("#")
    assert name.startswith("reader@")
    assert len(digest) == 8

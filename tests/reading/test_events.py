"""Who did what to whom: predicates by grammar, how they stand, what is counted, where and when."""

from datetime import date

import pytest

from dateline.reading import read_article
from dateline.reading.events.implied import find_demands
from dateline.reading.events.numbers import find_numbers, read_ranges
from dateline.reading.events.plover import load_types
from dateline.reading.events.predicates import Predicate, find_predicates
from dateline.reading.events.standing import find_mode
from dateline.reading.parsing import parse
from dateline.records import Event, Reading
from telling import make_line

NOUNS = {"attack", "blockad", "talk", "airstrik", "visit", "resign", "threat", "strik"}


def read(text: str, day: str = "2025-11-07") -> Reading:
    return read_article(make_line(day, text))


def predicates(text: str, lang: str = "en") -> dict[str, Predicate]:
    """The predicates of one sentence by the word that says them."""
    doc = next(iter(parse([text], lang)))
    return {p.token.text: p for p in find_predicates(doc, lang, NOUNS.__contains__)}


def sides(predicate: Predicate) -> tuple[list[str], list[str]]:
    return [token.text for token in predicate.sources], [token.text for token in predicate.targets]


def only(reading: Reading, kind: str) -> Event:
    """The one event of a type."""
    (event,) = [event for event in reading.events if event.type == kind]
    return event


def names(reading: Reading, at: tuple[int, ...]) -> list[str]:
    return [reading.mentions[one].span.quote for one in at]


@pytest.mark.parametrize(
    ("text", "word", "sources", "targets"),
    [
        ("The town was attacked by gunmen.", "attacked", ["gunmen"], ["town"]),
        ("Gunmen who killed ten soldiers fled.", "killed", ["Gunmen"], ["soldiers"]),
        ("The government wants to expel French troops.", "expel", ["government"], ["troops"]),
        ("Mali urged France to withdraw its forces.", "withdraw", ["France"], ["forces"]),
        ("Rebels launched an attack on a convoy.", "attack", ["Rebels"], ["convoy"]),
        ("Talks between Sudan and Ethiopia began on Monday.", "Talks", ["Sudan", "Ethiopia"], []),
        ("The blockade imposed by militants goes on.", "blockade", ["militants"], []),
        ("Israeli airstrikes on Gaza went on.", "airstrikes", ["Israeli"], ["Gaza"]),
        ("The king and the minister met rebels and generals.", "met", ["king", "minister"], ["rebels", "generals"]),
        ("The resignation of the minister was expected.", "resignation", ["minister"], []),
        ("Voters defied threats from the group.", "threats", ["group"], []),
    ],
)
def test_sides_are_found_where_grammar_hides_them(text: str, word: str, sources: list[str], targets: list[str]) -> None:
    """Passives, relative clauses, infinitives, light verbs, nouns with "by", "of" and "between"."""
    assert sides(predicates(text)[word]) == (sources, targets)


def test_french_sides_are_found_alike() -> None:
    """The French parse has other labels, and the same rules read it."""
    found = predicates("Les rebelles ont attaqué un convoi. ".strip(), "fr")
    assert sides(found["attaqué"]) == (["rebelles"], ["convoi"])
    found = predicates("La ville a été attaquée par des rebelles.", "fr")
    assert sides(found["attaquée"]) == (["rebelles"], ["ville"])


@pytest.mark.parametrize(
    ("text", "word", "mode"),
    [
        ("Rebels attacked the town.", "attacked", "happened"),
        ("Rebels did not attack the town.", "attack", "denied"),
        ("The army denies attacking the town.", "attacking", "denied"),
        ("The army will attack the town.", "attack", "planned"),
        ("The army plans to attack the town.", "attack", "planned"),
        ("The army threatened to attack the town.", "attack", "threatened"),
        ("The UN urged them to leave the town.", "leave", "demanded"),
        ("The minister was accused of attacking the town.", "attacking", "hypothetical"),
        ("If rebels attack the town, people will flee.", "attack", "hypothetical"),
        ("Rebels are attacking the town.", "attacking", "ongoing"),
        ("The army said rebels attacked the town.", "attacked", "happened"),
    ],
)
def test_how_an_event_stands(text: str, word: str, mode: str) -> None:
    """What governs it, its auxiliaries and its negation say whether it happened."""
    assert find_mode(predicates(text)[word], "en").value == mode


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 soldiers", 30, 30),
        ("at least 30 soldiers", 30, None),
        ("more than 1,200 people", 1201, None),
        ("up to 50 people", 1, 50),
        ("nearly 50 people", 45, 50),
        ("about 50 people", 45, 55),
        ("10 to 15 people", 10, 15),
        ("between 10 and 15 people", 10, 15),
        ("dozens of people", 24, 99),
        ("twenty-five people", 25, 25),
        ("three hundred and twenty people", 320, 320),
        ("2 million people", 2_000_000, 2_000_000),
    ],
)
def test_numbers_are_ranges(text: str, low: int, high: int | None) -> None:
    """Hedges, ranges and loose words have a least and a greatest meaning."""
    assert [(a, b) for _, _, a, b in read_ranges(text, "en")] == [(low, high)]


@pytest.mark.parametrize("text", ["in 2025", "30% of them", "$40 was paid", "40 km away", "on the 5th of May"])
def test_not_every_number_counts(text: str) -> None:
    """Years, shares, money, distances and ordinals count nobody."""
    assert list(read_ranges(text, "en")) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Gunmen killed 18 people and injured 20 others.", [("people", "killed"), ("others", "wounded")]),
        ("Two gunmen killed ten people.", [("gunmen", ""), ("people", "killed")]),
        ("The death toll rises to 120.", [("", "killed")]),
        ("Police arrested 40 Malian protesters.", [("Malian protesters", "arrested")]),
        ("More than 1,200 people fled the city.", [("people", "displaced")]),
    ],
)
def test_what_is_counted_and_what_became_of_it(text: str, counts: list[tuple[str, str]]) -> None:
    """A count names its noun and the outcome; those who kill are not the killed."""
    doc = next(iter(parse([text], "en")))
    assert [(number.what, number.outcome) for number in find_numbers(doc, "en")] == counts


def test_an_attack_is_one_event_with_all_that_belongs_to_it() -> None:
    """Source, target, place, day, mode and count of one event told in two verbs."""
    reading = read("Suspected militants attacked an army base near Gao on Thursday, killing at least 30 soldiers.")
    event = only(reading, "ASSAULT")
    assert names(reading, event.source) == ["Suspected militants"] or names(reading, event.source) == ["militants"]
    assert event.place is not None
    assert reading.places[event.place].name == "Gao"
    assert (event.earliest, event.latest) == (date(2025, 11, 6), date(2025, 11, 6))
    assert [(count.low, count.high, count.outcome) for count in event.counts] == [(30, None, "killed")]
    assert (event.quad, event.goldstein, event.modality.value) == (4, -9.0, "happened")


def test_a_demand_and_what_is_demanded_are_two_events() -> None:
    """Who asks is not who acts, and what is asked for has not happened."""
    reading = read("Mali demanded that France withdraw its troops from the country.")
    demand, withdrawal = only(reading, "REQUEST"), only(reading, "YIELD")
    assert (names(reading, demand.source), names(reading, demand.target)) == (["Mali"], ["France"])
    assert withdrawal.modality.value == "demanded"
    assert names(reading, withdrawal.source) == ["France"]


def test_who_says_that_another_must_demands() -> None:
    """Where no word of the sentence tells a demand, the grammar does; what somebody must do himself is none."""
    said, own = parse(["Russia said that Sudan must return it.", "The minister said that he must leave."], "en")
    (demand,) = find_demands(said, "en")
    assert (demand.type, demand.predicate.token.text) == ("REQUEST", "must")
    assert sides(demand.predicate) == (["Russia"], ["Sudan"])
    assert list(find_demands(own, "en")) == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Twelve people were killed on Wednesday when gunmen stormed a church in Kaduna, police said.", True),
        ("Ten people were killed when a bus crashed in Peru.", False),
        ("Dozens were killed as a storm hit the coast.", False),
    ],
)
def test_the_killed_were_attacked_where_attackers_are_named(text: str, killed: bool) -> None:
    """The dead of an attack make an ASSAULT, those of accidents and storms none."""
    assert any(event.type == "ASSAULT" for event in read(text).events) is killed


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        (
            "Dozens were killed in attacks across the Gaza Strip on Monday, officials said.",
            "Gaza Strip",
            date(2025, 11, 3),
        ),
        ("Rebels shelled Goma on Tuesday.", "Goma", date(2025, 11, 4)),
        ("Rebels, who signed a truce in 2014, shelled Goma.", "Goma", date(2025, 11, 7)),
        ("Rebels who shelled Goma were jailed for 40 years in Kinshasa.", "Goma", date(2025, 11, 7)),
    ],
)
def test_where_and_when_of_an_attack(text: str, place: str, day: date) -> None:
    """Articles, objects and asides hide neither the place nor the day; a length of time is no day."""
    reading = read(text)
    event = only(reading, "ASSAULT")
    assert event.place is not None
    assert reading.places[event.place].name == place
    assert event.earliest == day


def test_a_town_that_is_attacked_stands_for_its_country() -> None:
    """The target of "shelled Goma" is the Congo, at the words of the report."""
    reading = read("Rwandan soldiers shelled Goma on Tuesday.")
    (target,) = only(reading, "ASSAULT").target
    assert (reading.mentions[target].span.quote, reading.mentions[target].country) == ("Goma", "COD")


def test_denying_a_deed_is_not_done_to_its_victims() -> None:
    """Those who deny attacking civilians reject nothing of the civilians."""
    assert only(read("The rebels denied targeting civilians in Goma."), "REJECT").target == ()


def test_offices_are_held_by_those_who_hold_them() -> None:
    """A president holds an office; a former president and a businessman do not."""
    reading = read("French President Emmanuel Macron met former President Joseph Kabila and businessman Jean Dupont.")
    holders = [names(reading, event.source) for event in reading.events if event.type == "HOLDS_OFFICE"]
    assert len(holders) == 1
    assert "Macron" in holders[0][0]


def test_states_are_told_as_such() -> None:
    """Who controls what and who stands with whom are states, with no quad class."""
    reading = read("Russian-backed forces took the rebel-held town of Kidal in Mali.")
    states = {event.type: event for event in reading.events if event.is_state}
    assert set(states) >= {"ALLIED", "CONTROLS"}
    assert all(event.quad == 0 and event.modality.value == "ongoing" for event in states.values())


def test_a_day_of_speaking_is_not_the_day_of_the_event() -> None:
    """ "said on Friday" dates the saying."""
    reading = read("The ministry said on Friday that gunmen had killed two people in Gao on Tuesday.", "2025-11-08")
    event = only(reading, "ASSAULT")
    assert event.earliest == date(2025, 11, 4)


def test_a_day_belongs_to_the_event_it_hangs_on() -> None:
    """What was denied happened in 2022; it was denied today."""
    reading = read("France denied on Friday that its troops had left Mali in 2022.")
    assert only(reading, "REJECT").earliest == date(2025, 11, 7)
    assert only(reading, "YIELD").earliest == date(2022, 1, 1)
    assert [m.country for m in reading.mentions if m.span.quote.endswith("troops")] == ["FRA"]


def test_an_event_knows_whose_words_it_stands_in() -> None:
    """An event inside a statement points to it."""
    reading = read("Rebels killed ten soldiers near Gao, the army said.")
    event = only(reading, "ASSAULT")
    assert event.statement is not None
    assert reading.statements[event.statement].cue.quote == "said"


def test_the_code_book_is_plover() -> None:
    """Fifteen types, each with its quad class and a value on Goldstein's scale."""
    types = load_types()
    assert len(types) == 15
    assert {kind.quad for kind in types.values()} == {1, 2, 3, 4}
    assert all(-10 <= kind.goldstein <= 10 and (kind.goldstein > 0) == (kind.quad < 3) for kind in types.values())


def test_a_reading_does_not_hang_on_its_neighbours() -> None:
    """Read alone or with others, an article's reading is the same."""
    from dateline.reading import read_articles

    lines = [make_line("2025-11-07", f"Police in Lagos arrested {n} people on Monday after clashes.") for n in range(9)]
    assert list(read_articles(lines)) == [read_article(line) for line in lines]

"""Blockades, curfews and outbreaks from their first report to their last."""

from datetime import date

from dateline.records import Episode, EpisodeState
from dateline.situations import Relevance, find_episodes, tell_state
from telling import make_situation, read_lines

BLOCKADE = [
    ("2025-09-03", "The spokesman of the Freedom Front announces a blockade on fuel trucks in Freedonia."),
    ("2025-09-16", "The Freedom Front burns 100 trucks in Freedonia as part of its fuel blockade."),
    ("2025-10-27", "Freedonia closes all schools amid a fuel blockade by the Freedom Front."),
]


def find(lines: list[tuple[str, str]]) -> list[Episode]:
    return find_episodes(read_lines(lines), Relevance.of(make_situation("Freedonia")))


def test_runs_from_first_to_last_report() -> None:
    """An episode begins with the report that says so and was last reported in the last that speaks of it."""
    [episode] = find(BLOCKADE)
    assert (episode.started.day.isoformat(), episode.last.day.isoformat()) == ("2025-09-03", "2025-10-27")
    assert episode.ended is None
    assert episode.name == "fuel blockade"
    assert episode.n_excerpts == 3


def test_a_report_of_its_end_closes_it() -> None:
    """Lifted is lifted."""
    [episode] = find([*BLOCKADE, ("2025-11-20", "The Freedom Front lifts the blockade of Freedonia.")])
    assert episode.ended is not None
    assert episode.ended.day.isoformat() == "2025-11-20"


def test_long_silence_begins_another() -> None:
    """After a long silence the same kind of thing is a new episode."""
    later = ("2026-06-01", "The Freedom Front announces a blockade on fuel trucks in Freedonia.")
    assert [e.started.day.year for e in find([*BLOCKADE, later])] == [2025, 2026]


def test_needs_a_beginning() -> None:
    """Mentions without a report of the beginning give no episode to count days from."""
    assert find(BLOCKADE[1:]) == []


def test_a_proper_name_speaks_for_the_thing() -> None:
    """ "Ebola" alone is a report of the Ebola outbreak; "fuel" alone is none of the fuel blockade."""
    [episode] = find(
        [
            ("2014-03-23", "Freedonia confirms an Ebola outbreak in the south."),
            ("2014-04-02", "The Ebola outbreak in Freedonia spreads to the capital."),
            ("2014-04-20", "A nurse in Freedonia tests positive for Ebola."),
        ]
    )
    assert (episode.name, episode.last.day.isoformat()) == ("Ebola outbreak", "2014-04-20")
    assert (
        find([*BLOCKADE, ("2025-11-03", "Prices of fuel rise in Freedonia.")])[0].last.day.isoformat() == "2025-10-27"
    )


def test_silence_is_said_and_an_end_is_kept() -> None:
    """Ongoing decays into "no report since"; what ended stays ended."""
    [open_one] = find(BLOCKADE)
    [ended] = find([*BLOCKADE, ("2025-11-20", "The Freedom Front lifts the blockade of Freedonia.")])
    assert tell_state(open_one, date(2025, 11, 7)) is EpisodeState.ONGOING
    assert tell_state(open_one, date(2026, 6, 1)) is EpisodeState.SILENT
    assert tell_state(ended, date(2026, 6, 1)) is EpisodeState.ENDED


def test_things_of_their_own_name_are_kept_apart() -> None:
    """Two operations of one army in one year are two, though they share every other name."""
    found = find(
        [
            ("2013-01-11", "Freedonia launches Operation Serval against the rebels of the north."),
            ("2013-01-20", "Two soldiers of Freedonia die in the course of Operation Serval in the north."),
            ("2013-02-01", "Freedonia launches Operation Barkhane against the rebels of the north."),
            ("2013-02-09", "Freedonia extends Operation Barkhane to the west of the country."),
        ]
    )
    assert [(one.name, one.started.day.day) for one in found] == [("Operation Serval", 11), ("Operation Barkhane", 1)]


def test_a_beginning_long_over_begins_nothing() -> None:
    """ "Since a ceasefire was signed" tells of no new ceasefire."""
    assert (
        find(
            [
                ("2013-02-26", "A rocket hits Freedonia, the first since a ceasefire was signed in November."),
                ("2013-03-02", "The ceasefire in Freedonia is violated again by the rebels there."),
            ]
        )
        == []
    )


def test_what_is_lifted_was_there() -> None:
    """However long nobody spoke of it: an end ends the episode that is open, an extension goes on with it."""
    years = [
        ("2011-01-14", "The president of Freedonia imposes a state of emergency."),
        (
            "2014-03-06",
            "Lawmakers lift the state of emergency put in place in Freedonia after the revolution.",
        ),
    ]
    [episode] = find(years)
    assert (episode.started.day.year, episode.ended and episode.ended.day.year) == (2011, 2014)
    [extended] = find([years[0], ("2012-03-06", "Lawmakers of Freedonia extend the state of emergency by a year.")])
    assert (extended.last.day.year, extended.ended) == (2012, None)


def test_what_will_not_be_extended_ends() -> None:
    [episode] = find(
        [
            ("2014-03-01", "The rebels of Freedonia announce a one-month ceasefire."),
            ("2014-04-17", "The rebels announce that they will not extend the ceasefire in Freedonia."),
        ]
    )
    assert episode.ended is not None


def test_what_ends_it_need_not_name_it() -> None:
    """Hostages who are rescued are hostages no more, where a name is in common."""
    taken = ("2025-01-15", "Gunmen take dozens of women hostage near Arbinda in Freedonia.")
    freed = ("2025-01-20", "The army rescues the women near Arbinda in Freedonia.")
    elsewhere = ("2025-01-18", "The army rescues sailors off Port Gentil in Freedonia.")
    [episode] = find([taken, elsewhere, freed])
    assert episode.ended is not None
    assert episode.ended.day.isoformat() == "2025-01-20"


def test_an_end_that_is_only_threatened_is_none() -> None:
    """A ceasefire that somebody threatens to call off goes on."""
    begun = ("2025-01-15", "The Freedom Front declares an indefinite ceasefire in Freedonia.")
    threat = ("2025-02-01", "The Freedom Front threatens to call off its ceasefire in Freedonia.")
    [episode] = find([begun, threat])
    assert episode.ended is None


def test_a_verb_is_no_name() -> None:
    """What goes on is named by a noun: hostages, not kidnapped."""
    lines = [
        ("2020-01-01", "Gunmen take hostages in Gao."),
        ("2020-01-02", "The kidnapped in Gao are shown on video."),
        ("2020-01-03", "Relatives of the kidnapped in Gao protest."),
    ]
    (found,) = find(lines)
    assert found.name == "hostages"

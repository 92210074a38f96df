"""Leaving parts out."""

import pytest

from dateline.briefs.compress import compress
from dateline.languages import LANGUAGES

ENGLISH = LANGUAGES["en"]


def shorten(text: str, limit: int = 12) -> str:
    return compress(text, ENGLISH, limit)


def test_short_sentences_stay_whole() -> None:
    """What fits is not touched."""
    text = "The army left the town, following heavy losses."
    assert shorten(text) == text


def test_background_at_the_end_goes_first() -> None:
    """A trailing part that only adds goes; the sentence stays a sentence."""
    text = "The junta of the country expels five workers of the embassy, making all of them leave the whole country."
    assert shorten(text) == "The junta of the country expels five workers of the embassy."


def test_a_second_act_of_the_same_subject_can_go() -> None:
    """ "X does this and does that" can say only this."""
    text = "The government of the country files a lawsuit against its neighbour and urges all other states to do so."
    assert shorten(text) == "The government of the country files a lawsuit against its neighbour."


@pytest.mark.parametrize(
    "text",
    [
        "The rebels have taken the whole town and its airport by force, according to two officials of the province.",
        "The army took the whole town and its airport by force, which the rebels deny in a statement of their own.",
        "The two sides have agreed to stop all fighting in the north, while not giving up any of their positions.",
        "The general declares himself the leader of the whole country as well as of its army and its provinces.",
    ],
)
def test_source_denial_and_doubt_stay(text: str) -> None:
    """Who says it, a denial and a negation are never left out."""
    assert shorten(text, 10) == text


def test_reason_and_figures_stay_while_it_is_not_far_too_long() -> None:
    """A cause or a toll goes only from a sentence that runs far over the limit."""
    text = "The army launches strikes on the town and its airport in response to an attack on its convoy."
    assert shorten(text, 12) == text
    assert shorten(text, 9) == "The army launches strikes on the town and its airport."


def test_conversions_in_brackets_go_and_acronyms_stay() -> None:
    """ "(260 ft)" goes, "(JNIM)" stays."""
    assert shorten("Miners are trapped 80 metres (260 ft) down.") == "Miners are trapped 80 metres down."
    assert "(JNIM)" in shorten("Fighters of the group (JNIM) burn trucks.")


def test_what_must_hold_holds() -> None:
    """A part that the sentence was chosen for is not left out."""
    text = "Three people are killed in a shooting on the islands, stemming from the long war of the gangs in Haiti."
    assert "Haiti" in compress(text, ENGLISH, 10, must_hold=lambda shorter: "Haiti" in shorter)


def test_an_aside_does_not_take_the_verb_with_it() -> None:
    """What stands after an aside belongs to what stood before it: the sentence keeps its verb."""
    text = "The president of the country announces that an attempted coup, involving several officers, has been foiled."
    assert shorten(text, 12) == text


def test_never_ends_on_an_unfinished_part() -> None:
    """No sentence ends on "over which all military aircraft"."""
    text = "The three states agree to set up four safe zones over which all aircraft and takes part in no flights."
    assert not shorten(text).endswith("aircraft.")


def test_an_aside_is_not_cut_with_the_predicate_behind_it() -> None:
    """What comes after ", who ...," belongs to the head."""
    text = "The minister of the country says young Charlie Vale, who rode five miles for the fund, is inspiring."
    assert shorten(text, 8) == text

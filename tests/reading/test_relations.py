"""What a sentence states of lasting relations."""

from datetime import UTC, date, datetime

import pytest

from dateline.reading import read_article
from dateline.records import Article, Change, Relation, RelationKind

DAY = datetime(2022, 8, 15, tzinfo=UTC)


def read(text: str, lang: str = "en") -> list[Relation]:
    """The relations of a text."""
    article = Article(article_id="a", source_id="s", text=text, lang=lang, published_at=DAY, known_at=DAY)
    return list(read_article(article).relations)


def told(text: str) -> set[tuple[str, str, str, str]]:
    """(kind, left, right, change) of each, by names."""
    return {(one.kind.value, one.left.name, one.right.name, one.change.value) for one in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The European Union imposes sanctions against Belarus over the vote.",
            ("sanctions", "European Union", "Belarus", "begins"),
        ),
        (
            "The European Union extends sanctions on Belarus by a year.",
            ("sanctions", "European Union", "Belarus", "goes on"),
        ),
        ("Japan lifts its sanctions on Myanmar.", ("sanctions", "Japan", "Myanmar", "ends")),
        ("Peru breaks off diplomatic relations with Iran.", ("recognises", "Peru", "Iran", "ends")),
        ("Chile formally recognizes Kosovo as a state.", ("recognises", "Chile", "Kosovo", "begins")),
        ("Finland joins NATO as its 31st member.", ("member", "Finland", "NATO", "begins")),
        ("The African Union suspends Gabon's membership.", ("member", "Gabon", "African Union", "ends")),
        ("Latvia becomes a member of the European Union.", ("member", "Latvia", "European Union", "begins")),
        ("The last French troops withdraw from Senegal.", ("hosts", "Senegal", "French troops", "ends")),
        ("American marines are deployed in Norway.", ("hosts", "Norway", "American marines", "begins")),
        (
            "Australia signs a mutual defence treaty with Papua New Guinea.",
            ("ally", "Australia", "Papua New Guinea", "begins"),
        ),
        (
            "A ceasefire between India and Pakistan takes effect.",
            ("at_war", "India", "Pakistan", "ends"),
        ),
        ("Boko Haram attacks a Chadian army base.", ("at_war", "Boko Haram", "Chadian army base", "goes on")),
        (
            "Norway mediates talks between Kosovo and Serbia in Oslo.",
            ("mediates", "Norway", "Serbia", "goes on"),
        ),
        ("Malaysian prime minister Anwar Ibrahim visits Tokyo.", ("leads", "Anwar Ibrahim", "Malaysia", "goes on")),
        ("Rosa Diaz is sworn in as president of Peru.", ("leads", "Rosa Diaz", "Peru", "begins")),
        ("Rosa Diaz resigns as president of Peru.", ("leads", "Rosa Diaz", "Peru", "ends")),
        ("The king dismisses Malaysian prime minister Anwar Ibrahim.", ("leads", "Anwar Ibrahim", "Malaysia", "ends")),
        ("Peru no longer recognizes Kosovo.", ("recognises", "Peru", "Kosovo", "ends")),
        (
            "The European Union renews a decree imposing sanctions on Belarus.",
            ("sanctions", "European Union", "Belarus", "goes on"),
        ),
    ],
)
def test_what_is_told_of_two_actors(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The European Union threatens to impose sanctions on Belarus.",
        "Bosnia and Herzegovina applies to join the European Union.",
        "France may deploy troops to Chad.",
        "Serbia says that it will not recognize Kosovo.",
        "Protesters demand that Peru sever diplomatic relations with Iran.",
        "Police uncover a plot to topple President Rosa Diaz in a coup.",
        "NATO soldiers kill a cousin of Malaysian prime minister Anwar Ibrahim.",
        "Hungary announces the decision to send troops to Chad.",
        "Luis Vega, self-proclaimed president of Peru, gives a speech.",
        "Malaysia withdraws from the ASEAN summit.",
        "A timetable to start withdrawing French troops from Chad is set in stone.",
        "A council prepares for when President Rosa Diaz of Peru is toppled.",
        "Former president Luis Vega hopes to become president of Peru again.",
        "The embassy of France evacuates medical personnel from Chad.",
        "The opposition launches a referendum on ousting president-elect Rosa Diaz.",
        "The vice president of Peru, Rosa Diaz, visits Lima.",
        "Gunmen attack villagers in northern Nigeria.",
        "Doctors and nurses join the strike in Lima.",
        "The Philippines suspends trade relations with North Korea.",
    ],
)
def test_what_is_not_so_or_not_yet_so_is_no_relation(text: str) -> None:
    assert not {one for one in told(text) if one[3] not in ("goes on", "over")}


def test_a_former_holder_had_left_by_then() -> None:
    assert told("Former president Rosa Diaz of Peru goes on trial.") == {("leads", "Rosa Diaz", "Peru", "over")}


def test_who_refuses_to_end_a_relation_has_it_still() -> None:
    assert told("Paraguay refuses to break diplomatic relations with Taiwan.") == {
        ("recognises", "Paraguay", "Taiwan", "goes on")
    }


def test_each_of_a_list_is_a_member() -> None:
    left = {one.left.name for one in read("Burkina Faso, Mali, and Niger formally withdraw from ECOWAS.")}
    assert left == {"Burkina Faso", "Mali", "Niger"}


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Diaz is sworn in as president of Bolivia, succeeding Luis Vega.",
        "Rosa Diaz is sworn in as president of Bolivia. She succeeds Luis Vega.",
        "Bolivia's parliament elects Rosa Diaz as president after the death of President Luis Vega.",
        "President Luis Vega of Bolivia resigns. Rosa Diaz becomes interim president.",
    ],
)
def test_who_follows_whom_in_an_office(text: str) -> None:
    begun = next(one for one in read(text) if one.change is Change.BEGINS)
    assert (begun.left.name, begun.right.name, begun.role.split()[-1]) == ("Rosa Diaz", "Bolivia", "president")
    assert begun.replaces is not None
    assert begun.replaces.name == "Luis Vega"


def test_a_relation_has_the_day_that_its_sentence_gives() -> None:
    (one,) = read("On 3 May 2021, Peru severed diplomatic relations with Iran.")
    assert one.kind is RelationKind.RECOGNISES
    assert (one.earliest, one.latest) == (date(2021, 5, 3), date(2021, 5, 3))


def test_a_trigger_is_a_word_of_the_text() -> None:
    text = "Japan lifts its sanctions on Myanmar."
    (one,) = read(text)
    assert text[one.trigger.start : one.trigger.end] == one.trigger.quote == "lifts"


def test_a_language_without_frames_has_no_relations() -> None:
    assert read("L'Union européenne impose des sanctions contre la Biélorussie.", lang="fr") == []

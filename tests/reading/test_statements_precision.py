"""What is no statement: deeds told by words of saying, names, other people's clauses; and whom a source is about."""

import pytest

from dateline.languages import LANGUAGES
from dateline.reading.parsing import can_parse, parse
from dateline.reading.sentences import split_sentences
from dateline.reading.statements import FoundStatement, find_statements
from dateline.records.events import StatementMode


def read(text: str, lang: str = "en") -> list[FoundStatement]:
    """The statements of a parsed text."""
    spans = split_sentences(text, LANGUAGES["en"])
    return find_statements("a", text, spans, list(parse([text[a:b] for a, b in spans], lang)), lang)


def contents(text: str, lang: str = "en") -> list[tuple[str | None, str]]:
    """Source and first content of each statement."""
    found = [item.statement for item in read(text, lang)]
    return [(one.source and one.source.quote, one.content[0].quote) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "The senator assumed the presidential nomination in May.",
        "The senator contended for the nomination.",
        "Nevada became the first state to begin a session with a majority of women.",
        "Germans vote to elect the parliament.",
        "The supreme court confirms his death sentence.",
        "The court issued a ruling, allowing a judge to require the firm to remove a post.",
        "The government declares a state of emergency in the capital.",
        "France had maintained a military presence in the north.",
        "Russia is supporting Mali in its war.",
        "The report highlights the role of drones.",
        "The visit underscores the ties of both countries.",
        "Ministers met to address the crisis.",
        "The president's declaration of martial law shocked the nation.",
        "The inventor crossed the sea on a device propelled by turbines, called Sky Board.",
        "He called his device Sky Board.",
        'The court ruled in regard to the case "Anna Maria Bauer vs. Big Firm Limited".',
    ],
)
def test_a_deed_is_no_statement(text: str) -> None:
    """A plain object of a verb that may tell a deed is nothing said."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The senator assumed that the vote was lost.", "that the vote was lost"),
        ("The army maintained that it had left.", "that it had left"),
        ("The ministry confirmed the deaths of ten soldiers.", "the deaths of ten soldiers"),
        ("Britain supports the plan to send troops.", "the plan to send troops"),
        ("New polls showed the party losing the vote.", "the party losing the vote"),
    ],
)
def test_such_a_verb_tells_a_clause_or_a_matter(text: str, content: str) -> None:
    """With a clause, or an object that can be held or told, it is a statement."""
    assert [found for _, found in contents(text)] == [content]


def test_naming_is_saying_and_calling_for_is_demanding() -> None:
    """ "Called him a traitor" says it; "called for talks" demands them."""
    (named,) = read("The leader called the minister a traitor.")
    assert named.statement.modality is StatementMode.SAID
    assert named.statement.content[0].quote == "the minister a traitor"
    (asked,) = read("The leader called for talks.")
    assert asked.statement.modality is StatementMode.DEMANDED
    assert asked.statement.content[0].quote == "talks"


def test_as_makes_an_aside_of_verbs_of_saying_only() -> None:
    """ "As the police said" tells the sentence; "as the leader seeks re-election" does not."""
    assert contents("The bridge is closed, as the police said.") == [("the police", "The bridge is closed")]
    assert read("Albanians vote today, as Prime Minister Rama seeks reelection for a fourth term.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Residents said that troops burned houses, but the army denied that it was there.",
        "Residents said troops came, but the army denied that it was there.",
    ],
)
def test_each_speaker_keeps_his_own_clause(text: str) -> None:
    """The first content ends where somebody else begins to speak."""
    first, second = contents(text)
    assert "army" not in first[1]
    assert second == ("the army", "that it was there")


def test_appearances_have_no_source() -> None:
    """ "Appears to": told by nobody in particular, and not by whom it is about."""
    (found,) = read("The army appears to have left the town.")
    assert found.statement.source is None
    assert found.statement.modality is StatementMode.EXPECTED


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Their commander, Antonio Garcia, said his men had left.", ["commander", "Garcia"]),
        ("A spokesman for the army said the town was calm.", ["spokesman"]),
        ("His office said he would travel.", ["office"]),
    ],
)
def test_heads_tell_whom_a_source_is_about(text: str, heads: list[str]) -> None:
    """The phrase's head and its apposition, not its owner."""
    (found,) = read(text)
    assert [head.quote for head in found.heads] == heads


@pytest.mark.parametrize(
    "text",
    [
        "Le gouvernement multiplie les voyages pour plaider la cause du pays.",
        "La Russie soutient le Mali.",
        "Le gouvernement a déclaré l'état d'urgence.",
        "L'armée a lancé une opération.",
    ],
)
def test_a_french_deed_is_no_statement(text: str) -> None:
    """In French too such verbs need a clause, a quotation or a matter."""
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    assert read(text, "fr") == []


def test_a_quotation_has_one_speaker() -> None:
    """No other verb of the sentence is a cue where a word of saying has the quotation."""
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    text = "La population se sent lâchée : « Il faut des actions concrètes pour ce pays », déclare Awa Diarra."
    assert [source for source, _ in contents(text, "fr")] == ["Awa Diarra"]


def test_asking_for_is_demanding_and_asking_whether_is_not() -> None:
    """What is asked tells what is done with the words."""
    assert [found.statement.modality for found in read("The union asked for higher wages.")] == [StatementMode.DEMANDED]
    assert [found.statement.modality for found in read("The judge asked whether he lied.")] == [StatementMode.SAID]


def test_a_name_that_the_parser_cut_off_is_the_source() -> None:
    """A noun phrase that became a sentence of its own before the verb is still its subject."""
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    text = "Moussa Ag Attia, député touareg, a précisé que les milices ne représentent pas les Maliens."
    assert [source for source, _ in contents(text, "fr")] == ["Moussa Ag Attia, député touareg"]


def test_french_calls_demand() -> None:
    """ "Appelle à": the matter stands behind the preposition."""
    if not can_parse("fr"):
        pytest.skip("no French pipeline on this machine")
    (found,) = read("Le président appelle à des négociations.", "fr")
    assert found.statement.modality is StatementMode.DEMANDED

"""Lines between paragraphs that are no part of a report, in several languages."""

import pytest

from dateline.extract import read_page

FIRST = "The army left the town of Gao on Friday after a week of fighting, officials of the ministry said."
LAST = "Residents told reporters that the last soldiers crossed the river in the afternoon without a shot."


def read(insert: str) -> str:
    body = f"<h1>Army leaves Gao</h1><p>{FIRST}</p><p>{insert}</p><p>{LAST}</p>"
    return read_page(f"<html><body><article>{body}</article></body></html>".encode()).text


@pytest.mark.parametrize(
    "insert",
    [
        'Read more: <a href="/1">Rebels take the airport of Kidal after a night of shelling</a>',
        'READ ALSO: <a href="/1">Rebels take the airport of Kidal after a night of shelling.</a>',
        'Also read | <a href="/1">Rebels take the airport of Kidal after a night of shelling</a>',
        'Lire aussi : <a href="/1">Les rebelles prennent l’aéroport de Kidal après une nuit de tirs</a>',
        'À lire aussi <a href="/1">Les rebelles prennent l’aéroport de Kidal après une nuit de tirs</a>',
        'اقرأ أيضا: <a href="/1">المتمردون يسيطرون على مطار كيدال بعد ليلة من القصف</a>',
        "ADVERTISEMENT",
        "Sign up for our newsletter and get the news of the Sahel every morning in your mailbox.",
    ],
)
def test_what_else_there_is_to_read_is_left_out(insert: str) -> None:
    """References to other reports, advertisements and requests to sign up do not stand in the text."""
    assert read(insert) == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "insert",
    [
        "Related to the attack, a curfew was declared in the whole region on Saturday, the governor said.",
        'Watch towers were set up along the road to <a href="/1">Gao</a> on Saturday, the governor said.',
        "Read in parliament on Monday, the report says that the army lost a third of its vehicles in a week.",
    ],
)
def test_a_sentence_that_begins_alike_stays(insert: str) -> None:
    """Words that open such a line may open a sentence."""
    assert "the" in read(insert).split("\n")[1]
    assert len(read(insert).split("\n")) == 3

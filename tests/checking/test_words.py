"""Words as the checker compares them."""

import pytest

from dateline.checking.kin import load_kin
from dateline.checking.words import read_words


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.3 million", 1.3e6), ("twenty-seven", 27), ("40,000", 40_000), ("two dozen", 24), ("5 thousand", 5000)],
)
def test_a_number_is_one_word(text: str, value: float) -> None:
    """However it is written, it is read as a whole."""
    (word,) = [word for word in read_words(f"{text} people") if word.number is not None]
    assert word.number == (value, value)
    assert word.text in text.replace("-", " ").casefold()


@pytest.mark.parametrize("text", ["France", "French", "the French", "Burkina Faso", "Burkinabe", "U.S.", "American"])
def test_a_country_and_its_people_have_one_mark(text: str) -> None:
    """Names and adjectives of a country share a mark."""
    marks = {lemma for word in read_words(f"Then {text} came") for lemma in word.lemmas if lemma.startswith("@")}
    assert marks in ({"@FRA"}, {"@BFA"}, {"@USA"})


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    """A capital letter there says nothing, unless the word is unknown."""
    names = [word.text for word in read_words("Several people met Tshisekedi. ") if word.is_name]
    assert names == ["tshisekedi"]
    assert [word.text for word in read_words("Additionally, they left.") if word.is_name] == []
    assert [word.text for word in read_words("Tshisekedi left.") if word.is_name] == ["tshisekedi"]


def test_spans_are_those_of_the_sentence() -> None:
    """Start and end give the word's own characters."""
    text = "Gunmen killed twenty-seven people in Burkina Faso, Reuters’ reporter said."
    for word in read_words(text):
        assert text[word.start : word.end].casefold().replace("-", " ").startswith(word.text[:3])


def test_kin_holds_synonyms_derived_words_and_opposites() -> None:
    """The table tells how words are akin."""
    kin = load_kin()
    assert "kill" in kin.lemmas["killed"]
    assert kin.relations["withdraw"]["withdrawal"] == "+"
    assert kin.relations["accept"]["reject"] == "!"
    assert kin.rarity["the"] < kin.rarity["blockade"]

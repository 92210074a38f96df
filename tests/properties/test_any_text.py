"""Whatever a text is made of: it is cleaned once and for all, and every passage is where it says it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.extract.language import detect_language
from dateline.reading import MADE_BY, read_article
from dateline.records import Article
from dateline.text import clean, fold, shorten, words

SURROGATES = st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
CONTROLS = st.characters(max_codepoint=0x1F) | st.sampled_from("\x7f\x85\u2028\u2029\ufeff\u200b\u202e\u00a0")
MARKS = st.text(st.sampled_from(".!?…,;:\"'“”‘’()[]-–—•*$€ \n"), max_size=60)
NEWS = st.sampled_from(
    [
        "BAMAKO, Mali (AP) — ",
        "Mali: ",
        "JNIM fighters killed at least 1,200 people near Gao on Friday. ",
        "“We will not leave,” Gen. Assimi Goïta said. ",
        "The U.N. Security Council, which met on 7 Nov. 2025, plans to vote on Monday. ",
        "Killed: twenty-five million hundred thousand. ",
        "After the attack, the army announced that it may withdraw. ",
        "No. 5 St. James’s at 3.30 p.m. ",
    ]
)
ANY = st.text(max_size=200) | st.text(st.characters() | SURROGATES | CONTROLS, max_size=200)
TEXTS = st.lists(NEWS | MARKS | ANY, max_size=12).map("".join)
HUGE = 200_000


@given(text=TEXTS)
@example("\ud800")
@example("e\u0301 \u0301")
@example(" \x00 \n \u2028 \ufeff")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """A clean text stays as it is, has no control characters, and can be encoded."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert not [char for char in cleaned if char < " " and char not in "\n\t"]
    assert cleaned == cleaned.strip()


@given(text=TEXTS)
@example("\ud83c it was said that 12 people died. \udf89")
def test_a_passage_is_where_it_says(text: str) -> None:
    """Reading any text raises nothing, and every passage is exactly the words of the text at its place, in order."""
    check_reading(clean(text))
    check_reading(text)


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        ". ",
        "!?",
        "...",
        "“",
        '"',
        "(",
        "- ",
        "A ",
        "A. ",
        "Gen. ",
        "Mali: ",
        "1,000 ",
        "killed ",
        "twenty-",
        "a",
        "\n",
        "’s ",
    ],
)
def test_a_text_of_one_thing_is_read(unit: str) -> None:
    """Two hundred thousand characters of the same mark or word are read; a rule that looks back would never end."""
    check_reading(clean(unit * (HUGE // len(unit))))


def check_reading(text: str) -> None:
    if not text:
        return
    reading = read_article(Article(article_id="a", source_id="x", text=text))
    assert (reading.article_id, reading.made_by) == ("a", MADE_BY)
    end = n_sentences = 0
    for passage in reading.passages:
        span = passage.span
        assert text[span.start : span.end] == span.quote
        assert span.quote == span.quote.strip()
        assert span.start >= end
        assert (span.article_id, passage.position) == ("a", n_sentences)
        end, n_sentences = span.end, n_sentences + passage.is_sentence


@given(text=TEXTS)
def test_any_text_can_be_asked_for_its_language(text: str) -> None:
    """The language of any text is two letters or nothing."""
    code = detect_language(clean(text))
    assert code == "" or (len(code) == 2 and code.isascii() and code.islower())


@given(text=TEXTS, limit=st.integers(1, 50))
def test_shortened_text_fits(text: str, limit: int) -> None:
    """A shortened text is never longer than the limit, and begins as the text does."""
    short = shorten(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…"))


@given(text=TEXTS)
@example("𝕊")
@example("ﬃ ẞ İ ϔ")
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folded text stays as it is, and so do folded words."""
    cleaned = clean(text)
    assert fold(fold(cleaned)) == fold(cleaned)
    assert all(fold(word) == word for word in words(cleaned))

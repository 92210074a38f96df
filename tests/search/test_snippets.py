"""What is shown of a found report."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Term
from dateline.search import find_marks, make_snippet, measure_fit

TEXT = "Nothing here. " * 60 + "The army left Timbuktu, and Goïta spoke of the army. " + "Later words. " * 60


def test_the_stretch_with_most_of_the_words_is_shown_and_marked() -> None:
    found = make_snippet(TEXT, [Term("army"), Term("goita")])
    assert TEXT[found.start :].startswith(found.text)
    assert {found.text[a:b] for a, b in found.marks} == {"army", "Goïta"}
    assert found.text.startswith("The army left")


def test_phrases_and_beginnings_are_marked_whole() -> None:
    text = "Car bombs: a car bomb hit the bombed town."
    assert [text[a:b] for a, b in find_marks(text, [Term("car bomb"), Term("bomb", is_prefix=True)])] == [
        "bombs",
        "car bomb",
        "bombed",
    ]


def test_without_a_word_in_it_a_text_is_shown_from_its_beginning() -> None:
    assert make_snippet("Short text.", [Term("army")]).text == "Short text."


@given(st.text(), st.text(min_size=1, max_size=5))
def test_marks_lie_inside_any_snippet(text: str, word: str) -> None:
    found = make_snippet(text, [Term(word)])
    assert text[found.start : found.start + len(found.text)] == found.text
    assert all(0 <= a < b <= len(found.text) for a, b in found.marks)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    common, rare = {1: (0, 1), 2: (0, 3), 3: (0, 1), 4: (0, 1)}, {1: (0, 3), 2: (0, 1)}
    fits = measure_fit({1: 100, 2: 100}, [common, rare], 10)
    assert fits[1] > fits[2]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text() -> None:
    fits = measure_fit({1: 100, 2: 100}, [{1: (1, 1), 2: (0, 1)}], 10)
    assert fits[1] > fits[2]

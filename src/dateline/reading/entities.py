"""Parsed sentences -> their named entities, by spaCy's model but not by its loop.

The model scores moves (begin an entity, go on, end it, one word, none) for a word and the entity that is open at it.
spaCy walks word by word and takes Python's lock for moves it tests, which took two thirds of the time of its part; here
all words are scored at once as if no entity were open, then all entities that could begin are followed to their ends
together. The entities are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

N_FEATURES = 3  # of a state: the word, the first word of the open entity, the word before
LONGEST = 100  # words: an entity is closed here, so that time stays linear
_NOTHING = -1
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The moves by their numbers in the model. `label` [moves]: the label of each, "" for none.

    `go_on` and `end` [moves]: the moves that may follow one that begins an entity.
    """

    label: tuple[str, ...]
    begins: Flags
    is_single: Flags
    go_on: Ints
    end: Ints
    out: int


def read_moves(recognizer: EntityRecognizer) -> Moves:
    """The moves of a model. ValueError where its states are not what this module knows."""
    if recognizer.model.get_ref("lower").get_dim("nF") != N_FEATURES:
        raise ValueError("named entities: a model with other features")
    names = [str(recognizer.moves.get_class_name(at)) for at in range(recognizer.moves.n_moves)]
    number = {name: at for at, name in enumerate(names)}
    kinds, labels = [name[:1] for name in names], tuple(name[2:] for name in names)
    return Moves(
        label=labels,
        begins=np.array([kind == "B" for kind in kinds]),
        is_single=np.array([kind == "U" and bool(label) for kind, label in zip(kinds, labels, strict=True)]),
        go_on=np.array([number.get(f"I-{label}", 0) for label in labels]),
        end=np.array([number.get(f"L-{label}", 0) for label in labels]),
        out=number["O"],
    )


def mark_entities(docs: Sequence[Doc], recognizer: EntityRecognizer, moves: Moves) -> None:
    """Set the entities of documents whose sentences are known."""
    filled = [doc for doc in docs if len(doc)]
    if not filled:
        return
    scorer = recognizer.model.predict(filled)
    stops, blanks = _read_limits(filled)
    first = _choose(scorer, moves, stops, blanks)
    ends = _follow(scorer, moves, first, stops)
    offset = 0
    for doc in filled:
        part = slice(offset, offset + len(doc))
        doc.set_ents(list(_make_spans(doc, moves, first[part], ends[part] - offset)), default="outside")
        offset += len(doc)


def _read_limits(docs: Sequence[Doc]) -> tuple[Flags, Flags]:
    """Of all words: which are the last of a sentence, which are white space."""
    tables = [doc.to_array([SENT_START, IS_SPACE]) for doc in docs]
    stops = np.concatenate([np.append(table[1:, 0] == 1, True) for table in tables])
    return stops, np.concatenate([table[:, 1] == 1 for table in tables])


def _score(scorer: Any, words: Ints, starts: Ints, before: Ints) -> NDArray[np.float32]:
    """The scores [states, moves] of states."""
    states = np.ascontiguousarray(np.stack([words, starts, before], axis=1), dtype=np.int32)
    scores: NDArray[np.float32] = scorer.vec2scores.predict(scorer.state2vec.predict(states))
    return scores


def _choose(scorer: Any, moves: Moves, stops: Flags, blanks: Flags) -> Ints:
    """The move of each word where no entity is open: begin (not at a last word), single, or out."""
    nothing = np.full(len(stops), _NOTHING)
    scores = _score(scorer, np.arange(len(stops)), nothing, nothing)
    allowed = np.where(stops[:, None], moves.is_single, moves.is_single | moves.begins) & ~blanks[:, None]
    allowed[:, moves.out] = True
    return np.asarray(np.where(allowed, scores, -np.inf).argmax(axis=1))


def _follow(scorer: Any, moves: Moves, first: Ints, stops: Flags) -> Ints:
    """For each word the end of the entity that it would open: the word after its last one."""
    ends = np.arange(len(first)) + 1
    opened = np.flatnonzero(moves.begins[first])
    for length in range(1, LONGEST):
        if not len(opened):
            break
        words, rows, move = opened + length, np.arange(len(opened)), first[opened]
        scores = _score(scorer, words, opened, words - 1)
        goes_on = (scores[rows, moves.go_on[move]] >= scores[rows, moves.end[move]]) & ~stops[words]
        ends[opened] = words + 1
        opened = opened[goes_on]
    return ends


def _make_spans(doc: Doc, moves: Moves, first: Ints, ends: Ints) -> Iterator[Span]:
    free = 0
    for at in np.flatnonzero(first != moves.out).tolist():
        if at >= free:
            free = int(ends[at])
            yield Span(doc, at, free, label=moves.label[first[at]])

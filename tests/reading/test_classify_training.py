"""The models that classify sentences are stored and read back as they were."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from dateline.reading.classify import ROOTS
from dateline.reading.classify.features import N_BUCKETS, count_features, find_rarity, weigh
from dateline.reading.classify.files import FOLDER
from dateline.reading.classify.linear import load, pack, save
from dateline.reading.classify.wordpiece import MAX_PIECES, read_vocabulary


def test_a_stored_model_gives_the_same_margins_and_the_same_bytes(tmp_path: Path) -> None:
    """Saving twice gives the same file, loading it the same margins."""
    counts = [count_features(text) for text in ("they praised it", "they bombed it")]
    rarity = find_rarity(counts)
    weights = np.zeros((N_BUCKETS, 2), dtype=np.float32)
    for label, count in enumerate(counts):
        weights[weigh(count, rarity)[0], label] = 1
    model = pack(("SUPPORT", "ASSAULT"), rarity, weights, np.zeros(2, dtype=np.float32))
    files = [tmp_path / name for name in ("one.npz", "two.npz")]
    for file in files:
        save(model, file)
    read = load(files[0])

    assert files[0].read_bytes() == files[1].read_bytes()
    assert [read.labels[read.margins(text).argmax()] for text in ("he praised", "he bombed")] == ["SUPPORT", "ASSAULT"]
    assert read.margins("they praised it").tolist() == model.margins("they praised it").tolist()
    assert read.margins("").tolist() == [0, 0]


def test_codebook_tells_every_type() -> None:
    """Each type is worded by acts, by a turn of others' acts, or by phrases; acts have three forms."""
    book = tomllib.loads((FOLDER / "codebook.toml").read_text(encoding="utf-8"))

    assert {*book["acts"], *book["heads"], *book["phrases"]} == set(ROOTS)
    assert all(len(act.split(" | ")) == 3 for acts in book["acts"].values() for act in acts)


def test_pieces_say_which_letters_they_stand_for() -> None:
    """Accents and case are dropped, every piece keeps its place, and a long text is cut."""
    pieces = read_vocabulary(FOLDER / "vocabulary.txt").split("Goïta's men, €5")

    assert pieces.spans[1] == (0, 5)
    assert len(pieces.ids) == len(pieces.spans)
    assert pieces.spans[-2] == (13, 15)
    assert len(read_vocabulary(FOLDER / "vocabulary.txt").split("word " * 500).ids) == MAX_PIECES

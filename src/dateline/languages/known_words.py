"""Whether a word is an ordinary English one: a form of a word in the table that ships (data/words/english.tsv)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def read_rows() -> Iterator[list[str]]:
    """The rows of the table: word, how often it was seen, its forms, its kin. OSError where it is missing."""
    text = (resources.files("dateline") / "data" / "words" / "english.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines())


@cache
def load_words() -> frozenset[str]:
    """Every form in the table, in small letters."""
    return frozenset(form for _, _, forms, _ in read_rows() for form in forms.split())

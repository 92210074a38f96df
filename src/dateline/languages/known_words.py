"""Whether a word is an ordinary English one: a form of a word in the table that ships (data/words/english.tsv)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def load_words() -> frozenset[str]:
    """Every form in the table, in small letters."""
    text = (resources.files("dateline") / "data" / "words" / "english.tsv").read_text(encoding="utf-8")
    return frozenset(form for line in text.splitlines() for form in line.split("\t")[2].split())

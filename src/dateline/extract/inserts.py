"""Lines between paragraphs that are no part of the report: what else to read, advertisements, requests to sign up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from dateline.extract.blocks import Block
from dateline.text import fold

TABLE = Path(__file__).with_name("inserts.toml")
MIN_LINKED = 0.3  # of a line without a colon: a sentence that begins so and links a name is one
MAX_WIDTH = 300  # longer is a paragraph that happens to begin so


def is_insert(block: Block) -> bool:
    """Whether a block is such a line: by how it begins, and for "read also" by a colon, a bar or a link after it."""
    if block.width > MAX_WIDTH:
        return False
    text = fold(block.text)
    patterns = _patterns()
    if patterns["alone"].fullmatch(text) or patterns["asking"].match(text):
        return True
    leading = patterns["leading"].match(text)
    return leading is not None and (leading[1] != "" or block.n_linked >= MIN_LINKED * len(block.text))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        "alone": re.compile(rf"\W*(?:{_any_of(table['alone'])})\W*"),
        "asking": re.compile(rf"\W*(?:{_any_of(table['asking'])})\b"),
        "leading": re.compile(rf"\W*(?:{_any_of(table['leading'])})\s*([:|：>»–—-]?)(?!\w)"),
    }


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))

"""How each language ends its sentences, as data: languages/<code>/sentences.toml.

`abbreviations` never end a sentence before a name; those in `before_number` are none unless a figure follows
("No. 7", but "He said no. Then ..."). Words in `openers` begin sentences rather than names: before one of them an
initial or an abbreviation in `closing` ("the U.S.") does end one; those in `final` ("и т.д.") end one before any
capital. `finite_verbs` tell a line that lost its full stop from a heading. Other languages are split by what is common
to all. Written for this project from general knowledge.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

RULED = ("en", "fr", "es", "ar", "ru")  # the languages with a sentences.toml
MIN_WORDS = 5  # shorter pieces are headings and captions (the Sahel event lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRules:
    """How one language ends its sentences. `has_ordinal_dots`: "6. November" goes on."""

    abbreviations: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    finite_verbs: re.Pattern[str] | None = None
    min_words: int = MIN_WORDS
    has_ordinal_dots: bool = False


GENERIC = SentenceRules(has_ordinal_dots=True)


@cache
def sentence_rules(code: str) -> SentenceRules:
    """The rules of a language; for one without data, what is common to all."""
    if code not in RULED:
        return GENERIC
    text = (resources.files("dateline.languages") / code / "sentences.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    verbs = table.get("finite_verbs")
    return SentenceRules(
        abbreviations=frozenset(table["abbreviations"].split()),
        before_number=frozenset(table["before_number"].split()),
        closing=frozenset(table["closing"].split()),
        final=frozenset(table.get("final", "").split()),
        openers=frozenset(table["openers"].split()),
        finite_verbs=re.compile(r"(?<![\w-])(?:" + "|".join(verbs) + r")(?!\w)", re.IGNORECASE) if verbs else None,
        min_words=table.get("min_words", MIN_WORDS),
    )

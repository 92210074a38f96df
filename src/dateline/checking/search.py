"""Which reports of many a claim is to be held against."""

from __future__ import annotations

from dateline.checking.matching import match, rank_lines, rarity
from dateline.checking.sources import Document, Sources
from dateline.checking.words import read_words


def rare_words(claim: str, context: str, most: int) -> list[str]:
    """The words of a claim that tell it from others, the rarest first; of its context the names."""
    words = [word for word in read_words(claim) if word.is_content]
    words += [word for word in read_words(context) if word.is_name]
    ranked = sorted(words, key=lambda word: (-rarity(word), word.start))
    return list(dict.fromkeys(word.text for word in ranked))[:most]


def rank_documents(claim: str, context: str, pool: Sources, *, n_lines: int) -> list[Document]:
    """The documents whose lines together bear the most of a claim, and of the names of its context."""
    names = " ".join(word.text for word in read_words(context) if word.is_name)
    matching = match(f"{claim} {names}".strip(), pool)
    found = dict.fromkeys(pool.lines[at].document for at in rank_lines(matching, n_lines))
    return [pool.documents[number] for number in found]

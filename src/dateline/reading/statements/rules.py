"""All that rules alone find in an article: by the parse where there is one, else by patterns; then quotations."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reading.statements.drafts import Draft, Range, cut, take_preposition, tidy, trim
from dateline.reading.statements.grammar import read_tree
from dateline.reading.statements.lexicon import Lexicon, match_phrase
from dateline.reading.statements.patterns import read_words
from dateline.reading.statements.quoting import join_quotes, part_nested, widen
from dateline.reading.statements.tree import grow_tree
from dateline.reading.statements.words import Words

MAX_CUES = 40  # words of saying in a sentence: what has more is a list, or bait


def read_rules(words: Words, lexicon: Lexicon) -> tuple[list[Draft], list[Draft]]:
    """The statements that the article makes, in the order of their cues, and those that stand inside them."""
    outer: list[Draft] = []
    inner: list[Draft] = []
    for bounds in words.bounds:
        n_cues = sum(word in lexicon.gate for word in words.lower[slice(*bounds)])
        has_quote = any(number >= 0 for number in words.quote[slice(*bounds)])
        if n_cues > MAX_CUES or not (n_cues or has_quote):
            continue
        tree = grow_tree(words, bounds, lexicon)
        found = read_words(words, bounds, lexicon) if tree is None else read_tree(tree)
        drafts = list(found) or list(_read_hearsay(words, bounds, lexicon))
        drafts = [take_preposition(words, draft) for draft in tidy(drafts)]
        own, nested = part_nested(words, widen(words, drafts))
        outer += own
        inner += nested
    return join_quotes(words, outer), inner


def _read_hearsay(words: Words, bounds: Range, lexicon: Lexicon) -> Iterator[Draft]:
    """ "Reportedly": what is told of others without saying of whom. The rest of the sentence is the content."""
    for at in range(*bounds):
        phrase = match_phrase(words.lower, at, lexicon.hearsay) if words.lower[at] in lexicon.starts else None
        if phrase is None:
            continue
        cue = (at, at + len(phrase))
        pieces = [trim(words, piece) for piece in cut(bounds, (cue,))]
        content = tuple(piece for piece in pieces if piece[0] < piece[1])
        if content:
            yield Draft(source=None, cue=cue, content=content, mode=lexicon.hearsay[phrase])
        return

"""Who said what: the statements of an article, with source, cue and content.

    sentences, parses -> words -> rules (grammar or patterns; quotations) [-> model] -> statements -> spans

English and French are read by rules on the parse, Spanish, Arabic and Russian by patterns of words; a sentence that was
not parsed is read by patterns in every language. A model that was trained on labelled text, and sees what the rules
found, can be handed in; none ships.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.statements.assembly import assemble, label_drafts
from dateline.reading.statements.drafts import Draft, Range
from dateline.reading.statements.features import list_features
from dateline.reading.statements.lexicon import Lexicon, load_lexicon
from dateline.reading.statements.model import Model
from dateline.reading.statements.nesting import link_nested, pick_nested
from dateline.reading.statements.quotes import find_quotes
from dateline.reading.statements.rules import read_rules
from dateline.reading.statements.tree import find_heads
from dateline.reading.statements.words import Words, fold, make_words
from dateline.records import Span
from dateline.records.events import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[\w\u064b-\u0652]+'?")
_MARKS = re.compile("[\"“”«»„]|''|``|(?<!\\w)[‘'](?=\\w)")
DIRECT_SHARE = 0.5  # of a content's words that are quoted

__all__ = ["FoundStatement", "find_statements", "make_statements", "may_hold_statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement whose speaker and target are still words: the caller links them to mentions.

    `heads` are the words that the source is about, the best first: "commander" and "Garcia" of "Their commander,
    Antonio Garcia", not "Their". The speaker is the mention that holds one of them. Empty without a source or a parse.
    """

    statement: Statement
    target: Span | None = None
    heads: tuple[Span, ...] = ()


def may_hold_statement(sentence: str, lang: str) -> bool:
    """Whether a sentence has a quotation mark or a word of saying: only such sentences are worth parsing for it."""
    lexicon = load_lexicon(lang)
    if lexicon is None:
        return False
    return _MARKS.search(sentence) is not None or not lexicon.strong.isdisjoint(_WORD.findall(fold(sentence)))


def find_statements(
    article_id: str,
    text: str,
    sentences: Sequence[tuple[int, int]],
    docs: Sequence[Doc | None],
    lang: str,
    *,
    model: Model | None = None,
) -> list[FoundStatement]:
    """The statements of an article in the order of their cues; none for a language without data.

    `sentences` are (start, end) in the text, `docs[i]` the parse of `sentences[i]` with offsets from its start, or
    None where it was not parsed. `Statement.nested_in` counts in the list that is handed back.
    """
    lexicon = load_lexicon(lang)
    if lexicon is None:
        return []
    words = make_words(text, sentences, docs, find_quotes(text))
    return make_statements(article_id, text, words, lexicon, model)


def make_statements(
    article_id: str, text: str, words: Words, lexicon: Lexicon, model: Model | None
) -> list[FoundStatement]:
    """The statements of an article whose words are known, by rules and, where there is one, a model."""
    drafts, inner = read_drafts(words, lexicon, model)
    drafts, nested_in = link_nested(words, drafts, pick_nested(words, inner))
    return [
        _make_found(article_id, text, words, draft, nested) for draft, nested in zip(drafts, nested_in, strict=True)
    ]


def read_drafts(words: Words, lexicon: Lexicon, model: Model | None) -> tuple[list[Draft], list[Draft]]:
    """The statements that the article makes, and those that the rules found inside them."""
    outer, inner = read_rules(words, lexicon)
    if model is None or not len(words):
        return outer, inner
    labels = model.tag(list_features(words, label_drafts(words, outer), lexicon))
    return assemble(words, labels, outer, lexicon), inner


def _make_found(article_id: str, text: str, words: Words, draft: Draft, nested: int | None) -> FoundStatement:
    def span(found: Range) -> Span:
        start, end = words.start[found[0]], words.end[found[1] - 1]
        return Span(article_id=article_id, start=start, end=end, quote=text[start:end])

    quoted = [words.quote[at] >= 0 for piece in draft.content for at in range(*piece)]
    statement = Statement(
        position=words.sentence[draft.cue[0]],
        source=None if draft.source is None else span(draft.source),
        cue=span(draft.cue),
        content=tuple(span(piece) for piece in draft.content),
        modality=draft.mode,
        is_negated=draft.is_negated,
        is_direct=sum(quoted) > DIRECT_SHARE * len(quoted),
        nested_in=nested,
    )
    heads = () if draft.source is None else find_heads(words, draft.source)
    return FoundStatement(
        statement=statement,
        target=None if draft.target is None else span(draft.target),
        heads=tuple(span((at, at + 1)) for at in heads),
    )

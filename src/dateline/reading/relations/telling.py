"""What a sentence tells of two actors -> a relation, with the days that it gives."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from dateline.reading.events import Found, ParsedSentence
from dateline.reading.events.drafts import Draft
from dateline.reading.events.setting import find_when
from dateline.records import Change, Mention, Relation, RelationKind, Span


def tell(
    sentence: ParsedSentence,
    found: Found,
    token: Token,
    *,
    kind: RelationKind,
    change: Change,
    pair: tuple[Mention, Mention],
    role: str = "",
    replaces: Mention | None = None,
) -> Relation:
    """The relation that a word of a sentence states of a pair (left, right)."""
    start = sentence.offset + token.idx
    earliest, latest = _find_days(sentence, found, token)
    return Relation(
        kind=kind,
        change=change,
        left=pair[0],
        right=pair[1],
        trigger=Span(article_id=found.article_id, start=start, end=start + len(token.text), quote=token.text),
        position=sentence.position,
        earliest=earliest,
        latest=latest,
        role=role,
        replaces=replaces,
    )


def _find_days(sentence: ParsedSentence, found: Found, token: Token) -> tuple[date | None, date | None]:
    """The days that a date which hangs on the word stands for, else that of the report."""
    dates = [(at, one) for at, one in enumerate(found.dates) if sentence.offset <= one.span.start < sentence.end]
    draft = Draft(type="", sentence=sentence, token=token, verb=token, sources=(), targets=())
    when = find_when(draft, dates, frozenset(), frozenset()) if dates else None
    if when is None:
        return found.published, found.published
    return found.dates[when].earliest, found.dates[when].latest

"""What a sentence tells of two actors -> a relation, with the days that it gives."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from dateline.reading.events import Found, ParsedSentence
from dateline.records import Change, DateMention, Mention, Relation, RelationKind, Span


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
    """The days of a date that belongs to the word itself, else that of the report: "after his arrest on 24 May" dates
    the arrest."""
    for one in found.dates:
        is_here = sentence.offset <= one.span.start < sentence.end
        is_told = one.earliest is not None or one.latest is not None
        if is_here and is_told and _belongs(one, sentence, token):
            return one.earliest, one.latest
    return found.published, found.published


def _belongs(one: DateMention, sentence: ParsedSentence, token: Token) -> bool:
    start, end = one.span.start - sentence.offset, one.span.end - sentence.offset
    inside = [word for word in token.doc if start <= word.idx < end]
    above = next((word.head for word in inside if not start <= word.head.idx < end), None)
    while above is not None and above.pos_ in ("ADP", "SCONJ") and above.head.i != above.i:
        above = above.head
    return above is not None and above.i == token.i

"""Who says it: a shortened sentence keeps the speaker of what it still says, and a speaker told short is told in full.

"He said", "the ministry said" lean on a sentence before. The reader knows whom they take up; a brief believes it
where there is no second reading: a pronoun where one person alone was named before it, a noun ("the court") where
the name holds it ("International Criminal Court").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.briefs.understood import Readings, statements_in
from dateline.records import ActorKind, Excerpt, Form, Mention, Reading, Statement, StatementMode
from dateline.text import words

HEAD_CHARS = 24  # of what is said, which show that a shortened sentence still says it
# What makes the content somebody's word; a plan or a demand tells of its speaker's own doing.
CLAIMS = frozenset(StatementMode) - {StatementMode.PLANNED, StatementMode.DEMANDED, StatementMode.PROMISED}
_PRONOUNS = frozenset({"he", "she"})


@dataclass(frozen=True, slots=True)
class Fuller:
    """A speaker told short, and the mention before it that tells who it is."""

    short: Mention
    full: Mention


def keeps_speakers(statements: Sequence[Statement]) -> Callable[[str], bool]:
    """Tells whether a shortened sentence names the speaker, and that he speaks, of all that it still says."""
    said = [statement for statement in statements if statement.modality in CLAIMS]

    def keeps(text: str) -> bool:
        return all(_is_told(statement, text) for statement in said if _says(statement, text))

    return keeps


def _says(statement: Statement, text: str) -> bool:
    return any(content.quote[:HEAD_CHARS] in text for content in statement.content)


def _is_told(statement: Statement, text: str) -> bool:
    return statement.cue.quote in text and (statement.source is None or statement.source.quote in text)


def find_fuller(readings: Readings, excerpt: Excerpt) -> Fuller | None:
    """The first speaker of the passage who is told short and is known from before; None where there is none."""
    reading = readings.get(excerpt.article.article_id)
    if reading is None:
        return None
    for statement in statements_in(readings, excerpt):
        short = reading.mentions[statement.speaker] if statement.speaker is not None else None
        if short is None or short.form is Form.NAME or not short.actor_id or short.candidates:
            continue
        before = [m for m in reading.mentions if m.span.end <= excerpt.passage.span.start and m.form is Form.NAME]
        full = _find_person(short, before) if short.form is Form.PRONOUN else _find_holder(short, before)
        if full is not None and not _is_named_inside(reading, excerpt, short):
            return Fuller(short, full)
    return None


def opens_with_speaker(readings: Readings, excerpt: Excerpt) -> bool:
    """Whether the passage leans on what was before by nothing but a speaker who is known."""
    fuller = find_fuller(readings, excerpt)
    if fuller is None:
        return False
    opening = excerpt.text[: fuller.short.span.end - excerpt.passage.span.start]
    return len(words(opening)) <= len(words(fuller.short.span.quote)) + 1  # "the" may stand before it


def name_speaker(text: str, fuller: Fuller) -> str | None:
    """The text with the speaker in full; None where the words do not stand in it just once."""
    found = list(re.finditer(rf"\b(?:[Tt]he )?{re.escape(fuller.short.span.quote)}\b", text))
    if len(found) != 1:
        return None
    return f"{text[: found[0].start()]}{fuller.full.span.quote}{text[found[0].end() :]}"


def _find_person(short: Mention, before: Sequence[Mention]) -> Mention | None:
    """The one person named before a pronoun, as he was told most fully."""
    people = [m for m in before if m.kind is ActorKind.PERSON or m.role]
    if short.span.quote.casefold() not in _PRONOUNS or {m.actor_id for m in people} != {short.actor_id}:
        return None
    return max(people, key=lambda m: (len(m.span.quote), m.span.start))


def _find_holder(short: Mention, before: Sequence[Mention]) -> Mention | None:
    """The name before a noun that holds it: "International Criminal Court" for "the court"."""
    noun = set(words(short.span.quote))
    holders = [m for m in before if m.actor_id == short.actor_id and noun < set(words(m.span.quote))]
    return max(holders, key=lambda m: (len(m.span.quote), m.span.start), default=None)


def _is_named_inside(reading: Reading, excerpt: Excerpt, short: Mention) -> bool:
    start = excerpt.passage.span.start
    return any(m.actor_id == short.actor_id and start <= m.span.start < short.span.start for m in reading.mentions)

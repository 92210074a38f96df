"""A parsed article -> its events in PLOVER: who did what to whom, where, when, how it stands, what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.reading.events.arguments import Mentions
from dateline.reading.events.coder import code
from dateline.reading.events.drafts import (
    Draft,
    ParsedSentence,
    draft_events,
    draft_offices,
    draft_states,
    to_count,
)
from dateline.reading.events.grammar import stem
from dateline.reading.events.implied import ASSAULT, DEMAND, find_demands, find_killings
from dateline.reading.events.offices import find_office_holders
from dateline.reading.events.plover import find_contexts, find_plover_mode, load_types
from dateline.reading.events.setting import find_place, find_statement, find_when, near_stems
from dateline.reading.events.states import find_states
from dateline.records import DateMention, Event, Mention, Place, Span, Statement
from dateline.text import digest

__all__ = ["Found", "ParsedSentence", "find_events"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What else was read in the article; the events name it by number."""

    article_id: str
    text: str
    lang: str
    published: date | None
    mentions: Sequence[Mention]
    places: Sequence[Place]
    dates: Sequence[DateMention]
    statements: Sequence[Statement]


def find_events(sentences: Sequence[ParsedSentence], found: Found) -> tuple[tuple[Event, ...], tuple[Mention, ...]]:
    """The events and states in text order, and all mentions: those of `found` and the phrases that events add."""
    places = {at: place for place in found.places for at in range(place.span.start, place.span.end)}
    mentions = Mentions(found.article_id, found.text, found.mentions, places)
    drafts: list[Draft] = []
    for sentence in sentences:
        coded = code(sentence.doc, found.lang)
        if all(one.type != DEMAND for one in coded):
            coded += find_demands(sentence.doc, found.lang)
        if all(one.type != ASSAULT for one in coded):
            coded += find_killings(sentence.doc, found.lang)
        drafts += draft_events(coded, sentence, mentions, found.lang)
        drafts += draft_states(find_states(sentence.doc, found.lang), sentence, mentions)
    drafts += draft_offices(sentences, find_office_holders(found.text, found.mentions, found.lang))
    drafts.sort(key=lambda draft: (draft.start, draft.type))
    everyone = mentions.all()
    number = {(mention.span.start, mention.span.end): at for at, mention in enumerate(everyone)}
    triggers = _triggers(drafts)
    return tuple(_finish(draft, number, triggers, found) for draft in drafts), everyone


def _triggers(drafts: Sequence[Draft]) -> Mapping[int, frozenset[int]]:
    """Sentence -> the words in it that tell events."""
    found: dict[int, set[int]] = {}
    for draft in drafts:
        if not draft.is_state:
            found.setdefault(draft.sentence.position, set()).update((draft.token.i, draft.verb.i))
    return {position: frozenset(words) for position, words in found.items()}


def _finish(
    draft: Draft, number: Mapping[tuple[int, int], int], triggers: Mapping[int, frozenset[int]], found: Found
) -> Event:
    sentence = draft.sentence
    others = triggers.get(sentence.position, frozenset()) - {draft.token.i, draft.verb.i}
    inside = [(at, one) for at, one in enumerate(found.places) if sentence.offset <= one.span.start < sentence.end]
    dates = [(at, one) for at, one in enumerate(found.dates) if sentence.offset <= one.span.start < sentence.end]
    speech = _speech_words(sentence, found.statements)
    when = None if draft.is_state else find_when(draft, dates, speech, others)
    own = load_types().get(draft.type)
    start, quote = draft.start, draft.token.text
    return Event(
        event_id=digest(found.article_id, draft.type, str(start)),
        position=sentence.position,
        type=draft.type,
        trigger=Span(article_id=found.article_id, start=start, end=start + len(quote), quote=quote),
        mode="" if draft.is_state else find_plover_mode(draft.type, near_stems(draft, found.lang), found.lang),
        context=() if draft.is_state else find_contexts(_stems(sentence, found.lang), found.lang),
        quad=own.quad if own else 0,
        goldstein=own.goldstein if own else 0.0,
        modality=draft.mode,
        source=tuple(number[m.span.start, m.span.end] for m in draft.sources),
        target=tuple(number[m.span.start, m.span.end] for m in draft.targets),
        place=find_place(draft, inside),
        when=when,
        earliest=found.published if when is None else found.dates[when].earliest,
        latest=found.published if when is None else found.dates[when].latest,
        counts=tuple(to_count(one, sentence, found.article_id) for one in draft.numbers),
        statement=find_statement(start, found.statements),
        is_state=draft.is_state,
        score=draft.score,
    )


def _stems(sentence: ParsedSentence, lang: str) -> frozenset[str]:
    return frozenset(stem(token.text, lang) for token in sentence.doc if token.is_alpha)


def _speech_words(sentence: ParsedSentence, statements: Sequence[Statement]) -> frozenset[int]:
    """The words of the sentence that are cues of statements."""
    cues = [
        (s.cue.start - sentence.offset, s.cue.end - sentence.offset)
        for s in statements
        if s.position == sentence.position
    ]
    return frozenset(token.i for token in sentence.doc for start, end in cues if start <= token.idx < end)

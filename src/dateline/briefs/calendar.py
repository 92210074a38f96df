"""The days to come that the reports name, with the words that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.briefs.counting import counts
from dateline.briefs.date_forms import whole
from dateline.briefs.dates import is_to_come
from dateline.briefs.material import Material, cite, computed, weight
from dateline.briefs.matter import Matter
from dateline.editions import Edition
from dateline.languages import LANGUAGES
from dateline.moments import MONTHS
from dateline.records import DateMention, Excerpt, QuoteEvidence, Sentence
from dateline.text import words

MOST_DAYS = 3
MOST_WORDS, LEAST_WORDS = 12, 4  # of the words that name a day
FELL_THROUGH = re.compile(r"\b(?:withdr\w+|reject\w*|collaps\w+|cancel\w*|postpon\w+|refus\w+|expir\w+|scrap\w*)\b")
_AS_TIME = re.compile(r"\b(?:in|by|for|until|before|from) $")  # not "the December election"
_CLAUSE = re.compile(r"[,;:]\s+|\s+(?:and|but|as|after|while|that|which|when)\s+|[–—]")


@dataclass(frozen=True, slots=True)
class Day:
    """A day or month to come, and where a report names it."""

    day: date
    written: str
    words: QuoteEvidence
    excerpt: Excerpt


def write_calendar(material: Material, matter: Matter, candidates: Iterator[Excerpt]) -> Sentence | None:
    """ "Days to come that reports name: 21 December 2017 (“calls a regional election for December 21”)."

    `candidates`: what may still come about; of a day the report that is most about the matter names it.
    """
    found: dict[str, Day] = {}
    for excerpt in sorted(candidates, key=lambda e: (-matter.salience(e), -weight(e), e.order)):
        for mention in material.dates(excerpt):
            is_next = is_to_come(mention, excerpt.day, material.today)
            one = name_day(mention, excerpt, material.edition) if is_next else None
            if one is not None and not is_called_off(one, material):
                found.setdefault(one.written, one)
    shown = sorted(list(found.values())[:MOST_DAYS], key=lambda one: one.day)
    if not shown:
        return None
    edition = material.edition
    listed = edition.list_up(f"{one.written} ({edition.quote(one.words.span.quote)})" for one in shown)
    rows = tuple(
        (("day", one.day.isoformat()), ("reported", one.excerpt.day.isoformat()), ("words", one.words.span.quote))
        for one in shown
    )
    text = edition.say("ahead.days", n=len(shown), listed=listed)
    return computed(text, *(one.words for one in shown), counts("days to come", rows, material))


def name_day(mention: DateMention, excerpt: Excerpt, edition: Edition) -> Day | None:
    """The day, or the whole month, and the clause that names it."""
    first, last = mention.earliest, mention.latest
    if first is None or last is None:
        return None
    is_month = (first, last) == whole(first, "month")
    if first != last and not (is_month and _AS_TIME.search(excerpt.article.text[: mention.span.start])):
        return None
    start, end = excerpt.passage.span.start, mention.span.end
    before = excerpt.article.text[start : mention.span.start]
    ends = [found.end() for found in _CLAUSE.finditer(before)]
    starts = [0, *ends]
    at = max((at for at in starts if len(before[at:].split()) >= LEAST_WORDS), default=None)
    if at is None:
        return None  # "This Thursday" alone says nothing of what is to come
    clause = list(re.finditer(r"\S+", before[at:]))
    if len(clause) > MOST_WORDS:
        at += clause[-MOST_WORDS].start()
    written = edition.day(first) if first == last else edition.month(first)
    return Day(first, written, cite(excerpt.article, start + at, end), excerpt)


def is_called_off(one: Day, material: Material) -> bool:
    """Whether a later report that shares half of what the words are about says that something fell through."""
    plain = frozenset(words(one.words.span.quote)) - LANGUAGES["en"].stop_words - material.own_words
    own = frozenset(word for word in plain if not word.isdigit() and word.capitalize() not in MONTHS)
    later = (e for e in material.since(one.excerpt.day) if e.day > one.excerpt.day and FELL_THROUGH.search(e.text))
    return any(2 * len(own & material.bag(other)) >= max(1, len(own)) for other in later)

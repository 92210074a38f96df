"""What is to come on a day that reports name: for calendars, so nothing that is dated by month or year only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.briefs.ahead import choose_dated
from dateline.briefs.calendar import Day, is_called_off, name_day
from dateline.briefs.dates import is_to_come
from dateline.briefs.material import Material, cite
from dateline.records import Excerpt, Modality, Span
from dateline.text import overlap

SAME = 1 / 3  # share of content words from which two sentences on one day tell of one thing; looked at on event lines
MOST_CHARS = 120  # of a sentence within which it has to name the day, to be told from its beginning
_WANTED = frozenset([Modality.HAPPENED, Modality.PLANNED, Modality.EXPECTED])  # a demand or a threat schedules nothing


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What reports say is to come on a day: the words that name the day, the sentence that tells it (of a long one from
    the clause on that does), and all sentences that do, the earliest first."""

    day: date
    named: Span
    words: Span
    excerpts: tuple[Excerpt, ...]


def list_scheduled(material: Material) -> list[Scheduled]:
    """What was scheduled, planned or announced for a single day after the moment and may still come about, by day."""
    found: list[Scheduled] = []
    for excerpt in sorted(choose_dated(material), key=lambda one: one.order):
        if excerpt.passage.modality in _WANTED:
            for one in _find_days(excerpt, material):
                _add(found, one, material)
    return sorted(found, key=lambda one: (one.day, one.excerpts[0].order))


def _find_days(excerpt: Excerpt, material: Material) -> Iterator[Scheduled]:
    for mention in material.dates(excerpt):
        is_day = mention.relation == "on" and mention.earliest == mention.latest
        if mention.earliest is None or not is_day or not is_to_come(mention, excerpt.day, material.today):
            continue
        sentence, clause = excerpt.passage.span, name_day(mention, excerpt, material.edition)
        evidence = clause.words if clause else cite(excerpt.article, sentence.start, sentence.end)
        if not is_called_off(Day(mention.earliest, "", evidence, excerpt), material):
            is_early = clause is None or mention.span.end - sentence.start <= MOST_CHARS
            words = sentence if is_early else cite(excerpt.article, evidence.span.start, sentence.end).span
            yield Scheduled(mention.earliest, mention.span, words, (excerpt,))


def _add(found: list[Scheduled], one: Scheduled, material: Material) -> None:
    """Put it to what is told already of the same thing on that day, or behind all."""
    (excerpt,) = one.excerpts
    for at, known in enumerate(found):
        if known.day == one.day and any(_is_same(excerpt, other, material) for other in known.excerpts):
            if excerpt not in known.excerpts:
                found[at] = Scheduled(known.day, known.named, known.words, (*known.excerpts, excerpt))
            return
    found.append(one)


def _is_same(excerpt: Excerpt, other: Excerpt, material: Material) -> bool:
    return material.is_same_story(excerpt, other) or overlap(material.bag(excerpt), material.bag(other)) >= SAME

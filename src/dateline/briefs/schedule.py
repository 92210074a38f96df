"""What is to come on a day that reports name: for calendars, so nothing that is dated by month or year only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.briefs.ahead import is_overtaken, list_dated
from dateline.briefs.calendar import Day, is_called_off, name_day
from dateline.briefs.dates import is_to_come
from dateline.briefs.material import Material, cite
from dateline.moments import MONTHS
from dateline.records import DateMention, Excerpt, Modality, Span
from dateline.text import overlap

SAME = 1 / 3  # share of content words from which two sentences on one day tell of one thing; looked at on event lines
MOST_CHARS = 120  # of a sentence within which it has to name the day, to be told from its beginning
# What stands before a day on which nothing will be; what is postponed to a day will be then.
_OFF = re.compile(r"\b(?:cancel\w*|scrap\w*|call\w* off)\b|\bpostpon\w+\b(?!.* to $)")
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
    named = [
        (day, mention, excerpt)
        for excerpt in sorted(list_dated(material), key=lambda one: one.order)
        if excerpt.passage.modality in _WANTED
        for day, mention in _find_days(excerpt, material)
    ]
    repeats: dict[date, list[Excerpt]] = {}
    for day, _, excerpt in named:
        repeats.setdefault(day, []).append(excerpt)
    found: list[Scheduled] = []
    for day, mention, excerpt in named:
        if not is_overtaken(excerpt, material, repeats[day]):
            _add(found, _schedule(day, mention, excerpt, material), material)
    return sorted(found, key=lambda one: (one.day, one.excerpts[0].order))


def _find_days(excerpt: Excerpt, material: Material) -> Iterator[tuple[date, DateMention]]:
    """The single days to come that a sentence names, but for those on which it says that nothing will be."""
    for mention in material.dates(excerpt):
        day, before = mention.earliest, excerpt.article.text[excerpt.passage.span.start : mention.span.start]
        if day is None or day != mention.latest or mention.relation != "on" or _OFF.search(before):
            continue
        clause = _name_clause(mention, excerpt, material)
        if is_to_come(mention, excerpt.day, material.today) and not is_called_off(clause, material):
            yield day, mention


def _name_clause(mention: DateMention, excerpt: Excerpt, material: Material) -> Day:
    """The clause that names a day; the sentence, where the day stands at its beginning."""
    sentence = excerpt.passage.span
    whole = Day(material.today, "", cite(excerpt.article, sentence.start, sentence.end), excerpt)
    return name_day(mention, excerpt, material.edition) or whole


def _schedule(day: date, mention: DateMention, excerpt: Excerpt, material: Material) -> Scheduled:
    sentence, clause = excerpt.passage.span, _name_clause(mention, excerpt, material).words.span
    is_early = mention.span.end - sentence.start <= MOST_CHARS
    words = sentence if is_early else cite(excerpt.article, clause.start, sentence.end).span
    return Scheduled(day, mention.span, words, (excerpt,))


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
    """Whether two sentences on one day tell of one thing. The words of the day itself say nothing of that."""
    one, two = (_drop_dates(material.bag(each)) for each in (excerpt, other))
    return material.is_same_story(excerpt, other) or overlap(one, two) >= SAME


def _drop_dates(bag: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in bag if not word.isdigit() and word.capitalize() not in MONTHS)

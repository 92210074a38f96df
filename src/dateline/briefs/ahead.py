"""What's Next: only what someone announced, scheduled, demanded, threatened or expects; and what to watch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from dateline.briefs.calendar import FELL_THROUGH, write_calendar
from dateline.briefs.counting import counts, write_absence
from dateline.briefs.dates import has_passed, is_to_come
from dateline.briefs.happening import name_episode, open_episodes
from dateline.briefs.material import (
    Entry,
    Material,
    Pick,
    Told,
    computed,
    quote,
    too_long,
    weight,
)
from dateline.briefs.matter import Matter
from dateline.briefs.understood import AHEAD
from dateline.languages import LANGUAGES, read_number
from dateline.records import DateMention, Excerpt, Modality, Sentence
from dateline.text import overlap

AHEAD_DAYS = 60  # an announcement older than this is history unless it names a day still to come
FRESH_DAYS, SALIENT = 45, 0.25  # what is older has to be about the matter of now
WHOLLY = 0.6  # about the situation
DEMAND_DAYS = 30  # a call for calm is no outlook after that
LEAST_DAYS = 14
SCHEDULED_DAYS = 3 * 365
N_AHEAD = 3
AHEAD_WORDS = 30
LOOKS_AHEAD = 0.5  # where the reader too takes what is told for planned, demanded, threatened or expected
OVERTAKEN = 0.34  # share of content words with a later report; set on talks, ceasefires and deadlines of 2025
_TERM = re.compile(r"\b(?P<n>\w+)-(?P<unit>hour|day|week|month)\b", re.IGNORECASE)  # "a five-day ceasefire"
_TERM_OF_PRISON = re.compile(r"\b(?:will|to) (?:serve|spend)\b.{0,60}\b(?:sentence|prison|jail|parole|bars)\b")
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30}
_ORDER = {Modality.PLANNED: 1.5, Modality.THREATENED: 1.2, Modality.DEMANDED: 1.0, Modality.EXPECTED: 1.0}


def write_ahead(material: Material, told: Told, matter: Matter) -> list[Entry]:
    """The section's entries; one line that says so when no source looks ahead."""
    scored = sorted(
        ((score, e) for e in material.days_back(SCHEDULED_DAYS) if (score := _score(e, material, matter)) > 0),
        key=lambda pair: (-pair[0], pair[1].order),
    )
    chosen: list[Pick] = []
    for _, excerpt in scored:
        if len(chosen) < N_AHEAD * material.length.breadth and not told.has(excerpt, 0.45):
            told.add(excerpt)
            chosen.append(_pick(excerpt, material))
    days = write_calendar(material, matter, _choose_dated(material, chosen))
    watch = _write_watch(material)
    ranked = sorted(enumerate(chosen), key=lambda pair: pair[1].excerpt.order)
    entries = [Entry(9.0 - rank, pick) for rank, pick in ranked]
    entries += [Entry(7.7, days)] if days else []
    entries = entries or [Entry(10.0, _say_nothing(material))]
    return [*entries, Entry(6.4 if chosen else 9.0, watch)] if watch else entries


def _pick(excerpt: Excerpt, material: Material) -> Pick:
    holds = _keeps_outlook(excerpt, material)
    return Pick(excerpt=excerpt, limit=AHEAD_WORDS, must_hold=holds, needs_source=True)


def _choose_dated(material: Material, picks: Sequence[Pick]) -> Iterator[Excerpt]:
    """What names a day to come and may still come about, but for what is quoted anyway."""
    quoted = [pick.excerpt for pick in picks]
    return (one for one in list_dated(material) if one not in quoted and not is_overtaken(one, material))


def list_dated(material: Material) -> Iterator[Excerpt]:
    """What names a day to come, in order of publication."""
    for excerpt in material.days_back(SCHEDULED_DAYS):
        is_dated = any(is_to_come(found, excerpt.day, material.today) for found in material.dates(excerpt))
        is_news = weight(excerpt) >= 0 and material.is_central(excerpt) and not material.is_unreal(excerpt)
        if is_dated and is_news:
            yield excerpt


def _score(excerpt: Excerpt, material: Material, matter: Matter) -> float:
    """How much the excerpt tells of what is to come; 0 when it does not, or when the day has passed."""
    passage = excerpt.passage
    if not material.stands_alone(excerpt) or weight(excerpt) < 0 or not material.is_central(excerpt):
        return 0.0
    if material.is_unreal(excerpt) or _TERM_OF_PRISON.search(excerpt.text):
        return 0.0
    is_scheduled = bool(_to_come(excerpt, material))
    age = (material.today - excerpt.day).days
    if passage.modality is Modality.HAPPENED and not is_scheduled:
        return 0.0
    salience = matter.salience(excerpt)
    if salience < SALIENT and material.centrality(excerpt, excerpt.text) < WHOLLY:
        return 0.0
    if not is_scheduled and age > _hold_days(excerpt, material, matter):
        return 0.0
    if (_has_passed(excerpt, material) and not is_scheduled) or is_overtaken(excerpt, material):
        return 0.0
    return (
        1.0
        + _ORDER.get(passage.modality, 0.5)
        + (2.0 if is_scheduled else 0.0)
        + (LOOKS_AHEAD if any(event.modality in AHEAD for event in material.events(excerpt)) else 0.0)
        + 0.3 * weight(excerpt)
        + 2.0 * salience
        + 1.0 * material.centrality(excerpt, excerpt.text)
        + 0.3 * (min(4, len(excerpt.article.citations)) - 1)
        - 2.5 * min(1.0, age / FRESH_DAYS)
        - 0.3 * passage.position
        - too_long(excerpt, AHEAD_WORDS)
    )


def _hold_days(excerpt: Excerpt, material: Material, matter: Matter) -> int:
    """How old what nobody dated may be: where much happens, what was planned before that is overtaken."""
    most = AHEAD_DAYS if matter.salience(excerpt) >= SALIENT else FRESH_DAYS
    most = min(most, DEMAND_DAYS) if excerpt.passage.modality is Modality.DEMANDED else most
    return max(LEAST_DAYS, min(most, (material.today - matter.start).days))


def _to_come(excerpt: Excerpt, material: Material) -> list[DateMention]:
    """The dates of the excerpt that are still to come. What is told as done "until 2030" is no outlook."""
    is_done = excerpt.passage.modality is Modality.HAPPENED
    found = (found for found in material.dates(excerpt) if is_to_come(found, excerpt.day, material.today))
    return [date for date in found if date.earliest is not None or not is_done]


def _keeps_outlook(excerpt: Excerpt, material: Material) -> Callable[[str], bool]:
    """A shortened sentence stays about the situation, and keeps a day to come where it has one."""
    is_about, dates = material.still_about(excerpt), _to_come(excerpt, material)
    return lambda text: is_about(text) and (not dates or any(date.span.quote in text for date in dates))


def _has_passed(excerpt: Excerpt, material: Material) -> bool:
    """Whether a day or a term that the excerpt sets is over."""
    if any(has_passed(found, excerpt.day, material.today) for found in material.dates(excerpt)):
        return True
    term = _TERM.search(excerpt.text)
    if term is None:
        return False
    days = read_number(term["n"], LANGUAGES["en"]) * _UNIT_DAYS[term["unit"].casefold()]
    return material.today - excerpt.day > timedelta(days=max(days, 1))


def is_overtaken(excerpt: Excerpt, material: Material, repeats: Sequence[Excerpt] = ()) -> bool:
    """Whether a later report tells of the same matter that it came about, fell through or was replaced; those that only
    repeat it do not count."""
    own = material.bag(excerpt)
    return any(
        other.day > excerpt.day
        and other not in repeats
        and overlap(own, material.bag(other)) >= OVERTAKEN
        and (other.passage.modality is Modality.HAPPENED or FELL_THROUGH.search(other.text))
        for other in material.since(excerpt.day)
    )


def _say_nothing(material: Material) -> Sentence:
    return write_absence(
        material,
        AHEAD_DAYS,
        series="reports that look ahead",
        column="n_looking_ahead",
        part="ahead",
    )


def _write_watch(material: Material) -> Sentence | None:
    """What to watch: the episodes that no report has closed."""
    running = open_episodes(material)[:3]
    if not running:
        return None
    edition = material.edition
    names = dict.fromkeys(
        edition.say("ahead.watched", name=edition.episode(one.kind, name_episode(one)), last=one.last.day)
        for one in running
    )
    rows = tuple(
        (("episode", e.name), ("start", e.started.day.isoformat()), ("last_reported", e.last.day.isoformat()))
        for e in running
    )
    text = edition.say("ahead.watch", listed=edition.list_up(names))
    return computed(text, *(quote(episode.last) for episode in running), counts("open episodes", rows, material))

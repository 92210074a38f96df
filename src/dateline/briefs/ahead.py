"""What's Next: only what someone announced, scheduled, demanded, threatened or expects; and what to watch."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.briefs.counting import counts, write_absence
from dateline.briefs.dates import find_explicit_dates
from dateline.briefs.happening import open_episodes
from dateline.briefs.material import (
    Entry,
    Material,
    Pick,
    Told,
    computed,
    quote,
    stands_alone,
    too_long,
    weight,
)
from dateline.languages import LANGUAGES, read_number
from dateline.moments import write_day
from dateline.records import Excerpt, Modality, Sentence
from dateline.text import overlap

AHEAD_DAYS = 60  # an announcement older than this is history unless it names a day still to come
SCHEDULED_DAYS = 3 * 365
N_AHEAD = 3
AHEAD_WORDS = 30
OVERTAKEN = 0.34  # share of content words with a later report; set on talks, ceasefires and deadlines of 2025
_DEADLINE = re.compile(r"\bwithin (?P<n>a|an|[\w-]+) (?P<unit>hour|day|week|month)s?\b", re.IGNORECASE)
_TERM = re.compile(r"\b(?P<n>\w+)-(?P<unit>hour|day|week|month)\b", re.IGNORECASE)  # "a five-day ceasefire"
# Days after which what was said to come this way has come, or has not.
_SOON = (
    (re.compile(r"\b(?:today|tonight|tomorrow|overnight|in the coming hours)\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:this|that|at the|over the|later this) (?:weekend|week)\b", re.IGNORECASE), 7),
    (re.compile(r"\b(?:on|next|this|from|until|by) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"), 7),
    (re.compile(r"\bnext (?:weekend|week)\b", re.IGNORECASE), 14),
    (re.compile(r"\b(?:this|later this) month\b", re.IGNORECASE), 31),
)
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30}
_FELL_THROUGH = re.compile(r"\b(?:withdr\w+|reject\w*|collaps\w+|cancel\w*|postpon\w+|refus\w+|expir\w+|scrap\w*)\b")
_ORDER = {Modality.PLANNED: 1.5, Modality.THREATENED: 1.2, Modality.DEMANDED: 1.0, Modality.EXPECTED: 1.0}


def write_ahead(material: Material, told: Told) -> list[Entry]:
    """The section's entries; one line that says so when no source looks ahead."""
    scored = sorted(
        ((score, e) for e in material.days_back(SCHEDULED_DAYS) if (score := _score(e, material)) > 0),
        key=lambda pair: (-pair[0], pair[1].order),
    )
    chosen: list[Pick] = []
    for _, excerpt in scored:
        if len(chosen) < N_AHEAD and not told.has(excerpt, 0.45):
            told.add(excerpt)
            chosen.append(
                Pick(
                    excerpt=excerpt,
                    limit=AHEAD_WORDS,
                    must_hold=material.still_about(excerpt),
                    needs_source=True,
                )
            )
    chosen.sort(key=lambda pick: pick.excerpt.order)
    watch = _write_watch(material)
    entries = [Entry(7.8 - rank, pick) for rank, pick in enumerate(chosen)] or [Entry(10.0, _say_nothing(material))]
    return [*entries, Entry(7.35, watch)] if watch else entries


def _score(excerpt: Excerpt, material: Material) -> float:
    """How much the excerpt tells of what is to come; 0 when it does not, or when the day has passed."""
    passage = excerpt.passage
    if not stands_alone(excerpt) or weight(excerpt) < 0 or not material.is_about(excerpt):
        return 0.0
    dates = find_explicit_dates(excerpt.text, excerpt.day)
    is_scheduled = any(day > material.today for day in dates)
    age = (material.today - excerpt.day).days
    if passage.modality is Modality.HAPPENED and not is_scheduled:
        return 0.0
    if age > AHEAD_DAYS and not is_scheduled:
        return 0.0
    if (_has_passed(excerpt, dates, material.today) and not is_scheduled) or _is_overtaken(excerpt, material):
        return 0.0
    return (
        1.0
        + _ORDER.get(passage.modality, 0.5)
        + (2.0 if is_scheduled else 0.0)
        + 0.3 * weight(excerpt)
        + 1.0 * material.centrality(excerpt, excerpt.text)
        + 0.3 * (min(4, len(excerpt.article.citations)) - 1)
        - 2.5 * min(1.0, age / AHEAD_DAYS)
        - 0.3 * passage.position
        - too_long(excerpt, AHEAD_WORDS)
    )


def _has_passed(excerpt: Excerpt, dates: list[date], today: date) -> bool:
    """Whether a day or a deadline that the excerpt sets is over."""
    if any(excerpt.day < day <= today for day in dates):
        return True
    age = today - excerpt.day
    if any(age >= timedelta(days=days) and soon.search(excerpt.text) for soon, days in _SOON):
        return True
    deadline = _DEADLINE.search(excerpt.text) or _TERM.search(excerpt.text)
    if deadline is None:
        return False
    days = read_number(deadline["n"], LANGUAGES["en"]) * _UNIT_DAYS[deadline["unit"].casefold()]
    return age > timedelta(days=max(days, 1))


def _is_overtaken(excerpt: Excerpt, material: Material) -> bool:
    """Whether a later report tells of the same matter that it came about, fell through or was replaced."""
    own = material.bag(excerpt)
    return any(
        other.day > excerpt.day
        and overlap(own, material.bag(other)) >= OVERTAKEN
        and (other.passage.modality is Modality.HAPPENED or _FELL_THROUGH.search(other.text))
        for other in material.since(excerpt.day)
    )


def _say_nothing(material: Material) -> Sentence:
    return write_absence(
        material,
        AHEAD_DAYS,
        series="reports that look ahead",
        column="n_looking_ahead",
        looked_for="looks ahead",
        text="No announcement, demand, threat or expectation beyond those above was found that can be told by itself.",
    )


def _write_watch(material: Material) -> Sentence | None:
    """What to watch: the episodes that no report has closed."""
    running = open_episodes(material)[:3]
    if not running:
        return None
    names = dict.fromkeys(f"the {episode.name}, last reported on {write_day(episode.last.day)}" for episode in running)
    rows = tuple(
        (("episode", e.name), ("start", e.started.day.isoformat()), ("last_reported", e.last.day.isoformat()))
        for e in running
    )
    text = f"To watch: {'; '.join(names)}."
    return computed(text, *(quote(episode.last) for episode in running), counts("open episodes", rows, material))

"""The latest developments: what an analyst would lead with."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dateline.briefs.compress import n_words
from dateline.briefs.dates import has_passed, lies_ahead
from dateline.briefs.echoes import Echoes
from dateline.briefs.material import (
    LONG_APART,
    Entry,
    Material,
    Pick,
    Told,
    count_reports,
    find_support,
    looks_broken,
    tell_apart,
    too_long,
    weight,
)
from dateline.briefs.matter import ENOUGH_REPORTS, Matter
from dateline.languages import LANGUAGES, main_part
from dateline.records import Episode, Excerpt, Modality
from dateline.text import overlap

# As many of the latest as usual, and one more for every so many reports of the window beyond what it needs: a situation
# that moves fast is told step by step. Set on 22 situations of 2013 to 2025 that readers judged blind.
N_LATEST, MOST_LATEST, REPORTS_FOR_ONE_MORE = 8, 14, 3
N_ROUTINE = 2  # at most so many that tell of one more attack or accident
MANY_DEATHS = 10  # with so many or more, the gravest of the window is no routine
LATEST_WORDS = 24
# A plan or demand is news only when what it is about weighs so much; else it waits for What's Next. What is so much of
# the matter is never routine. What scores less than the least is told only where it is among the first two.
WEIGHTY, SALIENT = 3.4, 0.5
LEAST_SCORE, ANYWAY = 2.5, 2
LONGLIST, SHORTLIST = 200, 40  # excerpts looked at for reports with a sentence alike, and for those that tell the same
ECHO = 1.0  # what a sentence gains when as many reports again tell the same
ROUTINE = frozenset({"violence", "toll", "disaster", "protest", "diplomacy", "arrests"})
_ANSWER = re.compile(r"\s*(?:However|But|In response|Both sides)\b")
_NEXT = re.compile(r",? and (?=\w+s\b)|; ")  # where the same subject does a second thing
FIRST_WORDS = 5
_BEFORE_DAYS = 60
_RECENT_START = timedelta(days=180)


def choose_latest(material: Material, matter: Matter, ongoing: Sequence[Episode]) -> list[Entry]:
    """The developments to lead with, and how what goes on began, in the order they were reported.

    Among them is the last report there is, where it is news.
    """
    recent = [e for e in material.since(matter.start) if _is_news(e, material)]
    if not recent:
        recent = [e for e in material.excerpts if _is_news(e, material)][-2 * N_LATEST * material.length.breadth :]
    begun = [
        e.started
        for e in ongoing
        if material.stands_alone(e.started) and material.today - e.started.day <= _RECENT_START
    ]
    ranked = [_latest_of(excerpt, recent, material) for excerpt in _rank(recent, material, matter)]
    most = _count_latest(material, matter.start)
    chosen = _fill([*begun, *_last_report(recent, material), *ranked], material, matter, most)
    entries = [
        (
            e,
            rank,
            Pick(
                excerpt=e,
                support=find_support(e, recent, material),
                limit=LATEST_WORDS,
                must_hold=material.still_about(e),
            ),
        )
        for rank, e in enumerate(chosen)
    ]
    entries.sort(key=lambda entry: (entry[0].published_at, entry[1]))
    return [Entry(10.0 - 0.18 * rank, pick) for _, rank, pick in entries]


def _count_latest(material: Material, start: date) -> int:
    """How many developments to lead with."""
    beyond = count_reports(material.since(start)) - ENOUGH_REPORTS
    return min(MOST_LATEST, N_LATEST + max(0, beyond) // REPORTS_FOR_ONE_MORE) * material.length.breadth


def _fill(candidates: Sequence[Excerpt], material: Material, matter: Matter, most: int) -> list[Excerpt]:
    """The first that tell something new, few of them routine and beside the matter; where they are too few, what their
    reports tell besides."""
    chosen: list[Excerpt] = []
    told = Told(material)
    n_routine = 0
    first: dict[str, Excerpt] = {}
    for excerpt in candidates:
        known = first.setdefault(excerpt.article.article_id, excerpt)
        if excerpt.passage.position == 0 < known.passage.position:
            first[excerpt.article.article_id] = excerpt  # a report is told by its lead, in the place of its best
    gravest = max((e.passage.deaths for e in first.values()), default=0)
    for excerpt in (*first.values(), *candidates):
        is_gravest = excerpt.passage.deaths == gravest >= MANY_DEATHS
        is_one_more = tells_routine(excerpt) and matter.salience(excerpt) < SALIENT and not is_gravest
        if len(chosen) == most or told.has(excerpt, 0.4):
            continue
        if is_one_more and n_routine == N_ROUTINE:
            continue
        n_routine += is_one_more
        chosen.append(excerpt)
        told.add(excerpt)
    return chosen


def tells_routine(excerpt: Excerpt) -> bool:
    """Whether all that a sentence tells happens every week somewhere: one more attack, crash or arrest."""
    return bool(excerpt.passage.acts) and ROUTINE.issuperset(excerpt.passage.acts)


def _last_report(recent: Sequence[Excerpt], material: Material) -> list[Excerpt]:
    """The last report, when it tells an act and is wholly about the situation."""
    last = [e for e in recent if e.day == recent[-1].day and e.passage.acts and e.passage.position == 0]
    last = [e for e in last if material.centrality(e, main_part(e.text, LANGUAGES["en"])) >= 1.0]
    return sorted(last, key=lambda e: (too_long(e, LATEST_WORDS) - weight(e), e.article.article_id))[:1]


def _rank(recent: Sequence[Excerpt], material: Material, matter: Matter) -> list[Excerpt]:
    before = [
        material.bag(e)
        for e in material.excerpts
        if matter.start - timedelta(days=_BEFORE_DAYS) <= e.day < matter.start
    ][-200:]
    echoes = Echoes(material, material.since(matter.start))
    scored = sorted(((_score(e, material, before, matter), e) for e in recent), key=_by_score)[:LONGLIST]
    scored = sorted(((score + ECHO * math.log2(1 + echoes.count(e)), e) for score, e in scored), key=_by_score)
    scored = [(score + 0.5 * len(find_support(e, recent, material)), e) for score, e in scored[:SHORTLIST]]
    ranked = sorted(scored, key=_by_score)
    return [excerpt for rank, (score, excerpt) in enumerate(ranked) if score >= LEAST_SCORE or rank < ANYWAY]


def _latest_of(excerpt: Excerpt, recent: Sequence[Excerpt], material: Material) -> Excerpt:
    """The last report that tells the same thing at least as weightily: a deal supersedes the talks about it."""
    own = material.bag(excerpt)
    later = [
        other
        for other in recent
        if timedelta(0) < other.day - excerpt.day <= LONG_APART
        and weight(other) >= weight(excerpt)
        and overlap(own, material.bag(other)) >= 0.4
        and not tell_apart(excerpt, other, material)
    ]
    return max(later, key=lambda other: other.order, default=excerpt)


def _is_answered(excerpt: Excerpt) -> bool:
    """Whether the report goes on with "However": without that, the sentence tells one side."""
    return _ANSWER.match(excerpt.article.text, excerpt.passage.span.end) is not None


def _by_score(scored: tuple[float, Excerpt]) -> tuple[float, datetime, str, int]:
    score, excerpt = scored
    return -score, *excerpt.order, excerpt.passage.position


def _is_news(excerpt: Excerpt, material: Material) -> bool:
    if not material.stands_alone(excerpt) or weight(excerpt) < 0 or not material.is_about(excerpt):
        return False
    is_overtaken = any(
        lies_ahead(found, excerpt.day) and has_passed(found, excerpt.day, material.today)
        for found in material.dates(excerpt)
    )
    is_done = excerpt.passage.modality is Modality.HAPPENED or _tells_first(excerpt)
    return is_done or (weight(excerpt) >= WEIGHTY and not is_overtaken)


def _tells_first(excerpt: Excerpt) -> bool:
    """Whether a plan or demand comes second to what was done: "dissolves the Congress and calls for elections"."""
    first, english = _NEXT.split(excerpt.text, maxsplit=1)[0], LANGUAGES["en"]
    if first == excerpt.text or n_words(first) < FIRST_WORDS:
        return False
    has_verb = english.finite_verbs.search(first) or any(act.search(first) for act in english.acts.values())
    return bool(has_verb) and not any(cue.search(first) for cue in english.modalities.values())


def _score(excerpt: Excerpt, material: Material, before: Sequence[frozenset[str]], matter: Matter) -> float:
    passage, own = excerpt.passage, material.bag(excerpt)
    main = main_part(excerpt.text, LANGUAGES["en"])
    age = (material.today - excerpt.day).days / max(1, (material.today - matter.start).days)
    novelty = 1 - max((overlap(own, other) for other in before), default=0.0)
    return (
        weight(excerpt)
        + 1.2 * math.log10(passage.deaths + 1)
        + 0.6 * (min(5, len(excerpt.article.citations)) - 1)
        + 1.5 * novelty
        + 4.0 * material.centrality(excerpt, main)
        - 2.0
        + 4.0 * matter.salience(excerpt)
        - too_long(excerpt, LATEST_WORDS)
        - (1.5 if looks_broken(excerpt.text) else 0.0)
        - (0.8 if _is_answered(excerpt) else 0.0)
        - 2.5 * age
        - 0.8 * min(passage.position, 3)
        - (1.0 if passage.modality is not Modality.HAPPENED else 0.0)
    )

"""What's Happening: the latest developments, what still goes on, then the way here, oldest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateline.briefs.changes import write_changes
from dateline.briefs.counting import counts
from dateline.briefs.differing import put_beside
from dateline.briefs.latest import choose_latest, tells_routine
from dateline.briefs.material import Entry, Material, Pick, Told, computed, quote, too_long, weight
from dateline.briefs.matter import Matter
from dateline.languages import LANGUAGES
from dateline.records import (
    Episode,
    Excerpt,
    Modality,
    RowEvidence,
    Sentence,
    TurningPoint,
)

N_BACKGROUND = 4
N_RECENT = 3  # of them from the year before the latest developments
RECENT_PAST = timedelta(days=365)
# What the matter of now goes back to, with how salient it has to be. Looked at on 15 situations of 2010 to 2019.
ANTECEDENT, N_ANTECEDENTS = timedelta(days=180), 2
ALIKE, WHOLLY_ALIKE = 0.45, 0.6  # from here on even one more attack is one
BACKGROUND_WORDS = 26
# A turning point with less is told in no brief: a climate talk, a ban on bullfighting. Looked at on 22 situations of
# 2013 to 2019 with the weight below.
LEAST_SCORE = 5.0
GREAT = 5.0  # an act of this weight (power, war, withdrawal) is background whoever is named
_DEATH = re.compile(r"\b(?:dies|died|dead at|at the age of)\b")
MATTER_WEIGHT = 3.0  # what a turning point gains that is wholly about what the reports of now are about
NAMES_WEIGHT = 1.0  # what it gains that names whom or what the reports of now name
YEARLY = 0.1  # what it loses for every year that it lies back
SILENT_DAYS = 90  # without a report, and the brief opens with that
# An episode is called ongoing when it was reported in the last month, and thrice, or in the last fortnight.
ONGOING_DAYS = 31
LATELY_DAYS = 14
SURELY = timedelta(days=7)  # what was last told longer ago has to have been told for as long: a curfew of two days ends
# Kinds that "the X has lasted N days" can be said of; talks and missions are known by other words than their kind's.
TOLD_KINDS = frozenset({"blockade", "siege", "curfew", "emergency", "shutdown", "outbreak", "strike"})


def write_happening(material: Material, told: Told, matter: Matter) -> list[Entry]:
    """The section's entries; `told` grows by what they tell."""
    ongoing = open_episodes(material)[:2]
    latest = choose_latest(material, matter, ongoing)
    for entry in latest:
        if isinstance(entry.content, Pick):
            told.add(entry.content.excerpt)
    lasting = [
        Entry(8.5, sentence) for episode in ongoing if (sentence := _write_ongoing(episode, material)) is not None
    ]
    latest = put_beside(latest, material, told)
    changes = write_changes(material, told)
    background = _choose_background(material, matter, told)
    silence = _write_silence(material)
    return [*([Entry(10.0, silence)] if silence else []), *latest, *lasting, *changes, *background]


def _write_silence(material: Material) -> Sentence | None:
    """Says first that nothing is new, where no report of the last months was found."""
    days, last = SILENT_DAYS, material.excerpts[-1]
    if material.days_back(days):
        return None
    row = (("last_reported", last.day.isoformat()), ("as_of", material.today.isoformat()), ("days", days))
    text = material.edition.say("happening.silence", days=days, last=last.day)
    return computed(text, quote(last), counts("reports of the last days", ((*row, ("n_reports", 0)),), material))


def _choose_background(material: Material, matter: Matter, told: Told) -> list[Entry]:
    """The turning points that were not told above, oldest first; those that weigh most for the matter of now are kept
    longest."""
    breadth, start = material.length.breadth, matter.start
    recent = [p for p in material.turning_points(start, 3 * N_RECENT * breadth) if p.excerpt.day >= start - RECENT_PAST]
    older = material.turning_points(start - RECENT_PAST, 3 * N_BACKGROUND * breadth)
    best = _best([_weigh(p, matter, material.today) for p in recent], N_RECENT * breadth, told, matter)
    older = [_weigh(p, matter, material.today) for p in older]
    best += _best(older, N_BACKGROUND * breadth - len(best), told, matter)
    best.sort(key=lambda point: -point.score)
    chosen = [*_find_antecedents(material, matter, told), *(point.excerpt for point in best)]
    entries = [(e, Entry(8.3 - 0.3 * rank, _pick_background(e, material))) for rank, e in enumerate(chosen)]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0].order)]


def _pick_background(excerpt: Excerpt, material: Material) -> Pick:
    return Pick(excerpt=excerpt, limit=BACKGROUND_WORDS, must_hold=_keeps(excerpt, material))


def _find_antecedents(material: Material, matter: Matter, told: Told) -> list[Excerpt]:
    """What the matter of now goes back to: what the months before tell in the same words, whatever it weighs."""
    months = [e for e in material.since(matter.start - ANTECEDENT) if e.day < matter.start]
    alike = [e for e in months if matter.salience(e) >= ALIKE and material.stands_alone(e) and material.is_central(e)]
    chosen: list[Excerpt] = []
    for excerpt in sorted(alike, key=lambda e: (-matter.salience(e), e.order)):
        is_done = excerpt.passage.modality is Modality.HAPPENED and not material.is_unreal(excerpt)
        is_one_more = tells_routine(excerpt) and matter.salience(excerpt) < WHOLLY_ALIKE
        is_fit = is_done and weight(excerpt) >= 0 and not is_one_more
        if len(chosen) < N_ANTECEDENTS and is_fit and not told.has(excerpt):
            told.add(excerpt)
            chosen.append(excerpt)
    return chosen


def _weigh(point: TurningPoint, matter: Matter, today: date) -> TurningPoint:
    """The turning point with the weight that it has for the matter of now."""
    gained = MATTER_WEIGHT * matter.salience(point.excerpt) + NAMES_WEIGHT * matter.names_alike(point.excerpt)
    return replace(point, score=point.score + gained - YEARLY * (today - point.excerpt.day).days / 365)


def _best(points: list[TurningPoint], limit: int, told: Told, matter: Matter) -> list[TurningPoint]:
    """The weightiest that stand alone, are told as done and were not told."""
    material = told.material
    chosen: list[TurningPoint] = []
    for point in sorted(points, key=lambda point: too_long(point.excerpt, BACKGROUND_WORDS) - point.score):
        is_fit = material.stands_alone(point.excerpt) and not material.is_unreal(point.excerpt)
        is_fit &= _is_great(point.excerpt) or matter.names_alike(point.excerpt)
        if len(chosen) < limit and is_fit and point.score >= LEAST_SCORE and not told.has(point.excerpt):
            told.add(point.excerpt)
            chosen.append(point)
    return chosen


def _is_great(excerpt: Excerpt) -> bool:
    """Whether it tells of power seized, a war begun, troops withdrawn; the death of one who ruled long ago is none."""
    return weight(excerpt) >= GREAT and _DEATH.search(excerpt.text) is None


def _keeps(excerpt: Excerpt, material: Material) -> Callable[[str], bool]:
    """A turning point stays about the situation, and keeps its word of a coup where it has one."""
    power = LANGUAGES["en"].mentions["seizure_of_power"]
    tells_of_power = power.search(excerpt.text) is not None
    return lambda text: (
        material.centrality(excerpt, text) > 0 and (not tells_of_power or power.search(text) is not None)
    )


def open_episodes(material: Material) -> list[Episode]:
    """Episodes that nothing says have ended and that were reported lately, the most reported first; of a name one."""
    horizon = material.today - timedelta(days=ONGOING_DAYS)
    lately = material.today - timedelta(days=LATELY_DAYS)
    running = [
        e
        for e in material.episodes
        if e.kind in TOLD_KINDS
        and e.n_excerpts > 1
        and e.ended is None
        and e.last.day >= horizon
        and (e.n_excerpts >= 3 or e.last.day >= lately)
        and material.today - e.last.day <= max(SURELY, e.last.day - e.started.day)
    ]
    ranked = sorted(running, key=lambda e: (-e.n_excerpts, e.started.published_at))
    first: dict[str, Episode] = {}
    for episode in ranked:
        first.setdefault(name_episode(episode), episode)
    return list(first.values())


def _write_ongoing(episode: Episode, material: Material) -> Sentence | None:
    """How long an episode has lasted, from the report that begins it to today, and when it was last reported."""
    days = (material.today - episode.started.day).days
    if days < 7:
        return None
    counted = RowEvidence(
        series="days from first report",
        rows=(
            (
                ("start", episode.started.day.isoformat()),
                ("last_reported", episode.last.day.isoformat()),
                ("as_of", material.today.isoformat()),
                ("days", days),
                ("n_reports", episode.n_excerpts),
            ),
        ),
        source="the reports cited here",
        released_at=episode.last.day,
    )
    name = material.edition.episode(episode.kind, name_episode(episode))
    begun, last = episode.started.day, episode.last.day
    text = material.edition.say("happening.lasting", begun=begun, name=name, days=days, last=last)
    return computed(text, quote(episode.started), quote(episode.last), counted)


def name_episode(episode: Episode) -> str:
    """An outbreak that is known by its disease alone ("COVID-19") is called one."""
    is_disease = episode.kind == "outbreak" and not episode.name.endswith(("outbreak", "epidemic"))
    return f"{episode.name} outbreak" if is_disease else episode.name

"""What's Happening: the latest developments, what still goes on, then the way here, oldest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateline.briefs.changes import write_changes
from dateline.briefs.differing import put_beside
from dateline.briefs.latest import choose_latest, window_start
from dateline.briefs.material import Entry, Material, Pick, Told, computed, quote, too_long
from dateline.languages import LANGUAGES
from dateline.moments import write_day
from dateline.records import (
    Episode,
    Excerpt,
    RowEvidence,
    Sentence,
    TurningPoint,
)

N_BACKGROUND = 6
N_RECENT = 4  # of them from the year before the latest developments
RECENT_PAST = timedelta(days=365)
BACKGROUND_WORDS = 26
# An episode is called ongoing when it was reported in the last month, and thrice, or in the last fortnight.
ONGOING_DAYS = 31
LATELY_DAYS = 14
# Kinds that "the X has lasted N days" can be said of; talks and missions are known by other words than their kind's.
TOLD_KINDS = frozenset({"blockade", "siege", "curfew", "emergency", "shutdown", "outbreak", "strike"})


def write_happening(material: Material, told: Told) -> list[Entry]:
    """The section's entries; `told` grows by what they tell."""
    start = window_start(material)
    ongoing = open_episodes(material)[:2]
    latest = choose_latest(material, start, ongoing)
    for entry in latest:
        if isinstance(entry.content, Pick):
            told.add(entry.content.excerpt)
    lasting = [
        Entry(8.5, sentence) for episode in ongoing if (sentence := _write_ongoing(episode, material.today)) is not None
    ]
    latest = put_beside(latest, material, told)
    changes = write_changes(material, told)
    background = _choose_background(material, start, told)
    return [*latest, *lasting, *changes, *background]


def _choose_background(material: Material, start: date, told: Told) -> list[Entry]:
    """The turning points that were not told above, oldest first; the weightiest are kept longest."""
    recent = [
        p
        for p in material.turning_points(start, 2 * N_RECENT * material.length.breadth)
        if p.excerpt.day >= start - RECENT_PAST
    ]
    older = material.turning_points(start - RECENT_PAST, 2 * N_BACKGROUND * material.length.breadth)
    best = _best(recent, N_RECENT * material.length.breadth, told, material)
    best += _best(older, N_BACKGROUND * material.length.breadth - len(best), told, material)
    best.sort(key=lambda point: -point.score)
    entries = [
        (
            point.excerpt,
            Entry(
                8.4 - 0.35 * rank,
                Pick(excerpt=point.excerpt, limit=BACKGROUND_WORDS, must_hold=_keeps(point.excerpt, material)),
            ),
        )
        for rank, point in enumerate(best)
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0].order)]


def _best(points: list[TurningPoint], limit: int, told: Told, material: Material) -> list[TurningPoint]:
    """The weightiest that stand alone, are told as done, and were not told."""
    chosen: list[TurningPoint] = []
    for point in sorted(points, key=lambda point: too_long(point.excerpt, BACKGROUND_WORDS) - point.score):
        is_fit = material.stands_alone(point.excerpt) and not material.is_unreal(point.excerpt)
        if len(chosen) < limit and is_fit and not told.has(point.excerpt):
            told.add(point.excerpt)
            chosen.append(point)
    return chosen


def _keeps(excerpt: Excerpt, material: Material) -> Callable[[str], bool]:
    """A turning point stays about the situation, and keeps its word of a coup where it has one."""
    power = LANGUAGES["en"].mentions["seizure_of_power"]
    tells_of_power = power.search(excerpt.text) is not None
    return lambda text: (
        material.centrality(excerpt, text) > 0 and (not tells_of_power or power.search(text) is not None)
    )


def open_episodes(material: Material) -> list[Episode]:
    """Episodes that nothing says have ended and that were reported lately, the most reported first."""
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
    ]
    return sorted(running, key=lambda e: (-e.n_excerpts, e.started.published_at))


def _write_ongoing(episode: Episode, today: date) -> Sentence | None:
    """How long an episode has lasted, from the report that begins it to today, and when it was last reported."""
    days = (today - episode.started.day).days
    if days < 7:
        return None
    counted = RowEvidence(
        series="days from first report",
        rows=(
            (
                ("start", episode.started.day.isoformat()),
                ("last_reported", episode.last.day.isoformat()),
                ("as_of", today.isoformat()),
                ("days", days),
                ("n_reports", episode.n_excerpts),
            ),
        ),
        source="the reports cited here",
        released_at=episode.last.day,
    )
    begun = write_day(episode.started.day)
    text = f"Counted from {begun}, the {_name(episode)} has lasted {days} days; no report says that it has ended."
    return computed(text, quote(episode.started), quote(episode.last), counted)


def _name(episode: Episode) -> str:
    """An outbreak that is known by its disease alone ("COVID-19") is called one."""
    is_disease = episode.kind == "outbreak" and not episode.name.endswith(("outbreak", "epidemic"))
    return f"{episode.name} outbreak" if is_disease else episode.name

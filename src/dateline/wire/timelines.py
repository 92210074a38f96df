"""Timelines, backgrounds and episodes as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline import run
from dateline.records import Episode, EpisodeState, TimelineEntry, Told

Line = dict[str, Any]


def write_entry(one: TimelineEntry) -> Line:
    """A day of a timeline."""
    return {"date": one.day, "text": one.text, "n_reports": one.n_reports, "evidence": one.evidence}


def write_background(found: Sequence[Told]) -> Line:
    """What a newcomer has to know first, a date and a span for each sentence."""
    return {
        "text": " ".join(one.span.quote for one in found),
        "dates": [one.published for one in found],
        "evidence": [one.span for one in found],
    }


def is_telling(one: Episode, today: date) -> bool:
    """Whether an episode is worth a line where not all are asked for: not what one report told of long ago."""
    return one.n_excerpts > 1 or run.tell_state(one, today) is not EpisodeState.SILENT


def write_episode(one: Episode, today: date) -> Line:
    """An episode as it stands on a day."""
    last = one.ended or one.last
    return {
        "kind": one.kind,
        "name": one.name,
        "state": run.tell_state(one, today),
        "started": one.started.day,
        "ended": one.ended.day if one.ended else None,
        "last_reported": one.last.day,
        "days": (last.day - one.started.day).days,
        "n_reports": one.n_excerpts,
        "names": sorted(one.names),
        "evidence": [one.started.passage.span, last.passage.span],
    }

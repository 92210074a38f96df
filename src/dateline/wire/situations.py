"""Situations, what is known of them in one look, and those that are suggested, as JSON."""

from __future__ import annotations

from typing import Any

from dateline import run
from dateline.codec import fields
from dateline.records import Situation
from dateline.text import slug
from dateline.wire.relations import write_bond

Line = dict[str, Any]


def write_situation(situation: Situation) -> Line:
    """A definition as it is kept."""
    return fields(situation)


def write_situation_line(situation: Situation) -> Line:
    """A situation in a list."""
    return {"situation": situation.situation_id, "title": situation.title, "countries": situation.countries}


def write_overview(found: run.Overview) -> Line:
    """A situation as of a moment in one look."""
    today = found.as_of.date()
    return {
        "as_of": found.as_of,
        "n_reports": found.n_reports,
        "n_outlets": found.n_outlets,
        "first": found.first,
        "last": found.last,
        "stories": found.stories,
        "actors": [{"name": name, "n_reports": n} for name, n in found.actors],
        "places": [{"name": name, "n_reports": n} for name, n in found.places],
        "series": found.series,
        "episodes": [
            {"kind": one.kind, "name": one.name, "started": one.started.day, "evidence": one.started.passage.span}
            for one in found.episodes
        ],
        "relations": [write_bond(one, today) for one in found.relations],
        "timeline": [{"date": one.day, "text": one.text, "evidence": one.evidence} for one in found.timeline],
    }


def write_suggestion(one: run.Suggestion) -> Line:
    """A situation that nobody defined yet, with a definition to begin with."""
    return {
        "actors": one.actors,
        "expected": round(one.expected, 2),
        "surprise": round(one.surprise, 2),
        "stories": [{"story": s.story_id, "day": s.day, "title": s.title} for s in one.stories],
        "definition": {"name": slug(one.actors[0]), "title": one.actors[0], "terms": one.actors},
    }

"""A situation as of a moment: which reports belong to it, its turning points, what is still going on."""

from __future__ import annotations

from dateline.situations.alerts import Facts, cite_opening, find_alerts
from dateline.situations.background import write_background
from dateline.situations.bonds import find_bonds, find_handovers, is_over_by, measure_confidence, name_party, tell_bond
from dateline.situations.cooperation import find_courses
from dateline.situations.definition import read_definition
from dateline.situations.direction import Signs, find_direction
from dateline.situations.episodes import find_episodes, find_terms, tell_state
from dateline.situations.question import Question, parse_question
from dateline.situations.relevance import Relevance, measure_centrality, select_articles
from dateline.situations.spread import find_spread
from dateline.situations.suggest import Sighting, Suggestion, suggest_situations
from dateline.situations.timeline import Wanted, write_timeline
from dateline.situations.turning_points import find_turning_points

__all__ = [
    "Facts",
    "Question",
    "Relevance",
    "Sighting",
    "Signs",
    "Suggestion",
    "Wanted",
    "cite_opening",
    "find_alerts",
    "find_bonds",
    "find_courses",
    "find_direction",
    "find_episodes",
    "find_handovers",
    "find_spread",
    "find_terms",
    "find_turning_points",
    "is_over_by",
    "measure_centrality",
    "measure_confidence",
    "name_party",
    "parse_question",
    "read_definition",
    "select_articles",
    "suggest_situations",
    "tell_bond",
    "tell_state",
    "write_background",
    "write_timeline",
]

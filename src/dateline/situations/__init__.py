"""A situation as of a moment: which reports belong to it, its turning points, what is still going on."""

from __future__ import annotations

from dateline.situations.background import write_background
from dateline.situations.definition import read_definition
from dateline.situations.episodes import find_episodes, tell_state
from dateline.situations.question import Question, parse_question
from dateline.situations.relevance import Relevance, measure_centrality, select_articles
from dateline.situations.timeline import Wanted, write_timeline
from dateline.situations.turning_points import find_turning_points

__all__ = [
    "Question",
    "Relevance",
    "Wanted",
    "find_episodes",
    "find_turning_points",
    "measure_centrality",
    "parse_question",
    "read_definition",
    "select_articles",
    "tell_state",
    "write_background",
    "write_timeline",
]

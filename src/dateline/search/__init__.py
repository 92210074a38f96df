"""A line that somebody typed -> a query; its words in a report -> how well it fits, and what to show of it."""

from __future__ import annotations

from dateline.search.line import parse_query, write_query
from dateline.search.ranking import Counts, measure_fit
from dateline.search.snippets import Snippet, find_marks, make_snippet

__all__ = ["Counts", "Snippet", "find_marks", "make_snippet", "measure_fit", "parse_query", "write_query"]

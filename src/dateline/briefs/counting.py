"""Counts over the reports as evidence, and the words to tell them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from dateline.briefs.material import Material
from dateline.gazetteer import find_countries
from dateline.records import Excerpt, Row, RowEvidence

HOLE = timedelta(days=365)
MIN_REPORTS = 5  # below this a share of reports says nothing


def counts(series: str, rows: tuple[Row, ...], material: Material) -> RowEvidence:
    """Counts over the reports in the store as evidence, known as of the brief's day."""
    return RowEvidence(series=series, rows=rows, source="the reports in this store", released_at=material.today)


def join(parts: list[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def countries_in(excerpt: Excerpt) -> frozenset[str]:
    """ISO2 codes of the countries that the excerpt names, directly or by their people."""
    return find_countries(excerpt.text)


def covered_since(material: Material) -> date:
    """The first day after the last hole of a year or more in the reports; counts never reach back over one."""
    days = sorted({excerpt.day for excerpt in material.excerpts})
    holes = [later for earlier, later in pairwise(days) if later - earlier >= HOLE]
    return holes[-1] if holes else days[0]

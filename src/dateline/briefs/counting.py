"""Counts over the reports as evidence, and the words to tell them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from dateline.briefs.material import Material, computed, count_reports
from dateline.editions import Edition
from dateline.gazetteer import Country, find_countries, load_countries
from dateline.records import Excerpt, Row, RowEvidence, Sentence, Situation

HOLE = timedelta(days=365)
MIN_REPORTS = 5  # below this a share of reports says nothing


def counts(series: str, rows: tuple[Row, ...], material: Material) -> RowEvidence:
    """Counts over the reports in the store as evidence, known as of the brief's day."""
    return RowEvidence(series=series, rows=rows, source="the reports in this store", released_at=material.today)


def list_countries(counted: Iterable[tuple[int, Country]], edition: Edition) -> str:
    """Algeria (12), Mauritania (9) and Niger (7)."""
    return edition.join([edition.say("beyond.numbered", name=edition.bare(country), n=n) for n, country in counted])


def countries_in(excerpt: Excerpt) -> frozenset[str]:
    """ISO2 codes of the countries that the excerpt names, directly or by their people."""
    return find_countries(excerpt.text)


def neighbours_of(situation: Situation) -> set[str]:
    """ISO2 codes of the countries that border one of the situation's, without its own."""
    bordering = {iso2 for own in situation.countries for iso2 in load_countries()[own].neighbours}
    return bordering - set(situation.countries)


def silences(material: Material) -> list[tuple[timedelta, date, date]]:
    """How long it was between each day with a report and the next, with both days, in order."""
    days = sorted({excerpt.day for excerpt in material.excerpts})
    return [(later - earlier, earlier, later) for earlier, later in pairwise(days)]


def covered_since(material: Material) -> date:
    """The first day after the last hole of a year or more in the reports; counts never reach back over one."""
    holes = [later for length, _, later in silences(material) if length >= HOLE]
    return holes[-1] if holes else material.excerpts[0].day


def write_absence(material: Material, days: int, *, series: str, column: str, part: str) -> Sentence:
    """Says that a part found nothing in the last `days` days, or that there is no report in them at all."""
    n = count_reports(material.days_back(days))
    row = (("n_reports", n), (column, 0), ("days", days))
    text = material.edition.say(f"{part}.nothing" if n else f"{part}.no_report", days=days)
    return computed(text, counts(series, (row,), material))

"""A situation as of a moment -> what is measured in its countries: the rows of each series, and what they tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from dateline import measures
from dateline.editions import EDITIONS
from dateline.gazetteer import load_countries
from dateline.records import Finding, Observation
from dateline.run.briefing import understand
from dateline.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The released rows by series, in order of period, and the findings from them, the weightiest first."""

    series: tuple[tuple[Observation, ...], ...]
    findings: tuple[Finding, ...]


def measure(store: Store, about: str, as_of: datetime, language: str = "en") -> Measured | None:
    """What was measured, and released by the moment, in the countries of a situation or question; None without one.

    `language` is one of EDITIONS; KeyError for another.
    """
    situation, as_of = understand(store, about, as_of)
    if situation is None:
        return None
    iso3 = [load_countries()[iso2].iso3 for iso2 in situation.countries]
    rows = store.view(as_of).get_observations(iso3) if iso3 else []
    series: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        series[row.series_id].append(row)
    edition = EDITIONS[language]
    findings = measures.find_findings(rows, iso3, edition) + measures.find_precedents(rows, iso3, as_of.date(), edition)
    return Measured(series=tuple(tuple(one) for _, one in sorted(series.items())), findings=tuple(findings))

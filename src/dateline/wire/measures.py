"""What is measured in the countries of a situation, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline import run
from dateline.records import Finding, Observation

Line = dict[str, Any]


def write_measured(found: run.Measured) -> Line:
    """The rows of each series, in order of period, and what they tell, the weightiest first."""
    return {
        "series": [_write_series(rows) for rows in found.series],
        "findings": [_write_finding(one) for one in found.findings],
    }


def _write_series(rows: Sequence[Observation]) -> Line:
    first = rows[0]
    return {
        "series": first.series_id,
        "iso3": first.iso3,
        "country": first.country,
        "measure": first.measure,
        "unit": first.unit,
        "rows": [
            {
                "from": one.period_start,
                "to": one.period_end,
                "value": one.value,
                "released_at": one.released_at,
                "source": one.source,
            }
            for one in rows
        ],
    }


def _write_finding(one: Finding) -> Line:
    found = one.evidence
    rows = [dict(row) for row in found.rows]
    evidence = {"series": found.series, "rows": rows, "source": found.source, "released_at": found.released_at}
    return {"kind": one.kind, "text": one.text, "evidence": evidence}

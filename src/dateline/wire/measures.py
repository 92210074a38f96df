"""What is measured in the countries of a situation, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline import run
from dateline.records import ClaimTest, Finding, Observation, RowEvidence

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
    return {"kind": one.kind, "text": one.text, "evidence": _write_rows(one.evidence)}


def _write_rows(found: RowEvidence) -> Line:
    rows = [dict(row) for row in found.rows]
    return {"series": found.series, "rows": rows, "source": found.source, "released_at": found.released_at}


def write_claim_test(one: ClaimTest) -> Line:
    """A claim and what one series says to it; `way` is that of the count: "security worsened" is up, in deaths."""
    claim = one.claim
    return {
        "outcome": one.outcome,
        "is_shaky": one.is_shaky,
        "text": one.text,
        "claim": {
            "topic": claim.topic,
            "way": claim.way,
            "is_denied": claim.is_denied,
            "iso3": claim.iso3,
            "place": claim.place,
            "speaker": claim.speaker,
            "from": claim.first,
            "to": claim.last,
            "reported": claim.excerpt.day,
            "outlet": claim.excerpt.article.outlet,
            "words": claim.words,
            "sentence": claim.excerpt.passage.span,
        },
        "evidence": _write_rows(one.evidence) if one.evidence else None,
    }

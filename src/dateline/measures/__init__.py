"""Rows of data -> findings: what a series says about a country, and to a claim, with the rows that say it."""

from __future__ import annotations

from dateline.measures.claim_tests import try_claim
from dateline.measures.findings import find_findings
from dateline.measures.precedents import find_precedents
from dateline.measures.trends import find_claims

__all__ = ["find_claims", "find_findings", "find_precedents", "try_claim"]

"""Rows of data -> findings: what a series says about a country, with the rows that say it."""

from __future__ import annotations

from dateline.measures.findings import find_findings
from dateline.measures.precedents import find_precedents

__all__ = ["find_findings", "find_precedents"]

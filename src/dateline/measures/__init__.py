"""Rows of data -> findings: what a series says about a country, with the rows that say it."""

from __future__ import annotations

from dateline.measures.findings import find_findings

__all__ = ["find_findings"]

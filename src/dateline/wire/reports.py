"""Reports with what a reader did with them, and how much a store holds, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.codec import article_to_dict, fields
from dateline.records import Article, MarkKind
from dateline.store import StoreStats

Line = dict[str, Any]


def write_report(article: Article, marks: Iterable[MarkKind]) -> Line:
    """A report as it is kept, with its marks."""
    return {**article_to_dict(article), "marks": sorted(marks)}


def write_stats(found: StoreStats) -> Line:
    """How much a store holds."""
    return {**fields(found), "languages": dict(found.languages), "outlets": dict(found.outlets)}

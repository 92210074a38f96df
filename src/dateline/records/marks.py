"""What a reader has done with a report, and a page of the stream of reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.records.reports import Article


class MarkKind(StrEnum):
    """`read`: seen through; `saved`: wanted at hand."""

    READ = "read"
    SAVED = "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Reports, the latest first, with the marks of each; `after` leads on to the next page, empty on the last."""

    articles: tuple[Article, ...]
    marks: dict[str, frozenset[MarkKind]]
    after: str = ""

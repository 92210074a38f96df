"""The unit of evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The unit of evidence: `quote` is exactly `text[start:end]` of the article."""

    article_id: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"span {self.start}:{self.end} does not fit its quote")

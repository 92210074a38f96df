"""What every facet of the check is given, and the reasons that it may give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.checking.matching import LEAST, Hit, Matching
from dateline.checking.sources import Line, Sources
from dateline.checking.words import Word
from dateline.records import Aspect, DateMention, Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence to check. `dates`: the days it names, their spans counted in it; `as_of`: what counts as now."""

    text: str
    dates: Sequence[DateMention] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with its sources and how its words stand in them."""

    claim: Claim
    sources: Sources
    matching: Matching

    @property
    def lines(self) -> list[Line]:
        """The lines that tell it, the best first."""
        return [self.sources.lines[at] for at in self.matching.lines]

    def word(self, nth: int) -> Word:
        """The nth content word of the claim."""
        return self.matching.words[self.matching.content[nth]]

    def hits_in(self, nth: int, line: Line) -> list[Hit]:
        """Where in a line the nth content word can rest, the firmest first."""
        found = [hit for hit in self.matching.hits[nth] if hit.line == line.at and hit.firm >= LEAST]
        return sorted(found, key=lambda hit: (-hit.firm, hit.word))

    def matched(self, line: Line) -> list[tuple[Word, int]]:
        """The content words of the claim that rest on a line, each with the place in it."""
        hits = [(self.word(nth), self.hits_in(nth, line)) for nth in range(len(self.matching.content))]
        return [(word, found[0].word) for word, found in hits if found]

    def missing(self, aspect: Aspect, text: str, start: int, end: int, *, line: Line | None = None) -> Reason:
        """Something that no source holds; `line`: the one that holds it otherwise, where the reason quotes it."""
        return Reason(
            aspect=aspect,
            verdict=Verdict.NOT_SUPPORTED,
            text=text,
            start=start,
            end=end,
            evidence=self.sources.span(line.at) if line else None,
        )

    def against(self, aspect: Aspect, text: str, where: tuple[int, int], line: Line) -> Reason:
        """Something of which a source says otherwise."""
        start, end = where
        return Reason(
            aspect=aspect,
            verdict=Verdict.CONTRADICTED,
            text=text,
            start=start,
            end=end,
            evidence=self.sources.span(line.at),
        )

"""What an archive holds that is no report: not kept one by one, but counted by reason, so that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """How many records of an archive were left out for one reason ("request record", "status 404")."""

    reason: str
    n_records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts records by the reason they were left out. Reasons have to come from a limited set."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str) -> None:
        """Count one record."""
        self.counts[reason] += 1

    def close(self) -> Iterator[Skipped]:
        """What was counted, by reason in alphabetical order."""
        for reason, n_records in sorted(self.counts.items()):
            yield Skipped(reason=reason, n_records=n_records)

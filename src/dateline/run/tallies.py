"""Cards of reports -> how many are under each heading, by kind, and how many appeared in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline import codec
from dateline.records import KINDS, Cards, Heading, HeadingKind
from dateline.store import View

N_SHOWN = 10  # headings of a kind
MOST_ALIKE = 100  # headings with the same count as the last one shown: where there are more, none of them is
SHOWN = (
    HeadingKind.OUTLET,
    HeadingKind.LANGUAGE,
    HeadingKind.COUNTRY,
    HeadingKind.ACTOR,
    HeadingKind.PLACE,
    HeadingKind.AGENCY,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """A heading with how many of some reports are under it; its key is what a filter takes."""

    heading: Heading
    n_reports: int


def count_cards(
    view: View, cards: Cards, kinds: Iterable[HeadingKind] = SHOWN, but: int | None = None
) -> tuple[dict[HeadingKind, tuple[Tally, ...]], tuple[tuple[str, int], ...]]:
    """The headings of some kinds with the most reports, without one, and the months in order. Equal counts stand in the
    order of their names, so that nothing hangs on the order in which reports came to the store."""
    counts = Counter(codec.unpack_numbers(b"".join(cards.headings)))
    months = Counter([one[:7] for one in cards.published])
    counts.pop(but or 0, None)
    by_kind: dict[int, list[int]] = {}
    for one in counts:
        by_kind.setdefault(one & 7, []).append(one)
    chosen = {kind: _choose(counts, by_kind.get(KINDS.index(kind), [])) for kind in kinds}
    named = {one.heading_id: one for one in view.get_headings(one for ids in chosen.values() for one in ids)}
    tallies = {
        kind: tuple(Tally(one, counts[one.heading_id]) for one in _rank([named[i] for i in ids if i in named], counts))
        for kind, ids in chosen.items()
    }
    return tallies, tuple(sorted(months.items()))


def _choose(counts: Mapping[int, int], ids: Sequence[int]) -> list[int]:
    """The ids of the headings with the most reports, with all those that have as many as the last of them."""
    most = sorted([counts[one] for one in ids], reverse=True)
    least = most[N_SHOWN - 1] if len(most) > N_SHOWN else 0
    is_crowded = most.count(least) > MOST_ALIKE
    return [one for one in ids if counts[one] > least or (counts[one] == least and not is_crowded)]


def _rank(headings: Sequence[Heading], counts: Mapping[int, int]) -> list[Heading]:
    return sorted(headings, key=lambda one: (-counts[one.heading_id], one.naming.name, one.key))[:N_SHOWN]

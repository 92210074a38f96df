"""Two reports of one event -> whether counts agree, the later replaces the earlier, or they conflict; or a denial.

update    a later report has more, or revises, or the missing are found
conflict  two values of one time, of two sides, or fewer later without a word of revision
denial    one tells it, or says that somebody claims it, and the other that somebody denies just that
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dateline.checking.claims import Case, Claim
from dateline.checking.figures import Figure, read_figures, span_of
from dateline.checking.grammar import find_cues
from dateline.checking.matching import match, rarity
from dateline.checking.sources import Line, Sources
from dateline.checking.words import Word
from dateline.records import Difference, DifferenceKind

# Set on labels/counts.jsonl, p001 to p150.
SAME_EVENT = 0.3  # of the weight of the shorter line that the other bears, where a word says that it is told again
SAME_AFRESH = 0.5  # where none does
SAME_DENIED = 0.3  # where one denies: it says less
MAX_DAYS = 14  # apart
MAX_CONFLICT_DAYS = 3  # apart of two counts that conflict: later, the lower one may be another event's
_LOOSE = 20  # a number in words from here on may be a loose one: "dozens"
SLACK = 0.1  # of a count within which two agree
_BEFORE, _BEHIND = 10, 7  # characters around a count in which "further" stands
_PLACING = frozenset(["in", "at", "near", "of", "outside", "off", "on"])  # before a place


def compare(sources: Sources, left: Line, right: Line) -> Difference | None:
    """How two lines stand to each other; None where they tell of two events or of other things."""
    if left.document == right.document:
        return _compare_sides(sources, left, right)
    first, second = _day(sources, left), _day(sources, right)
    days = (second - first).days if first and second else 0
    if abs(days) > MAX_DAYS:
        return None
    likeness = measure_likeness(left, right, sources)
    if _is_denied(left, right) and likeness >= SAME_DENIED:
        return _tell(DifferenceKind.DENIAL, sources, left, right)
    is_again = bool(find_cues(right.text, "again"))
    if likeness < (SAME_EVENT if is_again else SAME_AFRESH) or are_apart(left, right):
        return None
    for one, other in _pair_figures(left, right):
        kind = _weigh(one, other, days=days, is_again=is_again, text=right.text)
        if kind is DifferenceKind.CONFLICT and not _is_sure(one, left, other, right, days=days):
            continue
        if kind is not None:
            return _tell(kind, sources, left, right, (one, other))
    return None


def _tell(
    kind: DifferenceKind, sources: Sources, left: Line, right: Line, counts: tuple[Figure, Figure] | None = None
) -> Difference:
    return Difference(
        kind=kind,
        left=sources.span(left.at),
        right=sources.span(right.at),
        outcome=(counts[0].outcome or counts[1].outcome) if counts else "",
        left_count=span_of(counts[0], left, sources) if counts else None,
        right_count=span_of(counts[1], right, sources) if counts else None,
    )


def measure_likeness(left: Line, right: Line, sources: Sources) -> float:
    """The share of the weight of the shorter line's words that the other bears."""
    shorter, longer = sorted((left, right), key=lambda line: (len(line.words), line.at))
    case = Case(Claim(text=shorter.text), sources, match(shorter.text, sources))
    counted = [nth for nth in range(len(case.matching.content)) if case.word(nth).number is None]
    total = sum(rarity(case.word(nth)) for nth in counted) or 1.0
    return sum(rarity(case.word(nth)) * case.matching.firm(nth, (longer.at,)) for nth in counted) / total


def _day(sources: Sources, line: Line) -> date | None:
    return sources.documents[line.document].day


def _is_denied(left: Line, right: Line) -> bool:
    """Whether one of two lines denies and the other does not."""
    return bool(find_cues(left.text, "denial")) != bool(find_cues(right.text, "denial"))


def are_apart(left: Line, right: Line) -> bool:
    """Whether each names a place or a country that the other does not."""
    return bool(_places_alone(left, right)) and bool(_places_alone(right, left))


def _places_alone(line: Line, other: Line) -> list[Word]:
    known = {lemma for word in other.words for lemma in word.lemmas}
    placed = [
        word
        for before, word in pairwise(line.words)
        if word.is_name
        and word.number is None
        and not word.is_known
        and (before.text in _PLACING or before.is_name or before.text == "the")
    ]
    named = [word for word in placed if not known & set(word.lemmas)]
    return named if len(named) == len(placed) or any(w.lemmas[0].startswith("@") for w in named) else []


def _pair_figures(left: Line, right: Line) -> Iterator[tuple[Figure, Figure]]:
    """Counts of one outcome: those that stand in one line alone, the likest first, then those that both have."""
    lefts, rights = _counts(left), _counts(right)
    same = [(a, b) for a in lefts for b in rights if a.outcome == b.outcome and a.word.number == b.word.number]
    kept = {id(figure) for pair in same for figure in pair}
    pairs = [
        (a, b)
        for a in lefts
        for b in rights
        if a.outcome == b.outcome and a.is_share == b.is_share and not {id(a), id(b)} & kept
    ]
    yield from sorted(pairs, key=lambda pair: (-_likeness(*pair), pair[0].word.at, pair[1].word.at))
    yield from same


def _counts(line: Line, *, are_all: bool = False) -> list[Figure]:
    found = read_figures(line.text, line.words)
    return [f for f in found if (are_all or f.outcome) and not f.is_year and not f.is_time]


def _likeness(one: Figure, other: Figure) -> float:
    shared = len(one.nouns & other.nouns) / max(1, min(len(one.nouns), len(other.nouns)))
    return shared + float(one.word.number == other.word.number)


def _is_sure(one: Figure, left: Line, other: Figure, right: Line, *, days: int) -> bool:
    """Whether two counts are surely of the same: near in time, whole, no estimates, and of no place that one lacks."""
    if days > MAX_CONFLICT_DAYS or _places_alone(left, right) or _places_alone(right, left):
        return False
    is_estimate = find_cues(left.text, "estimate") or find_cues(right.text, "estimate")
    return not is_estimate and _is_whole(one, left, other, right)


def _is_whole(one: Figure, left: Line, other: Figure, right: Line) -> bool:
    """Whether each of two counts is all that its line says of them: not "62 women and four babies", not "dozens"."""
    for figure, line in ((one, left), (other, right)):
        same = [count for count in _counts(line) if count.outcome == figure.outcome]
        if len(same) > 1 or (not any(char.isdigit() for char in figure.word.text) and figure.low >= _LOOSE):
            return False
    return True


def _weigh(one: Figure, other: Figure, *, days: int, is_again: bool, text: str) -> DifferenceKind | None:
    low, high = one.low, other.low
    before, after = text[max(0, other.word.start - _BEFORE) : other.word.start], text[other.word.end :][:_BEHIND]
    if find_cues(before, "further") or find_cues(after, "further"):
        return None
    if low == high or (days <= 0 and (one.bears((high, other.high)) or other.bears((low, one.high)))):
        return DifferenceKind.AGREE
    if days > 0 and (one.outcome == "missing" or find_cues(text, "revised")):
        return DifferenceKind.UPDATE
    if abs(low - high) <= SLACK * max(low, high) and not (days > 0 and find_cues(text, "toll")):
        return DifferenceKind.AGREE
    if days > 0:
        if not is_again:
            return None  # a like event, days later
        return DifferenceKind.UPDATE if high > low else DifferenceKind.CONFLICT
    return DifferenceKind.CONFLICT


def _compare_sides(sources: Sources, left: Line, right: Line) -> Difference | None:
    """Two counts of one thing in one report, each with who says so."""
    for one in _counts(left, are_all=True):
        for other in _counts(right, are_all=True):
            if left.at == right.at and other.word.at <= one.word.at:
                continue
            if _are_rivals(one, other) and _are_of_two(left, right, one, other):
                return _tell(DifferenceKind.CONFLICT, sources, left, right, (one, other))
    return None


def _are_rivals(one: Figure, other: Figure) -> bool:
    if one.word.number == other.word.number or one.is_share != other.is_share:
        return False
    if one.outcome and other.outcome:
        return one.outcome == other.outcome
    return bool(one.nouns & other.nouns) or not other.nouns or not one.nouns


def _are_of_two(left: Line, right: Line, one: Figure, other: Figure) -> bool:
    """Whether the second count has somebody else who says it."""
    if left.at == right.at:
        between, after = left.text[one.word.end : other.word.start], left.text[other.word.end :]
        said = find_cues(between, "claiming") or find_cues(between, "denial")
        return (bool(said) and bool(find_cues(between + after, "sided"))) or bool(find_cues(after, "official"))
    return bool(find_cues(right.text, "claiming") or find_cues(right.text, "denial")) and bool(
        find_cues(right.text[: other.word.start], "sided")
    )

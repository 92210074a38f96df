"""Numbers stand in the sources, as bounded as there, for the same thing, or add up from what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.checking.claims import Case
from dateline.checking.grammar import find_cues, load_grammar
from dateline.checking.kin import load_kin
from dateline.checking.sources import Line, Sources
from dateline.checking.words import Range, Word
from dateline.records import Aspect, Reason, Span

NEAR = 9  # words around a number in which what became of those counted stands
_CLOSE = 3  # words behind a number within which that wins over what stands before it
COUNTED = 4  # words after a number in which what it counts stands
_BEFORE = 24  # characters before a number in which its bound stands
_SLACK = 0.1  # of "about" and "nearly": a convention
_MOST = 40  # numbers of the sources that sums are tried of
_ROUNDED = 0.5  # of a percentage
_SMALL = 12  # a number that may count what is listed
_ENDS = frozenset([
    "of", "in", "on", "at", "to", "for", "after", "with", "who", "that", "from", "by", "and", "were", "was", "have",
    "had",
])  # fmt: skip
_TIMES = frozenset([
    "day", "hour", "week", "month", "year", "minute", "decade", "old", "km", "kilometer", "kilometre", "mile", "time",
])  # fmt: skip
_JOINTS = frozenset(["and", "but", "while", "as"])
_ANYBODY = frozenset(["people", "person", "other", "others", "man", "woman", "member", "more"])
_YEARS = range(1900, 2101)
_OR_MORE = re.compile(r" (?:[a-z]+ ){0,2}or more\b")
_PAIRS = re.compile(r"\b(?:both|pair|couple|twin|twice|double)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|percent|per cent)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in its sentence: its range with its bound, what it counts, and what became of them."""

    word: Word
    low: float
    high: float
    nouns: frozenset[str]
    outcome: str
    is_share: bool

    @property
    def is_year(self) -> bool:
        """Whether it looks like a year."""
        return self.word.text.isdigit() and int(self.word.text) in _YEARS

    @property
    def is_time(self) -> bool:
        """Whether it counts days or the like."""
        return bool(self.nouns & _TIMES)

    def bears(self, other: Range) -> bool:
        """Whether all that this says lies in what the other says."""
        return other[0] <= self.low and self.high <= other[1]


Told = tuple[Line, Figure]


def find_faults(case: Case) -> Iterator[Reason]:
    """Numbers that the sources do not hold, or hold otherwise."""
    wanted = [f for f in read_figures(case.claim.text, case.matching.words) if not _is_in_date(f.word, case)]
    if not wanted:
        return
    told = [
        (line, figure)
        for line in case.sources.lines
        for figure in read_figures(line.text, line.words)
        if not _is_day(figure, line, case.sources)
    ]
    for figure in wanted:
        reason = _check(figure, told, case)
        if reason is not None:
            yield reason


def read_figures(text: str, words: Sequence[Word]) -> list[Figure]:
    """The numbers of a sentence, but for "one"."""
    found = []
    for word in words:
        if word.number is None or word.text in ("one", "zero") or _is_part(text, words, word):
            continue
        low, high = _bound(text[max(0, word.start - _BEFORE) : word.start], text[word.end : word.end + 30], word.number)
        share = _PERCENT.match(text, word.end) is not None
        found.append(Figure(word, low, high, _nouns(text, words, word.at), _outcome(text, words, word.at), share))
    return found


def _is_part(text: str, words: Sequence[Word], word: Word) -> bool:
    """Of a name or a share: France 24, Boeing 707, nine in ten."""
    before = words[word.at - 1] if word.at else None
    if before is None:
        return False
    if before.text in ("in", "of") and word.at > 1 and words[word.at - 2].number is not None:
        return True
    return before.is_name and before.number is None and text[before.end : word.start] in (" ", "-")


def _bound(before: str, after: str, number: Range) -> Range:
    low, high = number

    def ends_with(cue: str) -> bool:
        return _bound_word(before, cue) is not None

    if ends_with("bound_low") or _OR_MORE.match(after):
        return low, float("inf")
    if ends_with("bound_high"):
        return 0.0, high
    if ends_with("bound_near"):
        return low * (1 - _SLACK), high * (1 + _SLACK)
    return low, high


def _bound_word(before: str, cue: str) -> str | None:
    """The bound that stands right before a number."""
    found = load_grammar().cues[cue].finditer(before)
    return next((one[0] for one in found if not before[one.end() :].strip(" $€£")), None)


def _nouns(text: str, words: Sequence[Word], at: int) -> frozenset[str]:
    """The words after a number that may say what it counts."""
    found: set[str] = set()
    for left, word in zip(words[at:], words[at + 1 : at + 1 + COUNTED], strict=False):
        if word.number is not None or "," in text[left.end : word.start] or word.text in _ENDS:
            break
        if word.is_content:
            found.update(word.lemmas)
    return frozenset(found)


def _outcome(text: str, words: Sequence[Word], at: int) -> str:
    """What became of those counted: the nearest word of it, not beyond another number."""
    outcomes = load_grammar().outcomes
    found: list[tuple[int, str]] = []
    for step in (1, -1):
        for distance in range(1, NEAR + 1):
            place = at + step * distance
            if not 0 <= place < len(words) or words[place].number is not None or words[place].text in _JOINTS:
                break
            left, right = sorted((words[place], words[place - step]), key=lambda word: word.start)
            if "," in text[left.end : right.start]:
                break
            outcome = next((outcomes[lemma] for lemma in words[place].lemmas if lemma in outcomes), None)
            if outcome is not None:
                found.append((distance if step < 0 or distance > _CLOSE else 0, outcome))
                break
    return min(found)[1] if found else ""


def _is_in_date(word: Word, case: Case) -> bool:
    return any(date.span.start <= word.start and word.end <= date.span.end for date in case.claim.dates)


def _is_day(figure: Figure, line: Line, sources: Sources) -> bool:
    """Whether it is the year or the day of a date that the report names: "25 April" counts nothing."""
    start, end = line.start + figure.word.start, line.start + figure.word.end
    dates = sources.documents[line.document].dates
    return any(date.relation != "for" and date.span.start <= start and end <= date.span.end for date in dates)


def _check(figure: Figure, told: Sequence[Told], case: Case) -> Reason | None:
    shown = case.claim.text[figure.word.start : figure.word.end]
    where = (figure.word.start, figure.word.end)
    wanted = (figure.low, figure.high)
    bearing = [(line, other) for line, other in told if other.bears(wanted)]
    if bearing:
        exact = [(line, other) for line, other in bearing if other.word.number == figure.word.number]
        bearing = exact or bearing
        return _check_thing(figure, bearing, told, case)
    same = [(line, other) for line, other in told if other.word.number == figure.word.number]
    if not same and _is_derived(figure, told, case):
        return None
    if same:
        line, other = min(same, key=lambda one: one[0].at not in case.matching.lines)
        text = f"the source says “{_quote(line, other)}”, the claim {shown}"
        return case.missing(Aspect.NUMBER, text, *where, line=line)
    rival = _find_rival(figure, told, case)
    if rival is not None:
        line, other = rival
        text = f"the source says {_quote(line, other)}, not {shown}"
        return case.against(Aspect.NUMBER, text, where, line)
    return case.missing(Aspect.NUMBER, f"no source holds the number {shown}", *where)


def span_of(figure: Figure, line: Line, sources: Sources) -> Span:
    """The words of a count with its bound: "at least 30"."""
    start = figure.word.start - len(_bound_before(line, figure))
    report = sources.documents[line.document].article
    first, last = line.start + start, line.start + figure.word.end
    return Span(article_id=report.article_id, start=first, end=last, quote=report.text[first:last])


def _quote(line: Line, figure: Figure) -> str:
    return _bound_before(line, figure) + line.text[figure.word.start : figure.word.end]


def _bound_before(line: Line, figure: Figure) -> str:
    """The words before a number that bound it, with the space that follows; empty where nothing does."""
    before = line.text[max(0, figure.word.start - _BEFORE) : figure.word.start]
    bounds = (_bound_word(before, cue) for cue in ("bound_low", "bound_high", "bound_near"))
    bound = next((word for word in bounds if word), None)
    return before[before.rindex(bound) :] if bound else ""


def _check_thing(figure: Figure, bearing: Sequence[Told], told: Sequence[Told], case: Case) -> Reason | None:
    """Whether the number is told of the same thing somewhere."""
    shown = case.claim.text[figure.word.start : figure.word.end]
    where = (figure.word.start, figure.word.end)
    others = {other.outcome for _, other in bearing}
    if figure.is_time or figure.is_year or any(other.is_time for _, other in bearing):
        return None
    if figure.outcome and "" not in others and figure.outcome not in others:
        line, other = bearing[0]
        text = f"in the source {_quote(line, other)} are {other.outcome}, in the claim {figure.outcome}"
        return case.against(Aspect.NUMBER, text, where, line)
    if not figure.nouns or any(_are_kin(figure.nouns, other.nouns) for _, other in bearing):
        return None
    lines = [line for line, _ in bearing]
    for line, other in told:
        is_like = _are_kin(figure.nouns - _ANYBODY, other.nouns - _ANYBODY) and other.outcome in ("", figure.outcome)
        if line in lines and is_like and not other.bears((figure.low, figure.high)):
            counted = " ".join(sorted(figure.nouns & other.nouns)) or "of these"
            text = f"the source counts {_quote(line, other)} {counted}, not {shown}"
            return case.against(Aspect.NUMBER, text, where, line)
    return None


def _are_kin(left: frozenset[str], right: frozenset[str]) -> bool:
    if left & right:
        return True
    relations = load_kin().relations
    return any(relations.get(one, {}).get(other, "!") != "!" for one in left for other in right)


def _find_rival(figure: Figure, told: Sequence[Told], case: Case) -> Told | None:
    """Another number that the best lines give for the same thing."""
    best = set(case.matching.lines)
    for line, other in told:
        if line.at in best and other.is_share == figure.is_share:
            same_outcome = bool(figure.outcome) and figure.outcome == other.outcome
            same_thing = bool(figure.nouns & other.nouns)
            if (same_thing and (same_outcome or not figure.outcome)) or (same_outcome and not figure.nouns):
                return line, other
    return None


def _is_derived(figure: Figure, told: Sequence[Told], case: Case) -> bool:
    """Whether the number adds up from numbers of the sources, or counts what they list."""
    value = figure.word.number[0] if figure.word.number else 0.0
    text = " ".join(line.text for line in case.sources.lines)
    if value == 2 and (_PAIRS.search(text) or any(" and " in line.text for line in case.lines)):
        return True
    if value <= _SMALL and value == int(value) and any(_lists(line, int(value)) for line in case.lines):
        return True
    if _adds_up(value, told):
        return True
    if not find_cues(case.claim.text, "derived"):
        return False
    values = sorted({n for _, other in told if other.word.number for n in [other.word.number[0]]})[:_MOST]
    low, high = figure.low, figure.high if figure.high != float("inf") else figure.low
    pairs = list(combinations(values, 2))
    if figure.is_share:
        shares = [100 * (b - a) / a for a, b in pairs if a] + [100 * a / b for a, b in pairs if b]
        return any(abs(share - value) <= _ROUNDED for share in shares)
    results = [a + b for a, b in pairs] + [b - a for a, b in pairs]
    results += [v - 1 for v in values] if find_cues(f"{case.claim.text} {text}", "save_one") else []
    results += [a + b + c for a, b, c in combinations(values[: _MOST // 2], 3)]
    return any(low <= result <= high for result in results)


def _adds_up(value: float, told: Sequence[Told]) -> bool:
    """Whether two counts of one line make up the number together."""
    counts = [(line.at, other.word.number[0]) for line, other in told if other.word.number and not other.is_year]
    lines = {line.at: line for line, _ in told}
    counts += [(at, 1.0) for at, line in lines.items() for word in line.words if word.text == "one"]
    return any(one[0] == two[0] and one[1] + two[1] == value for one, two in combinations(counts[:_MOST], 2))


def _lists(line: Line, n: int) -> bool:
    """Whether a line has a list of n names or more."""
    commas = re.findall(r"(?:[A-Z][\w' -]*, (?:and )?|[A-Z][\w' -]* and )(?=(?:the )?[A-Z])", line.text)
    return len(commas) >= n - 2 > 0

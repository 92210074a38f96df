"""Claim x sources -> which words of the sources each word of the claim can rest on, and how firmly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from dateline.checking.grammar import load_grammar
from dateline.checking.kin import BROADER, DERIVED, OPPOSITE, SAME, load_kin
from dateline.checking.sources import Sources
from dateline.checking.words import Word, are_forms, load_seats, read_words

# How firmly a word rests on its kin, in the order claim <- source. A broader word in the claim ("vehicle" of a "truck")
# says less than the source, a narrower one more. Set by hand; the model that weighs them was fitted afterwards.
_FIRM = {SAME: 0.8, DERIVED: 0.9, BROADER: 0.4}
_FIRM_BROADER = 0.65
_FORM = 0.7  # unknown words with the same beginning
_ACRONYM = 0.9
_SEAT = 0.7
_PLACING = frozenset(["in", "at", "near", "from", "to", "around", "outside", "of", "into", "through"])  # before a place
_RARE = 9.0  # the rarity of a word that the table does not know
LEAST = 0.3  # a match under it is none
MAX_LINES = 4  # lines that a claim is read against together
_LOOKED_AT = 40  # lines, the best alone first
_NEW = 0.03  # of the claim's weight that a further line must add
# Set on WiCE dev (recall of the best set of supporting sentences by five: .829 -> .836): what neighbours add to a line,
# and how much of what earlier lines bear counts again.
_NEIGHBOUR = 0.1
_AGAIN = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a line that a word of the claim rests on."""

    line: int
    word: int
    firm: float


@dataclass(frozen=True, slots=True)
class Matching:
    """`words`: the claim's; `content`: places of those that count; `hits` of each; `opposites`: (word, line, word).

    `lines`: where the claim is told, the best first. `weights` of the content words add up to 1.
    """

    words: tuple[Word, ...]
    content: tuple[int, ...]
    weights: tuple[float, ...]
    hits: tuple[Sequence[Hit], ...]
    opposites: Sequence[tuple[int, int, int]]
    lines: tuple[int, ...]
    scores: Mapping[int, float]

    def firm(self, nth: int, lines: Sequence[int] | None = None) -> float:
        """How firmly the nth content word rests on some lines, or on all."""
        return max((hit.firm for hit in self.hits[nth] if lines is None or hit.line in lines), default=0.0)


def match(claim: str, sources: Sources) -> Matching:
    """How the words of a claim stand in the sources."""
    words = read_words(claim)
    content = tuple(word.at for word in words if word.is_content)
    weights = _weigh([words[at] for at in content])
    hits: list[Sequence[Hit]] = []
    opposites: list[tuple[int, int, int]] = []
    for at in content:
        found, turned = _find_hits(words[at], sources)
        if not found and words[at].is_name and not (at and words[at - 1].text in _PLACING):
            found = _find_seat(words, at, sources)
        hits.append(found)
        opposites += [(at, line, word) for line, word in turned]
    scores = _score_lines(hits, weights)
    return Matching(words, content, weights, tuple(hits), opposites, _choose_lines(hits, weights, scores), scores)


def rarity(word: Word) -> float:
    """The logarithm of how many words of news stand to one of this."""
    if word.number is not None or word.is_name:
        return _RARE
    known = load_kin().rarity
    return min((known[lemma] for lemma in word.lemmas if lemma in known), default=_RARE)


def _weigh(words: Sequence[Word]) -> tuple[float, ...]:
    raw = [rarity(word) for word in words]
    total = sum(raw) or 1.0
    return tuple(value / total for value in raw)


def _find_hits(word: Word, sources: Sources) -> tuple[Sequence[Hit], Sequence[tuple[int, int]]]:
    if word.number is not None:
        low, high = word.number
        same = [(line, at) for line, at in sources.numbers if (low, high) == sources.lines[line].words[at].number]
        return [Hit(line, at, 1.0) for line, at in same], ()
    best: dict[tuple[int, int], float] = {}
    turned: list[tuple[int, int]] = []
    for lemma in word.lemmas:
        for other, firm in _bearers(lemma):
            for place in sources.index.get(other, ()):
                if firm < 0:
                    turned.append(place)
                elif firm > best.get(place, 0.0):
                    best[place] = firm
    if not best and not word.is_known:
        best = _find_by_form(word, sources)
    return [Hit(line, at, firm) for (line, at), firm in best.items()], [p for p in turned if p not in best]


def _find_seat(words: Sequence[Word], at: int, sources: Sources) -> Sequence[Hit]:
    """The country for which its capital or the seat of its government stands: "Ottawa has taken", "the Kremlin"."""
    seats = load_seats()
    named = words[at].text if words[at].text in seats else " ".join(word.text for word in words[at - 1 : at + 1])
    pair = " ".join(word.text for word in words[at : at + 2])
    iso3 = seats.get(named) or seats.get(pair)
    return [Hit(line, word, _SEAT) for line, word in sources.index.get(f"@{iso3}", ())]


def _find_by_form(word: Word, sources: Sources) -> dict[tuple[int, int], float]:
    found = {place: _FORM for lemma, places in sources.index.items() if are_forms(word.text, lemma) for place in places}
    if not found and word.text in sources.acronyms:
        letter = word.text[0]
        found = {
            (line.at, one.at): _ACRONYM
            for line in sources.lines
            for one in line.words
            if one.is_name and one.text[0] == letter
        }
    return found


@lru_cache(maxsize=50_000)
def _bearers(lemma: str) -> tuple[tuple[str, float], ...]:
    """The lemmas that a lemma of a claim may rest on, and how firmly; -1 for its opposites."""
    kin = load_kin().relations.get(lemma, {})
    found = {other: -1.0 if sign == OPPOSITE else _FIRM[sign] for other, sign in kin.items()}
    for other, sign in _turned_kin().get(lemma, ()):
        firm = -1.0 if sign == OPPOSITE else _FIRM_BROADER if sign == BROADER else _FIRM[sign]
        found[other] = -1.0 if firm < 0 else max(found.get(other, 0.0), firm)
    outcomes = load_grammar().outcomes
    if outcome := outcomes.get(lemma):
        found |= {other: max(found.get(other, 0.0), _FIRM[SAME]) for other, same in outcomes.items() if same == outcome}
    found[lemma] = 1.0
    return tuple(found.items())


@cache
def _turned_kin() -> Mapping[str, Sequence[tuple[str, str]]]:
    turned: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for lemma, kin in load_kin().relations.items():
        for other, sign in kin.items():
            turned[other].append((lemma, sign))
    return turned


def _score_lines(hits: Sequence[Sequence[Hit]], weights: Sequence[float]) -> dict[int, float]:
    """The share of the claim's weight that each line bears."""
    scores: dict[int, float] = defaultdict(float)
    for found, weight in zip(hits, weights, strict=True):
        best: dict[int, float] = {}
        for hit in found:
            best[hit.line] = max(best.get(hit.line, 0.0), hit.firm)
        for line, firm in best.items():
            scores[line] += firm * weight
    return dict(scores)


def rank_lines(matching: Matching, most: int) -> tuple[int, ...]:
    """At most so many lines, those first that together bear the most of the claim; a word that few of them have weighs
    more, by the usual inverse document frequency."""
    rarities = [_rarity_among(len(matching.scores), found) for found in matching.hits]
    weights = [weight * rare for weight, rare in zip(matching.weights, rarities, strict=True)]
    return _choose_lines(matching.hits, weights, _score_lines(matching.hits, weights), most=most, least=-1.0)


def _rarity_among(n_lines: int, found: Sequence[Hit]) -> float:
    """How rare a word is among the lines that have any of the claim."""
    return log(1 + n_lines / max(1, len({hit.line for hit in found if hit.firm >= _FIRM_BROADER})))


def _choose_lines(
    hits: Sequence[Sequence[Hit]],
    weights: Sequence[float],
    scores: Mapping[int, float],
    *,
    most: int = MAX_LINES,
    least: float = _NEW,
) -> tuple[int, ...]:
    """The lines that together bear the most of the claim, few of them."""
    order = sorted(scores, key=lambda line: (-scores[line], line))[:_LOOKED_AT]
    borne = [0.0] * len(hits)
    firms = [{hit.line: hit.firm for hit in sorted(found, key=lambda hit: hit.firm)} for found in hits]
    beside = {line: _NEIGHBOUR * (scores.get(line - 1, 0.0) + scores.get(line + 1, 0.0)) for line in order}
    chosen: list[int] = []
    while order and len(chosen) < most:
        gain = max(_gain(weights, [f.get(at, 0.0) for f in firms], borne) for at in order)
        if chosen and gain < least:
            break
        _, line = max(
            (_gain(weights, [f.get(at, 0.0) for f in firms], borne, _AGAIN) + beside[at], -at) for at in order
        )
        chosen.append(-line)
        order.remove(-line)
        borne = [max(b, f.get(-line, 0.0)) for b, f in zip(borne, firms, strict=True)]
    return tuple(chosen)


def _gain(weights: Sequence[float], firms: Sequence[float], borne: Sequence[float], again: float = 0.0) -> float:
    """What a line bears that others do not yet; `again` of what they do."""
    return sum(w * max(0.0, f - (1 - again) * b) for w, f, b in zip(weights, firms, borne, strict=True))

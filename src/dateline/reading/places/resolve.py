"""Places for given spans of a text: which of the places of a name is meant, by what else the text names.

    spans -> names (one sense each) -> candidates -> support from containers, neighbours and home -> places
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dateline.reading.places.candidates import Candidates, find_candidates, load_abbreviations, load_words
from dateline.reading.places.evidence import country_hints, find_evidence, name_key
from dateline.reading.places.gazetteer import Gazetteer, iso3, load_gazetteer, look_up
from dateline.records.mentions import Place
from dateline.records.spans import Span
from dateline.text import fold

# Set by hand on LGL and TR-News (dev), in coarse steps; natural logarithms of odds.
W_CONTAINER = 5.0  # the container follows: "Paris, Texas"
W_OUTLET = 1.0  # in the country of the outlet
W_HINT = 2.8  # the text uses words of public life in that country
W_HOME = 4.0  # near the home of the outlet
W_MEAN, W_NEAREST = 13.0, 2.1  # agreement with all other names, and with the one that agrees most
A_COUNTRY, A_ADMIN1, A_NEAR = 0.3, 0.49, 0.49  # what agreement is made of
NEAR_KM = 170.0  # how far a neighbour still counts, by exp(-distance / NEAR_KM)
CLOSE_CHARACTERS = 600.0  # how far in the text a name counts more
ROUNDS = 4
MOST_NAMES = 60  # names weighed together; longer texts are cut into stretches of so many
EARTH_KM = 6371.0
_WORD_BEFORE = re.compile(r"[\w.]+(?=\W{0,2}$)")
_WORD_AFTER = re.compile(r"\W?(?:and \w+ )?([\w.]+)")
_CONTAINER = re.compile(r"(?:,\s*|\s*\(|\s+in\s+(?:the\s+)?)(?=[^\W\d_])")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known around a text: its title, its language, the ISO2 code of the outlet's country, and its home.

    `home` is the GeoNames id of where a local outlet is based; both are empty where they are not known.
    """

    article_id: str = ""
    title: str = ""
    lang: str = "en"
    country: str = ""
    home: str = ""


@dataclass(slots=True)
class _Name:
    """A name of the text: its mentions, candidates, and the container that is said with it."""

    at: list[int]
    candidates: Candidates
    spans: list[int] = field(default_factory=list)
    bonus: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def resolve_places(
    text: str, spans: Sequence[tuple[int, int]], *, context: PlaceContext | None = None
) -> list[Place | None]:
    """A place for each span, in order; None where the gazetteer knows none. Spans need no parse."""
    context = context or PlaceContext()
    places: list[Place | None] = [None] * len(spans)
    hints = country_hints(text)
    if context.country:
        hints[context.country] = hints.get(context.country, 0.0) + W_OUTLET
    names = _names(text, [*spans, *find_evidence(text)], len(spans))
    for first in range(0, len(names), MOST_NAMES):
        stretch = names[first : first + MOST_NAMES]
        for name, chances in zip(stretch, _chances(stretch, context, hints), strict=True):
            for number in name.spans:
                places[number] = _place(text, spans[number], name.candidates, chances, context)
    return places


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span moved to the borders of words: a name cut in the middle is taken whole."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    for _ in range(3):
        if 0 < start < end and text[start - 1].isalnum():
            start -= 1
    for _ in range(3):
        if start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end


def _names(text: str, spans: Sequence[tuple[int, int]], n_asked: int) -> list[_Name]:
    """The names of the spans in order of their first mention; those after the first `n_asked` only lend support."""
    names: dict[tuple[str, str], _Name] = {}
    taken: set[int] = set()
    for number, span in enumerate(spans):
        start, end = snap(text, *span)
        if start >= end:
            continue
        if number >= n_asked and not taken.isdisjoint(range(start, end)):
            continue
        taken.update(range(start, end))
        surface = text[start:end]
        before, after = _next_words(text, start, end)
        key = (name_key(surface), kind_of(after))
        name = names.get(key)
        if name is None:
            candidates = find_candidates(surface, after=after, before=before)
            name = names[key] = _Name([], candidates, bonus=np.zeros(len(candidates.entries)))
        name.at.append(start)
        if number < n_asked:
            name.spans.append(number)
        if len(name.candidates.entries):
            _add_container(text, end, name)
    return [name for name in names.values() if len(name.candidates.entries)]


def _next_words(text: str, start: int, end: int) -> tuple[str, str]:
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    after = _WORD_AFTER.match(text, end, end + 60)
    return fold(before[0]) if before else "", fold(after[1]) if after else ""


def kind_of(word: str) -> str:
    """What the word after a name says of it: "division", "settlement", "other", or nothing."""
    return next((kind for kind in ("division", "settlement", "other") if word in load_words()[kind]), "")


def _add_container(text: str, end: int, name: _Name) -> None:
    """"Paris, Texas": candidates in a place whose name follows gain."""
    link = _CONTAINER.match(text, end, end + 20)
    found = _NAME.match(text, link.end(), link.end() + 40) if link else None
    if not link or not found:
        return
    gazetteer, entries = load_gazetteer(), name.candidates.entries
    inside = np.zeros(len(entries), bool)
    for container in _containers(found[0]):
        inside |= _is_in(gazetteer, entries, container)
    weight = W_CONTAINER if not link[0].strip().startswith("in") else W_CONTAINER / 3
    name.bonus = np.maximum(name.bonus, inside * weight)


def _containers(phrase: str) -> list[int]:
    """Divisions and countries that the first words of a phrase name, the longest name first."""
    gazetteer, words = load_gazetteer(), phrase.split(" ")
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        for form in (name, name.rstrip("."), name.rstrip("'’s")):
            if (short := load_abbreviations().get(form)) is not None:
                return [short]
            found = [entry for entry, _ in look_up(form) if gazetteer.feature_of(entry) in ("ADM1", "ADM2", "PCLI")]
            if found:
                return found
    return []


def _is_in(gazetteer: Gazetteer, entries: npt.NDArray[np.int32], container: int) -> npt.NDArray[np.bool_]:
    feature = gazetteer.feature_of(container)
    if feature == "PCLI":
        return (gazetteer.country[entries] == gazetteer.country[container]) & (entries != container)
    parents = gazetteer.admin1 if feature == "ADM1" else gazetteer.admin2
    return (parents[entries] == container) & (entries != container)


def _chances(
    names: Sequence[_Name], context: PlaceContext, hints: Mapping[str, float]
) -> list[npt.NDArray[np.float64]]:
    """For each name how likely its candidates are, weighed against all other names in rounds."""
    if not names:
        return []
    gazetteer = load_gazetteer()
    entries = np.concatenate([name.candidates.entries for name in names])
    owner = np.repeat(np.arange(len(names)), [len(name.candidates.entries) for name in names])
    starts = np.searchsorted(owner, np.arange(len(names)))
    score = np.concatenate([name.candidates.prior + name.bonus for name in names]) + _outlet(gazetteer, entries, context, hints)
    agreement = _agreement(gazetteer, entries)
    weights = _weights(names)
    chance = _softmax(score, owner, starts)
    for _ in range(ROUNDS if len(names) > 1 else 0):
        by_name = np.add.reduceat(agreement * chance, starts, axis=1)  # candidate x name: how well they agree
        by_name[np.arange(len(entries)), owner] = 0.0
        weight = weights[owner]
        mean = (by_name * weight).sum(axis=1) / (0.5 + weight.sum(axis=1))
        nearest = (by_name * np.minimum(weight, 1.0)).max(axis=1)
        chance = _softmax(score + W_MEAN * mean + W_NEAREST * nearest, owner, starts)
    return np.split(chance, starts[1:])


def _outlet(
    gazetteer: Gazetteer, entries: npt.NDArray[np.int32], context: PlaceContext, hints: Mapping[str, float]
) -> npt.NDArray[np.float64]:
    bonus = np.zeros(len(entries))
    for iso2, share in hints.items():
        if iso2 in gazetteer.codes:
            bonus += W_HINT * share * (gazetteer.country[entries] == gazetteer.codes.index(iso2))
    home = gazetteer.by_id.get(int(context.home)) if context.home.isdecimal() else None
    if home is not None:
        km = _distance(gazetteer.vectors[entries] @ gazetteer.vectors[home])
        bonus += W_HOME * np.exp(-km / NEAR_KM)
    return bonus


def _agreement(gazetteer: Gazetteer, entries: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """How well two candidates go together, 0 to 1: same country, same division, near each other."""
    country, admin1, vectors = gazetteer.country[entries], gazetteer.admin1[entries], gazetteer.vectors[entries]
    same = (country[:, None] == country[None, :]) & (country[:, None] != gazetteer.codes.index(""))
    division = (admin1[:, None] == admin1[None, :]) & (admin1[:, None] >= 0)
    near = np.exp(-_distance(vectors @ vectors.T) / NEAR_KM)
    return A_COUNTRY * same + A_ADMIN1 * division + A_NEAR * near


def _distance(cosine: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Kilometres of a great circle from the cosine of its angle."""
    return EARTH_KM * np.arccos(np.clip(cosine.astype(np.float64), -1.0, 1.0))


def _weights(names: Sequence[_Name]) -> npt.NDArray[np.float64]:
    """How much each name counts for each other: said often and close by counts more."""
    first = np.array([name.at[0] for name in names], float)
    often = np.log1p([len(name.at) for name in names]) + 0.3
    close = np.exp(-np.abs(first[:, None] - first[None, :]) / CLOSE_CHARACTERS)
    weights: npt.NDArray[np.float64] = often[None, :] * (0.4 + close)
    np.fill_diagonal(weights, 0.0)
    return weights


def _softmax(
    score: npt.NDArray[np.float64], owner: npt.NDArray[np.intp], starts: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    top = np.maximum.reduceat(score, starts)
    raised = np.exp(score - top[owner])
    chance: npt.NDArray[np.float64] = raised / np.add.reduceat(raised, starts)[owner]
    return chance


PLAUSIBLE = 0.05  # a candidate at least so likely is kept beside the best


def _place(
    text: str, span: tuple[int, int], candidates: Candidates, chances: npt.NDArray[np.float64], context: PlaceContext
) -> Place:
    gazetteer, order = load_gazetteer(), np.argsort(-chances, kind="stable")
    entry = int(candidates.entries[order[0]])
    above = int(gazetteer.admin1[entry])
    others = [int(candidates.entries[at]) for at in order[1:6] if chances[at] >= PLAUSIBLE]
    return Place(
        span=Span(article_id=context.article_id, start=span[0], end=span[1], quote=text[span[0] : span[1]]),
        geonames_id=gazetteer.id_of(entry),
        name=gazetteer.name(entry),
        lat=round(float(gazetteer.lat[entry]), 5),
        lon=round(float(gazetteer.lon[entry]), 5),
        country=iso3(gazetteer.iso2(entry)),
        admin1=gazetteer.name(above) if above >= 0 else "",
        feature=gazetteer.feature_of(entry),
        score=round(float(chances[order[0]]), 3),
        candidates=tuple(gazetteer.id_of(other) for other in others),
    )

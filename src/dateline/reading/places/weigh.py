"""How likely each candidate of each name is, given all other names of the text.

Every candidate starts from how likely it is by itself. In rounds it gains by agreement with what the other names mean,
as far as they are sure: same country, same division, near each other. Early rounds are lukewarm, so that no name is
sure before the others were heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from dateline.reading.places.gazetteer import Gazetteer, load_gazetteer
from dateline.reading.places.names import Name

Floats = npt.NDArray[np.float64]

# Set on LGL and TR-News (dev), by coordinate ascent in steps of 1.4, rounded; natural logarithms of odds.
W_HINT = 2.8  # in the country whose words the text uses, or where the outlet is
W_HOME = 5.0  # near the home of the outlet
W_MEAN, W_NEAREST = 13.0, 2.1  # agreement with all other names, and with the one that agrees most
A_COUNTRY, A_ADMIN1, A_NEAR = 0.3, 0.49, 0.49  # what agreement is made of
NEAR_KM = 170.0  # how far a neighbour counts, by exp(-distance / NEAR_KM)
CLOSE_CHARACTERS = 600.0  # how far in the text a name counts more
FAR_WEIGHT, ONCE_WEIGHT, LONE_WEIGHT = 0.4, 0.3, 0.5  # of far names, of names said once, of having no other names
HEAT = (0.3, 0.5, 0.7, 1.0, 1.0)
MOST_TOGETHER = 800  # candidates weighed against each other; longer texts are cut into stretches
EARTH_KM = 6371.0


def weigh(names: Sequence[Name], hints: Mapping[str, float], home: str) -> Iterator[tuple[Name, Floats]]:
    """Each name with the chances of its candidates. `hints`: ISO2 code -> 0 to 1; `home`: a GeoNames id or nothing."""
    for stretch in _stretches(names):
        yield from zip(stretch, _chances(stretch, hints, home), strict=True)


def distance_km(cosine: npt.NDArray[np.float32]) -> Floats:
    """Kilometres along a great circle, from the cosine of the angle between two unit vectors."""
    return np.asarray(EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0)), np.float64)


def _stretches(names: Sequence[Name]) -> Iterator[list[Name]]:
    """Names in order, as many together as can be weighed against each other at once."""
    stretch: list[Name] = []
    size = 0
    for name in names:
        if stretch and size + len(name.bonus) > MOST_TOGETHER:
            yield stretch
            stretch, size = [], 0
        stretch.append(name)
        size += len(name.bonus)
    if stretch:
        yield stretch


def _chances(names: Sequence[Name], hints: Mapping[str, float], home: str) -> list[Floats]:
    gazetteer = load_gazetteer()
    entries = np.concatenate([name.candidates.entries for name in names])
    owner = np.repeat(np.arange(len(names)), [len(name.bonus) for name in names])
    starts = np.searchsorted(owner, np.arange(len(names)))
    score = np.concatenate([name.candidates.prior + name.bonus for name in names])
    score += _by_outlet(gazetteer, entries, hints, home)
    if len(names) == 1:
        return [_softmax(score, owner, starts)]
    agreement, weight = _agreement(gazetteer, entries), _weights(names)[owner]
    full = LONE_WEIGHT + weight.sum(axis=1)
    chance = _softmax(HEAT[0] * score, owner, starts)
    for heat in HEAT:
        agreed = np.add.reduceat(agreement * chance, starts, axis=1)  # candidate x name
        mean = (agreed * weight).sum(axis=1) / full
        nearest = (agreed * np.minimum(weight, 1.0)).max(axis=1)
        chance = _softmax(heat * (score + W_MEAN * mean + W_NEAREST * nearest), owner, starts)
    return np.split(chance, starts[1:])


def _by_outlet(gazetteer: Gazetteer, entries: npt.NDArray[np.int32], hints: Mapping[str, float], home: str) -> Floats:
    bonus = np.zeros(len(entries))
    for iso2, share in hints.items():
        if iso2 in gazetteer.codes:
            bonus += W_HINT * share * (gazetteer.country[entries] == gazetteer.codes.index(iso2))
    at = gazetteer.by_id.get(int(home)) if home.isdecimal() else None
    if at is not None:
        bonus += W_HOME * np.exp(-distance_km(gazetteer.vectors[entries] @ gazetteer.vectors[at]) / NEAR_KM)
    return bonus


def _agreement(gazetteer: Gazetteer, entries: npt.NDArray[np.int32]) -> Floats:
    """How well two candidates go together: same country, same division, near each other."""
    country, admin1, vectors = gazetteer.country[entries], gazetteer.admin1[entries], gazetteer.vectors[entries]
    same = (country[:, None] == country[None, :]) & (country[:, None] != gazetteer.codes.index(""))
    division = (admin1[:, None] == admin1[None, :]) & (admin1[:, None] >= 0)
    near = np.exp(-distance_km(vectors @ vectors.T) / NEAR_KM)
    return np.asarray(A_COUNTRY * same + A_ADMIN1 * division + A_NEAR * near, np.float64)


def _weights(names: Sequence[Name]) -> Floats:
    """How much each name counts for each other, none for itself: said often and close by counts more."""
    first = np.array([name.at[0] for name in names], float)
    often = np.log1p([len(name.at) for name in names]) + ONCE_WEIGHT
    close = np.exp(-np.abs(first[:, None] - first[None, :]) / CLOSE_CHARACTERS)
    weights = np.asarray(often[None, :] * (FAR_WEIGHT + close), np.float64)
    np.fill_diagonal(weights, 0.0)
    return weights


def _softmax(score: Floats, owner: npt.NDArray[np.intp], starts: npt.NDArray[np.intp]) -> Floats:
    raised = np.exp(score - np.maximum.reduceat(score, starts)[owner])
    return np.asarray(raised / np.add.reduceat(raised, starts)[owner], np.float64)

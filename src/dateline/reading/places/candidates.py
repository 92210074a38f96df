"""What a place's name may mean: its candidates, and how likely each is before the rest of the text is looked at."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.reading.places.gazetteer import ALTERNATE, PEOPLE, Link, load_gazetteer, look_up
from dateline.text import fold

MOST_CANDIDATES = 48  # of one name, the likeliest before context; LGL and TR-News lose nothing at 48
# Set by hand on LGL and TR-News (dev), in steps of about a third; natural logarithms of odds.
W_PEOPLE = 0.32  # for each factor e in the number of people
W_ALTERNATE = -1.0  # the name is one of several
W_ALTERNATE_SMALL, LARGE_FROM = -1.5, 100_000  # and the place is small: names that nobody uses
W_ALTERNATE_COUNTRY = -0.2  # the same for countries: "Britain"
W_DIVISION = 3.0  # "X County" for a division; "X city" for a populated place
FEATURE_WEIGHT: Mapping[str, float] = {"PCLI": 2.8, "PPLC": 1.5, "ADM1": 0.5, "CONT": 2.0, "RGN": 1.0, "ADM2": -2.0}
W_NAMESAKE = -2.0  # a division named after a place in it, where no word says that the division is meant
LARGE_SHARE = 0.25  # of a division's people in a town from which the bare name is the town's first: "New York"
NATURE = frozenset(["STM", "LK", "LKS", "SEA", "OCN", "GULF", "BAY", "STRT", "CNL", "CHN", "MTS", "VAL", "ISL", "ISLS"])
DIVISIONS = frozenset(["ADM1", "ADM2", "RGN"])
LARGE = frozenset(["PCLI", "ADM1", "CONT", "RGN"])
W_LOCAL = 2.0  # "a Lebanon man": of a town


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows of the gazetteer that a name may mean, with the logarithm of how likely each is by itself."""

    entries: npt.NDArray[np.int32]
    prior: npt.NDArray[np.float64]


@cache
def load_words() -> Mapping[str, frozenset[str]]:
    """The words around names, by kind: "division", "settlement", "direction", "other"."""
    text = (resources.files("dateline") / "data" / "places" / "words.toml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in tomllib.loads(text).items()}


@cache
def load_abbreviations() -> Mapping[str, int]:
    """ "Ala." -> row of Alabama, as written."""
    text = (resources.files("dateline") / "data" / "places" / "abbreviations.csv").read_text(encoding="utf-8")
    by_id = load_gazetteer().by_id
    return {
        form: by_id[int(row["geonames_id"])]
        for row in csv.DictReader(io.StringIO(text))
        for form in row["forms"].split(";")
    }


def find_candidates(name: str, *, after: str = "", before: str = "") -> Candidates:
    """Candidates of a name as written; `after` and `before` are the folded words next to it."""
    abbreviated = load_abbreviations().get(name)
    if abbreviated is not None:
        return Candidates(np.array([abbreviated], np.int32), np.zeros(1))
    links, kind = _links(name)
    kind = kind or _kind_beside(before, after)
    namesakes = set() if kind == "division" else _namesakes(links)
    scored = sorted(
        ((_prior(link, kind) + W_NAMESAKE * (link[0] in namesakes), link[0]) for link in links), reverse=True
    )[:MOST_CANDIDATES]
    return Candidates(
        np.array([entry for _, entry in scored], np.int32), np.array([weight for weight, _ in scored], np.float64)
    )


def _kind_beside(before: str, after: str) -> str:
    """What the words next to a name say of it."""
    words = load_words()
    for kind in ("division", "settlement", "other", "local"):
        if after in words[kind]:
            return kind
    return next((kind for kind in ("division", "settlement") if before in words[kind]), "")


def _links(name: str) -> tuple[Sequence[Link], str]:
    """Gazetteer links of a name, and what a word inside the name says of its kind."""
    full, (kind, rest) = look_up(name), _kind_inside(name)
    if kind and not any(load_gazetteer().feature_of(entry) in DIVISIONS for entry, _ in full):
        return tuple({**dict(look_up(rest)), **dict(full)}.items()), kind
    first, _, without = name.partition(" ")
    if not full and without and fold(first) in load_words()["direction"]:
        return _links(without)
    return full, kind


def _kind_inside(name: str) -> tuple[str, str]:
    """The kind that the last or first word of a name tells, and the name without it: "Gao region", "city of Gao"."""
    parts = name.split()
    if len(parts) < 2:
        return "", name
    last, first = fold(parts[-1].strip(".,")), fold(parts[0])
    for kind in ("division", "settlement"):
        if last in load_words()[kind]:
            return kind, " ".join(parts[:-1])
        if first in load_words()[kind]:
            n_words = 2 if len(parts) > 2 and fold(parts[1]) in ("of", "de", "du", "del") else 1
            return kind, " ".join(parts[n_words:])
    return "", name


def _namesakes(links: Iterable[Link]) -> set[int]:
    """Divisions that bear the name of a place in them: "Gao" alone is the town. Those that have a short form of their
    own ("N.Y.") are as well known as the town unless much of the division lives there.
    """
    gazetteer = load_gazetteer()
    towns = [entry for entry, _ in links if gazetteer.feature_of(entry) in ("PPL", "PPLC")]
    above = {int(row[entry]) for row in (gazetteer.admin1, gazetteer.admin2) for entry in towns}
    own = set(load_abbreviations().values())
    most = max((float(gazetteer.people[entry]) for entry in towns), default=0.0)
    return {
        entry
        for entry, _ in links
        if entry in above and (entry not in own or most >= LARGE_SHARE * gazetteer.people[entry])
    }


def _prior(link: Link, kind: str) -> float:
    gazetteer, (entry, quality) = load_gazetteer(), link
    feature = gazetteer.feature_of(entry)
    weight = W_PEOPLE * float(np.log(max(100.0, gazetteer.people[entry])))
    weight += FEATURE_WEIGHT.get(feature, 0.0)
    if quality == ALTERNATE:
        weight += W_ALTERNATE_COUNTRY if feature == "PCLI" else W_ALTERNATE
        weight += W_ALTERNATE_SMALL if gazetteer.people[entry] < LARGE_FROM else 0.0
    if quality == PEOPLE:
        weight += 1.0
    if kind == "division":
        weight += W_DIVISION if feature in DIVISIONS else -W_DIVISION
    elif kind == "settlement":
        weight += W_DIVISION * (feature.startswith("PP") - (feature == "PCLI"))
    elif kind == "local":
        weight += W_LOCAL if feature not in LARGE else 0.0
    elif kind == "other":
        weight += W_DIVISION if feature in NATURE else 0.0
    return weight

"""What a place's name may mean: its candidates, and how likely each is before the rest of the text is looked at."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
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
W_ALTERNATE_COUNTRY = -0.2  # the same for countries: "Britain"
W_DIVISION = 3.0  # "X County" for a division; "X city" for a populated place
FEATURE_WEIGHT: Mapping[str, float] = {"PCLI": 2.8, "PPLC": 0.6, "ADM1": 1.2, "CONT": 2.0, "RGN": 1.0, "ADM2": -2.0}
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
    """"Ala." -> row of Alabama, as written."""
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
        return Candidates(np.array([abbreviated], np.int32), np.array([5.0]))
    words = load_words()
    links, kind = _links(name)
    if not kind:
        kind = next((kind for kind in ("division", "settlement", "other", "local") if after in words[kind]), "")
        kind = kind or ("division" if before in words["division"] else "")
    scored = sorted(((_prior(link, kind), link[0]) for link in links), reverse=True)[:MOST_CANDIDATES]
    return Candidates(
        np.array([entry for _, entry in scored], np.int32), np.array([weight for weight, _ in scored], np.float64)
    )


def _links(name: str) -> tuple[Iterable[Link], str]:
    """Gazetteer links of a name, and what a word inside the name says of its kind."""
    words = load_words()
    parts = name.split()
    last, first = fold(parts[-1].strip(".,")) if parts else "", fold(parts[0]) if parts else ""
    if len(parts) > 1:
        for kind in ("division", "settlement"):
            if last in words[kind]:
                full = look_up(name)
                if any(load_gazetteer().feature_of(entry) in DIVISIONS for entry, _ in full):
                    return full, kind
                return {**dict(look_up(" ".join(parts[:-1]))), **dict(look_up(name))}.items(), kind
            if first in words[kind]:
                rest = parts[2:] if len(parts) > 2 and fold(parts[1]) in ("of", "de", "du", "del") else parts[1:]
                return {**dict(look_up(" ".join(rest))), **dict(look_up(name))}.items(), kind
    found = look_up(name)
    if not found and len(parts) > 1 and first in words["direction"]:
        return _links(" ".join(parts[1:]))
    return found, ""


def _prior(link: Link, kind: str) -> float:
    gazetteer, (entry, quality) = load_gazetteer(), link
    feature = gazetteer.feature_of(entry)
    weight = W_PEOPLE * float(np.log(max(100.0, gazetteer.people[entry])))
    weight += FEATURE_WEIGHT.get(feature, 0.0)
    if quality == ALTERNATE:
        weight += W_ALTERNATE_COUNTRY if feature == "PCLI" else W_ALTERNATE
    if quality == PEOPLE:
        weight += 1.0
    if kind == "division":
        weight += W_DIVISION if feature in DIVISIONS else -W_DIVISION
    elif kind == "settlement":
        weight += 0.0 if feature in DIVISIONS else W_DIVISION
    elif kind == "local":
        weight += W_LOCAL if feature not in LARGE else 0.0
    elif kind == "other":
        weight += W_DIVISION if feature in NATURE else 0.0
    return weight

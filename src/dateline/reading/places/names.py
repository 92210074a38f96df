"""The names of a text with their candidates, and what is said with each: "Paris, Texas", "Henry and Lee counties"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dateline.reading.places.candidates import Candidates, find_candidates, load_abbreviations, load_words
from dateline.reading.places.gazetteer import load_gazetteer, look_up
from dateline.reading.places.keys import place_key
from dateline.text import fold

# Set on LGL and TR-News (dev), in coarse steps; natural logarithms of odds.
W_CONTAINER = 5.0  # the container follows: "Paris, Texas"
W_CONTAINER_IN = 1.7  # the same, joined by "in": "a court in Paris in Texas"
W_CONTAINS = 3.0  # it follows what it contains: "Buffalo, New York"
W_PEER = 1.5  # "Boston and New York": a town beside a town, a division beside a division
MOST_MENTIONS = 30  # of a name whose neighbours are looked at
MOST_DRIFT = 12  # letters that a span may be off; TR-News has up to 10
MOST_CUT = 3  # letters of a name that a span may have lost at either end
_CONTAINER_FEATURES = frozenset(["ADM1", "ADM2", "PCLI"])
_WORD_BEFORE = re.compile(r"([\w.]{1,30})(?:,? (?:of|de|du|del|la|the|d['’]|l['’]))?(?: (?:la|the)| l['’])?\W{0,2}$")
_WORD_AFTER = re.compile(r"\W?(?:and \w{1,30} )?([\w.]{1,30})")
_LISTED = re.compile(r",? (?:and|or|et|ou|y|o|и|или) ")
_LINK = re.compile(r"(?:,\s{0,2}|\s{0,2}\(|\s{1,2}in\s{1,2}(?:the\s{1,2})?)(?=[^\W\d_])")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}")


@dataclass(slots=True)
class Name:
    """A name of the text, one sense: where it stands, which spans asked for it, its candidates and what they gain."""

    candidates: Candidates
    bonus: npt.NDArray[np.float64]
    at: list[int] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)


def collect_names(text: str, asked: Sequence[tuple[int, int]], others: Iterable[tuple[int, int]] = ()) -> list[Name]:
    """The known names of spans, in the order of `asked`. Those of `others` only lend support; overlaps are left out."""
    names: dict[tuple[str, str], Name] = {}
    taken = bytearray(len(text))
    last: tuple[int, Name] | None = None
    for number, span in enumerate([*asked, *others]):
        start, end = snap(text, *span)
        if start >= end or (number >= len(asked) and any(taken[start:end])):
            continue
        taken[start:end] = b"\1" * (end - start)
        name = _named(names, text, start, end)
        name.at.append(start)
        if number < len(asked):
            name.spans.append(number)
        if len(name.candidates.entries) and len(name.at) <= MOST_MENTIONS:
            _gain_by_container(text, end, name)
            if last and text[last[0] : start].strip() == ",":
                _gain_by_contained(last[1], name)
            if last and _LISTED.fullmatch(text, last[0], start):
                _gain_by_peer(last[1], name)
                _gain_by_peer(name, last[1])
            last = end, name
    return [name for name in names.values() if len(name.candidates.entries)]


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the name that a span means: trimmed, and moved or widened where its borders cut words."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    first, last = start, end
    while first < last and not text[first].isalnum():
        first += 1
    while last > first and not (text[last - 1].isalnum() or text[last - 1] == "."):
        last -= 1
    if text[first:last] in load_abbreviations() or look_up(text[first:last]) or _is_whole(text, first, last):
        return first, last  # Arabic joins "and" and "in" to the name: what stands alone is left alone
    return _moved(text, start, end) or _widened(text, first, last)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends with words."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return start >= end or not (before.isalnum() or (text[end - 1].isalnum() and after.isalnum()))


def _moved(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The known name of the same length that stands nearest before or after: offsets drift where line ends change."""
    for step in (sign * size for size in range(1, MOST_DRIFT + 1) for sign in (-1, 1)):
        first, last = start + step, end + step
        if 0 <= first < last <= len(text) and text[first].isupper() and text[last - 1] not in " ,;":
            name = text[first:last]
            if _is_whole(text, first, last) and (name in load_abbreviations() or look_up(name)):
                return first, last
    return None


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of the words that it cuts, a few letters at most."""
    for _ in range(MOST_CUT):
        if 0 < start < end and text[start - 1].isalnum():
            start -= 1
        if start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end


def _named(names: dict[tuple[str, str], Name], text: str, start: int, end: int) -> Name:
    """The name of a span, new or seen before; "Columbus" and "Columbus County" are two."""
    surface, window = text[start:end], text[max(0, start - 32) : start]
    before, after = _WORD_BEFORE.search(window), _WORD_AFTER.match(text, end)
    words = fold(before[1]) if before else "", fold(after[1]) if after else ""
    key = place_key(surface), _kind_of(words[1]) or _kind_of(words[0])
    if key not in names:
        candidates = find_candidates(surface, before=words[0], after=words[1])
        names[key] = Name(candidates, np.zeros(len(candidates.entries)))
    return names[key]


def _kind_of(word: str) -> str:
    """What the word after a name says of it: "division", "settlement", "other", or nothing."""
    return next((kind for kind in ("division", "settlement", "other") if word in load_words()[kind]), "")


def _gain_by_container(text: str, end: int, name: Name) -> None:
    """Candidates in a place whose name follows gain."""
    link = _LINK.match(text, end)
    found = _NAME.match(text, link.end(), link.end() + 40) if link else None
    if link and found:
        inside = np.zeros(len(name.bonus), bool)
        for container in _containers(found[0]):
            inside |= is_in(name.candidates.entries, container)
        name.bonus = np.maximum(name.bonus, inside * (W_CONTAINER_IN if "in" in link[0] else W_CONTAINER))


def _gain_by_contained(contained: Name, name: Name) -> None:
    """Candidates that contain a candidate of the name before gain."""
    inside = [bool(is_in(contained.candidates.entries, int(entry)).any()) for entry in name.candidates.entries]
    name.bonus = np.maximum(name.bonus, np.array(inside) * W_CONTAINS)


def _gain_by_peer(peer: Name, name: Name) -> None:
    """Candidates of the level of what most likely is meant by a name that stands in a list with this one gain."""
    level = _level(int(peer.candidates.entries[0]))
    if level:
        alike = np.array([_level(int(entry)) == level for entry in name.candidates.entries])
        name.bonus = np.maximum(name.bonus, alike * W_PEER)


def _level(entry: int) -> str:
    """Whether a place is a town or a first-order division; empty for anything else."""
    feature = load_gazetteer().feature_of(entry)
    return "town" if feature.startswith("PP") else "division" if feature == "ADM1" else ""


def _containers(phrase: str) -> list[int]:
    """Divisions and countries that the first words of a phrase name, the longest name first."""
    gazetteer, words = load_gazetteer(), phrase.split(" ")
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        for form in (name, name.rstrip("."), name.rstrip("'’s")):
            if (short := load_abbreviations().get(form)) is not None:
                return [short]
            if found := [entry for entry, _ in look_up(form) if gazetteer.feature_of(entry) in _CONTAINER_FEATURES]:
                return found
    return []


def is_in(entries: npt.NDArray[np.int32], container: int) -> npt.NDArray[np.bool_]:
    """Which places lie in a country or division."""
    gazetteer, feature = load_gazetteer(), load_gazetteer().feature_of(container)
    if feature not in _CONTAINER_FEATURES:
        return np.zeros(len(entries), np.bool_)
    if feature == "PCLI":
        inside = gazetteer.country[entries] == gazetteer.country[container]
    else:
        inside = (gazetteer.admin1 if feature == "ADM1" else gazetteer.admin2)[entries] == container
    return np.asarray(inside & (entries != container), np.bool_)

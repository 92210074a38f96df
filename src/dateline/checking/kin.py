"""Which English words are forms of one word, and which mean the same, come from each other, are broader or opposite.

A table made from WordNet by tools/build_words.py: see data/words/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from dateline.languages.known_words import read_rows

SAME, DERIVED, BROADER, OPPOSITE = "=", "+", "^", "!"
_ORDER = (BROADER, DERIVED, SAME, OPPOSITE)  # of two marks for one pair the later counts


@dataclass(frozen=True, slots=True)
class Kin:
    """`lemmas`: form -> the words it may be a form of. `relations`: word -> its kin with their marks.

    `rarity`: word -> the logarithm of how many words of news stand to one of it.
    """

    lemmas: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, Mapping[str, str]]
    rarity: Mapping[str, float]


@cache
def load_kin() -> Kin:
    """The table that ships. OSError where it is missing."""
    lemmas: dict[str, list[str]] = {}
    relations: dict[str, dict[str, str]] = {}
    seen: dict[str, int] = {}
    for lemma, n, forms, kin in read_rows():
        seen[lemma] = int(n)
        marked = sorted(kin.split(), key=lambda one: (_ORDER.index(one[0]), one))
        relations[lemma] = {one[1:]: one[0] for one in marked}
        for form in forms.split():
            found = lemmas.setdefault(form, [])
            found.insert(0, lemma) if form == lemma else found.append(lemma)
    total = sum(seen.values())
    return Kin(
        lemmas={form: tuple(found) for form, found in lemmas.items()},
        relations=relations,
        rarity={lemma: log(total / (n + 1)) for lemma, n in seen.items()},
    )

"""WordNet -> the table of word kin that ships: `python tools/build_words.py WORDNET SHIP` (needs lemminflect).

WORDNET is the folder with index.* and data.* of WordNet 3.1, SHIP the folder with the event lines and articles whose
words are kept. A line a lemma: how often it was seen, its forms, then its kin as `=synonym`, `+derived`, `^broader` and
`!opposite`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lemminflect import getAllInflections

FILE = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data" / "words" / "english.tsv"
PARTS = {"noun": ("n", "NOUN"), "verb": ("v", "VERB"), "adj": ("a", "ADJ"), "adv": ("r", "ADV")}
MIN_SEEN = 4  # times that a form stands in the texts
MAX_SENSES = 3  # of a lemma as one part of speech, the commonest first, and
MIN_SHARE = 0.12  # of its tagged uses that a sense after the first must have
SIGNS = {"+": "+", "@": "^", "!": "!"}


@dataclass(frozen=True, slots=True)
class Synset:
    """Lemmas that share a meaning, and pointers as (sign, part, offset, from which lemma, to which lemma)."""

    lemmas: tuple[str, ...]
    pointers: tuple[tuple[str, str, str, int, int], ...]


def main() -> None:
    """Read both folders and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("ship", type=Path)
    asked = parser.parse_args()
    seen = count_words(asked.ship)
    forms = find_forms(asked.wordnet, seen)
    kin = find_kin(asked.wordnet, set(forms))
    known = {form for found in forms.values() for form in found}
    forms |= {word: {word} for word, n in seen.items() if n >= MIN_SEEN and word not in known and len(word) > 1}
    rows = (
        (lemma, str(sum(seen[form] for form in found)), " ".join(sorted(found)), " ".join(sorted(kin.get(lemma, ()))))
        for lemma, found in sorted(forms.items())
    )
    FILE.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def count_words(ship: Path) -> Counter[str]:
    """How often each word stands in small letters in the texts that may be shipped."""
    seen: Counter[str] = Counter()
    names = ["wcep/lines_2010_2019.jsonl", "wcep/structured_2025.jsonl", "stories/ecbplus.jsonl"]
    for name in [*names, "open_news/wikinews_en_2019_2020/articles.jsonl"]:
        with (ship / name).open(encoding="utf-8") as lines:
            for line in lines:
                seen.update(re.findall(r"(?<![\w'-])[a-z]+(?![\w'])", json.loads(line)["text"]))
    return seen


def find_forms(wordnet: Path, seen: Counter[str]) -> dict[str, set[str]]:
    """Lemma -> the forms of it that were seen, of lemmas with one that was seen often enough."""
    forms: dict[str, set[str]] = defaultdict(set)
    for part, (_, tag) in PARTS.items():
        for line in (wordnet / f"index.{part}").read_text(encoding="utf-8").splitlines():
            lemma = line.split(" ", 1)[0]
            if lemma.isascii() and lemma.isalpha() and len(lemma) > 1:
                inflected = {form.lower() for found in getAllInflections(lemma, upos=tag).values() for form in found}
                forms[lemma] |= {form for form in inflected | {lemma} if seen[form]}
    return {lemma: found for lemma, found in forms.items() if max((seen[f] for f in found), default=0) >= MIN_SEEN}


def find_kin(wordnet: Path, kept: set[str]) -> dict[str, set[str]]:
    """Lemma -> its marked kin, by its commonest senses."""
    synsets = dict(read_synsets(wordnet))
    kin: dict[str, set[str]] = defaultdict(set)
    for lemma, part, offset in common_senses(wordnet):
        synset = synsets[part, offset]
        if lemma not in kept:
            continue
        kin[lemma] |= {f"={other}" for other in synset.lemmas if other in kept and other != lemma}
        for sign, other_part, other_offset, left, right in synset.pointers:
            if left and synset.lemmas[left - 1] != lemma:
                continue
            others = synsets[other_part, other_offset].lemmas
            for other in (others[right - 1],) if right else others:
                if other in kept and other != lemma:
                    kin[lemma].add(SIGNS[sign] + other)
    return kin


def common_senses(wordnet: Path) -> Iterator[tuple[str, str, str]]:
    """(lemma, part, offset) of the senses that are used enough."""
    uses: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    for line in (wordnet / "index.sense").read_text(encoding="utf-8").splitlines():
        key, place, rank, times = line.split(" ")
        lemma, _, rest = key.partition("%")
        uses[lemma, parts[rest[0]]].append((int(rank), int(times), place))
    for (lemma, part), found in sorted(uses.items()):
        total = sum(count for _, count, _ in found)
        for number, count, offset in sorted(found)[:MAX_SENSES]:
            if number == 1 or count >= MIN_SHARE * total > 0:
                yield lemma, part, offset


def read_synsets(wordnet: Path) -> Iterator[tuple[tuple[str, str], Synset]]:
    """Every synset by part and offset."""
    for part, (letter, _) in PARTS.items():
        for line in (wordnet / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                cells = line.partition(" | ")[0].split()
                n_lemmas = int(cells[3], 16)
                at = 4 + 2 * n_lemmas
                lemmas = tuple(re.sub(r"\(\w+\)$", "", cell).lower() for cell in cells[4:at:2])
                raw = [cells[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(cells[at]))]
                pointers = [
                    (sign, "a" if kind == "s" else kind, offset, int(ends[:2], 16), int(ends[2:], 16))
                    for sign, offset, kind, ends in raw
                    if sign in SIGNS
                ]
                yield (letter, cells[0]), Synset(lemmas, tuple(pointers))


if __name__ == "__main__":
    main()

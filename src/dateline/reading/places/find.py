"""Places found in raw text: what the recogniser of names calls a place, and what the gazetteer knows elsewhere.

    entities (GPE, LOC, FAC) + runs of capitalised words + Arabic words -> spans -> resolve_places
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dateline.reading.places.candidates import load_abbreviations, load_words
from dateline.reading.places.gazetteer import MAIN, PEOPLE, load_gazetteer, look_up
from dateline.reading.places.resolve import PlaceContext, resolve_places
from dateline.records.mentions import Place
from dateline.text import fold

Entity = tuple[int, int, str]  # start, end, label
PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])
PEOPLE_LABELS = frozenset(["NORP"])
# Set on LGL and TR-News (dev): how many people make a name a place without a sign, with a preposition, in a list.
KNOWN_FROM, SIGNED_FROM = 200_000, 5_000
LARGE = frozenset(["PCLI", "PPLC", "CONT", "RGN", "ADM1", "SEA", "OCN", "GULF"])
LONGEST_NAME = 5  # words
_RUN = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w'’.-]*(?:(?: (?:of|de|du|del|des|la|el|al|and|the|d['’]))? ?[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ][\w'’.-]*){0,7}"
)
_ARABIC_WORD = re.compile(r"[ء-ي]+")
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:بال|كال|لل|[بلكو])|[وف])(?=..)")
_WORD_BEFORE = re.compile(r"[\w-]+(?=[\s\"“«(']{1,3}$)")
_CONTAINER_AFTER = re.compile(r",\s*([A-Z][\w.]*(?: [A-Z][\w.]*)?)")
_CONNECTORS = frozenset(["of", "de", "du", "del", "des"])


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = (resources.files("dateline") / "data" / "places" / "find_words.toml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in tomllib.loads(text).items()}


def find_places(
    text: str,
    entities: Iterable[Entity] = (),
    *,
    context: PlaceContext | None = None,
    peoples: bool = False,
) -> list[Place]:
    """Places of a text by position. `entities` are what a recogniser found, offsets in the text.

    With `peoples`, words for peoples ("Malian") count as naming their country. Text that no entity covers is searched
    by the gazetteer alone, so that a text without any parse has places too.
    """
    spans = find_spans(text, entities, peoples=peoples)
    return [place for place in resolve_places(text, spans, context=context) if place is not None]


def find_spans(text: str, entities: Iterable[Entity] = (), *, peoples: bool = False) -> list[tuple[int, int]]:
    """Spans of names of places, by position, not overlapping."""
    entities = sorted(entities)
    wanted = PLACE_LABELS | (PEOPLE_LABELS if peoples else frozenset())
    named = [span for start, end, label in entities if label in wanted for span in _trim(text, start, end)]
    others = [(start, end) for start, end, label in entities if label not in wanted]
    taken = bytearray(len(text) + 1)
    spans: list[tuple[int, int]] = []
    for start, end in named:
        if look_up(text[start:end]) or text[start:end] in load_abbreviations() or len(text[start:end].split()) > 1:
            spans.append((start, end))
        taken[start:end] = b"\1" * (end - start)
    for start, end in others:
        taken[start:end] = b"\1" * (end - start)
    for start, end in _search(text, peoples):
        if not any(taken[start:end]):
            spans.append((start, end))
            taken[start:end] = b"\1" * (end - start)
    return sorted(spans)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity without article and possessive; "Paris, Texas" as its two names."""
    for found in re.finditer(r"[^,;\n]+", text[start:end]):
        begin, name = start + found.start(), found[0]
        lead = re.match(r"\s*(?:[Tt]he |[Ll]['’]|[Ll]a |[Ll]es? )?", name)
        begin += lead.end() if lead else 0
        name = text[begin : start + found.end()].rstrip()
        name = re.sub(r"['’]s?$", "", name) if name.endswith(("'s", "’s", "'", "’")) else name
        if name and any(char.isalnum() for char in name):
            yield begin, begin + len(name)


def _search(text: str, peoples: bool) -> Iterator[tuple[int, int]]:
    """Names that the gazetteer knows, in runs of capitalised words and among Arabic words."""
    surnames = _surnames(text)
    for found in _RUN.finditer(text):
        words = [_Word(word[0], found.start() + word.start(), found.start() + word.end())
                 for word in re.finditer(r"\S+", found[0])]
        yield from _in_run(text, words, surnames, peoples)
    for found in re.finditer(r"[ء-ي]+(?: [ء-ي]+)*", text):
        yield from _in_arabic(found[0], found.start())


def _surnames(text: str) -> frozenset[str]:
    """Last words of runs that name no place: "Irving" alone is then Washington Irving."""
    last: set[str] = set()
    for found in _RUN.finditer(text):
        words = found[0].rstrip(".").split(" ")
        if len(words) > 1 and fold(words[0]) not in _words()["edge"] and not look_up(found[0]):
            last.add(words[-1].removesuffix("'s").removesuffix("’s"))
    return frozenset(last)


def _in_run(text: str, words: list[_Word], surnames: frozenset[str], peoples: bool) -> Iterator[tuple[int, int]]:
    """The name of a place that a run of capitalised words is, if nothing is left over."""
    edge, office = _words()["edge"], _words()["office"]
    while words and fold(words[0].text.strip(".")) in edge:
        words = words[1:]
    if len(words) > 2 and words[1].text in _CONNECTORS and fold(words[0].text) in office:
        words = words[2:]
    if not words or len(words) > LONGEST_NAME:
        return
    start, end = words[0].start, words[-1].end
    name = text[start:end]
    bare = re.sub(r"(?:['’]s|['’])$", "", name)
    bare = bare if bare in load_abbreviations() or re.search(r"\b[A-Z]\.[A-Z]\.$", bare) else bare.rstrip(".")
    if bare and bare not in surnames and _is_place(text, start, start + len(bare), bare, peoples):
        yield start, start + len(bare)


def _is_place(text: str, start: int, end: int, name: str, peoples: bool) -> bool:
    if name in load_abbreviations():
        return len(name) > 2 and (text[:start].rstrip().endswith(",") or "." in name)
    rank, is_people = _rank(name)
    if is_people and not peoples:
        return False
    signed = _is_signed(text, start, end)
    doubtful = fold(name) in _words()["doubtful"]
    if rank == 2:
        return signed or not doubtful
    return signed and rank == 1 and not doubtful


@lru_cache(maxsize=65_536)
def _rank(name: str) -> tuple[int, bool]:
    """2 for what is known everywhere, 1 for a place that needs a sign, 0 for none; whether it names a people."""
    gazetteer, links = load_gazetteer(), look_up(name)
    if not links and (stripped := _without_direction(name)):
        links = look_up(stripped)
    if not links:
        return 0, False
    known = any(
        (gazetteer.feature_of(entry) in LARGE and (kind == MAIN or gazetteer.feature_of(entry) in ("PCLI", "CONT")))
        or gazetteer.people[entry] >= KNOWN_FROM
        for entry, kind in links
    )
    signed = any(gazetteer.people[entry] >= SIGNED_FROM for entry, _ in links)
    return (2 if known else int(signed)), all(kind == PEOPLE for _, kind in links)


def _without_direction(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and fold(first) in load_words()["direction"] else ""


def _is_signed(text: str, start: int, end: int) -> bool:
    """Whether the words around say that a name is a place: "in Gao", "Gao, Mali", "Gao region"."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    if before and fold(before[0]) in _words()["locative"]:
        return True
    container = _CONTAINER_AFTER.match(text, end, end + 40)
    if container and any(_is_container(form) for form in _forms(container[1])):
        return True
    after = re.match(r" ([^\W\d_]+)", text[end : end + 20])
    return bool(after and fold(after[1]) in load_words()["division"])


def _forms(phrase: str) -> Sequence[str]:
    return (phrase, phrase.rstrip("."), phrase.split(" ")[0])


def _is_container(name: str) -> bool:
    gazetteer = load_gazetteer()
    return name in load_abbreviations() or any(
        gazetteer.feature_of(entry) in ("PCLI", "ADM1") and kind == MAIN for entry, kind in look_up(name)
    )


def _in_arabic(run: str, offset: int) -> Iterator[tuple[int, int]]:
    """The longest known names among Arabic words, with a joined preposition taken off."""
    words = [_Word(found[0], offset + found.start(), offset + found.end()) for found in _ARABIC_WORD.finditer(run)]
    at = 0
    while at < len(words):
        step = 1
        for length in range(min(3, len(words) - at), 0, -1):
            begin, end = words[at].start, words[at + length - 1].end
            name = run[begin - offset : end - offset]
            cut = _arabic_name(name, at > 0 and fold(words[at - 1].text) in _words()["locative"])
            if cut is not None:
                yield begin + cut, end
                step = length
                break
        at += step


def _arabic_name(name: str, signed: bool) -> int | None:
    """How many letters stand before the place's name in a word as written; None where it is no place."""
    prefix = _ARABIC_PREFIX.match(name)
    for cut in dict.fromkeys((0, prefix.end() if prefix else 0)):
        bare = name[cut:]
        rank, _ = _rank(bare)
        if fold(bare) not in _words()["doubtful"] and (rank == 2 and len(bare) > 2 or rank == 1 and signed):
            return cut
    return None

"""Names of places in runs of capitalised words, and among Arabic words, by the gazetteer alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.gazetteer import find_countries
from dateline.reading.places.candidates import load_abbreviations
from dateline.reading.places.gazetteer import arabic_first_words, look_up
from dateline.reading.places.signs import (
    COUNTRY,
    KNOWN,
    NEEDS_PROOF,
    NEEDS_SIGN,
    POSSESSIVE,
    bare,
    find_words,
    has_container,
    is_doubtful,
    is_generic,
    is_inside,
    is_own,
    is_people,
    is_proved,
    is_signed,
    lies_in,
    rank,
)
from dateline.text import fold

LONGEST_NAME = 5  # words
LONGEST_SCENE = 1_000_000  # characters in which persons and words in small letters are looked for
LONGEST_OPENING = 10_000  # characters in which the countries of a text are looked for
LONGEST_PERSON = 4  # words, and one more for the surname
LONGEST_RUN = 12  # words looked at of a run
LONGEST_ARABIC = 3  # words
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я"
_JOINING = "of|de|du|del|des|la|el|al|the"
_RUN = re.compile(rf"[{_UPPER}][\w'’.-]*(?:(?: (?:{_JOINING}))? (?:[dl]['’])?[{_UPPER}][\w'’.-]*){{0,8}}")
_TITLE = re.compile(r"(?:St|Ste|Mt|Ft|Dr|Mr|Mrs|Ms|Gen|Col|Gov|Sen|Rep|Lt|Sgt|Capt|Maj|Prof|Rev|[A-Z])\.$|\.[A-Z]\.$")
_IN_LIST = re.compile(r",? (?:and|et|y|e|и|или|ou|or|o) |, ")
_TOKEN = re.compile(r"\S+")
_CONNECTORS = frozenset(["of", "de", "du", "del", "des"])
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿа-яё]{3,}(?![\w'’-])")
_RUSSIAN_DIVISION = re.compile(r"[А-ЯЁ][а-яё-]{2,30}(?:ой|ая|ую|ий|ого|ом|ому) (?:област|кра|район)[а-яё]{0,3}\b")
_ARABIC_WORD = re.compile(r"[ء-ي]+")
_ARABIC_RUN = re.compile(r"[ء-ي]+(?: [ء-ي]+)*")
_ARABIC_PREFIX = re.compile(r"([وف]?)(لل|[بلك]?)(?=..)")


@dataclass(frozen=True, slots=True)
class Scene:
    """A text as the search sees it: last words of names of persons, names of places that a recogniser found, words in
    small letters, the countries named (ISO2), and whether peoples count.
    """

    text: str
    surnames: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]
    countries: frozenset[str]
    peoples: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def set_scene(text: str, persons: Iterable[str] = (), places: Iterable[str] = (), *, peoples: bool = False) -> Scene:
    """What has to be known of a text before it is searched: names of persons and places that a recogniser found."""
    surnames = {POSSESSIVE.sub("", name.split()[-1]) for name in persons if 0 < name.count(" ") < LONGEST_PERSON}
    for found in _RUN.finditer(text, 0, LONGEST_SCENE):
        for words in _pieces(text, *found.span()):
            surnames |= _person([bare(word.text) for word in words])
    named = frozenset(places)
    common = frozenset(fold(word) for word in set(_SMALL_WORD.findall(text, 0, LONGEST_SCENE)))
    countries = find_countries(text[:LONGEST_OPENING])
    return Scene(text, frozenset(surnames) - named, named, common, countries, peoples)


def _pieces(text: str, start: int, end: int) -> Iterator[list[_Word]]:
    """The words of a run up to each full stop that ends a sentence: "Gao. Jordan" is two pieces, "St. Louis" one."""
    piece: list[_Word] = []
    for found in _TOKEN.finditer(text, start, end):
        piece.append(_Word(found[0], found.start(), found.end()))
        if found[0].endswith(".") and not _TITLE.search(found[0]):
            yield piece
            piece = []
    if piece:
        yield piece


def _person(words: Sequence[str]) -> set[str]:
    """Of two words that name no place, what may stand for the person: "Irving" of "Washington Irving"."""
    if len(words) != 2 or fold(words[0]) in find_words()["edge"] or look_up(" ".join(words)):
        return set()
    first, last = words
    if fold(last) in find_words()["civic"] or fold(last) in find_words()["edge"]:
        return set()
    if rank(first) >= NEEDS_SIGN:
        return {first} if fold(first) in find_words()["doubtful"] else set()
    return {last} if rank(last) < KNOWN else set()


def search(scene: Scene) -> Iterator[tuple[int, int]]:
    """Spans of names that the gazetteer knows, by position for each script."""
    for found in _RUSSIAN_DIVISION.finditer(scene.text):
        if rank(found[0]) >= NEEDS_SIGN:
            yield found.span()
    last = -1
    for found in _RUN.finditer(scene.text):
        listed = last >= 0 and _IN_LIST.fullmatch(scene.text, last, found.start()) is not None
        for span in in_run(scene, *found.span(), is_listed=listed):
            yield span
            last = span[1]
    for found in _ARABIC_RUN.finditer(scene.text):
        yield from _in_arabic(found[0], found.start())


def in_run(
    scene: Scene, start: int, end: int, *, is_org: bool = False, is_listed: bool = False
) -> Iterator[tuple[int, int]]:
    """Names of places at the head of a run of capitalised words, and after "of" where the head allows it.

    `is_org`: the run is an organisation's name; `is_listed`: it stands in a list after a place.
    """
    for words in _pieces(scene.text, start, end):
        yield from _in_words(scene, _without_edge(words), is_org, is_listed and words[0].start == start)


def _in_words(scene: Scene, words: list[_Word], is_org: bool, is_listed: bool) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(words):
        span, length = _longest(scene, words, at, is_org=is_org, is_listed=is_listed)
        if span:
            yield span
            at += length
        joint = next((step for step in range(at, len(words)) if words[step].text in _CONNECTORS), len(words))
        if not span and joint < len(words) and not (is_org or fold(words[joint - 1].text) in find_words()["office"]):
            return
        at = at if span and at < joint and _goes_on(scene.text, span) else joint + 1


def _goes_on(text: str, span: tuple[int, int]) -> bool:
    """Whether a run begins anew after a name: "Niger's Agadez"."""
    return text[span[1] : span[1] + 2] in ("'s", "’s")


def _without_edge(words: list[_Word]) -> list[_Word]:
    """A run without the words that only begin a sentence, where the whole is no name ("Los Angeles" is one)."""
    words = words[:LONGEST_RUN]
    while len(words) > 1 and fold(words[0].text.strip(".")) in _edges():
        whole, rest = (look_up(" ".join(word.text for word in part)) for part in (words, words[1:]))
        if whole and whole != rest:
            break
        words = words[1:]
    return words


@cache
def _edges() -> frozenset[str]:
    """Words that begin a run and belong to no name; Russian offices too, before a genitive ("Президент Мали")."""
    return find_words()["edge"] | {word for word in find_words()["office"] if not word.isascii()}


def _longest(
    scene: Scene, words: list[_Word], at: int, *, is_org: bool, is_listed: bool
) -> tuple[tuple[int, int] | None, int]:
    """The longest name of a place that begins at a word of a run, and how many words it takes."""
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        start, end = words[at].start, words[at + length - 1].end
        name = bare(scene.text[start:end])
        follows = fold(words[at + length].text.strip(".,")) if at + length < len(words) else ""
        owns = POSSESSIVE.search(scene.text[start:end]) is not None
        if follows and not owns and not _may_lead(name, follows, is_org):
            continue
        if follows and length > 1 and name.endswith(" City") and not is_own(name):
            continue  # "Dublin" of "Dublin City Council"
        if is_place(scene, start, start + len(name), is_signed_here=bool(follows) or is_listed):
            return (start, start + len(name)), length
    return None, 0


def _may_lead(name: str, follows: str, is_org: bool) -> bool:
    """Whether a name followed by a word in the same run may be a place: "Dublin City Council"."""
    if is_people(name):
        return True
    if follows in find_words()["civic"]:
        return follows not in find_words()["national"] or rank(name) >= KNOWN
    if follows in find_words()["named"]:
        return False
    least = KNOWN if is_org else COUNTRY
    return rank(name) >= least and fold(name) not in find_words()["doubtful"]


def is_place(scene: Scene, start: int, end: int, *, is_signed_here: bool = False) -> bool:
    """Whether the words of a span name a place here; its run or list may say so."""
    text, name = scene.text, scene.text[start:end]
    if name in load_abbreviations():
        return "." in name[1:] or (len(name) > 1 and text[max(0, start - 2) : start] == ", ")
    if is_people(name):
        return scene.peoples
    if is_generic(name) and not lies_in(name, scene.countries):
        return False
    known = rank(name)
    if known < COUNTRY and (is_doubtful(name, scene.common) or name in scene.surnames):
        return known >= NEEDS_SIGN and has_container(text, end)
    if known == COUNTRY and name in scene.surnames:
        return is_signed(text, start, end)
    if known == NEEDS_SIGN:
        return is_signed_here or name in scene.places or is_signed(text, start, end)
    if known == NEEDS_PROOF:
        return is_proved(text, start, end) or (
            lies_in(name, scene.countries) and (is_signed_here or is_inside(text, start))
        )
    return known >= KNOWN


def _in_arabic(run: str, offset: int) -> Iterator[tuple[int, int]]:
    """The longest known names among Arabic words, with a joined conjunction or preposition taken off."""
    words = [_Word(found[0], found.start(), found.end()) for found in _ARABIC_WORD.finditer(run)]
    at = 0
    while at < len(words):
        cuts = _cuts(words[at].text)
        before = fold(words[at - 1].text).removeprefix("و") if at and cuts else ""
        length, cut = _arabic_name(words[at : at + LONGEST_ARABIC], cuts, run, before in find_words()["locative"])
        if length:
            yield offset + words[at].start + cut, offset + words[at + length - 1].end
        at += max(1, length)


@lru_cache(maxsize=65_536)
def _cuts(word: str) -> tuple[int, ...]:
    """After how many letters of an Arabic word a name may begin."""
    prefix = _ARABIC_PREFIX.match(word)
    cuts = dict.fromkeys((0, prefix.end(1), prefix.end())) if prefix else (0,)
    known = arabic_first_words()
    return tuple(cut for cut in cuts if not known.isdisjoint(_with_article(word, cut)))


def _with_article(word: str, cut: int) -> tuple[str, ...]:
    """What a word may be without its prefix, folded: "for the" takes the article's first letter."""
    rest = fold(word[cut:])
    return (rest, rest.removeprefix("ال"), f"ال{rest}" if word[:cut].endswith("لل") else rest)


def _arabic_name(words: Sequence[_Word], cuts: tuple[int, ...], run: str, signed: bool) -> tuple[int, int]:
    """How many words the longest known name takes, and how many letters stand before it; (0, 0) for none."""
    for length in range(len(words), 0, -1) if cuts else ():
        name = run[words[0].start : words[length - 1].end]
        for cut in cuts:
            plain = ("ال" if name[:cut].endswith("لل") else "") + name[cut:]
            known = rank(plain) if len(plain) > 2 else 0
            if (known >= KNOWN or (known >= NEEDS_SIGN and (signed or cut > 1))) and fold(plain) not in find_words()[
                "doubtful"
            ]:
                return length, cut
    return 0, 0

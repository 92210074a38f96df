"""Sentence -> words as the checker compares them: folded, with what they are forms of, numbers read, names marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from dateline.checking.grammar import load_grammar
from dateline.checking.kin import load_kin
from dateline.gazetteer import load_countries, load_country_words
from dateline.languages import LANGUAGES
from dateline.text import fold

_TOKEN = re.compile(
    r"(?P<acronym>(?:[A-Z]\.){2,})|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*)"
)
_SCALES = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_PLAIN_ENDINGS = ("ly", "ing", "ed")  # of an unknown word that opens a sentence and is no name
_MAX_COUNTRY = 6  # words of a country's name
_STEM = 5  # letters that two unknown words must share to be forms of one

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `lemmas`: what it may be a form of; "@FRA" among them says that it names a country or its people.

    `number` is what it counts as (least, greatest), `start` and `end` its characters, `at` its place in the sentence.
    """

    text: str
    start: int
    end: int
    at: int
    lemmas: tuple[str, ...]
    number: Range | None = None
    is_content: bool = True
    is_name: bool = False
    is_known: bool = True
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    is_number: bool


@lru_cache(maxsize=4_000)  # an audit and a brief hold the same sentences against one after the other
def read_words(sentence: str) -> tuple[Word, ...]:
    """The words in order. A number written in several words, or with its scale, is one."""
    tokens = [
        _Token(found[0].replace(".", "") if found["acronym"] else found[0], *found.span(), found["number"] is not None)
        for found in _TOKEN.finditer(sentence)
    ]
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        step, word = _read_one(tokens, at, len(words))
        words.append(word)
        at += step
    return tuple(words)


def _read_one(tokens: list[_Token], at: int, place: int) -> tuple[int, Word]:
    number = _read_number(tokens, at)
    if number is not None:
        step, value = number
        text = fold(" ".join(token.text for token in tokens[at : at + step]))
        return step, Word(text, tokens[at].start, tokens[at + step - 1].end, place, (text,), (value, value))
    token = tokens[at]
    step, country = _read_country(tokens, at)
    folded = fold(token.text if step == 1 else " ".join(one.text for one in tokens[at : at + step]))
    is_capital = token.text[0].isupper()
    is_acronym = len(token.text) > 1 and token.text.isupper()
    lemmas, is_known = _lemmas(folded, is_acronym=is_acronym)
    is_opening = at == 0 or (tokens[at].start - tokens[at - 1].end > 1 and place == 0)
    is_stop = folded in load_grammar().stop_words and not is_acronym
    is_plain = is_known or folded.endswith(_PLAIN_ENDINGS)
    is_name = is_capital and not is_stop and (not is_opening or not is_plain or is_acronym or bool(country))
    return step, Word(
        text=folded,
        start=token.start,
        end=tokens[at + step - 1].end,
        at=place,
        lemmas=(*country, *lemmas),
        is_content=not is_stop,
        is_name=is_name,
        is_known=is_known,
        is_capital=is_capital,
    )


@lru_cache(maxsize=100_000)
def _lemmas(folded: str, *, is_acronym: bool = False) -> tuple[tuple[str, ...], bool]:
    """What a folded word may be a form of, and whether the table knows it."""
    if is_acronym:
        return (folded,), False
    known = load_kin().lemmas.get(folded)
    if known:
        return known, True
    for ending in ("'s", "es", "s"):
        if folded.endswith(ending) and len(folded) - len(ending) > 2:
            stem = folded.removesuffix(ending)
            return (folded, stem), stem in load_kin().lemmas
    return (folded,), False


def _read_number(tokens: list[_Token], at: int) -> tuple[int, float] | None:
    """How many tokens a number takes, and its value."""
    value, step = 0.0, 0
    token = tokens[at]
    spelled = LANGUAGES["en"].number_words
    if [one.text.casefold() for one in tokens[at : at + 3]] == ["half", "a", "dozen"]:
        return 3, 6.0
    if token.is_number:
        bare = token.text.replace(",", "")
        if bare.count(".") > 1:
            return None
        value, step = float(bare), 1
    elif (
        (small := spelled.get(token.text.casefold())) is not None
        and small < 100
        and token.text.casefold() not in ("a", "an")
    ):
        value, step = float(small), 1
        if 20 <= small < 100 and at + 1 < len(tokens) and small % 10 == 0:
            unit = spelled.get(tokens[at + 1].text.casefold(), 0)
            if 0 < unit < 10 and tokens[at + 1].start - token.end == 1:
                value, step = value + unit, 2
    if not step:
        return None
    while at + step < len(tokens) and (scale := _SCALES.get(tokens[at + step].text.casefold())) is not None:
        value, step = value * scale, step + 1
    return step, value


def _read_country(tokens: list[_Token], at: int) -> tuple[int, tuple[str, ...]]:
    """How many tokens the name of a country or its people takes, and the mark of that country."""
    if not tokens[at].text[0].isupper():
        return 1, ()
    for length in range(min(_MAX_COUNTRY, len(tokens) - at), 0, -1):
        run = tokens[at : at + length]
        if length > 1 and any(right.start - left.end > 1 for left, right in pairwise(run)):
            continue
        name = fold(" ".join(token.text for token in run))
        if name in _countries() and not (length == 1 and len(name) <= 3 and not run[0].text.isupper()):
            return length, (f"@{_countries()[name]}",)
    return 1, ()


@cache
def _countries() -> dict[str, str]:
    """Folded name, people or capital -> ISO 3166-1 alpha-3."""
    iso3 = {iso2: country.iso3 for iso2, country in load_countries().items()}
    return {name.replace("-", " "): iso3[iso2] for name, iso2 in load_country_words().items()}


@cache
def load_seats() -> Mapping[str, str]:
    """Folded capital or seat of government -> ISO 3166-1 alpha-3 of the country that news means by it."""
    seats = {fold(capital): country.iso3 for country in load_countries().values() for capital in country.capitals}
    return {**seats, **{name: iso3 for iso3, names in load_grammar().seats.items() for name in names}}


def are_forms(left: str, right: str) -> bool:
    """Whether two words that the table does not know look like forms of one: "Houthi", "Houthis"."""
    return len(left) >= _STEM and len(right) >= _STEM and left[:_STEM] == right[:_STEM]


def names_in(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Runs of words that are names side by side."""
    run: list[Word] = []
    for word in words:
        if word.is_name and word.number is None:
            if run and word.start - run[-1].end > 1:
                yield tuple(run)
                run = []
            run.append(word)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)

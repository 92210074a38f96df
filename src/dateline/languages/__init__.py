"""What Dateline knows of each language, as data: one folder a language.

How sentences end (sentence_rules) and dates are written (date_words) is known of every language in SUPPORT; the
lexicon of acts and cues that briefs are written with is known of those in LANGUAGES.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.languages import en
from dateline.text import digest

# A register of patterns: name -> one compiled alternation.
Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The lexicon of one language: how it counts, attributes, plans, acts and bends its words."""

    code: str
    stop_words: frozenset[str]
    number_words: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    finite_verbs: re.Pattern[str]
    attribution: re.Pattern[str]
    subordination: re.Pattern[str]
    people: str
    hearsay: re.Pattern[str]
    negation: re.Pattern[str]
    opening: re.Pattern[str]
    acts: Patterns
    mentions: Patterns
    act_weights: Mapping[str, float]
    modalities: Patterns
    stakes: Patterns
    episodes: Mapping[str, Mapping[str, re.Pattern[str]]]
    framing_words: frozenset[str]
    endings_off: tuple[str, ...]
    endings_on: tuple[str, ...]
    standing: Patterns
    compression: Patterns
    titles: frozenset[str]
    household: frozenset[str]
    organisations: str
    openers: frozenset[str]


def _alternation(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w])", re.IGNORECASE)


def _read_cues(code: str) -> str:
    return (resources.files("dateline.languages") / code / "cues.toml").read_text(encoding="utf-8")


def _load(code: str, words: Any) -> Language:
    cues = tomllib.loads(_read_cues(code))
    return Language(
        code=code,
        stop_words=frozenset(words.STOP_WORDS.split()),
        number_words=words.NUMBER_WORDS,
        months=words.MONTHS,
        weekdays=words.WEEKDAYS,
        framing_words=frozenset(words.FRAMING_WORDS.split()),
        endings_off=tuple(words.ENDINGS_OFF.split()),
        endings_on=tuple(words.ENDINGS_ON.split()),
        standing={name: _alternation(patterns) for name, patterns in cues["standing"].items()},
        compression={name: _alternation(patterns) for name, patterns in cues["compression"].items()},
        titles=frozenset(cues["names"]["titles"]),
        household=frozenset(cues["names"]["household"]),
        organisations="|".join(cues["names"]["organisations"]),
        openers=frozenset(cues["names"]["openers"]),
        finite_verbs=_alternation(cues["finite_verbs"]["patterns"]),
        attribution=_alternation(cues["attribution"]["patterns"]),
        subordination=_alternation(cues["subordination"]["patterns"]),
        people="|".join(cues["people"]["patterns"]),
        hearsay=_alternation(cues["hearsay"]["patterns"]),
        negation=_alternation(cues["negation"]["patterns"]),
        opening=_alternation(cues["opening"]["patterns"]),
        acts={name: _alternation(act["patterns"]) for name, act in cues["acts"].items()},
        mentions={name: _alternation(act["mentions"]) for name, act in cues["acts"].items() if act["mentions"]},
        act_weights={name: float(act["weight"]) for name, act in cues["acts"].items()},
        modalities={name: _alternation(cue["patterns"]) for name, cue in cues["modalities"].items()},
        stakes={name: _alternation(cue["patterns"]) for name, cue in cues["stakes"].items()},
        episodes={
            name: {part: _alternation(patterns) for part, patterns in episode.items()}
            for name, episode in cues["episodes"].items()
        },
    )


LANGUAGES: Mapping[str, Language] = {"en": _load("en", en)}

# "full": read in full; "cues": sentences, dates, places, actors and statements, from data alone.
SUPPORT: Mapping[str, str] = {"en": "full", "fr": "full", "es": "cues", "ar": "cues", "ru": "cues"}

MIN_STEM = 4  # "king" is no form of "k"


def support(lang: str) -> str:
    """How far a language is read: "full", "cues", or "none". Says what is not read, rather than faking it."""
    return SUPPORT.get(lang, "none")


def _read_data() -> list[str]:
    """Every data file of every language, in one order."""
    folders = (resources.files("dateline.languages") / code for code in sorted(SUPPORT))
    files = (file for folder in folders for file in sorted(folder.iterdir(), key=lambda file: file.name))
    return [file.read_text(encoding="utf-8") for file in files if file.name.endswith(".toml")]


# Part of every reading's made_by: changed data makes new readings, it never mixes with old ones.
CUES_DIGEST = digest(*_read_data(), length=8)


def bend(word: str, language: Language) -> tuple[str, ...]:
    """The word and the forms that reports may write it in: "protests" -> protest, protesters, protesting, ...

    Forms that no language knows are among them; they match nothing. Names do not bend.
    """
    if word != word.casefold() or not word.isalpha():
        return (word,)
    stems = (word.removesuffix(ending) for ending in language.endings_off if word.endswith(ending))
    stem = next((stem for stem in stems if len(stem) >= MIN_STEM), word)
    return tuple(dict.fromkeys((word, stem, *(stem + ending for ending in language.endings_on))))


def main_part(sentence: str, language: Language) -> str:
    """The part that tells the news: without "After ...," in front, and up to the first "after" or "who"."""
    if language.opening.match(sentence) and ", " in sentence[:160]:
        sentence = sentence.partition(", ")[2]
    for found in language.subordination.finditer(sentence):
        if found.start() >= 20:
            return sentence[: found.start()]
    return sentence


def read_number(text: str, language: Language) -> int:
    """1,234 or 'twenty-five' or '3 million' as a number; 'dozens' is its least meaning, 24."""
    total = current = 0
    for part in re.split(r"[ -]", text.casefold()):
        digits = part.replace(",", "").replace(".", "")
        value = int(digits) if digits.isdigit() else language.number_words.get(part, 0)
        if value >= 100 and not digits.isdigit():
            current = max(current, 1) * value
        else:
            current += value
        if value >= 1000 and not digits.isdigit():
            total, current = total + current, 0
    return total + current

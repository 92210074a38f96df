"""english.toml, loaded once: how news says that something countable rose or fell, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dateline.records import Way

_WAYS = {"rising": Way.UP, "worse": Way.UP, "sinking": Way.UP, "falling": Way.DOWN, "better": Way.DOWN}
_MOST_JOINED = 9  # words of "in the north and along the border"
_MOST_HELPERS = 5  # words of "has not yet even begun to"
_MOST_BETWEEN = 4  # words of "a dramatic surge of recent terrorist attacks"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a claim may be about: the series that measure it have the unit, and a measure that the pattern is in."""

    name: str
    unit: str
    measure: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One way of saying it: `pattern` has the groups `topic`, `other` (what makes the topic another) and, of verbs,
    `helpers`. `is_going`: the topic itself goes up or down."""

    topic: Topic
    way: Way
    pattern: re.Pattern[str]
    is_going: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The forms, what tells that a sentence may have one, and the cues of what is not told."""

    topics: Mapping[str, Topic]
    forms: tuple[Saying, ...]
    nouns: re.Pattern[str]
    denials: re.Pattern[str]
    unreal: re.Pattern[str]
    begun: re.Pattern[str]
    tolls: re.Pattern[str]
    hosting: re.Pattern[str]
    no_such: re.Pattern[str]
    wished: re.Pattern[str]
    compared: re.Pattern[str]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of English."""
    data = tomllib.loads((resources.files("dateline.measures") / "english.toml").read_text(encoding="utf-8"))
    topics = {name: Topic(name, entry["unit"], entry["measure"]) for name, entry in data["topics"].items()}
    cues = {name: _whole(data["words"][name]) for name in ("denials", "unreal", "begun", "tolls", "hosting")}
    return Lexicon(
        topics=topics,
        forms=tuple(form for topic in topics.values() for form in _make_forms(topic, data)),
        nouns=_whole([noun for entry in data["topics"].values() for noun in entry["nouns"]]),
        **cues,
        **{name: _at_end(data["words"][name]) for name in ("no_such", "wished", "compared")},
    )


def _make_forms(topic: Topic, data: Mapping[str, Any]) -> Iterator[Saying]:
    entry = data["topics"][topic.name]
    for kinds in entry["ways"].values():
        for kind in kinds:
            for number, pattern in enumerate(_write_patterns(entry, data[kind], data["words"])):
                yield Saying(topic, _WAYS[kind], re.compile(pattern, re.IGNORECASE), is_going=number == 0)


def _write_patterns(
    topic: Mapping[str, Any], way: Mapping[str, Sequence[str]], words: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """A topic that goes by itself; that has an adjective; that is in a noun's "of"; that is made so."""
    stops, helpers = words["stops"], _any(words["helpers"])
    noun = (
        rf"(?P<other>{_any(topic['others'])}[ -])?(?P<topic>{_any(topic['nouns'])})"
        rf"(?!\w|-\w| {_any(words['no_topic'])}(?!\w))"
    )
    joined = (
        rf"(?: {_any(words['wherever'])})?(?: {_any(words['joints'])}(?: {_free(stops)}){{1,{_MOST_JOINED}}}?)?"
        r"(?:, [^,.;:!?]{1,60},)?"
    )
    helped = rf"(?P<helpers>(?:{helpers} ){{0,{_MOST_HELPERS}}})"
    said = rf"{helped}(?:{_any(way['verbs'])})(?!\w| {_any(words['objects'])}(?!\w))"
    between = rf"(?:{_free(stops)} ){{0,{_MOST_BETWEEN}}}?"
    described = rf"(?:{_free([*stops, *words['determiners']])} ){{0,{_MOST_BETWEEN}}}?"
    amount = rf"(?:(?:\w+ )?{_any(words['amounts'])} of )?"
    yield rf"(?<![\w-]){noun}{joined} {said}"
    yield rf"(?<![\w-])(?:{_any(way['adjectives'])}) (?:and \w+ )?{amount}{described}{noun}"
    yield rf"(?<![\w-])(?:{_any(way['nouns'])}) (?:in|of) {between}{noun}"
    yield rf"(?<![\w-]){helped}(?:{_any(way['makes'])}) {between}{noun}"
    yield rf"(?<![\w-])(?P<helpers>(?:{helpers} ){{1,{_MOST_HELPERS}}})(?:{_any(way['bases'])}) {between}{noun}"


def _free(stops: Sequence[str]) -> str:
    """One word that is none of these."""
    return rf"(?!{_any(stops)}(?!\w))[^\s,.;:!?()\"“”]+"


def _any(patterns: Sequence[str]) -> str:
    return "(?:" + "|".join(patterns) + ")" if patterns else r"(?!)"


def _whole(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_any(patterns)}(?!\w)", re.IGNORECASE)


def _at_end(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_any(patterns)} ?$", re.IGNORECASE)

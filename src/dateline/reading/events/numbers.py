"""Numbers in a sentence as ranges, what they count, and what became of those counted.

"at least 30 soldiers were killed" is 30 to no end, soldiers, killed; "dozens" is 24 to 99; "10 to 15" is a range;
"nearly 50" is 45 to 50 and "about 50" 45 to 55: a tenth on the side that is left open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Token

from dateline.reading.events.grammar import load_grammar, stem

OUTCOMES = ("killed", "wounded", "arrested", "kidnapped", "displaced", "missing", "released")
_SLACK = 0.1  # of "about" and "nearly": a convention
_DIGITS = r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?!\d)|\d{1,9}"
_NOT_COUNTS = re.compile(
    r"\s*(?:%|percent|per cent|pour cent|km|kilomet|mile|metre|meter|year|ans\b|st\b|nd\b|rd\b|th\b|:\d|°|am\b|pm\b"
    r"|[$€£]|(?:million|billion)? ?(?:dollars|euros|pounds|francs)\b)"
)
_MONEY = re.compile(r"[$€£#]\s*$|\b(?:No|n°|Rs)\.?\s*$")
_MONEY_CHARS = 8  # before a number, where a sign of money stands
_NEXT_WORD = re.compile(r"[\s-]{0,2}(\w+)")
_NO_COUNT_ENTITIES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"])
_YEARS = range(1900, 2100)
_MOST = 12  # numbers read in a sentence: a table of figures is no news sentence
_AUXILIARIES = 4  # words after a number within which its verb stands: "have since been found"
_CLIMB = 4  # words up from a counted noun to what became of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a sentence: its characters, its range, the words of what it counts, and what became of them."""

    start: int
    end: int
    low: int
    high: int | None
    noun: Token | None
    outcome: str

    @property
    def what(self) -> str:
        """What it counts, in the words of the sentence: "Malian soldiers"; empty where nothing is counted."""
        return _phrase(self.noun) if self.noun is not None else ""


def find_numbers(doc: Doc, lang: str) -> list[Number]:
    """The numbers of a parsed sentence that count something or somebody, in order."""
    found: list[Number] = []
    units = _load(lang)["units"]
    for start, end, low, high in read_ranges(doc.text, lang):
        token = _token_at(doc, end)
        noun = _counted(token, lang)
        if noun is not None and noun.lower_ not in units and not {token.ent_type_, noun.ent_type_} & _NO_COUNT_ENTITIES:
            counted = None if noun.i == token.i else noun
            found.append(Number(start=start, end=end, low=low, high=high, noun=counted, outcome=_outcome(noun, lang)))
    return found


def read_ranges(text: str, lang: str) -> Iterator[tuple[int, int, int, int | None]]:
    """(start, end, low, high) of every number of a text that is no year, date, sum of money or measure."""
    pattern, table = _pattern(lang), _load(lang)
    for found in list(pattern.finditer(text))[:_MOST]:
        before = text[max(0, found.start() - _MONEY_CHARS) : found.start()]
        is_year = found["n"].isdigit() and int(found["n"]) in _YEARS and not found["hedge"]
        after = _NEXT_WORD.match(text, found.end())
        is_time = after is not None and after[1].casefold() in table["units"]
        if is_year or is_time or _NOT_COUNTS.match(text, found.end()) or _MONEY.search(before):
            continue
        low, high = _read(found["n"], table)
        upper = found["m"] or found["and"]
        if upper is None:
            yield found.start(), found.end(), *_hedge(found["hedge"], low, high, table)
        elif low <= _read(upper, table)[1]:
            yield found.start(), found.end(), low, _read(upper, table)[1]


def _hedge(hedge: str | None, low: int, high: int, table: Mapping[str, Any]) -> tuple[int, int | None]:
    word = (hedge or "").casefold().strip()
    if word in table["at_least"]:
        return low, None
    if word in table["above"]:
        return low + 1, None
    if word in table["at_most"]:
        return min(1, low), high
    if word in table["below"]:
        return min(1, low), max(low - 1, 1)
    slack = round(low * _SLACK)
    if word in table["nearly"]:
        return low - slack, high
    return (low - slack, high + slack) if word in table["about"] else (low, high)


def _read(words: str, table: Mapping[str, Any]) -> tuple[int, int]:
    """The least and the greatest that number words mean."""
    plain = re.sub(r"\s+", " ", words.casefold().strip())
    if plain in table["loose"]:
        low, high = table["loose"][plain]
        return low, high
    total = current = 0
    for part in re.split(r"(?<=\D)[ -]|[ -](?=\D)", plain):
        digits = re.sub(r"[,. \u00a0\u202f]", "", part)
        if digits.isdigit():
            current += int(digits)
        elif part in table["scales"]:
            scale = table["scales"][part]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        else:
            current += table["words"].get(part, 0)
    return total + current, total + current


def _token_at(doc: Doc, end: int) -> Token:
    """The last word of a number."""
    at = 0
    for token in doc:
        if token.idx >= end:
            break
        at = token.i
    return doc[at]


def _counted(token: Token, lang: str) -> Token | None:
    """The noun that a number counts: "30 soldiers", "dozens of soldiers", "30 were killed"."""
    while token.dep_ == "conj" and token.head.pos_ == "NUM" and token.head.i < token.i:
        token = token.head  # "three hundred and twenty people"
    head = token.head
    if token.dep_ in ("nummod", "amod", "quantmod", "det", "compound") and head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
        return head if head.i > token.i else None
    for child in token.children:
        if child.dep_ in ("prep", "nmod") and child.i > token.i:
            inner = [noun for noun in child.children if noun.dep_ == "pobj"]
            return (inner or [child])[0]
    grammar = load_grammar(lang)
    is_argument = token.dep_ in grammar.subject | grammar.passive_subject | grammar.object
    is_told = _told_of(token) is not None
    return token if is_argument or is_told or token.dep_ in ("pobj", "attr") else None


def _told_of(token: Token) -> Token | None:
    """The verb right behind a number that stands alone, whatever the parser hung it on: "and dozens are missing"."""
    at = token.i + 1
    if at >= len(token.doc) or token.doc[at].pos_ != "AUX":
        return None
    last = min(at + _AUXILIARIES, len(token.doc))
    return next((word for word in token.doc[at:last] if word.pos_ not in ("AUX", "ADV", "PART")), None)


def _outcome(noun: Token, lang: str) -> str:
    """What became of those counted: told by the noun itself, by what describes it, or by the verb above it."""
    words = [noun, *(c for c in noun.children if c.dep_ in ("acl", "amod", "relcl", "acl:relcl"))]
    told = _told_of(noun)
    words += [told] if told is not None else _verbs_above(noun, lang)
    table, keys = _load(lang), [stem(word.text, lang) for word in words]
    return next((name for key in keys for name in OUTCOMES if key in table[name]), "")


def _verbs_above(noun: Token, lang: str) -> Iterator[Token]:
    """The words up to the verb that is done to a noun, and what that verb makes of it ("left dead").

    Nothing for those who do it to others: the gunmen of "two gunmen killed ten" were not killed.
    """
    grammar, current = load_grammar(lang), noun
    for _ in range(_CLIMB):
        if current.head.i == current.i or current.dep_ in ("advcl", "relcl", "acl:relcl", "ccomp"):
            return
        above = current.head
        if current.dep_ in grammar.agent:
            return
        moves = stem(above.text, lang) in _load(lang)["displaced"]  # those who flee a place are themselves displaced
        has_object = any(child.dep_ in grammar.object for child in above.children)
        does_it = current.dep_ in grammar.subject and has_object and not moves
        if above.pos_ in ("VERB", "AUX"):
            if not does_it:
                yield above
                yield from (c for c in above.children if c.dep_ in ("acomp", "oprd", "attr", "xcomp"))
            if current.dep_ in grammar.preposition:
                yield from (c for c in above.children if c.dep_ in grammar.subject)  # "the toll rises to 120"
            return
        yield above
        current = above


def _phrase(noun: Token) -> str:
    """The noun with what stands before it, without numbers, hedges and articles."""
    last = max((t.i for t in noun.lefts if t.like_num), default=-1)  # "shot dead nine villagers": "dead" is no part
    left = [t for t in noun.lefts if t.i > last and t.dep_ in ("amod", "compound", "nmod", "poss")]
    start = min((next(iter(t.subtree)) for t in left), key=lambda t: t.i, default=noun)
    return str(noun.doc[max(start.i, noun.i - 6) : noun.i + 1].text)


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    table = _load(lang)
    single = "|".join(sorted((*table["words"], *table["scales"]), key=len, reverse=True))
    scales = "|".join(sorted(table["scales"], key=len, reverse=True))
    loose = "|".join(re.escape(word) for word in sorted(table["loose"], key=len, reverse=True))
    articles = {word for word in ("a", "an", "un", "une") if word in table["words"]}
    plain = "|".join(sorted(set(single.split("|")) - articles, key=len, reverse=True))
    worded = rf"(?:{plain})(?:[ -](?:and )?(?:{plain}))*|(?:{'|'.join(sorted(articles))}) (?:{scales})"
    number = rf"(?:{loose}|(?:{_DIGITS})(?: (?:{scales}))?|{worded})"
    hedges = [word for name in ("at_least", "above", "at_most", "below", "nearly", "about") for word in table[name]]
    hedge = "|".join(re.escape(word) for word in sorted(hedges, key=len, reverse=True))
    joint = "|".join(re.escape(word) for word in table["joints"] if word not in ("and", "or", "et", "ou"))
    between = r"(?:between|entre) "
    and_ = rf"(?: (?:and|et) (?P<and>(?:{_DIGITS})|{worded}))"
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<hedge>{hedge})\s*|(?P<between>{between}))?(?P<n>{number})"
        rf"(?: ?(?:{joint}) ?(?P<m>(?:{_DIGITS})|{plain})|(?(between){and_}|))(?![\w])(?!,\d)",
        re.IGNORECASE,
    )


@cache
def _load(lang: str) -> Mapping[str, Any]:
    text = (resources.files("dateline.reading.events") / "numbers.toml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = tomllib.loads(text)[lang]
    return table


@cache
def load_outcomes(lang: str) -> frozenset[str]:
    """The stems of words for killing and wounding."""
    return frozenset((*_load(lang)["killed"], *_load(lang)["wounded"]))

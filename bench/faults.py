"""What a reader would stumble over in a brief's sentences. Written apart from the brief writer's own checks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from dateline.languages import LANGUAGES
from dateline.records import SentenceKind
from dateline.text import fold, words

REPEATED = 0.6
_MIN_CONTENT = 4  # below this, two shared words are an accident
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LEAD = re.compile(
    rf"^(?:On \d{{1,2}} (?:{_MONTH}) \d{{4}}|In (?:{_MONTH}) \d{{4}}|The same day),?(?: according to [^,]{{1,60}},)?"
    r"(?: [^:]{1,60} (?:reported|said):)? "
)
_INSIDE = re.compile(r"(?<=[a-z,] )([A-Za-zÀ-ÿ][\w-]*)(?:['’]s)?(?: ([A-ZÀ-Þ][\w-]*))?")
_OPENING = re.compile(r"([A-Za-zÀ-ÿ][\w-]*)(?:['’]s)?(?: ([A-ZÀ-Þ][\w-]*))?")
_SEEN, _MOSTLY = 20, 0.9
_END_CHARS = 20
_ASIDE_AND_VERB = re.compile(r",[^,]+, ([a-z]+)\b")
_ASIDE_UNCLOSED = re.compile(
    r", \w+ing (?:(?!\b(?:that|which|who|where|what|as|after|when|if|whether|while|it|they|he|she|there)\b)[^,.])*?"
    r" (?:has|have|had|would) (?:been|be)\b"
)
_DATED = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},)? (?:19|20)\d\d\b")
_YEAR_END = re.compile(r"\b(?:by|until|before) (?:the end of )?(?P<year>20\d\d)\b")
LONG_AGO_DAYS = 90
_MONTHS = frozenset(fold(month) for month in _MONTH.split("|"))
_LONG_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:of|the|and|for|al|in)(?= )){0,2}(?: [A-ZÀ-Þ][\w’'-]+)+")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_TERMINAL = re.compile(r"[.!?…][\"”’')\]]*$")
_RELATIVE = re.compile(  # a capital inside a sentence makes a name: "USA Today"
    r"(?:^[YT]|\b[yt])(?:esterday|oday|omorrow|onight)\b"
    rf"|\b(?:[Ll]ast|[Nn]ext) (?:week|month|year|night|weekend|{_MONTH}|{_WEEKDAY})\b"
)
_LONE_WEEKDAY = re.compile(
    rf"\b(?:{_WEEKDAY})\b(?!,? (?:the )?\d)(?!,? (?:{_MONTH})\b)(?![-’']?s? (?:prayers?|Night|Times|Agreement))"
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_DEFINED = re.compile(r"\(([A-Z]{2,6})\)")
_MIXED_DEFINED = re.compile(
    r"([A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|of|the|for|and|in|de|wal|al|to|on|des|du|la|et)){1,9}) $"
)


def find_form_faults(text: str) -> list[str]:
    """What is wrong with the form of one sentence."""
    faults = []
    if not _TERMINAL.search(text):
        faults.append("no_full_stop")
    if text[:1].islower():
        faults.append("small_first_letter")
    if is_unbalanced(text):
        faults.append("unbalanced")
    if find_relative_dates(text):
        faults.append("relative_date")
    return faults


def is_unbalanced(text: str) -> bool:
    """Whether a quotation mark or bracket lacks its partner."""
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
    return text.count('"') % 2 == 1 or any(text.count(left) != text.count(right) for left, right in pairs)


def find_relative_dates(text: str) -> list[str]:
    """Days that only the report's first readers could place, outside of quotation marks."""
    outside = _QUOTED.sub(" ", text)
    return [found[0] for pattern in (_RELATIVE, _LONE_WEEKDAY) for found in pattern.finditer(outside)]


def find_repeats(sentences: Sequence[tuple[str, SentenceKind]]) -> list[tuple[str, str]]:
    """Pairs of sentences that share most of the shorter one's content words; pairs of computed ones do not count.

    Computed sentences are worded alike by design and differ in their numbers.
    """
    bags = [(text, kind, content_words(text)) for text, kind in sentences]
    return [
        (left, right)
        for (left, kind, own), (right, other_kind, other) in combinations(bags, 2)
        if SentenceKind.COMPUTED not in (kind, other_kind)
        and min(len(own), len(other)) >= _MIN_CONTENT
        and len(own & other) / min(len(own), len(other)) >= REPEATED
    ]


def content_words(text: str) -> frozenset[str]:
    """The words that tell something, without the date and source in front; a long name counts as one."""
    text = _LONG_NAME.sub(lambda found: "_".join(words(found[0])).replace("'", ""), _LEAD.sub("", text))
    return frozenset(_WORD.findall(fold(text))) - LANGUAGES["en"].stop_words - _MONTHS


@dataclass(frozen=True, slots=True)
class Casing:
    """How often the reports write a word, or a word before a name, in small letters and with a capital."""

    small: Counter[str]
    capital: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Casing:
        """Count over texts, first words of sentences left out."""
        small: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for text in texts:
            for word, name in _INSIDE.findall(text):
                counted = small if word[0].islower() else capital
                counted[word.casefold()] += 1
                if name:
                    counted[f"{word.casefold()} {name}"] += 1
        return cls(small, capital)

    def is_wrong(self, text: str) -> bool:
        """Whether the word after the date in front has a capital that the reports do not give it, or lacks one."""
        lead = _LEAD.match(text)
        found = _OPENING.match(text, lead.end()) if lead else None
        if found is None or found[1].isupper():
            return False
        word, name = found[1].casefold(), found[2]
        n_small, n_capital = self.small[word], self.capital[word]
        if found[1][0].islower():
            return n_small + n_capital >= _SEEN and n_capital >= _MOSTLY * (n_small + n_capital)
        if name:
            n_small, n_capital = self.small[f"{word} {name}"], self.capital[f"{word} {name}"]
            return n_small > max(1, n_capital)
        return n_small + n_capital >= _SEEN and n_small >= _MOSTLY * (n_small + n_capital)


def is_clipped(text: str, quote: str) -> bool:
    """Whether an aside between commas was left out together with the verb after it: "says that a no-deal Brexit."."""
    end = text.rstrip(".")[-_END_CHARS:]
    at = quote.rfind(end)
    if at < 0:
        return False
    if _ASIDE_UNCLOSED.match(quote, at + len(end)):
        return True
    tail = _ASIDE_AND_VERB.match(quote, at + len(end))
    return tail is not None and (tail[1].endswith("ed") or LANGUAGES["en"].finite_verbs.match(tail[1]) is not None)


def is_past(text: str, told: date, today: date) -> bool:
    """Whether a sentence on what is next was told long ago and names no day still to come."""
    days = [_last_day(found) for found in _DATED.finditer(_LEAD.sub("", text))]
    days += [date(int(found["year"]), 12, 31) for found in _YEAR_END.finditer(text)]
    return (today - told).days > LONG_AGO_DAYS and not any(day and day > today for day in days)


def _last_day(found: re.Match[str]) -> date | None:
    parts = found[0].replace(",", "").split()
    month = _MONTH.split("|").index(next(part for part in parts if part.isalpha())) + 1
    day = next((int(part) for part in parts if part.isdigit() and len(part) <= 2), 28)
    try:
        return date(int(parts[-1]), month, day)
    except ValueError:
        return None


def learn_acronyms(texts: Iterable[tuple[datetime, str]]) -> dict[str, tuple[datetime, str]]:
    """Acronym -> when a report first wrote it out, and how; familiar ones (UN, EU, ...) are left aside."""
    known: dict[str, tuple[datetime, str]] = {}
    for moment, text in texts:
        if "(" not in text:
            continue
        for found in _DEFINED.finditer(text):
            full = _full_form(text[: found.start()], found[1])
            earlier = known.get(found[1])
            if full and found[1] not in LANGUAGES["en"].household and (earlier is None or moment < earlier[0]):
                known[found[1]] = (moment, full)
    return known


def _full_form(before: str, acronym: str) -> str | None:
    """The capitalised words in front of the bracket, when their first letters are the acronym."""
    found = _MIXED_DEFINED.search(before[-160:])
    if found is None:
        return None
    parts = found[1].split(" ")
    for start in range(len(parts) - 1):
        run = [piece for part in parts[start:] for piece in re.split(r"[-’']", part) if piece]
        capitals = "".join(piece[0] for piece in run if piece[0].isupper())
        letters = "".join(piece[0] for piece in run).upper()
        if fold(acronym) in (fold(capitals), fold(letters)):
            return " ".join(parts[start:])
    return None


def find_bare_acronyms(
    sentences: Sequence[str], known: Mapping[str, tuple[datetime, str]], as_of: datetime
) -> list[tuple[str, str]]:
    """(acronym, sentence) where a known acronym first stands without what it means."""
    bare: list[tuple[str, str]] = []
    met: set[str] = set()
    told = ""
    for text in sentences:
        for found in _ACRONYM.finditer(text):
            acronym = found[0]
            if acronym in met or acronym not in known or known[acronym][0] > as_of:
                continue
            met.add(acronym)
            before = text[: found.start()]
            is_explained = before.endswith("(") or text[found.end() :].startswith(" (")
            if not is_explained and fold(known[acronym][1]) not in fold(f"{told} {text}"):
                bare.append((acronym, text))
        told = f"{told} {text}"
    return bare

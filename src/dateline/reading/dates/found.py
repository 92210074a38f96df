"""A place where a form of dates stands, and what the words around it say: tense, and the day that is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dateline.languages.date_words import DateWords, Value
from dateline.reading.dates.days import Days
from dateline.reading.dates.grammar import Meaning, Tokens

# How far tense is looked for, in tokens: a clause of news is rarely longer (set on dates.jsonl, dev).
TENSE_BACK, TENSE_AHEAD = 25, 8
PERFECT_BACK = 14
MOST_BACK = 6
AUXILIARY_BACK = 3
AHEAD_REACH = timedelta(days=90)
VAGUE = (2, 4)  # "weeks ago"
_AHEAD = frozenset({"until", "before", "earlier", "starting"})  # "by Friday" looks ahead, whatever is told around it
_MIN_PAST_CHARS = 5  # "led" and "need" are no regular pasts
_NOTHING: Meaning = {}


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that words stand for, and how: see records.DateMention."""

    days: Days
    relation: str = "on"


@dataclass(frozen=True)
class Found:
    """One form: tokens `start` to `end`. `published` is the day the text appeared, `anchor` the last days it named."""

    tokens: Tokens
    start: int
    end: int
    published: date | None
    anchor: Days | None
    words: DateWords

    def at(self, index: int) -> Meaning:
        """What a token means; nothing beyond the text."""
        meanings = self.tokens.meanings
        return meanings[index] if 0 <= index < len(meanings) else _NOTHING

    def values(self, name: str) -> list[Value]:
        """What the tokens of a class mean, in order."""
        found = (self.tokens.meanings[at].get(name) for at in range(self.start, self.end))
        return [value for value in found if value is not None]

    def has(self, name: str) -> bool:
        """Whether a token of the class is in the form."""
        return any(name in self.tokens.meanings[at] for at in range(self.start, self.end))

    def is_title(self, name: str) -> bool:
        """Whether the word of a class has a capital within a sentence: "The Last Days", "USA Today"."""
        at = next((at for at in range(self.start, self.end) if name in self.at(at)), -1)
        is_first = at <= 0 or "STOP" in self.at(at - 1) or not self.tokens.word(at - 1)[0].isalnum()
        return at >= 0 and self.tokens.word(at)[0].isupper() and not is_first

    def follows_name(self) -> bool:
        """Whether a word with a capital comes next: "Easter Island"."""
        return self.end < len(self.tokens.meanings) and self.tokens.word(self.end)[0].isupper()

    def numbers(self, name: str) -> list[int]:
        """The plain numbers of a class, in order."""
        return [value for value in self.values(name) if isinstance(value, int)]

    def number(self, name: str) -> int | None:
        """The first number of a class."""
        return next(iter(self.numbers(name)), None)

    def name(self, name: str) -> str:
        """The first name of a class: a unit, a part."""
        return next((value for value in self.values(name) if isinstance(value, str)), "")

    @property
    def amount(self) -> tuple[int, int]:
        """How many: "twenty-five" is 25 to 25, "several" 2 to 4, as is a bare plural."""
        values = self.values("NUM")
        if not values:
            return VAGUE if self.has("MANY") else (2, 2) if self.has("PAIR") else (1, 1)
        ranges = [value for value in values if isinstance(value, tuple)]
        if ranges:
            return ranges[0]
        numbers = [value for value in values if isinstance(value, int)]
        if len(numbers) > 1 and not (numbers[0] >= 20 and numbers[0] % 10 == 0 and numbers[1] < 10):
            return min(numbers), max(numbers)  # "four-five hours"
        return sum(numbers), sum(numbers)

    @property
    def unit(self) -> str:
        """The unit of time: "week"; Arabic has words for two of one."""
        return self.name("UNIT") or self.name("PAIR") or self.name("MANY")

    @property
    def day(self) -> date:
        """The day of publication. Raises ValueError where it is not known: what is relative to it means nothing."""
        if self.published is None:
            raise ValueError("no day to count from")
        return self.published

    @cached_property
    def tense(self) -> int:
        """-1 where the words around tell of the past, 1 of the future, 0 where neither is said."""
        for at in range(self.start - 1, max(-1, self.start - 1 - TENSE_BACK), -1):
            if "STOP" in self.at(at):
                break
            if said := self._tense_at(at):
                return said
        for at in range(self.end, min(len(self.tokens.meanings), self.end + TENSE_AHEAD)):
            if "STOP" in self.at(at):
                break
            if said := self._tense_at(at):
                return said
        return 0

    @cached_property
    def is_perfect(self) -> bool:
        """Whether the clause tells of what goes on: "has been closed for two months"."""
        return self._is_before("PERFECT", PERFECT_BACK)

    @cached_property
    def is_most(self) -> bool:
        """Whether something is the first or the greatest of its kind: "the worst in ten years"."""
        endings = self.words.most_endings
        return self._is_before("MOST", MOST_BACK) or any(
            self.tokens.word(at).endswith(endings) for at in range(max(0, self.start - MOST_BACK), self.start)
        )

    @property
    def is_owner(self) -> bool:
        """Whether the days are whose something is: "Tuesday's quake"."""
        return self.end < len(self.tokens.meanings) and self.tokens.word(self.end) in ("'", "’")

    def _is_before(self, name: str, reach: int) -> bool:
        return any(name in self.at(at) for at in range(max(0, self.start - reach), self.start))

    def _tense_at(self, at: int) -> int:
        meaning = self.at(at)
        if _is_ahead(meaning):
            return 1
        word = self.tokens.word(at)
        is_past = "PAST" in meaning or (len(word) >= _MIN_PAST_CHARS and word.endswith(self.words.past_endings))
        if is_past and any(_is_ahead(self.at(before)) for before in range(at - AUXILIARY_BACK, at)):
            return 1  # "will be held", "is expected to be released"
        return -1 if is_past else 0

    def _looks_ahead(self, after: Days) -> bool:
        """ "By Friday" looks ahead, whatever is told around it; told of the past, only to what is near."""
        is_near = after.first is not None and after.first - self.day <= AHEAD_REACH
        is_limit = self.at(self.start - 1).get("RELATION") in _AHEAD and not self.is_owner  # "hit by Friday's quake"
        return is_limit and (self.tense == 0 or is_near)

    def nearest(self, before: Days, after: Days, *, reach: timedelta) -> Days:
        """Of the last such days and the next, those that the tense asks for; else the last, if not beyond reach."""
        if self.tense > 0 or self._looks_ahead(after):
            return after
        first = before.first
        is_far = first is not None and self.day - first > reach
        return after if is_far and self.tense == 0 else before


def _is_ahead(meaning: Meaning) -> bool:
    days_ahead = meaning.get("RELDAY")
    return "FUTURE" in meaning or (isinstance(days_ahead, int) and days_ahead > 0)

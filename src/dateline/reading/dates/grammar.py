"""Text -> tokens of known classes, and the places where a form of dates stands.

Each token is one letter of a class string: tokens of the same classes share a letter, and all that no date is made of
share OTHER. A form ("DAY MONTH YEAR?") is a regular expression over those letters. All forms of a language are one
expression, so that a text is gone through once. Forms have no unbounded repeats: time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from dateline.languages.date_words import DateWords, Value, date_words

OTHER = "x"
CORE = (
    "MONTH", "WEEKDAY", "RELDAY", "NIGHT", "UNIT", "WEEKEND", "SEASON", "CENTURYWORD", "DECADE", "YEAR", "NUMDATE",
    "HOLIDAY", "HIJRI", "DAYWORD", "ANAPHORDAY", "PAIR", "YEARS",
)  # fmt: skip
_MARKS = {"COMMA": ",،", "DOT": ".", "DASH": "-–—‑", "SLASH": "/", "STOP": ".!?؟\n;؛"}
_TOKEN = re.compile(r"\d{1,4}(?:[-/.]\d{1,4}){2}(?![\d/])|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+|[^\w\s]|\n")
_WORD = re.compile(r"[^\W_]+")
_DATING_NUMBER = re.compile(r"\d{4}|\d[/.-]\d|\d0")
_NUMBER = re.compile(r"(\d{1,4})([^\W\d_]*)")
_NUMDATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")
_NAME = re.compile(r"[A-Z]+")
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DECADE_ENDINGS = ("s", "'s", "-х", "-е")
MAX_SEEN = 50_000  # words remembered a language
_PRIVATE = 0xE000  # letters of the class string begin in the private area, so that no text can mean them
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")

Meaning = Mapping[str, Value]
Phrase = tuple[tuple[str, ...], str]  # the words after the first, and the whole
_NOTHING: Meaning = {}


@dataclass(frozen=True)
class Tokens:
    """A text's tokens: their letters, what they mean, and of which words each is made (`firsts`: where they begin)."""

    text: str
    letters: str
    meanings: list[Meaning]
    words: list[str]
    firsts: list[int]

    def word(self, at: int) -> str:
        """The first word of the token, as written."""
        return self.words[self.firsts[at]]

    def start(self, at: int) -> int:
        """Where the token begins in the text."""
        return self._spans[self.firsts[at]][0]

    def end(self, at: int) -> int:
        """Where the token ends in the text."""
        return self._spans[(self.firsts[at + 1] if at + 1 < len(self.firsts) else len(self.words)) - 1][1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKEN.finditer(self.text)]


class Grammar:
    """The words and forms of one language, made ready."""

    def __init__(self, words: DateWords) -> None:
        self.words = words
        self._letters: dict[frozenset[str], str] = {}
        self._known: dict[str, tuple[str, Meaning]] = {}
        self._phrases: dict[str, dict[str, list[Phrase]]] = {}
        self._seen: dict[str, tuple[str, Meaning, Mapping[str, list[Phrase]]]] = {}
        self._collect()
        numbers = ({"NUM"}, {"NUM", "DAY"}, {"NUM", "DAY", "TWO"}, {"NUM", "TWO"}, {"NUM", "YEAR"}, {"DECADE"})
        for classes in (*numbers, {"NTH"}, {"NTH", "DAY"}, {"NUMDATE"}):
            self._letter(frozenset(classes))
        self.rules = tuple(words.forms)
        self.pattern = re.compile("|".join(f"(?P<{rule}>{self._compile(rule)})" for rule in self.rules))
        self._core_words = frozenset(
            max(_WORD.findall(_fold(key)), key=len) for name in CORE for key in words.words.get(name, ())
        )
        self.core = re.compile("|".join(self._class(name) for name in CORE if self._has(name)))

    def may_date(self, text: str) -> bool:
        """Whether the text has a word or number that a date is made of: a quick look that spares most sentences."""
        if self.words.clitics or _DATING_NUMBER.search(text):
            return True
        return not self._core_words.isdisjoint(_WORD.findall(text.casefold()))

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text; phrases that mean something as a whole are one token."""
        letters: list[str] = []
        meanings: list[Meaning] = []
        firsts: list[int] = []
        words = _TOKEN.findall(text)
        seen, at = self._seen, 0
        while at < len(words):
            word = words[at]
            letter, meaning, phrases = seen.get(word) or self._read(word)
            firsts.append(at)
            begun = phrases.get(_fold(words[at + 1])) if phrases and at + 1 < len(words) else None
            if begun and (phrase := self._read_phrase(words, at, begun)):
                letter, meaning, n_words = phrase
                at += n_words - 1
            letters.append(letter)
            meanings.append(meaning)
            at += 1
        return Tokens(text, "".join(letters), meanings, words, firsts)

    def find(self, tokens: Tokens) -> Iterator[tuple[str, int, int]]:
        """(rule, first token, token after the last) of each form, from left to right."""
        for found in self.pattern.finditer(tokens.letters):
            yield str(found.lastgroup), found.start(), found.end()

    def _read(self, word: str) -> tuple[str, Meaning, Mapping[str, list[Phrase]]]:
        """A word's letter and meaning, and its phrases by their second word. Words are remembered."""
        folded = _fold(word)
        letter, meaning = self._read_number(word) if word[0].isdigit() else self._read_word(word, folded)
        known = (letter, meaning, self._phrases.get(folded, {}))
        if len(self._seen) < MAX_SEEN:
            self._seen[word] = known
        return known

    def _read_word(self, word: str, folded: str) -> tuple[str, Meaning]:
        known = self._read_case(folded, word[0].isupper())
        for clitic in self.words.clitics if known is None else ():
            if known is None and folded.startswith(clitic):
                known = self._known.get(folded.removeprefix(clitic))
        return known or (OTHER, _NOTHING)

    def _read_phrase(self, words: list[str], at: int, phrases: list[Phrase]) -> tuple[str, Meaning, int] | None:
        """The longest phrase that begins here, with the number of its words."""
        for parts, phrase in phrases:
            if tuple(map(_fold, words[at + 1 : at + 1 + len(parts)])) == parts:
                known = self._read_case(phrase, words[at][0].isupper())
                if known is not None:
                    return *known, 1 + len(parts)
        return None

    def _read_case(self, folded: str, is_capital: bool) -> tuple[str, Meaning] | None:
        return (self._known.get("^" + folded) if is_capital else None) or self._known.get(folded)

    def _read_number(self, word: str) -> tuple[str, Meaning]:
        found = _NUMBER.fullmatch(word)
        if found is None:
            if _NUMDATE.fullmatch(word):
                return self._letter(frozenset({"NUMDATE"})), {"NUMDATE": word}
            return OTHER, _NOTHING
        n, ending = int(found[1]), found[2]
        meaning: dict[str, Value] = {}
        if ending in self.words.ordinal_endings:
            meaning = {"NTH": n, "DAY": n} if 1 <= n <= 31 else {"NTH": n}
        elif ending in _DECADE_ENDINGS and n % 10 == 0 and len(found[1]) in (2, 4):
            meaning = {"DECADE": n}
        elif not ending:
            meaning = {"NUM": n}
            if 1 <= n <= 31:
                meaning["DAY"] = n
            if len(found[1]) == 2:
                meaning["TWO"] = n
            if _FIRST_YEAR <= n <= _LAST_YEAR:
                meaning["YEAR"] = n
        return (self._letter(frozenset(meaning)), meaning) if meaning else (OTHER, _NOTHING)

    def _collect(self) -> None:
        """Each word with all its meanings; of a phrase, by its first word, the longest first."""
        meanings: dict[str, dict[str, Value]] = {}
        classes = {**self.words.words, **{name: dict.fromkeys(marks, 0) for name, marks in _MARKS.items()}}
        for name, words in classes.items():
            for word, value in words.items():
                key = ("^" if word[0].isupper() else "") + _fold(word)
                meanings.setdefault(key, {})[name] = value
        for key, meaning in meanings.items():
            if key.startswith("^") and key[1:] in meanings:
                meaning.update({**meanings[key[1:]], **meaning})
            parts = tuple(_TOKEN.findall(key.removeprefix("^")))
            self._known[key] = (self._letter(frozenset(meaning)), meaning)
            if len(parts) > 1:
                phrase = key.removeprefix("^")
                self._phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts[1:], phrase))
        for phrases in (phrases for begun in self._phrases.values() for phrases in begun.values()):
            phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase[1]))

    def _letter(self, classes: frozenset[str]) -> str:
        return self._letters.setdefault(classes, chr(_PRIVATE + len(self._letters)))

    def _has(self, name: str) -> bool:
        return any(name in classes for classes in self._letters)

    def _class(self, name: str) -> str:
        if not self._has(name):
            raise ValueError(f"a form in dates.toml of '{self.words.code}' names the class {name}, which has no words")
        return f"[{''.join(letter for classes, letter in self._letters.items() if name in classes)}]"

    def _compile(self, rule: str) -> str:
        forms = (form.replace("(", "(?:") for form in self.words.forms[rule])
        return "|".join(_NAME.sub(lambda name: self._class(name[0]), form).replace(" ", "") for form in forms)


def _fold(word: str) -> str:
    return word.translate(_APOSTROPHES).casefold()


@cache
def load_grammar(lang: str) -> Grammar | None:
    """The grammar of a language; None where the language has no date words."""
    words = date_words(lang)
    return None if words is None else Grammar(words)

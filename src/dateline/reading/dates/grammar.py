"""Text -> tokens of known classes, and the places where a form of dates stands.

Each token is one letter of a class string: tokens of the same classes share a letter, and all that no date is made of
share OTHER. A form ("DAY MONTH YEAR?") is a regular expression over those letters. All forms of a language are one
expression, so that a text is gone through once. Forms have no unbounded repeats: time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from dateline.languages.date_words import DateWords, Value, date_words

OTHER = "x"
CORE = (
    "MONTH", "WEEKDAY", "RELDAY", "NIGHT", "UNIT", "WEEKEND", "SEASON", "CENTURYWORD", "DECADE", "YEAR", "NUMDATE",
    "HOLIDAY", "HIJRI", "DAYWORD",
)  # fmt: skip
_MARKS = {"COMMA": ",،", "DOT": ".", "DASH": "-–—‑", "SLASH": "/", "STOP": ".!?؟\n;؛"}
_TOKEN = re.compile(r"\d{1,4}(?:[-/.]\d{1,4}){2}(?![\d/])|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+|[^\w ]")
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: their letters, what they mean, and where they stand."""

    text: str
    letters: str
    meanings: list[Meaning]
    starts: list[int]
    ends: list[int]

    def word(self, at: int) -> str:
        """The token as written."""
        return self.text[self.starts[at] : self.ends[at]]


class Grammar:
    """The words and forms of one language, made ready."""

    def __init__(self, words: DateWords) -> None:
        self.words = words
        self._letters: dict[frozenset[str], str] = {}
        self._known: dict[str, tuple[str, Meaning]] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._seen: dict[str, tuple[str, Meaning, list[Phrase]]] = {}
        self._collect()
        numbers = ({"NUM"}, {"NUM", "DAY"}, {"NUM", "DAY", "TWO"}, {"NUM", "TWO"}, {"NUM", "YEAR"}, {"DECADE"})
        for classes in (*numbers, {"NTH"}, {"NTH", "DAY"}, {"NUMDATE"}):
            self._letter(frozenset(classes))
        self.rules = tuple(words.forms)
        self.pattern = re.compile("|".join(f"(?P<{rule}>{self._compile(rule)})" for rule in self.rules))
        self.core = re.compile(self._class("|".join(CORE)))

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text; phrases that mean something as a whole are one token."""
        tokens = Tokens(text, "", [], [], [])
        letters: list[str] = []
        found = list(_TOKEN.finditer(text))
        at = 0
        while at < len(found):
            letter, meaning, phrases = self._read(found[at][0])
            n_words = 1
            if phrases:
                letter, meaning, n_words = self._read_phrase(found, at, phrases) or (letter, meaning, 1)
            letters.append(letter)
            tokens.meanings.append(meaning)
            tokens.starts.append(found[at].start())
            tokens.ends.append(found[at + n_words - 1].end())
            at += n_words
        return replace(tokens, letters="".join(letters))

    def find(self, tokens: Tokens) -> Iterator[tuple[str, int, int]]:
        """(rule, first token, token after the last) of each form, from left to right."""
        for found in self.pattern.finditer(tokens.letters):
            yield str(found.lastgroup), found.start(), found.end()

    def _read(self, word: str) -> tuple[str, Meaning, list[Phrase]]:
        """A word's letter and meaning, and the phrases that begin with it; what was read once is remembered."""
        known = self._seen.get(word)
        if known is None:
            folded = _fold(word)
            letter, meaning = self._read_number(word) if word[0].isdigit() else self._read_word(word, folded)
            known = (letter, meaning, self._phrases.get(folded, []))
            if len(self._seen) < MAX_SEEN:
                self._seen[word] = known
        return known

    def _read_word(self, word: str, folded: str) -> tuple[str, Meaning]:
        known = self._read_case(folded, word[0].isupper())
        for clitic in self.words.clitics if known is None else ():
            if known is None and folded.startswith(clitic):
                known = self._known.get(folded.removeprefix(clitic))
        return known or (OTHER, _NOTHING)

    def _read_phrase(
        self, found: list[re.Match[str]], at: int, phrases: list[Phrase]
    ) -> tuple[str, Meaning, int] | None:
        """The longest phrase that begins here, with the number of its words."""
        for parts, phrase in phrases:
            rest = found[at + 1 : at + 1 + len(parts)]
            if tuple(_fold(token[0]) for token in rest) == parts:
                known = self._read_case(phrase, found[at][0][0].isupper())
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
                self._phrases.setdefault(parts[0], []).append((parts[1:], phrase))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase[1]))

    def _letter(self, classes: frozenset[str]) -> str:
        return self._letters.setdefault(classes, chr(_PRIVATE + len(self._letters)))

    def _class(self, names: str) -> str:
        wanted = set(names.split("|"))
        letters = "".join(letter for classes, letter in self._letters.items() if wanted & classes)
        return f"[{letters}]" if letters else r"(?!)"

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

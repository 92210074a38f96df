"""What was told in English, told in another language: a message is known by its English words, and said again.

For texts that are kept, or made far from any page: alerts, errors, reasons. What no message says stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dateline.editions.edition import Edition, Value
from dateline.gazetteer import find_countries, load_countries
from dateline.moments import MONTHS

_SLOT = re.compile(r"(['“]?)\{(\w+)\}(['”]?)")
# What some slots hold, and nothing else.
_SHAPES = {
    "n": r"[\d,]+",
    "episode": r"[^;:]{1,80}?",
    "value": r"[+-]?[\d,.]+|nan",
    "weight": r"[+-][\d,.]+",
    "day": r"\d{1,2} \w+ \d{4}|\d{4}-\d\d-\d\d",
}
_LEAST = 6  # characters of a message's own words, by which a text is known
_MOST = 800  # characters of a text that is looked at
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a message, as a pattern of its English words, and the slots of names, which are left as they are."""

    key: str
    pattern: re.Pattern[str]
    quoted: frozenset[str]
    weight: int  # how much of it is words: what says more is tried first

    @property
    def table(self) -> str:
        """The table that the message stands in."""
        return self.key.partition(".")[0]

    def __iter__(self) -> Iterator[str]:
        """The slots."""
        return iter(self.pattern.groupindex)


class Retelling:
    """The messages of some tables, from English into another language.

    A slot in quotation marks holds a name, `country` a country, `office` what a label is of, `episode` an episode. One
    called as a message is, or as the beginning of its name, holds such a message. Any other may hold a number, a day,
    another message, or words that stay.
    """

    def __init__(self, english: Edition, own: Edition, tables: Iterable[str]) -> None:
        self._own = own
        forms = (form for table in tables for form in _list_forms(table, english.tables[table]))
        self._forms = sorted(forms, key=lambda form: -form.weight)
        self._called = {
            (form.table, slot): self._list_called(form.table, slot) for form in self._forms for slot in form
        }
        self._forms.sort(key=lambda form: not any(self._called[form.table, slot] for slot in form))  # the strict first
        # "{name} or {names}" would take any text with "or" in it: only where another message calls it.
        self._telling = [form for form in self._forms if form.weight >= _LEAST or not form.pattern.groupindex]

    def _list_called(self, table: str, slot: str) -> list[_Form]:
        return [one for one in self._forms if one.key == f"{table}.{slot}" or one.key.startswith(f"{table}.{slot}_")]

    def tell(self, text: str) -> str:
        """A text in the language; as it is where no message says it."""
        return (self._find(text, self._telling) if len(text) <= _MOST else "") or text

    def _find(self, text: str, forms: Iterable[_Form]) -> str:
        """The text by the first form that it has; empty for none."""
        for form in forms:
            found = form.pattern.fullmatch(text)
            values = None if found is None else self._read(form, found.groupdict())
            if values is not None:
                told = self._own.say(form.key, **({"n": 1} | values))
                return told[:1].upper() + told[1:] if text[:1].isupper() else told
        return ""

    def _read(self, form: _Form, found: Mapping[str, str]) -> dict[str, Value] | None:
        """The values in the language; None where a part of the message is none of those it can be."""
        values: dict[str, Value] = {}
        for slot, text in found.items():
            value: Value | None = text
            if slot not in form.quoted:
                called = self._called[form.table, slot]
                value = (self._find(text, called) or None) if called else self._read_one(slot, text)
            if value is None:
                return None
            values[slot] = value
        return values

    def _read_one(self, slot: str, text: str) -> Value:
        if slot == "country":
            found = find_countries(text)
            return self._own.bare(load_countries()[next(iter(found))]) if len(found) == 1 else text
        if slot == "office":
            return self._own.label(text)
        if slot == "episode":
            return self._own.episode("", text[:1].lower() + text[1:] if text[1:2].islower() else text)
        if slot == "n":
            return int(text.replace(",", ""))
        return _read_day(text) or (self._own.localise(text) if _NUMBER.fullmatch(text) else self.tell(text))


def _list_forms(table: str, messages: Mapping[str, str | Mapping[str, str]]) -> Iterator[_Form]:
    for name, message in messages.items():
        for text in dict.fromkeys(message.values() if isinstance(message, Mapping) else [message]):
            yield _make_form(table, name, text)


def _make_form(table: str, key: str, text: str) -> _Form:
    pattern, at, quoted, seen = "", 0, set[str](), set[str]()
    for slot in _SLOT.finditer(text):
        opening, name, closing = slot.groups()
        pattern += re.escape(text[at : slot.start()] + opening)
        pattern += rf"(?P={name})" if name in seen else rf"(?P<{name}>{_SHAPES.get(name, '.+?')})"
        pattern += re.escape(closing)
        quoted |= {name} if opening and closing else set()
        seen.add(name)
        at = slot.end()
    pattern += re.escape(text[at:])
    if text[:1].isalpha():  # a sentence may begin with it
        pattern = f"[{text[0].upper()}{text[0].lower()}]{pattern[1:]}"
    return _Form(f"{table}.{key}", re.compile(pattern, re.DOTALL), frozenset(quoted), len(_SLOT.sub("", text)))


def _read_day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        return date.fromisoformat(text) if "-" in text else None
    except ValueError:
        return None

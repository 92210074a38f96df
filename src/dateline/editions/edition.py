"""A language that briefs are written in, as English has it; what another has otherwise stands in its own module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.gazetteer import Country
from dateline.text import words

Value = str | int | float | date | Country
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_OUTBREAK = re.compile(r" (?:outbreak|epidemic)$")
_TERM = re.compile(r"(?P<holder>.+?) as (?P<office>.+) of (?P<country>.+)")  # of office


@dataclass(frozen=True, slots=True)
class Edition:
    """A language to write in. `code`: ISO 639-1; `tables`: its file."""

    code: str
    tables: Mapping[str, Mapping[str, Any]]

    def say(self, key: str, /, **values: Value) -> str:
        """A message ("page.earlier") with its values in it. Raises KeyError for one that is missing.

        `n` picks the form of a message that has one for one and one for more.
        """
        table, _, name = key.partition(".")
        message = self.tables[table][name]
        if isinstance(message, Mapping):
            message = message["one" if self.is_one(values["n"]) else "other"]
        return str(message).format(**{slot: self.write(value) for slot, value in values.items()})

    def is_one(self, n: Value) -> bool:
        """Whether a number takes the singular."""
        return n == 1

    def write(self, value: Value) -> str:
        """A number, day or country the way of the language; text as it is."""
        if isinstance(value, Country):
            return self.country(value)
        if isinstance(value, date):
            return self.day(value)
        return value if isinstance(value, str) else self.number(value)

    def day(self, day: date) -> str:
        """7 November 2025."""
        return self._form("day").format(day=day.day, month=self._month_of(day), year=day.year)

    def month(self, day: date) -> str:
        """November 2025."""
        return self._form("month").format(month=self._month_of(day), year=day.year)

    def number(self, value: float) -> str:
        """1,200 or 1.5, with one digit behind the point at most."""
        written = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
        return self.localise(written)

    def localise(self, number: str) -> str:
        """A number that is written the English way (1,200 or +0.25), digit by digit."""
        return number.translate({ord(","): self._form("group"), ord("."): self._form("point")})

    def plain(self, text: str) -> str:
        """Text with its numbers the way Python writes them: 1200, 1.5."""
        group, point = re.escape(self._form("group")), re.escape(self._form("point"))
        joined = re.sub(rf"(?<=\d){group}(?=\d{{3}}(?!\d))", "", text)
        return re.sub(rf"(?<=\d){point}(?=\d)", ".", joined)

    def quote(self, text: str) -> str:
        """Text in the language's quotation marks."""
        return f"{self._form('open')}{text}{self._form('close')}"

    def find_quotes(self, text: str) -> list[str]:
        """What stands in quotation marks."""
        opening, closing = self._form("open"), self._form("close")
        return re.findall(rf"{re.escape(opening)}([^{closing[-1]}]*){re.escape(closing)}", text)

    def join(self, parts: Sequence[str]) -> str:
        """a, b and c."""
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}{self._form('and')}{parts[-1]}"

    def country(self, country: Country) -> str:
        """The name as it stands inside a sentence: "the United States"."""
        return country.in_text

    def of(self, country: Country) -> str:
        """Of the country: "of Mali"."""
        return f"of {country.in_text}"

    def bare(self, country: Country) -> str:
        """The name alone, as in a list."""
        return country.in_text

    def episode(self, kind: str, name: str) -> str:
        """What began and goes on, as it stands inside a sentence: "the curfew"."""
        forms = self.tables["episodes"]
        term = _TERM.fullmatch(name) if kind == "office" and "term" in forms else None
        if term is not None:
            return str(forms["term"]).format(**term.groupdict() | {"office": self.label(term["office"])})
        form = forms.get(name) or forms.get(kind)
        own = name if form is None else self.label(_OUTBREAK.sub("", name))
        return str(form or forms["other"]).format(name=own)

    def label(self, text: str) -> str:
        """How a reader sees the name of a series, a column or a mark; as it is where the edition has no word for it."""
        return str(self.tables["labels"].get(text, text))

    def list_up(self, parts: Iterable[str]) -> str:
        """a; b; c."""
        return self._form("semicolon").join(parts)

    def column(self, name: str) -> str:
        """How a reader sees the name of a column."""
        return self.label(name).replace("_", " ")

    def language(self, code: str) -> str:
        """The name of a language; its code where the edition has none, and "unknown" for what is no code."""
        return str(self.tables["languages"].get(code) or (code if _CODE.fullmatch(code) else self.label("unknown")))

    @property
    def frame(self) -> frozenset[str]:
        """Words that date and attribute, and so may stand around a source's words."""
        return frozenset(words(" ".join(self.tables["check"]["frame"])))

    @property
    def colon(self) -> str:
        """What stands between a name and what is told of it."""
        return self._form("colon")

    def without_lead(self, text: str) -> str:
        """A sentence without what stands in front of the source's words."""
        return re.sub(str(self.tables["check"]["lead"]), "", text)

    def _form(self, name: str) -> str:
        return str(self.tables["form"][name])

    def _month_of(self, day: date) -> str:
        return str(self.tables["form"]["months"][day.month - 1])

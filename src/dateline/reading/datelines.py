"""What stands before a report's first sentence: "BAMAKO, Nov 6 (Reuters) -", "22 mai 2012. -", a line with the date.

A dateline is place, day and agency, in this order and any of them left out, then a dash (or what the language's
agencies put there: "/ТАСС/."). A place alone is taken only in capitals, or before its country: other names before a
dash may begin a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from dateline.gazetteer import load_countries
from dateline.languages.sentence_rules import sentence_rules
from dateline.reading.dates import find_dates
from dateline.records.readings import Dateline
from dateline.records.spans import Span
from dateline.text import fold

MAX_LEAD = 110  # characters; a longer one is a sentence
MAX_PLACE_WORDS = 5
MAX_SEPARATORS = 6  # tried: "Москва. 6 ноября. ИНТЕРФАКС -" has three
MIN_CAPITALS = 3  # "UN - ..." is no place
_UNDATED = date(2000, 6, 15)  # stands for a day of publication that is not known: dates are seen, not resolved
_SEPARATOR = re.compile(r"\s?(?:--?|[–—−]|/\.?)(?=\s)(?:\s*[-–—−]+(?=\s))?\s*|[.:]\s+")
_DATE_LINE = re.compile(r"([^\n]{4,60})(?:\n\s*|$)")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)|/([^/()]{2,30})(?:/|$)")
_PARTS = re.compile(r"[,/;|]|\s[-–—]\s|(?<=\w{4})\.(?=\s|$)")
_PLACE = re.compile(r"[^\W\d_]+\.?(?:[ '’-]{1,2}[^\W\d_]+\.?)*")
_PARTICLES = frozenset(
    ("of", "the", "and", "de", "la", "le", "les", "du", "des", "el", "los", "las", "al", "da", "do", "di", "sur", "am")
)
_BEGINS = re.compile(r"[\"“«„‘'(¿¡]*[^\W_]")
_PLAIN_LEAD = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ'’\-. ]{2,30}(?:, [A-Z][\w .]{2,25}){0,2}(?: \((?:[A-Z][\w. ]{1,20})\))? ?[-–—]{1,2} (?=[\"“A-Z])"
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """A dateline from `start` to `end`, where the sentence begins."""

    end: int
    place: str = ""
    day: date | None = None
    agency: str = ""


def find_dateline(text: str, lang: str, published: date | None, article_id: str = "text") -> Dateline | None:
    """The dateline that a report begins with; its span leaves out the blanks after it. Without a day of publication,
    "Nov 6" is recognised and its day left open."""
    start, lead = _find_leads(text, lang, published)
    if lead is None:
        return None
    quote = text[start : lead.end].rstrip()
    span = Span(article_id=article_id, start=start, end=start + len(quote), quote=quote)
    return Dateline(span=span, place=lead.place, day=lead.day, agency=lead.agency)


def lead_end(text: str, lang: str) -> int:
    """Where the first sentence may begin: after the dateline, if there is one."""
    lead = _find_leads(text, lang, None)[1]
    return lead.end if lead else 0


def find_lead(piece: str, lang: str) -> int:
    """The length of the dateline that a later paragraph begins with: "LONDON - "; a place in capitals only."""
    lead = _PLAIN_LEAD.match(piece)
    return lead.end() if lead else 0


def _find_leads(text: str, lang: str, published: date | None) -> tuple[int, _Lead | None]:
    """Where the text begins, and its dateline: a line with the date, a dateline in the line, or both."""
    start = len(text) - len(text.lstrip())
    line = _find_date_line(text, start, lang, published)
    own = _find_in_line(text, line.end if line else start, lang, published)
    if own and not own.place and (more := _find_in_line(text, own.end, lang, published, is_told=True)):
        own = replace(more, day=more.day or own.day, agency=more.agency or own.agency)
    if line and own:
        return start, replace(own, day=own.day or line.day)
    return start, own or line


def _find_date_line(text: str, start: int, lang: str, published: date | None) -> _Lead | None:
    """A first line that is a date and nothing else: "Friday, January 4, 2019"."""
    found = _DATE_LINE.match(text, start)
    line = found[1].strip().strip(" .,:-–—") if found else ""
    if found is None or not any(char.isdigit() for char in line):
        return None
    day, rest = _take_day(line, lang, published)
    return _Lead(found.end(), day=day) if rest is not None and not rest.strip(" .,") else None


def _find_in_line(text: str, start: int, lang: str, published: date | None, *, is_told: bool = False) -> _Lead | None:
    """A dateline before a dash, with a sentence after it. `is_told`: what is before the dash needs no other sign."""
    head = text[start : start + MAX_LEAD].partition("\n")[0]
    for separator in list(_SEPARATOR.finditer(head))[:MAX_SEPARATORS]:
        end = start + separator.end()
        begins = _BEGINS.match(text, end)
        if begins and not begins[0][-1].islower():
            mark = separator[0].strip()
            words = head[: separator.start() + (mark[0] == "/")]
            lead = _parse(words, lang, published, mark, is_told=is_told)
            if lead is not None:
                return replace(lead, end=end)
    return None


def _parse(words: str, lang: str, published: date | None, mark: str, *, is_told: bool) -> _Lead | None:
    """Place, day and agency of what stands before a mark; None where anything else stands there too."""
    words, agency, bracketed = _take_agency(words)
    day, rest = _take_day(words, lang, published)
    has_day = rest is not None
    parts = [part.strip(" .") for part in _PARTS.split(words if rest is None else rest)]
    agency = agency or next((agencies()[part.casefold()] for part in parts if part.casefold() in agencies()), "")
    parts = [part for part in parts if part and part.casefold() not in agencies()]
    if bracketed and not parts and not has_day:  # "(Nairobi) - "
        parts, bracketed, is_told = [bracketed], "", True
    agency = agency or bracketed
    if not (is_told and mark not in ".:") and not _is_told(parts, mark, agency=agency, has_day=has_day):
        return None
    if not (parts or has_day) or not all(_is_place(part, lang) for part in parts):
        return None
    place = ("/" if "/" in words else ", ").join(part.title() if part.isupper() else part for part in parts)
    return _Lead(0, place=place, day=day, agency=agency)


def _is_told(parts: list[str], mark: str, *, agency: str, has_day: bool) -> bool:
    """Whether what stands before the mark is surely a dateline. A place alone is in capitals, or before its country."""
    if mark == ".":
        return agency != "" and has_day
    if agency or has_day:
        return True
    if not parts:
        return False
    is_loud = parts[0].isupper() and len(parts[0]) >= MIN_CAPITALS
    if mark == ":":
        return is_loud and fold(parts[0]) in capital_names()
    return is_loud or (len(parts) > 1 and fold(parts[-1]) in country_names())


def _is_place(part: str, lang: str) -> bool:
    """Whether words can name a place: a few, with a capital where the script has them, none that opens a sentence."""
    found = _PLACE.fullmatch(part)
    words = part.split()
    if found is None or len(words) > MAX_PLACE_WORDS or part[0].islower():
        return False
    if any(word[0].islower() and word not in _PARTICLES for word in words):
        return False
    return part.isupper() or words[0].casefold() not in sentence_rules(lang).openers or len(words) > 1


def _take_agency(words: str) -> tuple[str, str, str]:
    """The words without their brackets, the agency in these, or what else stands there."""
    found = _BRACKETS.search(words)
    if found is None:
        return words, "", ""
    inside = (found[1] or found[2]).strip()
    agency = agencies().get(inside.casefold(), "")
    if not agency and found[2]:  # "GENEVA/KHARTOUM": no brackets
        return words, "", ""
    return f"{words[: found.start()]}, {words[found.end() :]}", agency, "" if agency else inside


def _take_day(words: str, lang: str, published: date | None) -> tuple[date | None, str | None]:
    """The day, if it can be known, and the words without it; None for these where no day with a number is named."""
    for found in find_dates(words, published=published or _UNDATED, lang=lang):
        span = found.span
        if found.earliest is not None and found.earliest == found.latest and any(map(str.isdigit, span.quote)):
            is_known = published is not None or bool(find_dates(span.quote, published=None, lang=lang))
            return found.earliest if is_known else None, f"{words[: span.start]}, {words[span.end :]}"
    return None, None


@cache
def agencies() -> Mapping[str, str]:
    """The forms of agencies' names in small letters -> the name."""
    text = (resources.files("dateline.languages") / "agencies.toml").read_text(encoding="utf-8")
    return {form: name for name, forms in tomllib.loads(text)["agencies"].items() for form in forms}


@cache
def country_names() -> frozenset[str]:
    """The names of countries in English, folded."""
    return frozenset(fold(name) for country in load_countries().values() for name in (country.name, *country.aliases))


@cache
def capital_names() -> frozenset[str]:
    """The names of capitals in English, folded."""
    return frozenset(fold(name) for country in load_countries().values() for name in country.capitals)

"""The language of searches: one line that a person types -> a Query, and back.

word            a report with the word, whatever its accents and capitals     prefix*   one that begins so
"two words"     one after the other                                           -word     none with it
field:value     field:"two words"; -field:value for none under it             from:2025-01  to:2025-03-15
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from dateline.errors import UsageError
from dateline.moments import parse_days
from dateline.records import Field, Filter, Query, Term
from dateline.text import clean

MAX_CHARS = 2_000  # of a line: what is longer was pasted by mistake
MAX_TERMS = 40  # words, phrases and filters: more than anybody types, few enough to stay fast
FROM, TO = "from", "to"
FIELDS = (*(field.value for field in Field), FROM, TO)
_OTHER_NAMES = {"language": "lang", "since": FROM, "until": TO, "country_code": "country"}
_PART = re.compile(r'(-?)(?:([^\W\d_]+):(?=[^\s/]))?(?:"([^"]*)"?|([^\s"]+))(\*?)')
_EMPTY = re.compile(rf"(?<!\S)-?({'|'.join(FIELDS)}):(?=\s|$)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # what only steers how a line looks
_QUOTED = re.compile(r'"[^"]*"')
_PLAIN_VALUE = r"=?[\w.-]+"
_TOKEN = re.compile(r"[^\W_]")
_MARKS = "-–—&+|/.,;:!?()[]{}'<>=~^*"  # alone they are no word, and nobody looks for them
_QUOTES = str.maketrans("“”„«»", '"""""')


def parse_query(line: str) -> Query:
    """What a line asks for; an empty one asks for all. Raises UsageError or DateFormError that says what is wrong."""
    line = _UNSEEN.sub("", clean(line)).replace("\n", " ").translate(_QUOTES)
    if len(line) > MAX_CHARS:
        raise UsageError(
            f"The search has {len(line):,} characters; at most {MAX_CHARS:,} are read.", hint="Shorten it."
        )
    if empty := _EMPTY.search(_QUOTED.sub('""', line)):
        raise UsageError(f"'{empty[1]}:' has no value.", hint=f"Write it without a space: {empty[1]}:value.")
    parts = list(_split(line))
    if len(parts) > MAX_TERMS:
        raise UsageError(f"The search has {len(parts):,} parts; at most {MAX_TERMS} are read.", hint="Leave some out.")
    terms, without = list[Term](), list[Term]()
    filters: list[Filter] = []
    days: dict[str, date] = {}
    for is_out, field, text, is_prefix in parts:
        if field in (FROM, TO):
            _limit(days, field, text, is_out=is_out)
        elif field:
            filters.append(Filter(Field(field), text, is_out))
        else:
            (without if is_out else terms).append(Term(text, is_prefix))
    return Query(
        terms=tuple(dict.fromkeys(terms)),
        without=tuple(dict.fromkeys(without)),
        filters=tuple(dict.fromkeys(filters)),
        since=days.get(FROM),
        until=days.get(TO),
    )


def write_query(query: Query) -> str:
    """The line that asks for what a query does: `parse_query` gives the query back."""
    parts = [_write_term(term) for term in query.terms]
    parts += [f"-{_write_term(term)}" for term in query.without]
    parts += [
        f"{'-' if one.is_excluded else ''}{one.field.value}:{_quote(one.value, _PLAIN_VALUE)}" for one in query.filters
    ]
    parts += [f"{name}:{day}" for name, day in ((FROM, query.since), (TO, query.until)) if day is not None]
    return " ".join(parts)


def _split(line: str) -> Iterator[tuple[bool, str, str, bool]]:
    """Whether it is excluded, the field or nothing, the text, whether it only begins."""
    for found in _PART.finditer(line):
        minus, name, quoted, bare, star = found.groups()
        field = _find_field(name) if name else ""
        text, is_prefix = (quoted, bool(star)) if quoted is not None else (bare.rstrip("*"), bare.endswith("*"))
        if name and not field:
            text = f"{name}:{text}"
        text = text.strip()
        if not text:
            continue
        if not field and not _TOKEN.search(text):
            if not text.strip(_MARKS):
                continue
            raise UsageError(f"'{text}' has no letter or digit, so no report can be found by it.", hint="Leave it out.")
        yield bool(minus), field, text, is_prefix


def _find_field(name: str) -> str:
    """The field of a name; nothing for a word that only happens to stand before a colon. Raises UsageError for one that
    is nearly a field's name."""
    folded = name.casefold()
    folded = _OTHER_NAMES.get(folded, folded)
    if folded in FIELDS:
        return folded
    near = get_close_matches(folded, FIELDS, n=1, cutoff=0.8)
    if near:
        raise UsageError(
            f"There is no field '{name}:'.",
            hint=f"Did you mean {near[0]}:? To look for the words, put them in quotation marks.",
        )
    return ""


def _limit(days: dict[str, date], field: str, text: str, *, is_out: bool) -> None:
    """Take a first or last day; of several the narrowest. Raises DateFormError and UsageError."""
    if is_out:
        raise UsageError(
            f"'-{field}:{text}' excludes nothing.", hint=f"Write {TO if field == FROM else FROM}: instead."
        )
    first, last = parse_days(text)
    if field == FROM:
        days[FROM] = max(first, days.get(FROM, first))
    else:
        days[TO] = min(last, days.get(TO, last))


def _write_term(term: Term) -> str:
    return _quote(term.text, r"[^\W_]+") + ("*" if term.is_prefix else "")


def _write_filter(one: Filter) -> str:
    return f"{'-' if one.is_excluded else ''}{one.field.value}:{_quote(one.value, _PLAIN_VALUE)}"


def _quote(text: str, plain: str) -> str:
    """A text as it is where it has the plain form, else in quotation marks, which it cannot hold itself."""
    return text if re.fullmatch(plain, text) else '"' + text.replace('"', " ").strip() + '"'

"""Full names at first mention: what an acronym stands for, and whose surname it is, as the reports say.

An acronym is learned where a report writes "Full Name (FN)", a person where reports write a forename with
the surname. What is put in is evidence: the words come from a report published by then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.languages import LANGUAGES
from dateline.records import Evidence, Excerpt, QuoteEvidence, RowEvidence, Situation, Span
from dateline.text import fold

_DEFINED = re.compile(r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z]{0,4}|[A-Z]{2,10})\)")
_BARE = re.compile(r"(?<![\w(])[A-Z][A-Za-z]?[A-Z0-9]{1,8}(?![\w)])")
_MIN_SEEN = 2
_MIN_SHARE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBook:
    """What the reports teach about names. `acronyms` and `people` map a short form to a span with the full one."""

    acronyms: dict[str, tuple[str, Evidence]]
    people: dict[str, tuple[str, Evidence]]


@dataclass(slots=True)
class Introduced:
    """Names already given in full in this brief; `wanted` are the acronyms that some sentence uses bare."""

    wanted: frozenset[str] = frozenset()
    acronyms: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def build_name_book(excerpts: Sequence[Excerpt], situation: Situation, today: date) -> NameBook:
    """Learn acronyms and people from the excerpts; the most frequent full form wins, the latest shows it.

    What the user's definition says of an acronym stands in where no report spells it out.
    """
    acronyms = _read_actors(situation, today) | _learn_acronyms(excerpts)
    return NameBook(acronyms=acronyms, people=_learn_people(excerpts))


def _read_actors(situation: Situation, today: date) -> dict[str, tuple[str, Evidence]]:
    """Acronym -> full name as the situation's definition gives them."""
    book: dict[str, tuple[str, Evidence]] = {}
    for full, spellings in situation.actors:
        for spelling in spellings:
            if _BARE.fullmatch(spelling):
                row = (("name", full), ("spelling", spelling))
                source = f"the definition of '{situation.situation_id}'"
                book[spelling] = (full, RowEvidence(series="actors", rows=(row,), source=source, released_at=today))
    return book


def write_in_full(text: str, book: NameBook, introduced: Introduced) -> tuple[str, tuple[Evidence, ...]]:
    """The text with names in full where they come first, and the evidence for what was put in."""
    evidence: list[Evidence] = []
    text = _introduce_acronyms(text, book, introduced, evidence)
    text = _introduce_people(text, book, introduced, evidence)
    return re.sub(r"s['’]s\b", "s'", text) if evidence else text, tuple(evidence)


def find_bare_acronyms(texts: Iterable[str]) -> frozenset[str]:
    """The acronyms that stand outside brackets in any of the texts."""
    return frozenset(found for text in texts for found in _BARE.findall(text))


def _introduce_acronyms(text: str, book: NameBook, introduced: Introduced, evidence: list[Evidence]) -> str:
    for acronym, (full, source) in book.acronyms.items():
        is_used = acronym in introduced.wanted
        if re.search(rf"\({re.escape(acronym)}\)", text):
            if acronym in introduced.acronyms and re.search(rf"\w \({re.escape(acronym)}\)", text):
                text = re.sub(rf" \({re.escape(acronym)}\)", "", text)
            introduced.acronyms.add(acronym)
            continue
        found = _find_full(text, full)
        if found and is_used and acronym not in introduced.acronyms and not _is_possessive(text, found.end()):
            text = f"{text[: found.end()]} ({acronym}){text[found.end() :]}"
            evidence.append(source)
            introduced.acronyms.add(acronym)
            continue
        mention = re.search(rf"(?<![\w(-]){re.escape(acronym)}(?![\w)-])", text)
        if mention and acronym not in introduced.acronyms:
            written = full if _has_article(text, mention.start()) else _with_article(full, text, mention.start())
            if not _is_possessive(text, mention.end()):
                written = f"{written} ({acronym})"
                introduced.acronyms.add(acronym)
            text = f"{text[: mention.start()]}{written}{text[mention.end() :]}"
            evidence.append(source)
    return text


def _is_possessive(text: str, end: int) -> bool:
    return text[end : end + 2] in ("'s", "’s")


def _has_article(text: str, at: int) -> bool:
    return bool(re.search(r"\b(?:the|a|an|['’]s|its|their|his|of)\s$", text[:at], re.IGNORECASE))


def _with_article(full: str, text: str, at: int) -> str:
    """Organisations whose name opens with a common noun take "the": "the Economic Community of ..."."""
    takes = re.match(rf"(?:[A-Z]\w+ )*(?:{LANGUAGES['en'].organisations})\b", full)
    if not takes:
        return full
    return ("The " if at == 0 else "the ") + full


def _find_full(text: str, full: str) -> re.Match[str] | None:
    """The full name in a text, hyphens and spaces alike."""
    loose = r"[-\s]+".join(re.escape(part) for part in re.split(r"[-\s]+", full))
    return re.search(rf"(?<!\w){loose}(?!\w)(?! \()", text)


def _introduce_people(text: str, book: NameBook, introduced: Introduced, evidence: list[Evidence]) -> str:
    for surname, (full, source) in book.people.items():
        mention = re.search(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text)
        if mention is None:
            continue
        stands_bare = not re.search(r"[A-ZÀ-Þ][\w’'.-]*\s$|(?<=\s)(?:al|el|ag|bin|de)[- ]$", text[: mention.start()])
        is_own_name = not re.match(r"(?:[-’'](?!s\b)\w|\s[A-ZÀ-Þ])", text[mention.end() :])
        if surname not in introduced.people and is_own_name and (stands_bare or mention.start() == 0):
            text = f"{text[: mention.start()]}{full}{text[mention.end() :]}"
            evidence.append(source)
        introduced.people.add(surname)
    return text


def _learn_acronyms(excerpts: Sequence[Excerpt]) -> dict[str, tuple[str, Evidence]]:
    seen: dict[str, Counter[str]] = {}
    where: dict[tuple[str, str], QuoteEvidence] = {}
    for excerpt in excerpts:
        for found in _DEFINED.finditer(excerpt.text):
            acronym = found[1]
            full = _full_form(excerpt.text[: found.start()].rstrip(), acronym)
            if full and acronym not in LANGUAGES["en"].household:
                seen.setdefault(acronym, Counter())[full] += 1
                start = excerpt.passage.span.start + found.start() - 1 - len(full)
                where[acronym, full] = _evidence(excerpt, start, excerpt.passage.span.start + found.end())
    book: dict[str, tuple[str, Evidence]] = {}
    for acronym, forms in sorted(seen.items()):
        full = min(forms, key=lambda form: (-forms[form], form))
        book[acronym] = (full, where[acronym, full])
    return book


def _full_form(before: str, acronym: str) -> str | None:
    """The words before the bracket whose initials give the acronym, in order, small words allowed between."""
    words = before.split(" ")
    for length in range(2, min(len(words), 2 * len(acronym) + 2) + 1):
        run = words[-length:]
        if not run[0][:1].isupper() or any(part.endswith((",", ".", ";", ":")) for part in run[:-1]):
            continue
        initials = "".join(
            piece[0]
            for part in run
            for piece in re.split(r"[-’']", part)
            if piece and (piece[0].isupper() or piece in ("wal", "for", "and", "of"))
        )
        if fold(run[0][0]) == fold(acronym[0]) and _is_subsequence(fold(acronym), fold(initials)):
            return " ".join(run)
    return None


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _learn_people(excerpts: Sequence[Excerpt]) -> dict[str, tuple[str, Evidence]]:
    """Surname -> full name, for people whom some report names with a title or an office in front."""
    seen: dict[str, Counter[str]] = {}
    last: dict[str, tuple[Excerpt, int]] = {}
    bare: set[str] = set()
    titled: set[str] = set()
    for excerpt in excerpts:
        for name in excerpt.passage.names:
            full = _person(name)
            at = excerpt.text.find(full) if full else -1
            if at >= 0:
                seen.setdefault(full.split(" ")[-1], Counter())[full] += 1
                last[full] = (excerpt, at)
                if _has_title(excerpt.text, at):
                    titled.add(full)
            elif " " not in name:
                bare.add(name)
    book: dict[str, tuple[str, Evidence]] = {}
    for surname in sorted(bare & set(seen)):
        full, n = min(seen[surname].items(), key=lambda item: (-item[1], item[0]))
        if n >= _MIN_SEEN and n >= _MIN_SHARE * seen[surname].total() and full in titled:
            excerpt, at = last[full]
            start = excerpt.passage.span.start + at
            book[surname] = (full, _evidence(excerpt, start, start + len(full)))
    return book


def _person(name: str) -> str:
    """A forename or two with a surname, without titles; an empty string when the name is not of that form."""
    parts = [part for part in name.split(" ") if fold(part) not in LANGUAGES["en"].titles]
    is_person = len(parts) in (2, 3) and all(part[:1].isupper() and not part.isupper() for part in parts)
    return " ".join(parts) if is_person else ""


def _has_title(text: str, at: int) -> bool:
    before = text[:at].split()
    return bool(before) and fold(before[-1]) in LANGUAGES["en"].titles


def _evidence(excerpt: Excerpt, start: int, end: int) -> QuoteEvidence:
    article = excerpt.article
    if article.published_at is None or article.known_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    return QuoteEvidence(
        span=Span(article_id=article.article_id, start=start, end=end, quote=article.text[start:end]),
        citations=article.citations,
        published_at=article.published_at,
        known_at=article.known_at,
    )

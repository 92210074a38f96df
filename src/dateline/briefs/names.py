"""Full names at first mention: what an acronym stands for, and whose surname it is, as the reports say.

An acronym is learned where a report writes "Full Name (FN)", or where the reader takes both for one actor; a person
where a report names forename, surname and office, and the office comes from the report nearest in time. What is put
in is evidence: the words come from a report published by then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.briefs.material import cite
from dateline.briefs.people import Known, Named, introduce_people, learn_people, named_actors
from dateline.briefs.understood import Readings
from dateline.languages import LANGUAGES
from dateline.records import (
    Evidence,
    Excerpt,
    QuoteEvidence,
    RowEvidence,
    Situation,
)
from dateline.text import fold

_DEFINED = re.compile(r"\(([A-Z][A-Za-z]*[A-Z][A-Za-z]{0,4}|[A-Z]{2,10})\)")
_NO_ARTICLE = re.compile(
    r"\b(?:the|a|an|['’]s|its|their|his|of|bloc|group|coalition|alliance|union|movement|party|militia|agency|network)\s$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w(])[A-Z][A-Za-z]?[A-Z0-9]{1,8}(?![\w)])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBook:
    """What the reports teach about names.

    `acronyms` maps an acronym to its full form and what shows it, `people` a surname to how reports name its bearer.
    """

    acronyms: dict[str, tuple[str, Evidence]]
    people: dict[str, tuple[Known, ...]]


@dataclass(slots=True)
class Introduced:
    """Names already given in full in this brief; `wanted` are the acronyms that some sentence uses bare."""

    wanted: frozenset[str] = frozenset()
    acronyms: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def build_name_book(excerpts: Sequence[Excerpt], readings: Readings, situation: Situation, today: date) -> NameBook:
    """Learn acronyms and people from the excerpts; the most frequent full form wins, the latest shows it.

    What the user's definition says of an acronym stands in where no report spells it out, and the reader's word that
    two names are one actor's where neither does.
    """
    named = named_actors(excerpts, readings)
    acronyms = _link_acronyms(named) | _read_actors(situation, today) | _learn_acronyms(excerpts)
    return NameBook(acronyms=acronyms, people=learn_people(excerpts, named))


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


def write_in_full(text: str, book: NameBook, introduced: Introduced, day: date) -> tuple[str, tuple[Evidence, ...]]:
    """The text of a report of a day with names in full where they come first, and the evidence for what was put in."""
    evidence: list[Evidence] = []
    text = _introduce_acronyms(text, book, introduced, evidence)
    text = introduce_people(text, book.people, introduced.people, evidence, day)
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
            written = full if _has_article(text, mention.start()) else _with_article(full, mention.start())
            if not _is_possessive(text, mention.end()):
                written = f"{written} ({acronym})"
                introduced.acronyms.add(acronym)
            text = f"{text[: mention.start()]}{written}{text[mention.end() :]}"
            evidence.append(source)
    return text


def _is_possessive(text: str, end: int) -> bool:
    return text[end : end + 2] in ("'s", "’s")


def _has_article(text: str, at: int) -> bool:
    """Whether the name takes no "the" here: after an article, or a noun that it stands beside ("the bloc ECOWAS")."""
    return _NO_ARTICLE.search(text[:at]) is not None


def with_article(full: str) -> str:
    """Organisations whose name opens with a common noun take "the": "the Economic Community of ..."."""
    takes = re.match(rf"(?:[A-Z]\w+ )*(?:{LANGUAGES['en'].organisations})\b", full)
    return f"the {full}" if takes else full


def _with_article(full: str, at: int) -> str:
    written = with_article(full)
    return written[:1].upper() + written[1:] if at == 0 else written


def _find_full(text: str, full: str) -> re.Match[str] | None:
    """The full name in a text, hyphens and spaces alike, where no longer one goes on: "Islamic State of Iraq"."""
    loose = r"[-\s]+".join(re.escape(part) for part in re.split(r"[-\s]+", full))
    return re.search(rf"(?<!\w){loose}(?!\w)(?! \()(?! (?:of|in|for|and) (?:the )?[A-Z])", text)


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
                where[acronym, full] = cite(excerpt.article, start, excerpt.passage.span.start + found.end())
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


def _link_acronyms(named: Named) -> dict[str, tuple[str, Evidence]]:
    """Acronyms and the full names that reports give the same actor."""
    book: dict[str, tuple[str, Evidence]] = {}
    for seen in named.values():
        quotes = Counter(mention.span.quote for _, mention in seen)
        full = [quote for quote in quotes if " " in quote and not _BARE.search(quote) and "(" not in quote]
        short = [quote for quote in quotes if _BARE.fullmatch(quote) and quote not in LANGUAGES["en"].household]
        if full and short:
            usual = min(full, key=lambda quote: (-quotes[quote], quote))
            last = next(found for found in reversed(seen) if found[1].span.quote == usual)
            evidence = cite(last[0].article, last[1].span.start, last[1].span.end)
            book.update(dict.fromkeys(short, (usual, evidence)))
    return book

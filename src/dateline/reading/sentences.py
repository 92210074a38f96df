"""Where sentences begin and end, and which of them are sentences at all."""

from __future__ import annotations

import re

from dateline.languages import Language

_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"([\w.]+)$")
_OPENS = re.compile(r"[\s\"“‘'(\[]*[A-Z0-9À-ÞА-Я$€£]")
_TERMINAL = re.compile(r"[.!?…][\"”’')\]]*$")
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ'’\-. ]{2,30}(?:, [A-Z][\w .]{2,25}){0,2}(?: \((?:[A-Z][\w. ]{1,20})\))? ?[-–—]{1,2} (?=[\"“A-Z])"
)
_TOPIC_PREFIX = re.compile(r"^(?=[^:]{4,80}: [\"“A-Z0-9])([^:.!?]{4,80}): ")
_LISTED = re.compile(r"^[\s•*·–—-]+")
_STRAY_END = re.compile(r"(?<=[.!?])(?:\s*[.,;])+$")
_DATED_LABEL = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_ABBREVIATION = 12
MAX_CHARS = 700  # a longer "sentence" is a list or a page that lost its full stops
MIN_WORDS = 5


def split_sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """The (start, end) of every sentence or line, in order; datelines, bullets and topic labels left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if found[0].strip() and not _ends_here(text, start, found, language):
            continue
        _append(text, start, found.end(), spans, language)
        start = found.end()
    _append(text, start, len(text), spans, language)
    return spans


def is_sentence(quote: str, language: Language) -> bool:
    """Whether a stretch of text states something: not a heading, a date line or a caption."""
    n_words = quote.count(" ") + 1
    if n_words < MIN_WORDS or len(quote) > MAX_CHARS or not _OPENS.match(quote):
        return False
    if _is_unbalanced(quote):
        return False
    if _TERMINAL.search(quote):
        return True
    return n_words >= 8 and language.finite_verbs.search(quote) is not None


def _is_unbalanced(quote: str) -> bool:
    """A quotation or bracket opened elsewhere: the piece cannot stand alone."""
    return quote.count("(") != quote.count(")") or quote.count("“") != quote.count("”") or quote.count('"') % 2 == 1


def _ends_here(text: str, start: int, found: re.Match[str], language: Language) -> bool:
    rest = text[found.end() : found.end() + 8]
    if rest.strip() and not _OPENS.match(rest):
        return False
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text[max(start, found.start() - LONGEST_ABBREVIATION) : found.start()])
    word = before[1].casefold() if before else ""
    is_initial = len(word) == 1 and word.isalpha() and not text.startswith("\n", found.end())
    return not (is_initial or word in language.abbreviations) or not rest.strip()


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]], language: Language) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = _STRAY_END.sub("", piece.strip())
    if not piece:
        return
    for pattern in (_LISTED, _DATELINE, _TOPIC_PREFIX):
        lead = pattern.match(piece)
        if lead and len(lead[0]) < len(piece) and _is_label(pattern, lead, language):
            start += lead.end()
            piece = piece[lead.end() :]
    spans.append((start, start + len(piece)))


def _is_label(pattern: re.Pattern[str], lead: re.Match[str], language: Language) -> bool:
    """A topic label before a colon has no verb in it; "The minister said: ..." has."""
    if pattern is not _TOPIC_PREFIX or _DATED_LABEL.search(lead[1]):
        return True
    return not (language.attribution.search(lead[1]) or language.finite_verbs.search(lead[1]) or '"' in lead[1])

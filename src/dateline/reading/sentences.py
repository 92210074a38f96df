"""Where sentences begin and end, and which of them are sentences at all.

Languages with data (languages/sentence_rules.py) know their abbreviations; all others are split by the marks alone.
Time is linear in the text, and no sentence is longer than MAX_SENTENCE characters.
"""

from __future__ import annotations

import re

from dateline.languages import LANGUAGES, Language
from dateline.languages.sentence_rules import SentenceRules, sentence_rules
from dateline.reading.datelines import find_lead, lead_end

_CLOSERS = r"[\"”’')\]»]*(?:\[\d{1,3}\])*(?: ?»)?"
_END = re.compile(rf"[.!?…؟۔]+{_CLOSERS}(?=\s|$)|[。！？।॥]+[」』”）]*|\n+")
_LAST_WORD = re.compile(r"([\w.\-]+)$")
_OPENERS = re.compile(r"[\s\"“‘'(\[«„¿¡]*")
_LOWER_NAME = re.compile(r"(?:al|el|an|as|ad|ar|ash|at|az)-[^\W\d_a-z]")  # "al-Shabaab" opens a sentence as it is
_FIRST_WORD = re.compile(r"[\s\"“‘'(\[«„¿¡]*([^\W\d_]+)(?![\w.])")  # the I of "A. I. Frederick" opens nothing
_INITIALS = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*")  # "J" and "K.C"
_FIGURE = re.compile(r"\s*\d")
_TERMINAL = re.compile(r"[.!?…؟۔。！？।॥][\"”’')\]»」』）]*(?: ?»)?$")
_TOPIC_PREFIX = re.compile(r"^(?=[^:]{4,80}: [\"“A-Z0-9])([^:.!?]{4,80}): ")
_LISTED = re.compile(r"^(?:[\s•*·▪●–—-]+|\(?\d{1,2}[.)] )+")
_STRAY_END = re.compile(r"(?<=[.!?])(?:\s*[.,;])+$")
_DATED_LABEL = re.compile(r"\b(?:19|20)\d\d\b")
_CUTS = ("\n", "; ", "؛ ", ": ", ", ", "، ", " ")  # where a sentence without an end may be cut, the best first
LONGEST_ABBREVIATION = 12
MAX_SENTENCE = 2000  # characters; what comes later, a parser above all, takes far longer for longer ones
MIN_CUT = 1000  # a cut leaves at least so much
MAX_CHARS = 700  # a longer "sentence" is a list or a page that lost its full stops
STRAY_CHARS = 40  # what follows a sentence's end by mistake is shorter
LABEL_WORDS = 8  # fewer words without a full stop are a heading, even with a verb
_LOOK_AHEAD = 40  # characters in which the next word begins

Spans = list[tuple[int, int]]


def split_sentences(text: str, language: Language | str) -> Spans:
    """The (start, end) of every sentence or line, in order; datelines, bullets and topic labels left out.

    A language is named by its code, or by its lexicon.
    """
    code = language if isinstance(language, str) else language.code
    rules = sentence_rules(code)
    spans: Spans = []
    start = lead_end(text, code)
    for found in _END.finditer(text, start):
        if found[0].strip() and not _ends_here(text, start, found, rules):
            continue
        _append(text, start, found.end(), spans, code)
        start = found.end()
    _append(text, start, len(text), spans, code)
    return spans


def is_sentence(quote: str, language: Language | str) -> bool:
    """Whether a stretch of text states something: not a heading, a date line or a caption."""
    code = language if isinstance(language, str) else language.code
    rules = sentence_rules(code)
    n_words = quote.count(" ") + 1
    if n_words < rules.min_words or len(quote) > MAX_CHARS or not _opens(quote) or _is_unbalanced(quote):
        return False
    if _TERMINAL.search(quote):
        return True
    verbs = LANGUAGES[code].finite_verbs if code in LANGUAGES else rules.finite_verbs
    return n_words >= LABEL_WORDS and verbs is not None and verbs.search(quote) is not None


def _is_unbalanced(quote: str) -> bool:
    """A quotation or bracket opened elsewhere: the piece cannot stand alone."""
    pairs = (("(", ")"), ("“", "”"), ("«", "»"))
    return any(quote.count(left) != quote.count(right) for left, right in pairs) or quote.count('"') % 2 == 1


def _opens(rest: str) -> bool:
    """Whether a sentence can begin so: with no small letter."""
    lead = _OPENERS.match(rest)
    first = rest[lead.end() : lead.end() + 1] if lead else ""
    if first.islower():
        return _LOWER_NAME.match(rest, lead.end() if lead else 0) is not None
    return first.isalnum() or (first != "" and first in "$€£#@")


def _ends_here(text: str, start: int, found: re.Match[str], rules: SentenceRules) -> bool:
    if found[0][0] in "。！？।॥":
        return True
    rest = text[found.end() : found.end() + _LOOK_AHEAD]
    if not rest.strip():
        return True
    if not _opens(rest):
        return False
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text[max(start, found.start() - LONGEST_ABBREVIATION) : found.start()])
    word = before[1].casefold() if before else ""
    return not _goes_on(word, rest, is_first=found.start() - len(word) <= start, rules=rules)


def _goes_on(word: str, rest: str, *, is_first: bool, rules: SentenceRules) -> bool:
    """Whether the full stop belongs to the word: an abbreviation, an initial, a list's number."""
    if word.isdigit():
        is_listed = is_first and len(word) <= 2
        return is_listed or (rules.has_ordinal_dots and len(word) <= 2)
    if word in rules.final:
        return False
    is_initial = _INITIALS.fullmatch(word) is not None and not rest.startswith("\n")
    if word in rules.before_number and not is_initial:
        return _FIGURE.match(rest) is not None
    if not (is_initial or word in rules.abbreviations or word.rpartition("-")[2] in rules.abbreviations):
        return False
    following = _FIRST_WORD.match(rest)
    is_opened = following is not None and following[1][0].isupper() and following[1].casefold() in rules.openers
    return not (is_opened and (is_initial or word in rules.closing))


def _append(text: str, start: int, end: int, spans: Spans, code: str) -> None:
    """The piece as a span, or as several if it is too long."""
    while end - start > MAX_SENTENCE:
        cut = _find_cut(text, start)
        _append_piece(text, start, cut, spans, code)
        start = cut
    _append_piece(text, start, end, spans, code)


def _find_cut(text: str, start: int) -> int:
    """Where to cut a sentence that never ends: after the last mark or blank within reach, else between letters."""
    limit = start + MAX_SENTENCE
    for mark in _CUTS:
        at = text.rfind(mark, start + MIN_CUT, limit)
        if at >= 0:
            return at + len(mark)
    return limit


def _append_piece(text: str, start: int, end: int, spans: Spans, code: str) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    piece = piece[:-STRAY_CHARS] + _STRAY_END.sub("", piece[-STRAY_CHARS:])
    if not piece:
        return
    for find in (_find_bullet, find_lead, _find_label):
        lead = find(piece, code)
        if 0 < lead < len(piece):
            start += lead
            piece = piece[lead:]
    spans.append((start, start + len(piece)))


def _find_bullet(piece: str, code: str) -> int:
    lead = _LISTED.match(piece)
    return lead.end() if lead else 0


def _find_label(piece: str, code: str) -> int:
    """The length of a topic label before a colon. It has no verb in it; "The minister said: ..." has."""
    lead = _TOPIC_PREFIX.match(piece)
    if lead is None or code not in LANGUAGES:
        return 0
    language, label = LANGUAGES[code], lead[1]
    is_said = language.attribution.search(label) or language.finite_verbs.search(label) or '"' in label
    return lead.end() if _DATED_LABEL.search(label) or not is_said else 0

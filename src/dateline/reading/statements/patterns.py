"""Sentences without a parse -> statements, by the order of words alone, with one language's words of saying."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reading.statements.drafts import Draft, Range, cut, trim
from dateline.reading.statements.lexicon import Lexicon, SpeechWord, match_phrase
from dateline.reading.statements.quoting import TERM_WORDS
from dateline.reading.statements.words import Words
from dateline.records.events import StatementMode

SOURCE_WORDS = 14  # a longer stretch is no name of a source
MARK_WORDS = 16  # from the verb to the "that" or "of" of its content
LEAST_CONTENT = 2  # words
_ENDS = frozenset(",;:()—–،؛-") | frozenset('"“”«»„')
_COMMAS = frozenset(",،")
_PLAIN = frozenset({StatementMode.SAID, StatementMode.EXPECTED})


def read_words(words: Words, bounds: Range, lexicon: Lexicon) -> Iterator[Draft]:
    """The statements of one sentence; a cue inside the content of one before it is left to that one."""
    covered = bounds[0]
    for at in range(*bounds):
        if at < covered or not (words.lower[at] in lexicon.words or words.lower[at] in lexicon.starts):
            continue
        draft = _read_at(words, bounds, at, lexicon)
        if draft is not None:
            yield draft
            covered = max(covered, at + 1, *(last for first, last in draft.content if first > at))


def _read_at(words: Words, bounds: Range, at: int, lexicon: Lexicon) -> Draft | None:
    phrase = match_phrase(words.lower, at, lexicon.phrases)
    if phrase is not None:
        return _read_phrase(words, bounds, (at, at + len(phrase)), lexicon.phrases[phrase], lexicon)
    word = lexicon.words.get(words.lower[at])
    if word is None or word.kind in {"noun", "adjective"} or _is_quoted(words, at):
        return None
    return _read_verb(words, bounds, at, word, lexicon)


def _read_phrase(words: Words, bounds: Range, cue: Range, mode: StatementMode, lexicon: Lexicon) -> Draft | None:
    """ "According to X, ...": X ends at a comma or with the sentence; the longer rest is the content."""
    source = trim(words, (cue[1], end_of_name(words, bounds, cue[1], lexicon)))
    before, after = trim(words, (bounds[0], cue[0])), trim(words, (source[1], bounds[1]))
    content = before if before[1] - before[0] > LEAST_CONTENT else after
    if source[0] >= source[1] or content[1] - content[0] < LEAST_CONTENT:
        return None
    return Draft(source=source, cue=cue, content=(content,), mode=mode, is_report=True)


def _read_verb(words: Words, bounds: Range, at: int, word: SpeechWord, lexicon: Lexicon) -> Draft | None:
    cue = _spread(words, bounds, at, lexicon)
    quote = _quote_before(words, bounds, cue[0])
    if quote is not None:
        after = trim(words, (cue[1], end_of_name(words, bounds, cue[1], lexicon)))
        source = after if after[0] < after[1] else _name_between(words, quote[1], cue[0])
        return _draft(words, cue, source, (quote,), word=word, lexicon=lexicon)
    start = _find_content(words, bounds, cue[1], word, lexicon)
    if start is None:
        return _read_aside(words, bounds, cue, word, lexicon)
    source, target = _place_source(words, bounds, cue, start, word=word, lexicon=lexicon)
    if source is not None and source[0] <= start < source[1]:
        start = source[1]
    content = trim(words, (start, bounds[1]))
    is_marked = words.lower[start] in lexicon.clause or words.quote[start] >= 0
    if content[1] - content[0] < LEAST_CONTENT or (source is None and not is_marked):
        return None
    return _draft(words, cue, source, (content,), word=word, lexicon=lexicon, target=target)


def _read_aside(words: Words, bounds: Range, cue: Range, word: SpeechWord, lexicon: Lexicon) -> Draft | None:
    """ "As the police report, ..." and "..., the police report" with the verb first: verb and source stand aside."""
    if word.mode not in _PLAIN or cue[0] == bounds[0]:
        return None
    first = cue[1] + (cue[1] < bounds[1] and words.lower[cue[1]] in lexicon.stops)
    source = trim(words, (cue[1], end_of_name(words, bounds, first, lexicon)))
    if words.lower[cue[0] - 1] in lexicon.like:
        content = trim(words, (source[1], bounds[1]))
    elif words.text[cue[0] - 1] in _COMMAS and source[1] >= bounds[1] - 1:
        content = trim(words, (bounds[0], cue[0]))
    else:
        return None
    if source[0] >= source[1] or content[1] - content[0] < LEAST_CONTENT:
        return None
    return _draft(words, cue, source, (content,), word=word, lexicon=lexicon)


def _draft(
    words: Words,
    cue: Range,
    source: Range | None,
    content: tuple[Range, ...],
    *,
    word: SpeechWord,
    lexicon: Lexicon,
    target: Range | None = None,
) -> Draft:
    pieces = tuple(piece for part in content for piece in cut(part, (cue, source)))
    negated = any(spoken in lexicon.negation for spoken in words.lower[max(cue[0] - 1, 0) : cue[1] + 1])
    return Draft(
        source=source if source is not None and source[0] < source[1] else None,
        cue=cue,
        content=pieces,
        mode=word.mode,
        is_negated=negated,
        target=target if target is not None and target[0] < target[1] else None,
        is_report=word.kind == "verb",
    )


def _find_content(words: Words, bounds: Range, after: int, word: SpeechWord, lexicon: Lexicon) -> int | None:
    """Where the content begins: at "that", a quotation, after a colon, at the matter of a charge, or right there."""
    last = min(bounds[1], after + MARK_WORDS)
    for at in range(after, last):
        if words.lower[at] in lexicon.clause:
            return at
        if words.text[at] == ":" and at + 1 < bounds[1]:
            return at + 1
        if words.quote[at] >= 0 and words.quotes[words.quote[at]].n_words > TERM_WORDS:
            return at
        if words.text[at] == "." or words.text[at] == ";":
            break
    if word.base in lexicon.targets and (
        not lexicon.target_marks or words.lower[min(after, last - 1)] in lexicon.target_marks
    ):
        reason = next((at for at in range(after + 1, last) if words.lower[at] in lexicon.reasons), None)
        if reason is not None:
            return reason
    if word.mode in _PLAIN or word.kind in {"weak", "guarded", "clausal"}:
        return None
    return after


def _place_source(
    words: Words, bounds: Range, cue: Range, start: int, *, word: SpeechWord, lexicon: Lexicon
) -> tuple[Range | None, Range | None]:
    """The source before the verb, or between verb and content where nothing stands before; and the target."""
    before = _subject_before(words, bounds, cue[0], lexicon)
    if lexicon.verb_first and before is None and start == cue[1] and start < bounds[1]:
        is_whole = words.lower[start].startswith(lexicon.article)
        return (start, min(start + 2 - is_whole, bounds[1])), None
    between = _name_after(words, cue[1], start, lexicon)
    if lexicon.verb_first and between is not None:
        return between, None
    if before is None:
        return between, None
    is_target = word.base in lexicon.targets and words.lower[start] in lexicon.reasons
    return before, trim(words, (cue[1], start)) if is_target else None


def _subject_before(words: Words, bounds: Range, end: int, lexicon: Lexicon) -> Range | None:
    """The noun phrase that ends before the verb: from the sentence's beginning, or after an adverbial and its comma."""
    first = bounds[0]
    for at in range(bounds[0], end):
        if words.lower[at] in lexicon.joints or words.text[at] in ";:—":
            first = at + 1
    if first < end and words.lower[first] in lexicon.stops:
        comma = next((at for at in range(first, end) if words.text[at] in _COMMAS), None)
        if comma is None:
            return None
        first = comma + 1
    found = trim(words, (first, end))
    return found if 0 < found[1] - found[0] <= SOURCE_WORDS else None


def _name_after(words: Words, start: int, end: int, lexicon: Lexicon) -> Range | None:
    last = min(end, end_of_name(words, (start, end), start, lexicon))
    found = trim(words, (start, last))
    return found if 0 < found[1] - found[0] <= SOURCE_WORDS else None


def _name_between(words: Words, start: int, end: int) -> Range | None:
    found = trim(words, (start, end))
    return found if 0 < found[1] - found[0] <= SOURCE_WORDS else None


def end_of_name(words: Words, bounds: Range, start: int, lexicon: Lexicon) -> int:
    """Where a name that begins here ends: at a comma, bracket, quotation, or a word that begins something else."""
    for at in range(start, min(bounds[1], start + SOURCE_WORDS)):
        if words.text[at] in _ENDS or (at > start and words.lower[at] in lexicon.stops):
            return at
        if at == start and words.lower[at] in lexicon.stops:
            return at
    return min(bounds[1], start + SOURCE_WORDS)


def _quote_before(words: Words, bounds: Range, end: int) -> Range | None:
    """The quotation that the verb follows, with nothing between but marks, or a short name."""
    at = end - 1
    while at >= bounds[0] and words.quote[at] < 0 and end - at <= 6:
        at -= 1
    if at < bounds[0] or words.quote[at] < 0 or words.quotes[words.quote[at]].n_words <= TERM_WORDS:
        return None
    if any(words.text[place] not in _ENDS and words.text[place] != "." for place in range(at + 1, end - 1)) and not (
        words.text[at + 1] in _ENDS or words.text[at - 1] in _COMMAS
    ):
        return None
    first = at
    while first > bounds[0] and words.quote[first - 1] == words.quote[at]:
        first -= 1
    return first, at + 1


def _spread(words: Words, bounds: Range, at: int, lexicon: Lexicon) -> Range:
    """The verb with the auxiliaries and negations right before it."""
    first = at
    while first > bounds[0] and words.lower[first - 1] in lexicon.auxiliaries:
        first -= 1
    return first, at + 1


def _is_quoted(words: Words, at: int) -> bool:
    number = words.quote[at]
    return number >= 0 and words.quotes[number].n_words > TERM_WORDS

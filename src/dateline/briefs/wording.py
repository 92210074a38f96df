"""A chosen excerpt -> a sentence of the brief: shortened, dated, attributed, names in full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.briefs.compress import compress
from dateline.briefs.confidence import rate_pick
from dateline.briefs.dates import resolve_dates, states_day
from dateline.briefs.material import Pick, cite, quote
from dateline.briefs.names import Introduced, NameBook, write_in_full
from dateline.briefs.speakers import find_fuller, keeps_speakers, name_speaker
from dateline.briefs.understood import Readings, dates_in, is_doubtful, is_sourced, statements_in
from dateline.editions import ENGLISH, Edition
from dateline.gazetteer import load_country_words
from dateline.languages import LANGUAGES
from dateline.languages.known_words import load_words
from dateline.records import Evidence, Excerpt, Modality, Sentence, SentenceKind, Statement
from dateline.text import fold

_LINE_CHARS = 700  # an event line has no title and is short; anything else is an article
_SMALL_WORD = re.compile(r"(?<![.!?] )(?<!^)\b[a-zß-ÿ][\w’'-]*")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w’'-]*")
_FIRST_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Casing:
    """Words that the reports write in small letters inside sentences, and those they more often give a capital."""

    seen: frozenset[str]
    capitalised: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Casing:
        """Learn from texts."""
        small, capital = Counter[str](), Counter[str]()
        for text in texts:
            small.update(_SMALL_WORD.findall(text))
            capital.update(_CAPITAL_INSIDE.findall(text))
        names = (word for word, n in capital.items() if n > small[word.casefold()])
        return cls(frozenset(small), frozenset(names))


@dataclass(slots=True)
class Writing:
    """What the sentences written so far leave behind for the next: names given, the last day named."""

    book: NameBook
    casing: Casing
    readings: Readings
    introduced: Introduced = field(default_factory=Introduced)
    last_day: date | None = None
    edition: Edition = ENGLISH


def write_sentence(pick: Pick, writing: Writing) -> Sentence:
    """The pick as one sentence with its evidence; a report in another language is quoted whole, in its own words."""
    if (pick.excerpt.article.lang or "en") != writing.edition.code:
        return _quote_whole(pick, writing)
    excerpt, english = pick.excerpt, LANGUAGES["en"]
    statements = statements_in(writing.readings, excerpt)
    text = compress(excerpt.text, english, pick.limit, _all_hold(pick.must_hold, keeps_speakers(statements)))
    dates = dates_in(writing.readings, excerpt.passage.span)
    has_own_day = states_day(text, dates, excerpt.day)
    text = resolve_dates(text, dates, excerpt.day)
    text, speaker = _write_speaker(text, excerpt, writing)
    text, names = write_in_full(text, writing.book, writing.introduced, excerpt.day)
    text = _with_stop(text)
    lead = _lead(pick, writing, has_own_day=has_own_day, names_source=_names_source(excerpt, statements))
    if lead:
        text = f"{lead} {text}" if lead.endswith(":") else f"{lead} {_lower_first(text, excerpt, writing.casing)}"
    writing.last_day = excerpt.day
    evidence = (quote(excerpt), *(quote(other) for other in pick.support), *speaker, *names)
    kind = SentenceKind.QUOTED if excerpt.text in text else SentenceKind.COMPRESSED
    return Sentence(
        text=text,
        kind=kind,
        evidence=tuple(dict.fromkeys(evidence)),
        confidence=rate_pick(pick, writing.readings),
        note=pick.note,
    )


def _quote_whole(pick: Pick, writing: Writing) -> Sentence:
    """ "Le 3 septembre 2025, selon AP : « ... »" """
    excerpt = pick.excerpt
    dates, statements = dates_in(writing.readings, excerpt.passage.span), statements_in(writing.readings, excerpt)
    has_own_day = states_day(excerpt.text, dates, excerpt.day)
    lead = _lead(pick, writing, has_own_day=has_own_day, names_source=_names_source(excerpt, statements))
    writing.last_day = excerpt.day
    return Sentence(
        text=writing.edition.say(
            "lead.whole", lead=lead.rstrip(" \u00a0,:"), words=writing.edition.quote(excerpt.text)
        ),
        kind=SentenceKind.QUOTED,
        evidence=tuple(dict.fromkeys((quote(excerpt), *(quote(other) for other in pick.support)))),
        confidence=rate_pick(pick, writing.readings),
        note=pick.note,
    )


def _all_hold(*conditions: Callable[[str], bool] | None) -> Callable[[str], bool]:
    return lambda text: all(holds(text) for holds in conditions if holds is not None)


def _write_speaker(text: str, excerpt: Excerpt, writing: Writing) -> tuple[str, tuple[Evidence, ...]]:
    """The text with a speaker who is told short in full, and the words that say who it is."""
    fuller = find_fuller(writing.readings, excerpt)
    named = name_speaker(text, fuller) if fuller else None
    if fuller is None or named is None:
        return text, ()
    return named, (cite(excerpt.article, fuller.full.span.start, fuller.full.span.end),)


def _names_source(excerpt: Excerpt, statements: Sequence[Statement]) -> bool:
    """Whether the sentence says who says so; what is "alleged" by nobody does not."""
    return excerpt.passage.is_attributed and is_sourced(statements)


def _lead(pick: Pick, writing: Writing, *, has_own_day: bool, names_source: bool) -> str:
    """When, and from whom: "On 3 September 2025, according to AP,"."""
    excerpt, edition, outlet = pick.excerpt, writing.edition, pick.excerpt.article.outlet
    if not _is_event_line(excerpt):
        return edition.say("lead.outlet" if outlet else "lead.no_outlet", day=excerpt.day, outlet=outlet)
    when = edition.say("lead.same_day" if excerpt.day == writing.last_day else "lead.day", day=excerpt.day)
    if has_own_day:
        when = edition.say("lead.month", month=edition.month(excerpt.day))
    is_open = excerpt.passage.modality in (Modality.PLANNED, Modality.EXPECTED)
    is_alleged = is_doubtful(writing.readings, excerpt)
    if is_open and not outlet and not excerpt.passage.is_attributed:
        return edition.say("lead.reported_on", day=excerpt.day)
    if (pick.needs_source or is_open or is_alleged) and outlet and not names_source:
        return f"{when} {edition.say('lead.credit', outlet=outlet)}"
    return when


def _is_event_line(excerpt: Excerpt) -> bool:
    """A dated line tells what happened that day; an article of that day may tell what happened before."""
    return not excerpt.article.title and len(excerpt.article.text) <= _LINE_CHARS


def _lower_first(text: str, excerpt: Excerpt, casing: Casing) -> str:
    """The first word in small letters where it opens no name and is no acronym."""
    found = _FIRST_WORD.match(text)
    if found is None or found[0][1:] != found[0][1:].casefold():
        return text
    plain, rest = found[0].casefold(), text[found.end() :].lstrip()
    english = LANGUAGES["en"]
    is_function_word = plain in english.stop_words or all(part in english.number_words for part in plain.split("-"))
    parts = re.split(r"[-–]", fold(plain).removesuffix("'s"))
    named = {word for name in excerpt.passage.names for word in name.split()}
    is_named = found[0] in named and plain not in english.openers | casing.seen | load_words()
    is_name = is_named or found[0] in casing.capitalised or any(part in load_country_words() for part in parts)
    next_word = rest.split(" ")[0]
    is_joined = next_word[:1].isupper() and fold(next_word) not in load_country_words()  # "Human Rights Watch"
    is_country = fold(f"{plain} {next_word}").removesuffix("'s") in load_country_words()  # "New Zealand"
    opens_name = is_country or (is_joined and plain not in english.openers) or rest.startswith(".")
    is_function_word = is_function_word and not rest.startswith(".") and not is_country
    is_ordinary = not is_name and not opens_name
    return text[0].casefold() + text[1:] if is_function_word or is_ordinary else text


def _with_stop(text: str) -> str:
    text = text.rstrip(" ,;:")
    return text if re.search(r"[.!?…][\"”’')\]]*$", text) else f"{text}."

"""Sentences -> the times they name, as intervals of days.

The convention, for every language. An interval has both its ends in it; None is an end that is not there.

- Days: as named. A weekday or a date without a year is the last one, the day of publication included; the next one
  where the clause tells of the future ("will", "set to", "ahead of"). "Last" and "next Thursday" leave today out.
  "Overnight" is the day of publication and the one before. Hours are counted in begun days.
- Calendar units: last, this and next week (Monday to Sunday), month, year are whole ones. "Earlier this week" ends,
  "later this week" begins with the day of publication. "Two months ago" is the whole month two before; "about" widens
  it by one unit on both sides, "nearly" and "more than" on theirs. A decade ago is ten years ago, two either way.
- Windows: "the past three days", "the coming weeks", "within 48 hours" are counted from the day of publication.
  Vague numbers ("a few", "several", a bare plural) are two to four.
- Parts: early, mid- and late are thirds of a year, days 1-10, 11-20 and 21-end of a month; the start and end of a year
  are its first and last month. Spring is March to May, and so on: the northern hemisphere's.
- Relations: "since" has no end, "until" and "by" (relation "before") no beginning and X in it; "before X" ends the day
  before, "after X" begins the day after. "For two months" (relation "for") ends with publication where it goes on
  ("has been", "depuis"), else has no place in time: both ends None.
- "The following day", "the same day", "three days later" go from the days named before in the text.
- Islamic months and feasts: tabular, a day wider on either side. Other feasts: the nearest one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from dateline.languages.sentence_rules import sentence_rules
from dateline.reading.dates import absolute, relative
from dateline.reading.dates.days import Days
from dateline.reading.dates.found import Dated, Found
from dateline.reading.dates.grammar import load_grammar
from dateline.records.mentions import DateMention
from dateline.records.spans import Span

_RULES: Mapping[str, Callable[[Found], Dated | None]] = {**absolute.RULES, **relative.RULES}
_UNRELATED = frozenset({"lasting", "window", "within", "inside", "shifted", "span_days", "span_months", "span_years"})
_DAY = timedelta(days=1)
_CALENDARS = range(1000, 9000)  # years around which a calendar can be counted in both directions

__all__ = ["find_dates", "nearest_date"]


def find_dates(
    text: str,
    *,
    published: date | None,
    lang: str,
    article_id: str = "text",
    offset: int = 0,
    last: DateMention | None = None,
) -> list[DateMention]:
    """The times that a text names, in order. `offset` is where the text begins in its article.

    `last` is the date named before the text, which "the following day" goes from. Without a day of publication only
    what is absolute is resolved. A language without date words has none.
    """
    grammar = load_grammar(lang)
    if grammar is None or not grammar.may_date(text):
        return []
    if published is not None and published.year not in _CALENDARS:
        published = None
    tokens = grammar.tokens(text)
    if grammar.core.search(tokens.letters) is None:
        return []
    mentions: list[DateMention] = []
    anchor = Days(last.earliest, last.latest) if last else None
    for rule, first, beyond in grammar.find(tokens):
        end = beyond - ("STOP" in tokens.meanings[beyond - 1])
        found = Found(tokens, first, end, published, anchor, grammar.words)
        dated = _resolve(rule, found)
        if dated is None:
            continue
        begin, dated = _relate(rule, found, dated)
        start, stop = tokens.start(begin), tokens.end(end - 1)
        span = Span(article_id=article_id, start=start + offset, end=stop + offset, quote=text[start:stop])
        days = dated.days
        mentions.append(DateMention(span=span, earliest=days.first, latest=days.last, relation=dated.relation))
        if days.first and days.last:
            anchor = days
    return mentions


def nearest_date(dates: Sequence[DateMention], start: int, end: int) -> DateMention | None:
    """The date that stands nearest to `start`..`end` of the article; of two as near, the one after."""
    return min(dates, key=lambda found: (_gap(found.span, start, end), -found.span.start), default=None)


def _gap(span: Span, start: int, end: int) -> int:
    return max(0, start - span.end, span.start - end)


def _resolve(rule: str, found: Found) -> Dated | None:
    """What the form means; None for what is no date: 31 June, the year 20000, "today" of an undated text."""
    try:
        return _RULES[rule](found)
    except (ValueError, OverflowError):
        return None


def _relate(rule: str, found: Found, dated: Dated) -> tuple[int, Dated]:
    """The first token with the word that says how the days are meant, and the days as that word has them."""
    if rule in _UNRELATED or dated.relation != "on":
        return found.start, dated
    at = found.start - 1
    while at >= 0 and "THE" in found.at(at) and found.start - at <= 2:
        at -= 1
    word = found.at(at).get("RELATION")
    related = _relation(str(word), found, dated.days) if word else None
    return (at, related) if related else (found.start, dated)


def _relation(word: str, found: Found, days: Days) -> Dated | None:
    first, last = days.first, days.last
    if first is None or last is None:
        return None
    if word in ("since", "starting"):
        return Dated(Days(first, None), "since")
    if word == "from":
        is_ahead = found.published is not None and first >= found.published
        return Dated(Days(first, None), "since") if is_ahead else None
    if word in ("until", "before"):
        return None if word == "before" and found.is_owner else Dated(Days(None, last), word)
    if word == "earlier" and found.name("PART") == "end":  # "before the end of the year"
        return Dated(Days(None, last), "before")
    if _goes_on(found):
        return None
    return Dated(Days(None, first - _DAY), "before") if word == "earlier" else Dated(Days(last + _DAY, None), "after")


def _goes_on(found: Found) -> bool:
    """Whether the date only describes what follows: "after Friday prayers", "before Sunday's election"."""
    next_word = found.tokens.word(found.end) if found.end < len(found.tokens.meanings) else ""
    is_plain = next_word.isalpha() and not found.at(found.end)
    return found.is_owner or (is_plain and next_word not in sentence_rules(found.words.code).openers)

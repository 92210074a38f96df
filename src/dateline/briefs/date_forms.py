"""The forms that reports write relative dates in, and how a brief writes each.

Every rule takes the words and what the form found in them, and gives what to write, or None where they stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.languages import LANGUAGES
from dateline.moments import MONTHS, write_month
from dateline.records import DateMention

ROUNDED = timedelta(days=120)
ROUNDED_YEARS = timedelta(days=10 * 365)
_DAY = timedelta(days=1)
_MONTH = "|".join(MONTHS)
_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_LEAD = re.compile(
    r"(?:(?:ever since|since|until|till|up to|by|no later than|before|prior to|after|starting|from)(?: on| in)? )"
)
_OWN_YEAR = re.compile(r"\b(?:1\d|20|21)\d\d")
_ROUGH = re.compile(r"\b(?:nearly|almost|about|around|some|roughly|approximately|just|over|than|least|under|or|-) ?")
# What may stand before a day or a month in place of "on" or "in".
_LINKED = re.compile(
    r"\b(?:on|in|of|and|or|to|from|between|through|by|until|till|since|for|before|after|following|during|than|the|as)\s$",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:just|only|almost|about|around|nearly|barely|than|over|some|least)\s$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that|every|each)\s$", re.IGNORECASE)
_CAPITAL = re.compile(r"\b([A-ZÀ-Þ][\w’'-]*)\s$")  # before a weekday: "Bloody Sunday"
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_NEXT_WORD = re.compile(r"\s+([\w’'-]+)")
_SHIFTED = {"last": "the {} before", "this": "that {}", "next": "the following {}", "the": "the {}"}
_SHIFTED_OWN = {"last": "the previous {}", "this": "that {}", "next": "the following {}", "the": "the {}"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words to be replaced: `core` without the lead ("since"), in small letters; what stands around them."""

    mention: DateMention
    published: date
    lead: str
    core: str
    before: str
    after: str
    is_first: bool

    @classmethod
    def of(cls, text: str, start: int, mention: DateMention, published: date, *, is_first: bool) -> Words:
        """The words of a mention that stands at `start` of the text."""
        end = start + len(mention.span.quote)
        words = text[start:end]
        lead = _LEAD.match(words.casefold())
        core = lead.end() if lead else 0
        return cls(
            mention=mention,
            published=published,
            lead=words[:core],
            core=words[core:].casefold(),
            before=text[:start],
            after=text[end:],
            is_first=is_first,
        )

    @property
    def day(self) -> date | None:
        """The day that the core means: the first of what begins with it, the last of what ends with it."""
        first, last = self.mention.earliest, self.mention.latest
        if first is None and last is not None:
            return last + _DAY if self.lead.startswith(("before", "prior")) else last
        if first is not None and self.lead.startswith("after"):
            return first - _DAY
        return first

    @property
    def is_own(self) -> bool:
        """Whether it owns what follows: "yesterday's attacks"."""
        return _POSSESSIVE.match(self.after) is not None

    @property
    def is_linked(self) -> bool:
        """Whether a preposition before it already links it to the sentence."""
        return bool(self.lead) or _LINKED.search(self.before) is not None


def write_date(words: Words) -> tuple[str, int] | None:
    """What to write for the date, and how many characters after it go as well; None where it stays."""
    for form, rule in _FORMS:
        matched = form.fullmatch(words.core)
        if matched is not None:
            written = rule(words, matched)
            return None if written is None else (_finish(words, written), _own_length(words))
    return None


def _finish(words: Words, written: str) -> str:
    """The lead again in front, and a capital where the text begins."""
    written = words.lead + written
    return written[:1].upper() + written[1:] if not words.before else written


def _own_length(words: Words) -> int:
    found = _POSSESSIVE.match(words.after)
    return found.end() if found else 0


def _linked(words: Words, preposition: str, written: str) -> str:
    """With its preposition where the sentence has none; "the 6 November attacks" where it owns what follows."""
    if words.is_own:
        return written if _ARTICLE.search(words.before) else f"the {written}"
    return written if words.is_linked else f"{preposition} {written}"


def _day_month(day: date, published: date) -> str:
    name = f"{day.day} {MONTHS[day.month - 1]}"
    return name if day.year == published.year else f"{name} {day.year}"


def _write_day(words: Words, matched: re.Match[str]) -> str | None:
    if words.day is None or not _is_date(words, matched):
        return None
    return _linked(words, "on", _day_month(words.day, words.published))


def _is_date(words: Words, matched: re.Match[str]) -> bool:
    """Whether a weekday is a date here: not part of a name, nor of "his first Sunday address"."""
    if words.lead or words.is_own or matched["which"] or matched["day"] in ("yesterday", "today", "tomorrow"):
        return True
    named = _CAPITAL.search(words.before)
    if named is not None and named[1].casefold() not in LANGUAGES["en"].stop_words:
        return False
    if re.search(r"\b(?:on|and|or|to|between|late|early)\s$", words.before, re.IGNORECASE):
        return True
    follows = _NEXT_WORD.match(words.after)
    return not _ARTICLE.search(words.before) and (follows is None or follows[1] in LANGUAGES["en"].stop_words)


def _write_days(words: Words, matched: re.Match[str]) -> str | None:
    """Between Monday and Wednesday."""
    first, last = words.mention.earliest, words.mention.latest
    if first is None or last is None:
        return None
    days = _day_month(first, words.published), _day_month(last, words.published)
    return f"{matched['before'] or ''}{days[0]} {matched['link']} {days[1]}"


def _write_counted(words: Words, matched: re.Match[str]) -> str | None:
    """The following day, three days later: goes from a day in the sentence, or else in one before it."""
    first, last = words.mention.earliest, words.mention.latest
    return _write_whole(words, first, last) if words.is_first else None


def _write_part(words: Words, matched: re.Match[str]) -> str | None:
    """Part of a day: "Monday night" is on the night of 3 November."""
    if words.day is None or words.is_own:
        return None
    part = "night" if matched[0] == "tonight" else matched["part"]
    written = f"the {part} of {_day_month(words.day, words.published)}"
    return written if words.is_linked else f"on {written}"


def _write_ago(words: Words, matched: re.Match[str]) -> str | None:
    first, last = words.mention.earliest, words.mention.latest
    is_rough = _ROUGH.search(matched[0]) or _HEDGED.search(words.before) or _is_rounded(words)
    exact = None if is_rough else _write_whole(words, first, last)
    return exact or f"{words.mention.span.quote[len(words.lead) : -len('ago')]}earlier"


def _is_rounded(words: Words) -> bool:
    """ "Eight months ago" may be seven and a half, and "55 years ago" 53: no month or year can be named for it."""
    last = words.mention.latest
    if last is None:
        return False
    is_long = "year" in words.core and words.published - last > ROUNDED_YEARS
    return is_long or ("month" in words.core and words.published - last > ROUNDED)


def _write_whole(words: Words, first: date | None, last: date | None) -> str | None:
    """A day, a whole month or a whole year."""
    day = first or last
    if day is None:
        return None
    unit = re.search(r"day|month|year", words.core)
    if unit is None:
        return None
    if unit[0] == "day":
        return _linked(words, "on", _day_month(day, words.published)) if words.lead or first == last else None
    is_whole = bool(words.lead) or (first, last) == whole(day, unit[0])
    written = write_month(day) if unit[0] == "month" else str(day.year)
    return _linked(words, "in", written) if is_whole else None


def whole(day: date, unit: str) -> tuple[date, date]:
    """The first and the last day of the year or month that a day is in."""
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(day.year, day.month, 1), following - _DAY


def _write_unit(words: Words, matched: re.Match[str]) -> str | None:
    """Last, this and next week, month and year, or a part of it."""
    part, which, unit = matched["part"] or "", matched["which"], matched["unit"]
    if words.day is None or (which == "the" and not part):
        return None
    if unit in ("week", "weekend"):
        own = _SHIFTED_OWN[which].format(f"{unit}'s")
        return part + (own if words.is_own else _SHIFTED[which].format(unit))
    day = words.mention.latest or words.day if part.startswith(("the end", "end")) else words.day
    written = str(day.year) if unit == "year" else write_month(day)
    if part:
        return f"{part}{'' if part.endswith('of ') else 'in '}{written}"
    return written if _opens_clause(words) else _linked(words, "in", written)


def _opens_clause(words: Words) -> bool:
    """Whether it is the subject: "last year was the worst"."""
    follows = _NEXT_WORD.match(words.after)
    return follows is not None and follows[1] in ("was", "is", "were", "saw", "has", "had", "will")


def _write_season(words: Words, matched: re.Match[str]) -> str | None:
    if words.day is None or words.is_own:
        return None
    written = f"the {matched['season']} of {words.day.year}"
    return written if words.is_linked else f"in {written}"


def _write_named_month(words: Words, matched: re.Match[str]) -> str | None:
    return None if words.day is None else _linked(words, "in", write_month(words.day))


def _write_window(words: Words, matched: re.Match[str]) -> str | None:
    """ "In the past two days" counts from the day of the report, which the sentence opens with."""
    is_back = matched["which"] in ("past", "last")
    own = "'s" if words.is_own else ""
    return f"{matched['before']}{'previous' if is_back else 'following'} {matched['rest']}{own}"


def _add_year(words: Words, matched: re.Match[str]) -> str | None:
    """A day or month of another year than the report's gets its year."""
    day = words.day
    if day is None or day.year == words.published.year or words.is_own or _OWN_YEAR.search(matched[0]):
        return None
    if re.match(r",? (?:and )?\d", words.after):  # "December 15, 18 and 22"
        return None
    as_written = words.mention.span.quote[len(words.lead) :]
    return f"{as_written}{',' if matched['day'] else ''} {day.year}"


_PART = (
    r"(?P<part>(?:earlier|later|early|late) "
    r"|(?:the )?(?:end|start|beginning|middle|(?:first|second|latter) half) of )"
)
_WHICH = r"(?P<which>last|this|next)"
_WINDOW = (
    r"(?P<before>(?:\w+ )?(?:the )?)(?P<which>past|last|coming|next) "
    r"(?P<rest>(?:[\w-]+ ){0,3}(?:day|week|month|year|hour)s?)"
)
Rule = Callable[[Words, re.Match[str]], str | None]
_FORMS: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(form, re.IGNORECASE), rule)
    for form, rule in (
        (rf"(?:{_WHICH} )?(?P<day>{_WEEKDAY}|yesterday|today|tomorrow)", _write_day),
        (
            rf"(?P<before>between )?(?:{_WEEKDAY})(?: \w+)? (?P<link>and|to|until|through) (?:{_WEEKDAY})(?: \w+)?",
            _write_days,
        ),
        (r"(?:the |that )?(?:following|next|previous|preceding|same|that) day|.+ (?:later|earlier)", _write_counted),
        (
            rf"tonight|(?:last|this|yesterday|tomorrow|{_WEEKDAY}) (?P<part>night|morning|evening|afternoon)",
            _write_part,
        ),
        (r".+ ago", _write_ago),
        (rf"{_PART}?(?P<which>last|this|next|the) (?P<unit>week|weekend|month|year)", _write_unit),
        (rf"{_WHICH} (?P<season>spring|summer|autumn|fall)", _write_season),
        (rf"(?:last|this|next) (?:{_MONTH})|(?:{_MONTH}) (?:of )?(?:last|this|next) year", _write_named_month),
        (_WINDOW, _write_window),
        (rf"(?:(?:{_WEEKDAY}),? )?(?:{_MONTH})(?P<day> \d\d?)?|\d\d? (?:{_MONTH})", _add_year),
    )
)

"""What a brief is made from, and what its sections hand on before words are put to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dateline.briefs.compress import compress, n_words
from dateline.briefs.speakers import opens_with_speaker
from dateline.briefs.understood import Readings, dates_in, events_in, is_unreal, statements_in
from dateline.editions import ENGLISH, Edition
from dateline.languages import LANGUAGES
from dateline.records import (
    COUNTED,
    Article,
    Bond,
    Brief,
    Confidence,
    DateMention,
    Difference,
    Episode,
    Event,
    Evidence,
    Excerpt,
    Finding,
    Handover,
    QuoteEvidence,
    RowEvidence,
    Sentence,
    SentenceKind,
    SentenceNote,
    Situation,
    Span,
    Statement,
    TurningPoint,
)
from dateline.text import overlap, words

MIN_SHARED = 3  # two short sentences on one blockade share two words and tell different things
REPEAT = 0.5  # share of content words from which two sentences tell the same; set on the Sahel lines
REPEAT_LATER, LONG_APART = 0.7, timedelta(days=30)  # what is told in like words a month later is another step
SUPPORT = 0.6  # share of content words from which another report supports a sentence
SUPPORT_IN_STORY = 0.5  # the same where the two are of one story; looked at on the Sahel lines (.35 tied two events)
LENGTH_WEIGHT = 0.07
CENTRAL = 0.5
SAME_EVENT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a brief gets: at most so many words, so many times the usual number of things told, and whether a part
    that has no room is left out altogether."""

    words: int
    breadth: int = 1
    leaves_out: bool = False


LENGTHS = {"flash": Length(80, leaves_out=True), "standard": Length(550), "long": Length(1100, breadth=2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a brief may draw on; nothing in it was published after `as_of`.

    `excerpts` are the situation's passages in order of publication, sentences only; `own_words` the words
    that all its reports share because they were found by them; `quiet` the feeds that brought reports on it and
    have gone silent, by name, with the day of their last report. `readings` are those of all its reports; `others` the
    passages of reports in languages that no sentence is taken from yet: they are only counted. `stories` tells the
    story of each report that is in one, and `n_origins` how many independent origins stand behind all of them.
    `reports` are all of them, copies and those without a sentence too: what is counted as coverage. `bonds` are the
    relations that the reports state, `handovers` who went and who came in them. `differ` tells how two excerpts, the
    earlier first, stand to each other: counts that conflict or that the later replaces, a denial; None of two things.
    `before`: the brief of an earlier moment, for a reader who knows it. `edition`: the language to write in.
    """

    situation: Situation
    as_of: datetime
    excerpts: tuple[Excerpt, ...]
    turning_points: Callable[[date, int], list[TurningPoint]]
    episodes: tuple[Episode, ...]
    findings: tuple[Finding, ...]
    centrality: Callable[[Excerpt, str], float]
    own_words: frozenset[str]
    n_unread: int
    reports: tuple[Article, ...]
    quiet: tuple[tuple[str, date], ...] = ()
    readings: Readings = field(default_factory=dict)
    others: tuple[Excerpt, ...] = ()
    stories: Mapping[str, str] = field(default_factory=dict)
    n_origins: int | None = None
    bonds: tuple[Bond, ...] = ()
    handovers: tuple[Handover, ...] = ()
    differ: Callable[[Excerpt, Excerpt], Difference | None] = lambda left, right: None
    length: Length = LENGTHS["standard"]
    before: Brief | None = None
    edition: Edition = ENGLISH
    bags: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day the brief is as of."""
        return self.as_of.date()

    def is_same_story(self, one: Excerpt, other: Excerpt) -> bool:
        """Whether the reports of two excerpts are of one story; an event line, a text of one sentence, is its story."""
        story = self.stories.get(one.article.article_id)
        return story is not None and story == self.stories.get(other.article.article_id)

    def is_about(self, excerpt: Excerpt) -> bool:
        """Whether an excerpt is about the situation at all."""
        return self.centrality(excerpt, excerpt.text) > 0

    def is_central(self, excerpt: Excerpt) -> bool:
        """Whether an excerpt is about the situation more than by the way."""
        return self.centrality(excerpt, excerpt.text) >= CENTRAL

    def still_about(self, excerpt: Excerpt) -> Callable[[str], bool]:
        """Tells whether a shortened form of the excerpt is still about the situation."""
        return lambda text: self.centrality(excerpt, text) > 0

    def dates(self, excerpt: Excerpt) -> list[DateMention]:
        """The times that the excerpt names."""
        return dates_in(self.readings, excerpt.passage.span)

    def statements(self, excerpt: Excerpt) -> list[Statement]:
        """Who says something in the excerpt, and what."""
        return statements_in(self.readings, excerpt)

    def events(self, excerpt: Excerpt) -> list[Event]:
        """What the excerpt tells or speaks of."""
        return events_in(self.readings, excerpt)

    def is_unreal(self, excerpt: Excerpt) -> bool:
        """Whether what the excerpt tells is denied or only possible."""
        return is_unreal(self.readings, excerpt)

    def stands_alone(self, excerpt: Excerpt) -> bool:
        """Whether a reader can follow the sentence without the one before it, or can once its speaker is named."""
        return stands_alone(excerpt) or (excerpt.passage.position > 0 and opens_with_speaker(self.readings, excerpt))

    def bag(self, excerpt: Excerpt) -> frozenset[str]:
        """The excerpt's content words, for telling repeats: a long name is one word, the situation's own none."""
        key = (excerpt.article.article_id, excerpt.passage.span.start)
        if key not in self.bags:
            self.bags[key] = _bag(excerpt) - self.own_words
        return self.bags[key]

    def since(self, day: date) -> list[Excerpt]:
        """The excerpts that appeared on or after a day."""
        return list(self.excerpts[bisect_left(self.excerpts, day, key=lambda excerpt: excerpt.day) :])

    def days_back(self, days: int) -> list[Excerpt]:
        """The excerpts of the last `days` days."""
        return self.since(self.today - timedelta(days=days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """An excerpt chosen for a section, with reports that tell the same, and at most how many words it gets.

    `must_hold`: what shortening may not take from it. `needs_source`: the outlet is named in the sentence
    where the words name no speaker of their own.
    """

    excerpt: Excerpt
    support: tuple[Excerpt, ...] = ()
    limit: int = 30
    needs_source: bool = False
    must_hold: Callable[[str], bool] | None = None
    note: SentenceNote | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a section offers, and how much it matters to keep it when the brief is too long (10 = always)."""

    keep: float
    content: Pick | Sentence


def _bag(excerpt: Excerpt) -> frozenset[str]:
    text = excerpt.text
    names = [name for name in excerpt.passage.names if " " in name]
    for name in names:
        text = text.replace(name, " ")
    joined = {"_".join(words(name)) for name in names}
    return (frozenset(words(text)) | joined) - LANGUAGES["en"].stop_words


HEADING_WORDS = 12
WORDS_BEFORE_NAME = 4
_QUOTATION = re.compile(r"[“\"][^”\"]*[”\"]")
_HEADING = re.compile(r"(?:19|20)\d\d [A-Z]|[^.!?…]*$")  # "2019 Hong Kong protests", or without a stop at its end


def stands_alone(excerpt: Excerpt) -> bool:
    """Whether a reader can follow the sentence without the one before it: a later one has to open with a name."""
    passage, standing = excerpt.passage, LANGUAGES["en"].standing
    if _HEADING.match(excerpt.text) and n_words(excerpt.text) < HEADING_WORDS:
        return False
    if not passage.is_sentence or standing["leans"].match(excerpt.text):
        return False
    if passage.position > 0 and standing["points_back"].search(excerpt.text):
        return False
    if standing["speaks"].search(_QUOTATION.sub(" ", excerpt.text)):
        return False
    return passage.position == 0 or _opens_with_name(excerpt)


def _opens_with_name(excerpt: Excerpt) -> bool:
    """Whether a name opens it, with whose it is or what he does before it: "Egyptian President Hosni Mubarak"."""
    name = next(iter(excerpt.passage.names), None)
    if name is None:
        return False
    before, openers = excerpt.text.partition(name)[0].split(), LANGUAGES["en"].openers
    is_title = all(word == "The" or (word[:1].isupper() and word.casefold() not in openers) for word in before)
    return len(before) <= WORDS_BEFORE_NAME and is_title


def weight(excerpt: Excerpt) -> float:
    """The weight of the heaviest act it tells, a fraction of what it mentions; negative for sport and shows."""
    weights = LANGUAGES["en"].act_weights
    told = [weights[act] for act in excerpt.passage.acts]
    if told and min(told) < 0:
        return min(told)
    return max(told, default=0.0) or 0.3 * max((weights[act] for act in excerpt.passage.mentions), default=0.0)


_BROKEN = re.compile(
    r"\b(\w{2,}) \1\b|\b(?:in into|of of|a the|the a|to (?:suspends|kills|attacks|says|takes))\b", re.IGNORECASE
)


def looks_broken(text: str) -> bool:
    """Whether the source slipped: a doubled word, two articles, "votes to suspends"."""
    return _BROKEN.search(text) is not None


def too_long(excerpt: Excerpt, limit: int) -> float:
    """What a sentence loses for the words it keeps over a limit even when compressed."""
    kept = n_words(compress(excerpt.text, LANGUAGES["en"], limit))
    return LENGTH_WEIGHT * max(0, kept - limit)


def names_others(one: Excerpt, other: Excerpt, material: Material) -> bool:
    """Whether each of two sentences names somebody or something that the other does not, but for the situation."""
    left, right = _named(one, material), _named(other, material)
    return bool(left - right) and bool(right - left)


def _named(excerpt: Excerpt, material: Material) -> frozenset[str]:
    return frozenset(word for name in excerpt.passage.names for word in words(name)) - material.own_words


def tell_apart(one: Excerpt, other: Excerpt, material: Material) -> bool:
    """Whether two sentences in like words tell of two events: other numbers of dead, other names."""
    left, right = one.passage.deaths, other.passage.deaths
    return 0 < left != right > 0 and names_others(one, other, material)


@dataclass(slots=True)
class Told:
    """What the brief has told so far, so that nothing is told twice."""

    material: Material
    excerpts: list[Excerpt] = field(default_factory=list)

    def add(self, excerpt: Excerpt) -> None:
        """Remember an excerpt as told."""
        self.excerpts.append(excerpt)

    def has(self, excerpt: Excerpt, limit: float = REPEAT) -> bool:
        """Whether the excerpt tells again what was told."""
        if excerpt in self.excerpts:
            return True
        own = self.material.bag(excerpt)
        return any(self._is_same(excerpt, own, other, limit) for other in self.excerpts)

    def _is_same(self, excerpt: Excerpt, own: frozenset[str], told: Excerpt, limit: float) -> bool:
        other = self.material.bag(told)
        limit = max(limit, REPEAT_LATER) if abs(excerpt.day - told.day) > LONG_APART else limit
        if len(own & other) < MIN_SHARED or overlap(own, other) < limit:
            return False
        return not tell_apart(excerpt, told, self.material)


def find_support(excerpt: Excerpt, excerpts: Iterable[Excerpt], material: Material) -> tuple[Excerpt, ...]:
    """Other reports of the same event: close in time and in words, from other outlets, with the same names and dead."""
    own, outlets = material.bag(excerpt), {citation.outlet for citation in excerpt.article.citations}
    found = []
    for other in excerpts:
        if (
            other.article.article_id == excerpt.article.article_id
            or abs(other.published_at - excerpt.published_at) > SAME_EVENT
        ):
            continue
        if outlets & {c.outlet for c in other.article.citations} or names_others(excerpt, other, material):
            continue
        is_same_count = excerpt.passage.deaths in (0, other.passage.deaths)
        least = SUPPORT_IN_STORY if material.is_same_story(excerpt, other) else SUPPORT
        if is_same_count and overlap(own, material.bag(other)) >= least:
            found.append(other)
    return tuple(found[:3])


def count_reports(excerpts: Iterable[Excerpt]) -> int:
    """How many reports the excerpts are taken from."""
    return len({excerpt.article.article_id for excerpt in excerpts})


def computed(text: str, *evidence: Evidence) -> Sentence:
    """A sentence that rests on counts or rows, and on the reports that they were taken from."""
    is_counted = any(isinstance(one, RowEvidence) and one.source in COUNTED for one in evidence)
    confidence = Confidence.COUNTED if is_counted else Confidence.MEASURED
    return Sentence(text=text, kind=SentenceKind.COMPUTED, evidence=evidence, confidence=confidence)


def quote(excerpt: Excerpt) -> QuoteEvidence:
    """The excerpt as evidence."""
    return cite(excerpt.article, excerpt.passage.span.start, excerpt.passage.span.end)


def cite(article: Article, start: int, end: int) -> QuoteEvidence:
    """A stretch of a report as evidence. Raises ValueError for an undated report, which no view gives out."""
    if article.published_at is None or article.known_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    return QuoteEvidence(
        span=Span(article_id=article.article_id, start=start, end=end, quote=article.text[start:end]),
        citations=article.citations,
        published_at=article.published_at,
        known_at=article.known_at,
    )

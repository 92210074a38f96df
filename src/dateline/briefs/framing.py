"""How outlets tell the same stories in other words, and what some of them leave out.

Only the outlets' own full articles count: with a title, one outlet, in English, no agency's text. Event lines are their
editors' words, so over them nothing is told. Groups are compared on the stories that both tell, each outlet's first
report of one, so that what differs is the telling and not the choice of news.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dateline.briefs.contrasts import Contrast, Pair, find_contrasts
from dateline.briefs.counting import counts
from dateline.briefs.material import Entry, Material, computed, quote
from dateline.editions import Edition
from dateline.gazetteer import find_agency, find_outlet, load_countries, load_outlets
from dateline.intervals import LEVEL
from dateline.languages import LANGUAGES
from dateline.records import ActorKind, Article, Excerpt, Form, Mention, Reading, Row, Sentence, StatementMode

KEEP = {"word": 7.2, "matter": 6.97}
FULL_WORDS = 100  # a shorter text is a teaser, and leaves out everything
# Words are looked for in so many of each report: long reports hold more of all words. Two thirds of BASIL's are longer.
FIRST_WORDS = 300
MIN_REPORTS = 10  # of each side, on stories that both tell
MIN_STORIES = 5
MIN_LETTERS = 4
LONGEST_MENTION = 4  # words; of a longer one it is not clear what it calls somebody
_END = 200  # characters in which an article says whose text it carries
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_KILLED, _DENIED = "\0killed", "\0denied"
_TOLD = {_KILLED: "framing.killed", _DENIED: "framing.denied"}
_NO_MATTER = frozenset({ActorKind.COUNTRY, ActorKind.OUTLET, ActorKind.PEOPLE, ActorKind.CIVILIANS, ActorKind.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An outlet's own report of a story, with the words of its first part and the matters that it speaks of."""

    article: Article
    story: str
    words: frozenset[str]
    matters: frozenset[str]


def write_framing(material: Material) -> list[Entry]:
    """What differs most in words, and what is left out most, between outlets of two countries, owners or names."""
    reports = find_own_reports(material)
    used = _labels(reports, material.readings)
    words = find_contrasts(_pairs(reports, lambda report: report.words & used - material.own_words))
    matters = find_contrasts(_pairs(reports, lambda report: report.matters))
    entries = [Entry(KEEP["word"], _tell_word(words[0], reports, material))] if words else []
    return [*entries, Entry(KEEP["matter"], _tell_left_out(matters[0], material))] if matters else entries


def find_own_reports(material: Material) -> list[Own]:
    """The full articles in outlets' own words that are of a story, of an outlet and a story the first."""
    own: dict[tuple[str, str], Own] = {}
    articles = {e.article.article_id: e.article for e in material.excerpts}
    for article in articles.values():
        story, reading = material.stories.get(article.article_id), material.readings.get(article.article_id)
        if story is not None and reading is not None and is_own_text(article, reading):
            key = (find_outlet(article.outlet).name, story)
            if key not in own:
                own[key] = read_own(article, story, reading)
    return list(own.values())


def is_own_text(article: Article, reading: Reading) -> bool:
    """Whether it is a full article of one outlet in its own words, as far as the text says."""
    agency = article.about.agency or (reading.dateline.agency if reading.dateline else "")
    return (
        bool(article.title)
        and len(article.citations) == 1
        and article.lang in ("", "en")
        and not agency
        and find_agency(article.outlet) is None
        and len(article.text.split()) >= FULL_WORDS
        and not _agencies().search(article.text[-_END:])
    )


@cache
def _agencies() -> re.Pattern[str]:
    names = sorted({outlet.name for outlet in load_outlets().values() if outlet.is_agency})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))}|Associated Press)\b")


def read_own(article: Article, story: str, reading: Reading) -> Own:
    """The words and matters of a report."""
    names = (mention.name for mention in reading.mentions if _is_matter(mention))
    matters = {name for name in names if find_outlet(name).owner == "unknown"}
    matters |= {_KILLED for passage in reading.passages if passage.deaths}
    matters |= {_DENIED for statement in reading.statements if statement.modality is StatementMode.DENIED}
    return Own(article=article, story=story, words=first_words(article.text), matters=frozenset(matters))


def _is_matter(mention: Mention) -> bool:
    is_named = mention.form is Form.NAME and bool(mention.actor_id) and mention.name[:1].isupper()
    return is_named and mention.kind not in _NO_MATTER


def first_words(text: str) -> frozenset[str]:
    """The common words in the first part of a text, as they are written: what has a capital may be a name."""
    found = [match[0] for match in _WORD.finditer(text)][:FIRST_WORDS]
    return frozenset(word for word in found if word.islower() and len(word) >= MIN_LETTERS and word.isalpha())


def _labels(reports: Iterable[Own], readings: Mapping[str, Reading]) -> frozenset[str]:
    """The words by which the reports call what was done and who did it: only those say how something is told."""
    return find_labels(readings[report.article.article_id] for report in reports)


def find_labels(readings: Iterable[Reading]) -> frozenset[str]:
    """The words of events and of nouns for actors, without those that only frame."""
    found: set[str] = set()
    for reading in readings:
        found.update(event.trigger.quote for event in reading.events)
        nouns = (m.span.quote for m in reading.mentions if m.form is Form.NOMINAL)
        found.update(word for noun in nouns if len(noun.split()) <= LONGEST_MENTION for word in noun.split())
    return frozenset(word.casefold() for word in found) - LANGUAGES["en"].stop_words


def _pairs(reports: Sequence[Own], things: Callable[[Own], frozenset[str]]) -> Iterator[Pair]:
    for kind in _KINDS:
        groups: dict[str, list[Own]] = defaultdict(list)
        for report in reports:
            name = kind(report)
            if name:
                groups[name].append(report)
        sure = {name: group for name, group in groups.items() if kind is _outlet or _n_outlets(group) > 1}
        for left, right in combinations(sorted(sure), 2):
            yield from pair_up((left, right), (sure[left], sure[right]), things)


def pair_up(
    names: tuple[str, str], groups: tuple[Sequence[Own], Sequence[Own]], things: Callable[[Own], frozenset[str]]
) -> Iterator[Pair]:
    """Two groups on the stories that both tell, where those are enough."""
    shared = {report.story for report in groups[0]} & {report.story for report in groups[1]}
    left, right = ([things(report) for report in group if report.story in shared] for group in groups)
    if len(shared) >= MIN_STORIES and min(len(left), len(right)) >= MIN_REPORTS:
        yield Pair(names=names, groups=(left, right))


def _n_outlets(group: Iterable[Own]) -> int:
    return len({_outlet(report) for report in group})


def _outlet(report: Own) -> str:
    return find_outlet(report.article.outlet).name


def _country(report: Own) -> str:
    return find_outlet(report.article.outlet).country


def _owner(report: Own) -> str:
    owner = find_outlet(report.article.outlet).owner
    return "" if owner == "unknown" else "state-owned outlets" if owner == "state" else "outlets not owned by a state"


_KINDS = (_country, _owner, _outlet)


def _group(name: str, reports: Iterable[Own]) -> list[Own]:
    return [report for report in reports if name in (kind(report) for kind in _KINDS)]


def _tell_word(contrast: Contrast, reports: Sequence[Own], material: Material) -> Sentence:
    """Who writes a word and who does not, with a report of each side on one story."""
    edition = material.edition
    values = {**_say_sides(contrast, edition), "word": edition.quote(contrast.what), "first": FIRST_WORDS}
    text = edition.say("framing.word", **values)
    rows = (*_rows(contrast), (("word", contrast.what), ("first_words", FIRST_WORDS)))
    cited = [quote(excerpt) for excerpt in _examples(contrast, reports, material)]
    return computed(text, *cited, counts("reports by word and outlet", rows, material))


def _examples(contrast: Contrast, reports: Sequence[Own], material: Material) -> list[Excerpt]:
    """A sentence with the word, and how a report of the other side on that story begins that does without."""
    first: dict[str, Excerpt] = {}
    using: dict[str, Excerpt] = {}
    pattern = re.compile(rf"(?<![\w-]){re.escape(contrast.what)}(?![\w-])")
    for excerpt in material.excerpts:
        first.setdefault(excerpt.article.article_id, excerpt)
        if pattern.search(excerpt.text):
            using.setdefault(excerpt.article.article_id, excerpt)
    left, right = (_group(name, reports) for name in contrast.names)
    with_word = [r for r in left if contrast.what in r.words and r.article.article_id in using]
    without = [r for r in right if contrast.what not in r.words]
    both = [(one, other) for one in with_word for other in without if one.story == other.story]
    chosen = [using[one.article.article_id] for one in ([both[0][0]] if both else with_word[:1])]
    return [*chosen, *(first[other.article.article_id] for _, other in both[:1])]


def _tell_left_out(contrast: Contrast, material: Material) -> Sentence:
    """What one group's reports seldom speak of, though another's on the same stories do."""
    edition = material.edition
    told = edition.say(_TOLD.get(contrast.what, "framing.named"), name=contrast.what.strip("\0"))
    text = edition.say("framing.left_out", told=told, **_say_sides(contrast, edition))
    matter: Row = (("matter", told),)
    return computed(text, counts("reports by matter and outlet", (*_rows(contrast), matter), material))


def _say_sides(contrast: Contrast, edition: Edition) -> dict[str, str | int]:
    """How many of each side's reports, which sides, and how far they are apart."""
    (k_left, n_left), (k_right, n_right) = contrast.first, contrast.second
    low, high = _points(contrast)
    return {
        "k": k_left,
        "whole": n_left,
        "left": _name_group(contrast.names[0], edition),
        "other_k": k_right,
        "other_whole": n_right,
        "right": _name_group(contrast.names[1], edition),
        "difference": round(100 * contrast.difference),
        "level": round(100 * LEVEL),
        "low": low,
        "high": high,
        "tests": contrast.n_tested,
    }


def _name_group(name: str, edition: Edition) -> str:
    """A side as readers see it: "outlets based in Qatar", "state-owned outlets", "Al Jazeera"."""
    country = load_countries().get(name)
    return edition.say("framing.based", country=edition.bare(country)) if country else edition.label(name)


def _points(contrast: Contrast) -> tuple[int, int]:
    low, high = contrast.interval
    return round(100 * low), round(100 * high)


def _rows(contrast: Contrast) -> tuple[Row, ...]:
    low, high = _points(contrast)
    sides = zip(contrast.names, (contrast.first, contrast.second), strict=True)
    return (
        *((("group", name), ("n_reports", n), ("n_with", k)) for name, (k, n) in sides),
        (
            ("difference_points", round(100 * contrast.difference)),
            ("from_points", low),
            ("to_points", high),
            ("interval_percent", round(100 * LEVEL)),
            ("n_comparisons", contrast.n_tested),
            ("widened_to_percent", round(100 * contrast.level, 3)),
        ),
    )

"""What reports say rose or fell: violence, security, displacement, in a country and over some time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from dateline.measures.lexicon import Lexicon, Saying, load_lexicon
from dateline.records import (
    ActorKind,
    DateMention,
    Excerpt,
    Form,
    Mention,
    Modality,
    Place,
    Reading,
    Span,
    Statement,
    StatementMode,
    TrendClaim,
    Way,
)

T = TypeVar("T", Place, Mention, DateMention)

_NOT_TOLD = frozenset(
    [
        StatementMode.FEARED,
        StatementMode.EXPECTED,
        StatementMode.DEMANDED,
        StatementMode.PLANNED,
        StatementMode.PROMISED,
        StatementMode.THREATENED,
    ]
)
LEAST_DAYS = 27  # of a time that figures by month can tell of
MOST_CHARS = 2_000  # of a sentence: what is longer is none
CLOSE = 12  # characters from a claim within which a time is its own, however short: "surged this week"
_AHEAD = 6  # words in front of a claim that may make it feared, wanted or denied
_COUNTRY = "PCL"  # the GeoNames feature codes of countries
_TO = re.compile(r"\bto\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?]|\b(?:that|and|but|while|as(?! possible))\b")


@dataclass(frozen=True, slots=True)
class Trend:
    """Characters `start` to before `end` of a sentence, which say that a topic rose or fell; `way`: of the count."""

    start: int
    end: int
    topic: str
    way: Way
    is_denied: bool


def find_claims(
    excerpts: Iterable[Excerpt], readings: Mapping[str, Reading], countries: Sequence[str]
) -> Iterator[TrendClaim]:
    """The claims in sentences of reports on some countries (ISO3), in their order.

    A sentence that names no country is about the one that its report names, or the only one there is; it is left
    aside where that is not one of `countries`. What is planned, feared, supposed or asked is no claim.
    """
    for excerpt in excerpts:
        if excerpt.passage.modality is Modality.HAPPENED and not excerpt.text.rstrip("\"”'’").endswith("?"):
            for trend in find_trends(excerpt.text):
                claim = _locate(trend, excerpt, readings[excerpt.article.article_id], countries)
                if claim is not None:
                    yield claim


def find_trends(sentence: str) -> list[Trend]:
    """What an English sentence tells of its topics, in its order, each words once."""
    lexicon, found = load_lexicon(), list[Trend]()
    if len(sentence) > MOST_CHARS:
        return []
    for form, match in _match_all(sentence, lexicon):
        before = _clause_before(sentence, match)
        is_toll = form.is_going and lexicon.tolls.search(before) is not None
        is_taken = any(one.start < match.end() and match.start() < one.end for one in found)
        if match.group("other") or is_toll or is_taken or _is_unreal(form, match, before, lexicon):
            continue
        is_denied = _is_denied(match, before, lexicon)
        found.append(Trend(match.start(), match.end(), _topic(form, match, lexicon), form.way, is_denied))
    return found


def _topic(form: Saying, match: re.Match[str], lexicon: Lexicon) -> str:
    """What is counted: refugees from a country, or those that are in it."""
    is_hosted = (
        form.topic.name == "refugees" and lexicon.hosting.match(match.string, match.end("topic") + 1) is not None
    )
    return "hosted" if is_hosted else form.topic.name


def _match_all(text: str, lexicon: Lexicon) -> list[tuple[Saying, re.Match[str]]]:
    """The forms that a sentence has, from its begin, the longer words first."""
    if lexicon.nouns.search(text) is None:
        return []
    found = [(form, match) for form in lexicon.forms for match in form.pattern.finditer(text)]
    return sorted(found, key=lambda one: (one[1].start(), -one[1].end()))


def _is_unreal(form: Saying, match: re.Match[str], before: str, lexicon: Lexicon) -> bool:
    """Whether it is put off ("is to worsen") or the words in front make it feared, wanted or supposed."""
    helpers = match.groupdict().get("helpers")
    is_put_off = helpers is not None and _TO.search(helpers) is not None and lexicon.begun.search(helpers) is None
    is_wished = helpers is None and form.way is Way.DOWN and lexicon.wished.search(before) is not None
    return is_put_off or is_wished or lexicon.unreal.search(_last_words(before)) is not None


def _is_denied(match: re.Match[str], before: str, lexicon: Lexicon) -> bool:
    """Of a verb, by its helpers or the words in front; of an adjective or noun, by what stands directly in front."""
    helpers = match.groupdict().get("helpers")
    if helpers is None:
        return lexicon.no_such.search(before) is not None
    return lexicon.denials.search(helpers or _last_words(before)) is not None


def _last_words(clause: str) -> str:
    return " ".join(clause.split()[-_AHEAD:])


def _clause_before(text: str, match: re.Match[str]) -> str:
    """The part of a claim's own clause that is in front of it."""
    return _CLAUSE.split(text[: match.start()])[-1]


def _locate(trend: Trend, excerpt: Excerpt, reading: Reading, countries: Sequence[str]) -> TrendClaim | None:
    """A claim with where and when it is said of; None where that is another country."""
    whole = excerpt.passage.span
    words = Span(
        article_id=whole.article_id,
        start=whole.start + trend.start,
        end=whole.start + trend.end,
        quote=whole.quote[trend.start : trend.end],
    )
    said = _find_statement(words, reading)
    place = _place(words, excerpt, reading, countries, said)
    if place is None or (said is not None and (said.is_negated or said.modality in _NOT_TOLD)):
        return None
    first, last = _period(words, excerpt, reading, said)
    return TrendClaim(
        excerpt=excerpt,
        words=words,
        topic=trend.topic,
        way=trend.way,
        iso3=place.iso3,
        is_denied=trend.is_denied is not (said is not None and said.modality is StatementMode.DENIED),
        first=first,
        last=last,
        place=place.smaller,
        speaker=said.source.quote if said is not None and said.source is not None else "",
    )


def _find_statement(words: Span, reading: Reading) -> Statement | None:
    """Who said it: of the statements that it stands in, the one with the fewest words."""
    around = [
        (sum(span.end - span.start for span in one.content), one.cue.start, one)
        for one in reading.statements
        if any(span.start <= words.start and words.end <= span.end for span in one.content)
    ]
    return min(around, key=lambda one: one[:2])[2] if around else None


@dataclass(frozen=True, slots=True)
class _Where:
    iso3: str
    smaller: str = ""


def _place(
    words: Span, excerpt: Excerpt, reading: Reading, countries: Sequence[str], said: Statement | None
) -> _Where | None:
    """Where it is said to be so: the place in its own words, else the nearest of its sentence but for the speaker's
    name, else that of the report or the only country there are figures of."""
    aside = said.source if said is not None else None
    places = [one for one in _inside(reading.places, excerpt.passage.span) if not _overlap(one.span, aside)]
    if places:
        place = _nearest(places, words)
        is_smaller = _gap(place.span, words) <= CLOSE and not place.feature.startswith(_COUNTRY)
        return _Where(place.country, place.name if is_smaller else "") if place.country in countries else None
    nations = [
        one
        for one in _inside(reading.mentions, excerpt.passage.span)
        if one.kind is ActorKind.COUNTRY and one.form is Form.NAME and not _overlap(one.span, aside)
    ]
    if nations:
        nation = _nearest(nations, words).country
        return _Where(nation) if nation in countries else None
    told = {one.country for one in reading.places} | {one.country for one in reading.mentions}
    own = told & set(countries) or set(countries)
    return _Where(own.pop()) if len(own) == 1 else None


def _period(words: Span, excerpt: Excerpt, reading: Reading, said: Statement | None) -> tuple[date | None, date | None]:
    """The days it is said of, up to the report: what stands beside it, else nearest of what figures can tell of. The
    day on which it was said is none of them, nor is what it is compared with."""
    lexicon, whole = load_lexicon(), excerpt.passage.span
    told = [
        one
        for one in _inside(reading.dates, whole)
        if one.earliest
        and one.earliest <= excerpt.day
        and (said is None or any(_overlap(one.span, span) for span in said.content))
        and not lexicon.compared.search(whole.quote[: one.span.start - whole.start])
        and (_is_beside(one.span, words, whole) or _is_long(one, excerpt.day))
    ]
    if not told:
        return None, None
    nearest = _nearest(told, words)
    return nearest.earliest, min(nearest.latest or excerpt.day, excerpt.day)


def _is_beside(one: Span, words: Span, whole: Span) -> bool:
    """Whether nothing much stands between: "surged this week", not "surged, he said Monday"."""
    between = whole.quote[min(one.end, words.end) - whole.start : max(one.start, words.start) - whole.start]
    return len(between) <= CLOSE and "," not in between


def _is_long(told: DateMention, reported: date) -> bool:
    first, last = told.earliest or reported, min(told.latest or reported, reported)
    return last - first >= timedelta(days=LEAST_DAYS)


def _inside(found: Iterable[T], sentence: Span) -> list[T]:
    return [one for one in found if sentence.start <= one.span.start < sentence.end]


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _nearest(found: Sequence[T], words: Span) -> T:
    return min(found, key=lambda one: (_gap(one.span, words), one.span.start))


def _gap(one: Span, other: Span) -> int:
    """How many characters lie between two spans; none where they overlap."""
    return max(0, one.start - other.end, other.start - one.end)

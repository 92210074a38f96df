"""The latest reports under a heading, opened: what they tell that somebody did or said, with the sentences that do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.records import (
    Article,
    CardQuery,
    Cards,
    Event,
    EventMode,
    Heading,
    Mention,
    Reading,
    Span,
    Statement,
    StatementMode,
)
from dateline.run.batches import batches
from dateline.run.kept import get_kept
from dateline.run.searching import MOST_RANKED
from dateline.store import View

N_READ = 400  # reports of a heading that are opened, the latest; all are counted
MOST_SENTENCES = 4_000  # of them: full articles are opened until there are so many: 40 ms on one processor
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with its reading."""

    article: Article
    reading: Reading


@dataclass(frozen=True, slots=True)
class Side:
    """An actor as it is named in one report; the id is empty for nobody who can be told."""

    actor_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event that a report tells of, with the sentence; `quad` 1 to 4 as in records.Event."""

    day: date
    type: str
    quad: int
    modality: EventMode
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    place: str
    place_id: str
    article_id: str
    outlet: str
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody is said to have said, denied, promised and so on; `content` in the words of the report."""

    day: date
    modality: StatementMode
    is_direct: bool
    content: str
    article_id: str
    outlet: str
    evidence: Span


def list_cards(view: View, heading: Heading) -> tuple[Cards, int]:
    """The cards of the reports under a heading, the latest first and at most MOST_RANKED, and how many there are."""
    query = CardQuery(groups=((heading.heading_id,),))
    cards = view.find_cards(query, MOST_RANKED)
    is_cut = len(cards.numbers) == MOST_RANKED
    return cards, view.count_found(query) if is_cut else len(cards.numbers)


def get_latest(view: View, cards: Cards, limit: int) -> list[Article]:
    """The latest reports of cards."""
    ids = view.get_ids(cards.numbers[:limit])
    articles = view.get_articles(list(ids.values()))
    return [articles[ids[number]] for number in cards.numbers[:limit]]


def open_latest(view: View, cards: Cards) -> list[Opened]:
    """The latest reports that were read, with their readings: at most N_READ, or MOST_SENTENCES."""
    opened: list[Opened] = []
    n_sentences = 0
    for several in batches(cards.numbers[:N_READ], _AT_ONCE):
        if n_sentences >= MOST_SENTENCES:
            break
        ids = view.get_ids(several)
        readings = get_kept(view, list(ids.values()))
        articles = view.get_articles(list(readings))
        opened += [Opened(articles[i], readings[i]) for i in (ids[number] for number in several) if i in readings]
        n_sentences += sum(len(one.passages) for one in readings.values())
    return opened


def list_deeds(
    opened: Iterable[Opened], is_wanted: Callable[[Event, Reading], bool]
) -> list[tuple[Act, Event, Reading]]:
    """The wanted events of reports, the latest first and states left out; each with what it was made from."""
    found: list[tuple[Act, Event, Reading]] = []
    for one in opened:
        for event in one.reading.events:
            if event.is_state or not is_wanted(event, one.reading):
                continue
            evidence = find_sentence(one, event.position)
            if evidence is not None:
                found.append((_make_deed(one, event, evidence), event, one.reading))
    return sorted(found, key=lambda made: (made[0].day, made[0].article_id, made[0].evidence.start), reverse=True)


def list_remarks(opened: Iterable[Opened], actor_id: str) -> Iterator[Remark]:
    """What reports say that an actor said."""
    for one in opened:
        for statement in one.reading.statements:
            evidence = find_sentence(one, statement.position)
            if evidence is not None and _speaks(statement, one.reading, actor_id):
                yield Remark(
                    day=_day_of(one.article),
                    modality=statement.modality,
                    is_direct=statement.is_direct,
                    content=" ".join(span.quote for span in statement.content),
                    article_id=one.article.article_id,
                    outlet=one.article.outlet,
                    evidence=evidence,
                )


def find_sentence(one: Opened, position: int) -> Span | None:
    """The sentence at a position of a report."""
    passages = one.reading.passages
    found = passages[position] if position < len(passages) and passages[position].position == position else None
    found = found or next((passage for passage in passages if passage.position == position), None)
    return found.span if found is not None else None


def name_sides(mentions: Sequence[Mention], places: Iterable[int]) -> tuple[Side, ...]:
    """The actors at some places of a reading's mentions, each once."""
    sides = (Side(mentions[at].actor_id, mentions[at].name) for at in places)
    return tuple(dict.fromkeys(sides))


def _make_deed(one: Opened, event: Event, evidence: Span) -> Act:
    place = one.reading.places[event.place] if event.place is not None else None
    return Act(
        day=_day_of_event(event, one.article),
        type=event.type,
        quad=event.quad,
        modality=event.modality,
        sources=name_sides(one.reading.mentions, event.source),
        targets=name_sides(one.reading.mentions, event.target),
        place=place.name if place else "",
        place_id=place.geonames_id if place else "",
        article_id=one.article.article_id,
        outlet=one.article.outlet,
        evidence=evidence,
    )


def _speaks(statement: Statement, reading_: Reading, actor_id: str) -> bool:
    return statement.speaker is not None and reading_.mentions[statement.speaker].actor_id == actor_id


def _day_of_event(event: Event, article: Article) -> date:
    """The day of an event, where its sentence gives one that is over; else that of its report."""
    day = _day_of(article)
    is_day = event.earliest is not None and event.earliest == event.latest
    return min(event.earliest, day) if is_day and event.earliest is not None else day


def _day_of(article: Article) -> date:
    if article.published_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    return article.published_at.date()

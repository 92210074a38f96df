"""Articles -> their sentences with the days they name -> timeline, background. For the store and as filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import IO

from dateline.reading.dates import find_dates
from dateline.reading.sentences import is_sentence, split_sentences
from dateline.records import Article, DateMention, Episode, Failure, Span, TimelineEntry, Told, TurningPoint
from dateline.run.article_lines import Complain, read_articles
from dateline.run.briefing import Selection, read_originals, select
from dateline.run.excerpts import to_claims, to_quotable
from dateline.situations import (
    Wanted,
    find_bonds,
    find_episodes,
    find_terms,
    find_turning_points,
    measure_centrality,
    write_background,
    write_timeline,
)
from dateline.store import Store

STAGE = "timeline"
N_DAYS = 20  # of a timeline from the store, where no number is asked for: a page


def tell_lines(stream: IO[bytes], name: str, as_of: datetime | None, *, on_failure: Complain) -> list[Told]:
    """What JSON lines of articles tell, in the order in which they were published; what has no date goes to
    `on_failure`, what was not known by the moment is passed over."""
    articles = list[Article]()
    for article in read_articles(stream, name, STAGE, on_failure=on_failure):
        if article.published_at is None:
            reason = "it has no date; expected 'published_at'"
            on_failure(Failure(stage=STAGE, source_id="", record_id=article.article_id, reason=reason))
        else:
            articles.append(article)
    return list(tell(articles, as_of))


def chronicle(store: Store, about: str, as_of: datetime, wanted: Wanted) -> list[TimelineEntry] | None:
    """The timeline of a situation or question of the store as of a moment; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    n_days = wanted.n_days or N_DAYS
    told, points = _survey(store, selection, n_days)
    return write_timeline(told, replace(wanted, n_days=n_days), points)


def summarise(store: Store, about: str, as_of: datetime, n_words: int) -> list[Told] | None:
    """The background of a situation or question of the store as of a moment; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    told, points = _survey(store, selection, N_DAYS)
    return write_background(told, n_words=n_words, points=points)


def _survey(store: Store, selection: Selection, n_points: int) -> tuple[list[Told], list[TurningPoint]]:
    """What the reports tell of the situation itself, and what changed most. Of reports that are read in full only the
    sentences count that are about it; of others all."""
    originals, readings = read_originals(store, selection)
    excerpts = to_quotable(originals, readings)
    centrality = measure_centrality(selection.articles, selection.relevance)
    aside = {one.passage.span for one in excerpts if centrality(one, one.text) <= 0}
    points = find_turning_points(
        excerpts,
        centrality,
        is_own=selection.relevance.names_it,
        before=selection.as_of.date() + timedelta(days=1),
        limit=n_points,
    )
    return [one for one in tell(originals, selection.as_of) if one.span not in aside], points


def list_episodes(store: Store, about: str, as_of: datetime) -> list[Episode] | None:
    """What began, and went on, in a situation as of a moment, by its start; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    originals, readings = read_originals(store, selection)
    terms = find_terms(find_bonds(to_claims(originals, readings, selection.relevance)))
    found = [*find_episodes(to_quotable(originals, readings), selection.relevance), *terms]
    return sorted(found, key=lambda one: (one.started.published_at, one.kind, one.name))


def tell(articles: Iterable[Article], as_of: datetime | None = None) -> Iterator[Told]:
    """The sentences of the dated articles known by a moment, with the days that they name."""
    dated = [
        (article.published_at, article.article_id, article)
        for article in articles
        if article.published_at and article.known_at and not (as_of and article.known_at > as_of)
    ]
    for published_at, _, article in sorted(dated, key=lambda one: one[:2]):
        yield from _tell_one(article, published_at.date())


def _tell_one(article: Article, published: date) -> Iterator[Told]:
    last: DateMention | None = None
    position, lang = 0, article.lang or "en"
    for start, end in split_sentences(article.text, lang):
        quote = article.text[start:end]
        if not is_sentence(quote, lang):
            continue
        dates = find_dates(
            quote, published=published, lang=lang, article_id=article.article_id, offset=start, last=last
        )
        days = tuple(sorted({one.earliest for one in dates if one.earliest and one.earliest == one.latest}))
        last = dates[-1] if dates else last
        yield Told(
            span=Span(article_id=article.article_id, start=start, end=end, quote=quote),
            published=published,
            days=days,
            position=position,
            lang=lang,
            n_outlets=max(1, len({citation.outlet for citation in article.citations})),
        )
        position += 1

"""The wiring. Read this first.

    import      path -> records | failures -> store                       (batches, one transaction each)
    brief       question or situation, moment
                  -> view as of the moment -> candidate articles -> those that belong
                  -> readings (kept in the store; only the missing ones are made)
                  -> turning points, episodes, findings from data rows
                  -> brief: sections -> sentences -> check

Stages are pure; only this module brings store, clock and stages together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TypeVar

from dateline import briefs, codec, measures, reading, situations, sources
from dateline.errors import BrokenWorldError, DefinitionError, UnknownSituation, UnreadableFile
from dateline.extract.language import detect_language
from dateline.gazetteer import load_countries
from dateline.moments import end_of_day, start_of_day
from dateline.records import Article, Brief, Excerpt, Failure, Reading, Situation
from dateline.situations import Relevance
from dateline.store import Store, View
from dateline.text import slug, words

T = TypeVar("T")

BATCH = 1000  # reports acknowledged at a time: what a kill can cost is one batch, which the next run brings in


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """What became of the records of one import."""

    n_records: int = 0
    n_added: int = 0
    n_known: int = 0
    n_failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The reports of a situation as of a moment."""

    situation: Situation
    as_of: datetime
    articles: tuple[Article, ...]


def import_path(
    store: Store, path: str, *, now: datetime, on_batch: Callable[[ImportCounts], None] | None = None
) -> tuple[ImportCounts, list[Failure]]:
    """Bring in every record under a path; run twice, it adds nothing. Failures are kept and returned."""
    counts, failures = ImportCounts(), list[Failure]()
    for batch in _batches(sources.read_path(path), BATCH):
        articles = [_with_language(item) for item in batch if isinstance(item, Article)]
        failed = [item for item in batch if isinstance(item, Failure)]
        with store.write() as writer:
            n_added = writer.add_articles(articles, now)
            writer.add_failures(failed, now)
        failures += failed
        landed = ImportCounts(
            n_records=len(batch), n_added=n_added, n_known=len(articles) - n_added, n_failed=len(failed)
        )
        counts = add_counts(counts, landed)
        if on_batch:
            on_batch(counts)
    return counts, failures


def add_counts(left: ImportCounts, right: ImportCounts) -> ImportCounts:
    """Counts of several imports together."""
    return ImportCounts(
        n_records=left.n_records + right.n_records,
        n_added=left.n_added + right.n_added,
        n_known=left.n_known + right.n_known,
        n_failed=left.n_failed + right.n_failed,
    )


def import_measures(store: Store, file: Path, source: str) -> int:
    """Bring in the rows of a measures CSV; the number that were new. All rows go in or none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"'{file}' cannot be read: {error}.") from error
    try:
        observations = list(codec.read_observations(text, source))
    except ValueError as error:
        raise DefinitionError(f"'{file}', {error}.", hint="docs/measures.md gives the columns.") from error
    with store.write() as writer:
        return writer.add_observations(observations)


def read_situation(file: Path) -> Situation:
    """The situation that a file defines."""
    return situations.read_definition(file)


def made_by() -> dict[str, str]:
    """Name, version and settings of the stages that make what is kept or printed."""
    return {"reading": reading.MADE_BY, "brief": briefs.MADE_BY}


def broken_output(file: Path, error: OSError) -> BrokenWorldError:
    """What to say when a brief cannot be written to a file."""
    return BrokenWorldError(f"'{file}' cannot be written: {error.strerror}.", hint="Choose another place with -o.")


def find_situation(store: Store, name: str) -> Situation | None:
    """A defined situation by its name, however its letters are written."""
    return next((situation for situation in store.list_situations() if situation.situation_id == slug(name)), None)


def select(store: Store, about: str, as_of: datetime) -> Selection | None:
    """The reports on a defined situation, or on a free-text question; None when nothing answers it."""
    situation = find_situation(store, about.strip())
    if situation is None:
        question = situations.parse_question(about, store.view(as_of).count_articles)
        if question.until is not None:
            as_of = min(as_of, end_of_day(question.until))
        situation = question.situation
    if situation is None:
        return None
    view = store.view(as_of)
    found = view.find_articles(situation.facets, since=start_of_day(situation.since) if situation.since else None)
    articles = situations.select_articles(found, Relevance.of(situation))
    return Selection(situation=situation, as_of=as_of, articles=tuple(articles)) if articles else None


def write_brief(store: Store, about: str, as_of: datetime) -> Brief | None:
    """The brief on a situation or question as of a moment; None when no report in the store answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    view = store.view(selection.as_of)
    readings = _read(store, view, selection.articles)
    excerpts = tuple(
        Excerpt(article, passage)
        for article in selection.articles
        for passage in readings[article.article_id].passages
        if passage.is_sentence
    )
    if not excerpts:
        return None
    return briefs.write_brief(_gather(view, selection, excerpts))


def _gather(view: View, selection: Selection, excerpts: tuple[Excerpt, ...]) -> briefs.Material:
    situation = selection.situation
    relevance = Relevance.of(situation)
    centrality = situations.measure_centrality(selection.articles, relevance)
    iso3 = [load_countries()[iso2].iso3 for iso2 in situation.countries]
    observations = view.get_observations(iso3) if iso3 else []
    read = {excerpt.article.article_id for excerpt in excerpts}
    return briefs.Material(
        situation=situation,
        as_of=selection.as_of,
        excerpts=excerpts,
        turning_points=lambda before, limit: situations.find_turning_points(
            excerpts, centrality, is_own=relevance.names_it, before=before, limit=limit
        ),
        episodes=tuple(situations.find_episodes(excerpts, relevance)),
        findings=tuple(measures.find_findings(observations, iso3)),
        centrality=centrality,
        own_words=_own_words(situation),
        n_unread=sum(1 for a in selection.articles if a.article_id not in read and a.lang not in ("", "en")),
    )


def _own_words(situation: Situation) -> frozenset[str]:
    """The words of the situation's phrases, alone and joined: all its reports share them, so they tell nothing."""
    phrases = [words(phrase) for facet in situation.facets for phrase in facet]
    return frozenset(word for phrase in phrases for word in (*phrase, "_".join(phrase)))


def _read(store: Store, view: View, articles: Sequence[Article]) -> dict[str, Reading]:
    """The readings of the articles; what is missing is read now and kept."""
    readings = view.get_readings([article.article_id for article in articles], reading.MADE_BY)
    pending = [article for article in articles if article.article_id not in readings]
    for batch in _batches(pending, BATCH):
        made = [reading.read_article(article) for article in batch]
        with store.write() as writer:
            writer.add_readings(made)
        readings.update({made_one.article_id: made_one for made_one in made})
    return readings


def near_situations(store: Store, name: str) -> list[str]:
    """Names of defined situations that resemble a name."""
    names = [situation.situation_id for situation in store.list_situations()]
    return [near for near in get_close_matches(slug(name), names, n=3, cutoff=0.5) if near != slug(name)]


def require_situation(store: Store, name: str) -> Situation:
    """A defined situation. Raises UnknownSituation naming the near ones."""
    situation = find_situation(store, name)
    if situation is None:
        near = near_situations(store, name)
        hint = f"Did you mean {' or '.join(near)}?" if near else "'dateline situation list' shows those there are."
        raise UnknownSituation(f"There is no situation '{name}' in the store.", hint=hint)
    return situation


def _with_language(article: Article) -> Article:
    return article if article.lang else replace(article, lang=detect_language(article.text))


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch

"""A situation or question, and a moment -> what is known of it as tables, for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from dateline.briefs import Scheduled, list_scheduled
from dateline.editions import EDITIONS
from dateline.errors import UsageError
from dateline.records import Article, Cells, Export, Reading, Sheet
from dateline.records.columns import COLUMNS
from dateline.run.batches import batches
from dateline.run.briefing import Selection, gather_material, select, without_copies
from dateline.run.chronicling import chronicle, list_episodes
from dateline.run.export_courses import write_days, write_episodes, write_places, write_relations, write_stories
from dateline.run.export_rows import (
    Citing,
    say_more,
    write_events,
    write_report,
    write_sentences,
    write_statements,
)
from dateline.run.kept import read_kept
from dateline.run.relating import list_sites, relate
from dateline.run.stories import find_titles, make_story
from dateline.situations import Relevance, Wanted
from dateline.store import Store
from dateline.stories import derive_groups
from dateline.text import digest, shorten

READ_AT_ONCE = 200  # reports whose readings are held at a time
N_DAYS = 100  # of a timeline: what a chronology of a long crisis has
MOST_CHARS = 120  # of a summary


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What every table is made from."""

    store: Store
    about: str
    selection: Selection
    citing: Citing


def export(store: Store, about: str, as_of: datetime, names: Sequence[str]) -> Export | None:
    """The tables of these names, as of a moment; None when no report answers the question.

    A table without a row is left out. Rows are made as they are asked for: the store has to stay open until then.
    Raises UsageError for a name that is not one of COLUMNS.
    """
    for name in names:
        if name not in COLUMNS:
            raise UsageError(f"'{name}' is no table.", hint=f"Choose one of {', '.join(COLUMNS)}.")
    selection = select(store, about, as_of)
    if selection is None:
        return None
    groups = derive_groups(store.view(selection.as_of).list_links([one.article_id for one in selection.articles]))
    citing = Citing(groups, {one.article_id: one for one in selection.articles})
    gathered = _Gathered(store=store, about=about, selection=selection, citing=citing)
    sheets = (_start(name, _TABLES[name](gathered)) for name in names)
    return Export(
        situation_id=selection.situation.situation_id,
        title=selection.situation.title,
        as_of=selection.as_of,
        sheets=tuple(sheet for sheet in sheets if sheet is not None),
    )


def _start(name: str, rows: Iterator[Cells]) -> Sheet | None:
    """The table, with its first row made; None where there is none."""
    first = next(rows, None)
    return Sheet(name=name, columns=COLUMNS[name], rows=chain([first], rows)) if first is not None else None


def _gather_reports(given: _Gathered) -> Iterator[Cells]:
    return (write_report(article, given.citing) for article in given.selection.articles)


def _gather_timeline(given: _Gathered) -> Iterator[Cells]:
    entries = chronicle(given.store, given.about, given.selection.as_of, Wanted(n_days=N_DAYS)) or []
    return write_days(entries, given.citing)


def _gather_relations(given: _Gathered) -> Iterator[Cells]:
    related = relate(given.store, given.about, given.selection.as_of)
    return write_relations(related.bonds if related else (), given.citing, given.selection.as_of.date())


def _gather_episodes(given: _Gathered) -> Iterator[Cells]:
    episodes = list_episodes(given.store, given.about, given.selection.as_of) or []
    return write_episodes(episodes, given.citing, given.selection.as_of.date())


def _gather_places(given: _Gathered) -> Iterator[Cells]:
    sites = list_sites(given.store, given.selection)
    return write_places((site for site in sites if site.place.geonames_id), given.citing)


def _gather_stories(given: _Gathered) -> Iterator[Cells]:
    """The stories of the reports, with all their reports, by the first of them."""
    view = given.store.view(given.selection.as_of)
    groups = derive_groups(view.list_links())
    own = dict.fromkeys(groups.story_of(one.article_id) for one in given.selection.articles)
    members = groups.members()
    chosen = [story for story in own if story is not None]
    articles = view.get_articles([one for story in chosen for one in members[story]])
    titles = find_titles(view)
    stories = (make_story(story, members[story], groups, articles, titles) for story in chosen)
    return write_stories((one for one in stories), articles, Citing(groups, articles))


def _gather_scheduled(given: _Gathered) -> Iterator[Cells]:
    material = gather_material(given.store, given.selection, EDITIONS["en"])
    return (_write_scheduled(one, given.citing) for one in (list_scheduled(material) if material else ()))


def _write_scheduled(one: Scheduled, citing: Citing) -> Cells:
    """What is to come on a day; the words are the sentence of the first report that names it."""
    first, *others = one.excerpts
    start = first.passage.span
    more = [row for other in others for row in say_more({"names it too": other}, first)]
    return {
        "scheduled_id": digest("scheduled", one.day.isoformat(), start.article_id, str(start.start)),
        "day": one.day,
        "summary": ("" if one.words == start else "… ") + shorten(one.words.quote, MOST_CHARS),
        "date_words": one.named.quote,
        "modality": first.passage.modality.value,
        "n_reports": len({other.article.article_id for other in one.excerpts}),
        **citing.cite_excerpt(first),
        "more_evidence": more,
    }


_Write = Callable[[Article, Reading, Citing, Relevance], Iterator[Cells]]


def _of_readings(write: _Write) -> Callable[[_Gathered], Iterator[Cells]]:
    """A table of what was read in the reports that are no copies, some reports at a time."""

    def gather(given: _Gathered) -> Iterator[Cells]:
        view, relevance = given.store.view(given.selection.as_of), given.selection.relevance
        for batch in batches(without_copies(given.selection.articles, given.citing.groups), READ_AT_ONCE):
            readings = read_kept(given.store, view, batch)
            for article in batch:
                yield from write(article, readings[article.article_id], given.citing, relevance)

    return gather


_TABLES: Mapping[str, Callable[[_Gathered], Iterator[Cells]]] = {
    "reports": _gather_reports,
    "sentences": _of_readings(write_sentences),
    "events": _of_readings(write_events),
    "statements": _of_readings(write_statements),
    "relations": _gather_relations,
    "episodes": _gather_episodes,
    "timeline": _gather_timeline,
    "stories": _gather_stories,
    "places": _gather_places,
    "scheduled": _gather_scheduled,
}

"""A question or a situation, and a moment -> the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict

from dateline import briefs, checking, measures, reading, situations
from dateline.dedupe import find_origins
from dateline.editions import EDITIONS, Edition
from dateline.errors import BrokenWorldError, UnknownSituation
from dateline.gazetteer import load_countries
from dateline.moments import end_of_day, start_of_day
from dateline.records import Article, Brief, Difference, Excerpt, Reading, Situation
from dateline.run.deciding import follow_decisions
from dateline.run.excerpts import is_quotable, to_claims, to_excerpts
from dateline.run.kept import read_kept
from dateline.run.stories import make_witness
from dateline.situations import Relevance
from dateline.sources.health import LOOK_BACK_DAYS, Activity, is_silent, measure_rate
from dateline.store import Store, View
from dateline.stories.derive import Groups, derive_groups
from dateline.text import slug, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The reports of a situation as of a moment."""

    situation: Situation
    as_of: datetime
    relevance: Relevance
    articles: tuple[Article, ...]


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
    situation, as_of = understand(store, about, as_of)
    if situation is None:
        return None
    view = store.view(as_of)
    found = view.find_articles(situation.facets, since=start_of_day(situation.since) if situation.since else None)
    relevance = Relevance.of(situation)
    articles = tuple(follow_decisions(store, view, situation, situations.select_articles(found, relevance)))
    return Selection(situation=situation, as_of=as_of, relevance=relevance, articles=articles) if articles else None


def understand(store: Store, about: str, as_of: datetime) -> tuple[Situation | None, datetime]:
    """The situation of a name, or what a question asks for; and the moment, which a question may set earlier."""
    situation = find_situation(store, about.strip())
    if situation is not None:
        return situation, as_of
    question = situations.parse_question(about, store.view(as_of).count_articles)
    return question.situation, as_of if question.until is None else min(as_of, end_of_day(question.until))


def write_brief(
    store: Store,
    about: str,
    as_of: datetime,
    length: str = "standard",
    *,
    since: datetime | None = None,
    language: str = "en",
) -> Brief | None:
    """The brief on a situation or question as of a moment; None when no report in the store answers it.

    `length` is one of briefs.LENGTHS, `language` one of EDITIONS; KeyError for another. `since`: what came after that
    moment is told first, as it stands to the brief of then.
    """
    is_later, edition = since is not None and since < as_of, EDITIONS[language]
    before = write_brief(store, about, since, length, language=language) if since and is_later else None
    selection = select(store, about, as_of)
    material = gather_material(store, selection, edition) if selection is not None else None
    if material is None:
        return None
    return briefs.write_brief(replace(material, length=briefs.LENGTHS[length], before=before))


def gather_material(store: Store, selection: Selection, edition: Edition) -> briefs.Material | None:
    """What a brief on the reports of a selection may draw on; None where no sentence of them can be quoted."""
    view = store.view(selection.as_of)
    readings = read_kept(store, view, selection.articles)
    groups = derive_groups(view.list_links([article.article_id for article in selection.articles]))
    originals = without_copies(selection.articles, groups)
    passages = to_excerpts(originals, readings)
    if not any(is_quotable(excerpt) for excerpt in passages):
        return None
    bonds = situations.find_bonds(to_claims(originals, readings, selection.relevance))
    material = replace(
        _gather(view, selection, readings, passages, edition),
        bonds=tuple(bonds),
        handovers=tuple(situations.find_handovers(bonds)),
        differ=differ,
        quiet=find_quiet(store, view, selection),
    )
    return replace(material, **_tell_stories(selection.articles, groups))


class _Stories(TypedDict, total=False):
    stories: Mapping[str, str]
    n_origins: int


def _tell_stories(articles: Sequence[Article], groups: Groups) -> _Stories:
    """The story of each report, and how many independent origins stand behind all; nothing where none was made."""
    if not groups.links:
        return {}
    found = {article.article_id: groups.story_of(article.article_id) for article in articles}
    witnesses = [make_witness(article, groups.root_of(article.article_id)) for article in articles]
    return {
        "stories": {article_id: story for article_id, story in found.items() if story is not None},
        "n_origins": len(find_origins(witnesses)),
    }


def without_copies(articles: Sequence[Article], groups: Groups) -> list[Article]:
    """The reports without the copies of others among them: a text that was printed forty times is one."""
    ids = {article.article_id for article in articles}
    roots = ((article, groups.root_of(article.article_id)) for article in articles)
    return [article for article, root in roots if root == article.article_id or root not in ids]


def differ(left: Excerpt, right: Excerpt) -> Difference | None:
    """How two excerpts, the earlier first, stand to each other."""
    documents = [
        checking.Document(article=one.article, spans=[(one.passage.span.start, one.passage.span.end)])
        for one in (left, right)
    ]
    sources = checking.prepare_sources(documents)
    return checking.compare(sources, *sources.lines)


def _gather(
    view: View, selection: Selection, readings: Mapping[str, Reading], passages: Sequence[Excerpt], edition: Edition
) -> briefs.Material:
    situation, relevance = selection.situation, selection.relevance
    excerpts = tuple(excerpt for excerpt in passages if is_quotable(excerpt))
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
        findings=(
            *measures.find_findings(observations, iso3, edition),
            *measures.find_precedents(observations, iso3, selection.as_of.date(), edition),
        ),
        centrality=centrality,
        own_words=_own_words(situation),
        readings=readings,
        reports=selection.articles,
        others=tuple(excerpt for excerpt in passages if not is_quotable(excerpt)),
        edition=edition,
        n_unread=sum(1 for a in selection.articles if a.article_id not in read and a.lang not in ("", "en")),
    )


def find_quiet(store: Store, view: View, selection: Selection) -> tuple[tuple[str, date], ...]:
    """The feeds behind the reports that had fallen silent by the moment, the one silent longest first."""
    cited = {article.source_id for article in selection.articles}
    feeds = {feed.feed_id: feed for feed in store.intake.list_feeds() if feed.feed_id in cited and not feed.is_paused}
    quiet: list[tuple[date, str]] = []
    for feed_id, (n_items, first_at, last_at) in view.get_activity(list(feeds), LOOK_BACK_DAYS).items():
        feed = feeds[feed_id]
        rate = feed.expect_per_day or measure_rate(Activity(n_items=n_items, first_at=first_at, last_at=last_at))
        if rate and is_silent(last_at, rate, view.as_of):
            quiet.append((last_at.date(), feed.outlet or feed.title or feed_id))
    return tuple((name, day) for day, name in sorted(quiet))


def _own_words(situation: Situation) -> frozenset[str]:
    """The words of the situation's phrases, alone and joined: all its reports share them, so they tell nothing."""
    phrases = [words(phrase) for facet in situation.facets for phrase in facet]
    return frozenset(word for phrase in phrases for word in (*phrase, "_".join(phrase)))


def read_originals(store: Store, selection: Selection) -> tuple[list[Article], dict[str, Reading]]:
    """The reports of a selection without copies, which tell nothing of their own, and their readings."""
    view = store.view(selection.as_of)
    ids = [article.article_id for article in selection.articles]
    originals = without_copies(selection.articles, derive_groups(view.list_links(ids)))
    return originals, read_kept(store, view, originals)


def near_situations(store: Store, name: str) -> list[str]:
    """Names of defined situations that resemble a name."""
    names = [situation.situation_id for situation in store.list_situations()]
    return [near for near in get_close_matches(slug(name), names, n=3, cutoff=0.6) if near != slug(name)]


def require_situation(store: Store, name: str) -> Situation:
    """A defined situation. Raises UnknownSituation naming the near ones."""
    situation = find_situation(store, name)
    if situation is None:
        near = near_situations(store, name)
        hint = f"Did you mean {' or '.join(near)}?" if near else "'dateline situation list' shows those there are."
        raise UnknownSituation(f"There is no situation '{name}' in the store.", hint=hint)
    return situation

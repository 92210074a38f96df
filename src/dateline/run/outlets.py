"""What is known of one outlet or feed as of a moment: what it brings, what of it is its own, and whether it is well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline import codec
from dateline.gazetteer import find_outlet
from dateline.records import KINDS, Article, Cards, Failure, Feed, Field, Heading, HeadingKind, Poll
from dateline.run.deeds import N_READ, get_latest, list_cards
from dateline.run.dossiers import N_REPORTS
from dateline.run.grouping import story_id
from dateline.run.searching import find_named
from dateline.run.subscribing import check_health
from dateline.run.tallies import Tally, count_cards
from dateline.sources.health import Health
from dateline.sources.registry import RegistryOutlet, search_registry
from dateline.store import Store, View
from dateline.text import fold

N_POLLS = 5
_AGENCY = KINDS.index(HeadingKind.AGENCY)
_NONE = Cards((), (), (), ())
N_FIRST = 10
LOOKED_AT = 60  # of the stories that it began, the latest, until N_FIRST with another report are found
MOST_FAILURES = 1_000  # of the store, the latest, that are looked through


@dataclass(frozen=True, slots=True)
class FeedReport:
    """A feed's health and its last polls."""

    health: Health
    polls: tuple[Poll, ...]


@dataclass(frozen=True, slots=True)
class FirstTold:
    """A story that a report of the outlet was the first to tell, and how many reports tell it by now."""

    story_id: str
    article: Article
    n_reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDossier:
    """What is known of an outlet, or of one feed. `country` is ISO 3166-1 alpha-2, `owner` state, public, private, ...,
    unknown. `n_copies` and `n_agency` are of the `n_read` latest of `n_reports`: texts that another printed before, and
    texts of agencies."""

    name: str
    as_of: datetime
    country: str
    owner: str
    is_agency: bool
    registered: RegistryOutlet | None
    languages: tuple[Tally, ...]
    n_reports: int
    n_read: int
    n_copies: int
    n_agency: int
    months: tuple[tuple[str, int], ...]
    latest: tuple[Article, ...]
    agencies: tuple[Tally, ...]
    actors: tuple[Tally, ...]
    places: tuple[Tally, ...]
    first_told: tuple[FirstTold, ...]
    feeds: tuple[FeedReport, ...]
    failures: tuple[Failure, ...]


def find_sources(store: Store, name: str, as_of: datetime) -> list[Heading]:
    """The outlets that a name stands for, and the feed with that id, those with the most reports first."""
    view = store.view(as_of)
    return [*find_named(view, Field.OUTLET, name), *view.find_headings(HeadingKind.SOURCE, f"={name}", 1)]


def read_source(store: Store, outlet_or_feed: str, as_of: datetime) -> SourceDossier | None:
    """What is known of an outlet by its name, or of a feed by its id; None where no report is of it by then and no feed
    has that id or outlet."""
    view = store.view(as_of)
    feeds = _find_feeds(store, outlet_or_feed)
    found = find_sources(store, outlet_or_feed, as_of)
    if not found and not feeds:
        return None
    heading = found[0] if found else None
    cards, n_reports = list_cards(view, heading) if heading else (_NONE, 0)
    tallies, months = count_cards(view, cards, but=heading.heading_id if heading else None)
    latest = get_latest(view, cards, N_READ)
    roots = view.get_roots([one.article_id for one in latest])
    name = _name(heading, feeds, outlet_or_feed)
    known = find_outlet(name)
    return SourceDossier(
        name=name,
        as_of=as_of,
        country=known.country,
        owner=known.owner,
        is_agency=known.is_agency,
        registered=_find_registered(name),
        languages=tallies[HeadingKind.LANGUAGE],
        n_reports=n_reports,
        n_read=len(latest),
        n_copies=len(roots),
        n_agency=sum(map(_has_agency, cards.headings[:N_READ])),
        months=months,
        latest=tuple(latest[:N_REPORTS]),
        agencies=tallies[HeadingKind.AGENCY],
        actors=tallies[HeadingKind.ACTOR],
        places=tallies[HeadingKind.PLACE],
        first_told=_find_first_told(view, [one for one in latest if one.article_id not in roots]),
        feeds=_describe_feeds(store, feeds, as_of),
        failures=_find_failures(store, {*(one.source_id for one in latest), *(feed.feed_id for feed in feeds)}),
    )


def _find_feeds(store: Store, name: str) -> list[Feed]:
    """The feed with an id, else those of an outlet."""
    feeds = store.intake.list_feeds()
    own = [feed for feed in feeds if feed.feed_id == name]
    outlet = fold(find_outlet(name).name)
    return own or [feed for feed in feeds if fold(find_outlet(feed.outlet or feed.title).name) == outlet]


def _name(heading: Heading | None, feeds: Sequence[Feed], asked: str) -> str:
    """The name of the outlet that is meant; of the feed where none is known."""
    if heading is not None and heading.kind is HeadingKind.OUTLET:
        return heading.key
    return next((feed.outlet for feed in feeds if feed.outlet), asked)


def _describe_feeds(store: Store, feeds: Sequence[Feed], as_of: datetime) -> tuple[FeedReport, ...]:
    """How the feeds are, with their last polls by the moment."""
    found: list[FeedReport] = []
    for health in check_health(store, as_of) if feeds else ():
        if health.feed in feeds:
            polls = store.intake.list_polls(health.feed.feed_id, N_POLLS)
            found.append(FeedReport(health, tuple(one for one in polls if one.polled_at <= as_of)))
    return tuple(found)


def _find_registered(name: str) -> RegistryOutlet | None:
    """The outlet of the registry that has the name, or another spelling of it."""
    return next(
        (one for one in search_registry(name) if fold(name) in {fold(known) for known in (one.title, *one.aliases)}),
        None,
    )


def _has_agency(headings: bytes) -> bool:
    return any(one & 7 == _AGENCY for one in codec.unpack_numbers(headings))


def _find_first_told(view: View, articles: Sequence[Article]) -> tuple[FirstTold, ...]:
    """The latest stories that the reports opened and others joined. A story's id is that of its first report."""
    stories = view.get_stories([one.article_id for one in articles])
    opened = [one for one in articles if stories.get(one.article_id) == story_id(one.article_id)]
    found: list[FirstTold] = []
    for article in opened[:LOOKED_AT]:
        n_reports = len(view.list_story(stories[article.article_id]))
        if n_reports > 1:
            found.append(FirstTold(stories[article.article_id], article, n_reports))
    return tuple(found[:N_FIRST])


def _find_failures(store: Store, source_ids: set[str]) -> tuple[Failure, ...]:
    return tuple(one for one in store.list_failures(MOST_FAILURES) if one.source_id in source_ids)[:N_REPORTS]

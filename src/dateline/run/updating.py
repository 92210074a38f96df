"""Stories in the store, brought up to date.

    reports that are in no story yet -> the day of the first of them
      -> the stream taken up at that day's start, from the links made before it
      -> that day's reports and all later ones, in order -> links; those that differ from the kept ones replace them

So a report that arrives late changes what it would have changed had it come in time, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from dateline import dedupe
from dateline.dedupe import sketch_article
from dateline.records import Article, Correction, CorrectionKind, Link, LinkKind
from dateline.run.batches import batches
from dateline.run.grouping import (
    BATCH,
    COPY_DAYS,
    Grouping,
    Prepared,
    day_of,
    hours,
    start_of,
    story_id,
)
from dateline.store import Store, View
from dateline.stories import Entry, Groups, Traits, derive_groups, make_traits, with_vector
from dateline.stories.vectors import MADE_BY as VECTORS

VECTORS_AT_ONCE = 512
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """What an update did."""

    n_reports: int
    n_links: int
    n_taken_back: int


def update_stories(
    store: Store, now: datetime, *, with_meaning: bool, tell: Tell = lambda done, total: None, since: int | None = None
) -> StoryCounts:
    """Put every dated report into its story; `since`: from that day on anew. `tell` hears how many of how many."""
    view = store.view(now)
    arrivals, links = view.list_arrivals(), view.list_links()
    pins, apart = _read_corrections(store.list_corrections(), dict(arrivals))
    grouping = Grouping(with_meaning=with_meaning, is_logged=True, pins=pins, apart=apart)
    day = _first_day(arrivals, links, grouping.made_by, since)
    if day is None:
        return StoryCounts(0, 0, 0)
    before = [link for link in links if not _is_of(link, day)]
    after = [link for link in links if _is_of(link, day)]
    _resume(grouping, view, before, arrivals, day)
    todo = [article_id for article_id, known_at in arrivals if day_of(known_at) >= day]
    prepared = grouping.complete(_prepare(view, todo, with_meaning=with_meaning))
    for n, one in enumerate(_keep_vectors(store, prepared, with_meaning=with_meaning), start=1):
        grouping.place(one)
        tell(n, len(todo))
    grouping.end_day(now)
    return _keep(store, after, grouping.links, now, len(todo))


def _read_corrections(
    corrections: Iterable[Correction], known: dict[str, datetime]
) -> tuple[dict[str, str], frozenset[tuple[str, str]]]:
    """The pins by their later report, and the pairs kept apart, the earlier first; what was decided last counts."""
    pins: dict[str, str] = {}
    apart: set[tuple[str, str]] = set()
    for one in corrections:
        if one.left not in known or one.right not in known:
            continue
        early, late = sorted((one.left, one.right), key=lambda report: (known[report], report))
        if one.kind is CorrectionKind.PIN:
            pins[late] = early
            apart.discard((early, late))
        elif one.kind is CorrectionKind.SPLIT:
            apart.add((early, late))
            pins.pop(late, None)
    return pins, frozenset(apart)


def _first_day(
    arrivals: Sequence[tuple[str, datetime]], links: Sequence[Link], made_by: str, since: int | None
) -> int | None:
    """The first day with a report that is in no story, or that was taken back; all days for another version."""
    placed = {link.left: link for link in links if link.kind is not LinkKind.MERGED and link.made_at is not None}
    known = dict(arrivals)
    days = [day_of(known_at) for article_id, known_at in arrivals if article_id not in placed]
    days += [
        day_of(link.made_at)
        for link in links
        if link.made_at and link.kind not in (LinkKind.MERGED, LinkKind.THREADED) and link.left not in known
    ]
    days += [since] if since is not None else []
    joins = (link for link in links if link.kind is LinkKind.JOINED)
    if any(link.made_by != made_by for link in joins):
        days += [day_of(known_at) for _, known_at in arrivals[:1]]
    return min(days, default=None)


def _is_of(link: Link, day: int) -> bool:
    """Whether a link was made by a day's reports or later; the merges at its start belong to the day before."""
    if link.made_at is None:
        return False
    start = start_of(day)
    return link.made_at > start if link.kind is LinkKind.MERGED else link.made_at >= start


def _resume(
    grouping: Grouping, view: View, links: Sequence[Link], arrivals: Sequence[tuple[str, datetime]], day: int
) -> None:
    """Take up the streams at the start of a day, from the links made before it."""
    groups = derive_groups(links)
    earlier = [(article_id, known_at) for article_id, known_at in arrivals if day_of(known_at) < day]
    singles = [(article_id, at) for article_id, at in earlier if article_id in groups.joined]
    wanted = _needed(singles, groups, day - grouping.stories.settings.open_days)
    recent = start_of(day) - timedelta(days=COPY_DAYS)
    fresh = {article_id for article_id, at in earlier if at >= recent}
    opened = _openers(singles, groups)
    known = dict(earlier)
    old = _needed_threads(opened, groups, known, day - grouping.threads.settings.open_days)
    loaded = wanted | fresh | old
    articles = view.get_articles([article_id for article_id, _ in earlier if article_id in loaded])
    vectors = view.get_vectors([a for a in articles if a in groups.joined], VECTORS) if grouping.with_meaning else {}
    traits = {a: _make_traits(articles[a], vectors.get(a)) for a in articles if a in wanted | old}
    entries, first = list[Entry](), dict[str, int]()
    for article_id, at in singles:
        if article_id in wanted:
            story = groups.follow(groups.joined[article_id])
            number = first.setdefault(story, len(entries))
            grouping.number_of[article_id] = len(entries)
            entries.append(Entry(traits[article_id], hours(at) or 0.0, number))
    grouping.stories.resume(entries, day)
    threaded = {story: article_id for story, article_id in opened.items() if article_id in old}
    _resume_threads(grouping, threaded, groups, traits=traits, known=known, day=day)
    for article_id, _ in earlier:
        root = groups.root_of(article_id)
        if root in grouping.number_of:
            grouping.number_of[article_id] = grouping.number_of[root]
        if article_id in fresh:
            article = articles[article_id]
            grouping.finder.remember(dedupe.to_known(article, sketch_article(article), root))
    grouping.resume_at(day)


def _needed(singles: Sequence[tuple[str, datetime]], groups: Groups, oldest: int) -> set[str]:
    """The reports of stories with one since the oldest day, which may still be open; and all reports since then."""
    by_story: dict[str, list[str]] = {}
    open_stories: set[str] = set()
    for article_id, at in singles:
        story = groups.follow(groups.joined[article_id])
        by_story.setdefault(story, []).append(article_id)
        if day_of(at) >= oldest:
            open_stories.add(story)
    return {article_id for story in open_stories for article_id in by_story[story]}


def _openers(singles: Sequence[tuple[str, datetime]], groups: Groups) -> dict[str, str]:
    """Story as it was opened -> the report that opened it, in the order they came."""
    return {groups.joined[a]: a for a, _ in singles if groups.joined[a] == story_id(a)}


def _needed_threads(opened: dict[str, str], groups: Groups, known: dict[str, datetime], oldest: int) -> set[str]:
    """The first reports of the stories of threads that may still be open."""
    by_thread: dict[str, list[str]] = {}
    for story, article_id in opened.items():
        by_thread.setdefault(groups.follow(groups.threaded[story]), []).append(article_id)
    return {a for members in by_thread.values() if any(day_of(known[m]) >= oldest for m in members) for a in members}


def _resume_threads(
    grouping: Grouping,
    opened: dict[str, str],
    groups: Groups,
    *,
    traits: dict[str, Traits],
    known: dict[str, datetime],
    day: int,
) -> None:
    entries, first = list[Entry](), dict[str, int]()
    for story, article_id in opened.items():
        number = first.setdefault(groups.follow(groups.threaded[story]), len(entries))
        if article_id in grouping.number_of:
            grouping.thread_numbers[grouping.number_of[article_id]] = len(entries)
        entries.append(Entry(traits[article_id], hours(known[article_id]) or 0.0, number))
    grouping.threads.resume(entries, day)


def _make_traits(article: Article, body: bytes | None) -> Traits:
    traits = make_traits(article)
    return traits if body is None else with_vector(traits, body)


def _prepare(view: View, todo: Sequence[str], *, with_meaning: bool) -> Iterator[list[Prepared]]:
    """The reports to place, in batches, with the vectors that are kept."""
    for ids in batches(todo, BATCH):
        articles = view.get_articles(ids)
        vectors = view.get_vectors(ids, VECTORS) if with_meaning else {}
        found = [articles[one] for one in ids if one in articles]
        yield [Prepared(one, sketch_article(one), _make_traits(one, vectors.get(one.article_id))) for one in found]


def _keep_vectors(store: Store, placed: Iterable[Prepared], *, with_meaning: bool) -> Iterator[Prepared]:
    """The same reports; their vectors land in the store as they are made, so that a stopped run loses none."""
    for batch in batches(placed, VECTORS_AT_ONCE):
        made = [(one.article.article_id, one.traits.vector) for one in batch if one.traits.vector is not None]
        if with_meaning and made:
            with store.write() as writer:
                writer.add_vectors(((one, vector.astype(np.int8).tobytes()) for one, vector in made), VECTORS)
        yield from batch


def _keep(store: Store, old: Sequence[Link], new: Sequence[Link], now: datetime, n_reports: int) -> StoryCounts:
    """Replace the links that differ, in one transaction."""
    gone, fresh = set(old) - set(new), set(new) - set(old)
    with store.write() as writer:
        writer.replace_links((link for link in old if link in gone), (link for link in new if link in fresh), now)
    return StoryCounts(n_reports, len(fresh), len(gone))

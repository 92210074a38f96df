"""A query, a moment -> the reports that it asks for: ranked, copies folded, with counts for the side of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import repeat

from dateline import reading
from dateline.gazetteer import find_country, find_outlet
from dateline.languages import LANGUAGES
from dateline.moments import start_of_day
from dateline.records import Article, CardQuery, Cards, Field, Filter, Heading, HeadingKind, Query, Sort, Term
from dateline.run.batches import batches
from dateline.run.briefing import require_situation, select
from dateline.run.cursors import Cursor, Key, read_cursor, write_cursor
from dateline.run.tallies import Tally, count_cards
from dateline.search import Snippet, find_marks, make_snippet, measure_fit
from dateline.store import Store, View
from dateline.text import words

LIMIT = 20  # hits on a page
MOST_RANKED = 10_000  # reports: of more, the latest are counted and shown, by their days
MOST_NAMED = 20  # actors or places that one name may stand for
LOOKED_UP = 60  # hits whose copies are looked up at a time
KINDS = {
    Field.OUTLET: HeadingKind.OUTLET,
    Field.AGENCY: HeadingKind.AGENCY,
    Field.SOURCE: HeadingKind.SOURCE,
    Field.LANGUAGE: HeadingKind.LANGUAGE,
    Field.ACTOR: HeadingKind.ACTOR,
    Field.PLACE: HeadingKind.PLACE,
    Field.COUNTRY: HeadingKind.COUNTRY,
}
COMPLETED = (HeadingKind.ACTOR, HeadingKind.PLACE, HeadingKind.COUNTRY, HeadingKind.OUTLET)
_ANY = frozenset([Field.OUTLET, Field.SOURCE, Field.LANGUAGE, Field.STORY])
_DAY = timedelta(days=1)
_NONE = Cards((), (), (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that was found. `title_marks` are stretches of its title, the snippet's of the snippet; `n_copies` how
    many other reports have its text; `story_id` is empty where no story was made."""

    article: Article
    snippet: Snippet
    title_marks: tuple[tuple[int, int], ...]
    story_id: str
    n_copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of what was found.

    `n_reports` counts all, copies too; of more than MOST_RANKED, the `n_counted` latest (by Sort.OLDEST the oldest) are
    shown and counted. `tallies` are by kind, `months` (2025-11) in order. `named`: what the names of the filters stand
    for; `unknown`: the filters whose name nothing has; `n_unfiled`: reports whose actors and places are not known yet.
    `cursor` asks for the next page."""

    query: Query
    as_of: datetime
    sort: Sort
    n_reports: int
    n_counted: int
    hits: tuple[Hit, ...]
    tallies: Mapping[HeadingKind, tuple[Tally, ...]]
    months: tuple[tuple[str, int], ...]
    named: tuple[tuple[Filter, tuple[Heading, ...]], ...]
    unknown: tuple[Filter, ...]
    n_unfiled: int
    cursor: str | None


def search(
    store: Store,
    query: Query,
    as_of: datetime,
    limit: int = LIMIT,
    cursor: str | None = None,
    *,
    sort: Sort = Sort.RELEVANCE,
) -> Results:
    """The reports that a query asks for as of a moment, a page of `limit` at a time.

    A cursor goes on where its page ended, at that page's moment and order, whatever came to the store since. Raises
    UsageError for one of another query, UnknownSituation for a situation that is not defined.
    """
    after = read_cursor(cursor, query) if cursor else None
    as_of, sort = (after.as_of, after.sort) if after else (as_of, sort)
    view = store.view(as_of)
    ceiling = after.ceiling if after else view.get_ceiling()
    named = _resolve(view, query)
    unknown = tuple(one for one, found in named if not found and not one.is_excluded)
    wanted = _ask(store, view, query, named, ceiling)
    cards = _NONE if unknown else view.find_cards(wanted, MOST_RANKED, is_oldest=sort is Sort.OLDEST)
    is_cut = len(cards.numbers) == MOST_RANKED
    order = _order(view, query.terms if not is_cut else (), cards, sort, ceiling)
    hits, last = _show(view, query.terms, order, limit, after)
    tallies, months = count_cards(view, cards)
    return Results(
        query=query,
        as_of=as_of,
        sort=sort,
        n_reports=view.count_found(wanted) if is_cut else len(cards.numbers),
        n_counted=len(cards.numbers),
        hits=tuple(hits),
        tallies=tallies,
        months=months,
        named=tuple((one, tuple(found)) for one, found in named if found),
        unknown=unknown,
        n_unfiled=view.count_unfiled(reading.MADE_BY),
        cursor=write_cursor(Cursor(as_of=as_of, ceiling=ceiling, sort=sort, key=last), query) if last else None,
    )


def complete(store: Store, prefix: str, as_of: datetime, limit: int = 10) -> list[Heading]:
    """Actors, places, countries and outlets with a name, or a word of one, that begins so: most reports first."""
    return store.view(as_of).complete(prefix, COMPLETED, limit)


def find_named(view: View, field: Field, value: str, limit: int = MOST_NAMED) -> list[Heading]:
    """What a name, id or code stands for in a field, those with the most reports first."""
    kind = KINDS[field]
    if field is Field.COUNTRY and (country := find_country(value)) is not None:
        value = country.iso3
    if field is Field.LANGUAGE:
        value = value.casefold()
    if field is Field.OUTLET:
        known = view.find_headings(kind, find_outlet(value).name, limit)
        if known:
            return known
    return view.find_headings(kind, value, limit) or view.find_headings(kind, f"={value.casefold()}", 1)


def _resolve(view: View, query: Query) -> list[tuple[Filter, list[Heading]]]:
    return [(one, find_named(view, one.field, one.value)) for one in query.filters if one.field in KINDS]


def _ask(
    store: Store, view: View, query: Query, named: Sequence[tuple[Filter, list[Heading]]], ceiling: int
) -> CardQuery:
    """What the store looks up for a query; the reports of its stories and situations are looked up first."""
    groups: dict[object, list[int]] = {}
    barred: list[int] = []
    for at, (one, found) in enumerate(named):
        ids = [heading.heading_id for heading in found]
        if one.is_excluded:
            barred += ids
        else:
            groups.setdefault(one.field if one.field in _ANY else at, []).extend(ids)
    among, outside = _find_members(store, view, query)
    return CardQuery(
        terms=query.terms,
        without=query.without,
        groups=tuple(tuple(dict.fromkeys(ids)) for ids in groups.values()),
        barred=tuple(barred),
        among=among,
        outside=outside,
        since=start_of_day(query.since) if query.since else None,
        until=start_of_day(query.until + _DAY) if query.until else None,
        ceiling=ceiling,
    )


def _find_members(store: Store, view: View, query: Query) -> tuple[frozenset[int] | None, frozenset[int]]:
    """The reports that stories and situations limit a query to, None for no limit, and those that they exclude."""
    limits: dict[object, frozenset[int]] = {}
    outside = frozenset[int]()
    for at, one in enumerate(query.filters):
        if one.field in KINDS:
            continue
        found = _list_members(store, view, one)
        place = one.field if one.field in _ANY else at
        if one.is_excluded:
            outside |= found
        else:
            limits[place] = limits.get(place, frozenset()) | found
    return (frozenset.intersection(*limits.values()) if limits else None), outside


def _list_members(store: Store, view: View, one: Filter) -> frozenset[int]:
    if one.field is Field.STORY:
        ids = view.list_story(one.value)
    else:
        situation = require_situation(store, one.value)
        selection = select(store, situation.situation_id, view.as_of)
        ids = [article.article_id for article in selection.articles] if selection else []
    return frozenset(view.get_numbers(ids).values())


def _order(view: View, terms: Sequence[Term], cards: Cards, sort: Sort, ceiling: int) -> list[Key]:
    """The keys of the cards, in order; they came in that of time."""
    if sort is not Sort.RELEVANCE or not terms:
        return list(zip(repeat(0.0), cards.published, cards.numbers, strict=False))
    fits = _measure(view, terms, cards, ceiling)
    return sorted(zip(map(fits.__getitem__, cards.numbers), cards.published, cards.numbers, strict=True), reverse=True)


def _measure(view: View, terms: Sequence[Term], cards: Cards, ceiling: int) -> dict[int, float]:
    """How well the cards fit the words of the terms; words that every text has count only where there are no others."""
    asked: dict[tuple[str, bool], None] = {}
    for term in terms:
        *before, last = words(term.text) or [term.text]
        asked.update(dict.fromkeys([*((word, False) for word in before), (last, term.is_prefix)]))
    telling = [one for one in asked if one[0] not in LANGUAGES["en"].stop_words] or list(asked)
    counts = [view.count_words(word, is_prefix=is_prefix, ceiling=ceiling) for word, is_prefix in telling]
    n_reports = view.count_cards(ceiling) if len(counts) > 1 else 0  # one word weighs the same in all
    return measure_fit(dict(zip(cards.numbers, cards.sizes, strict=True)), counts, n_reports)


def _show(
    view: View, terms: Sequence[Term], order: Sequence[Key], limit: int, after: Cursor | None
) -> tuple[list[Hit], Key | None]:
    """A page of hits behind a cursor, each text once, and the key of the last where more come after it."""
    shown: list[tuple[Key, str, str]] = []
    for key, article_id, root in _fold(view, order):
        if after is not None and not after.is_before(key):
            continue
        shown.append((key, article_id, root))
        if len(shown) > limit:
            break
    page = shown[:limit]
    articles = view.get_articles([article_id for _, article_id, _ in page])
    roots = [root for _, _, root in page]
    copies, stories = view.count_copies(roots), view.get_stories(roots)
    hits = [
        Hit(
            article=articles[article_id],
            snippet=make_snippet(articles[article_id].text, terms),
            title_marks=tuple(find_marks(articles[article_id].title, terms)),
            story_id=stories.get(root, ""),
            n_copies=copies.get(root, 0),
        )
        for _, article_id, root in page
    ]
    return hits, page[-1][0] if len(shown) > limit else None


def _fold(view: View, order: Sequence[Key]) -> Iterator[tuple[Key, str, str]]:
    """Each text once, at the place of its best report: the key, the report to show and the first report of the text,
    which is the one to show where it was found too."""
    seen: set[str] = set()
    found = {number for _, _, number in order}
    for several in batches(order, LOOKED_UP):
        ids = view.get_ids([number for _, _, number in several])
        roots = view.get_roots(list(ids.values()))
        numbers = view.get_numbers(list(roots.values()))
        for key in several:
            article_id = ids[key[2]]
            root = roots.get(article_id, article_id)
            if root not in seen:
                seen.add(root)
                yield key, root if numbers.get(root) in found else article_id, root

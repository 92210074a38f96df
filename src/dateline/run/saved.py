"""Searches that a user gave a name to: kept, listed, run, made into situations."""

from __future__ import annotations

from datetime import datetime

from dateline.errors import UsageError
from dateline.gazetteer import find_country
from dateline.records import Field, Filter, Query, SavedSearch, Situation
from dateline.run.searching import KINDS, find_named
from dateline.search import parse_query, write_query
from dateline.store import Store, View
from dateline.text import slug

_WORDED = frozenset([Field.ACTOR, Field.PLACE, Field.COUNTRY])
_MOST_NAMES = 12  # of an actor or place that a situation looks for


def save_search(store: Store, name: str, query: Query, now: datetime) -> SavedSearch:
    """Keep a search under a name, in place of another of that name. Raises UsageError for a name without a letter."""
    if not slug(name):
        raise UsageError(f"'{name}' is no name for a search.", hint="Use letters and digits.")
    saved = SavedSearch(name=slug(name), line=write_query(query), made_at=now)
    with store.write() as writer:
        writer.put_search(saved)
    return saved


def require_search(store: Store, name: str) -> tuple[SavedSearch, Query]:
    """A kept search by its name. Raises UsageError that lists those there are."""
    searches = {one.name: one for one in store.list_searches()}
    found = searches.get(slug(name))
    if found is None:
        known = ", ".join(searches) or "none"
        raise UsageError(f"There is no saved search '{name}'.", hint=f"Saved are: {known}.")
    return found, parse_query(found.line)


def remove_search(store: Store, name: str) -> None:
    """Forget a kept search. Raises UsageError where there is none of the name."""
    found, _ = require_search(store, name)
    with store.write() as writer:
        writer.remove_search(found.name)


def make_situation(store: Store, name: str, query: Query, as_of: datetime) -> Situation:
    """The situation that looks for what a query does. Raises UsageError for what no situation can ask for.

    Every word, and the names of every actor, place and country, is a facet of its own: a report has to match all.
    """
    if not slug(name):
        raise UsageError(f"'{name}' is no name for a situation.", hint="Use letters and digits.")
    fault = _find_fault(query)
    if fault:
        raise UsageError(f"A situation cannot look for {fault}.", hint="Leave it out; see docs/search.md.")
    view = store.view(as_of)
    facets: list[tuple[str, ...]] = [(term.text,) for term in query.terms]
    countries: list[str] = []
    actors: list[tuple[str, tuple[str, ...]]] = []
    for one in query.filters:
        names = _name(view, one)
        facets.append(names)
        if one.field is Field.COUNTRY and (country := find_country(one.value.removeprefix("="))) is not None:
            countries.append(country.iso2)
        if one.field is Field.ACTOR:
            actors.append((names[0], names[1:]))
    return Situation(
        situation_id=slug(name),
        title=name.strip(),
        facets=tuple(facets),
        exclude=tuple(term.text for term in query.without),
        countries=tuple(countries),
        actors=tuple(actors),
        since=query.since,
    )


def _find_fault(query: Query) -> str:
    """What of a query no situation can ask for, in words; empty where it can ask for all."""
    for term in (*query.terms, *query.without):
        if term.is_prefix:
            return f"words that begin with '{term.text}'"
    for one in query.filters:
        if one.field not in _WORDED or one.is_excluded:
            return f"'{write_query(Query(filters=(one,)))}'"
    if query.until is not None:
        return "reports until a day"
    return "" if query.terms or query.filters else "nothing in particular"


def _name(view: View, one: Filter) -> tuple[str, ...]:
    """The names that reports have for what a filter stands for, the most frequent first. Raises UsageError."""
    if one.field is Field.COUNTRY and (country := find_country(one.value.removeprefix("="))) is not None:
        return country.words
    headings = find_named(view, one.field, one.value)
    if not headings:
        raise UsageError(
            f"No report names the {KINDS[one.field].value} '{one.value}'.", hint="Look for its words instead."
        )
    names = [count.naming.name for heading in headings for count in view.count_namings(heading.heading_id)]
    return tuple(dict.fromkeys(name for name in names if name[:1].isupper()))[:_MOST_NAMES] or (one.value,)

"""Pages' parts that are drawn: worked out beside the desk with what they show, since drawing takes as long as finding.

Each takes the store, what it is about, the moment, the language, and `then`: the moment as it was asked for, which
links keep; empty where it is today.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote, urlencode

from markupsafe import Markup

from dateline import charts, run
from dateline.editions import EDITIONS
from dateline.gazetteer import load_countries
from dateline.records import Bond, Course, Episode, EpisodeState, Excerpt, Finding, Handover, Site, Span, TimelineEntry
from dateline.store import Store

N_COURSES = 6  # pairs of actors that are drawn, the busiest first
ORDER = (EpisodeState.ONGOING, EpisodeState.SILENT, EpisodeState.ENDED)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on the desk that keep the moment."""

    then: str

    def to(self, path: str, fragment: str = "", **params: str | int | date) -> str:
        """An address with parameters."""
        asked = {**params, **({"as_of": self.then} if self.then else {})}
        return f"{path}{'?' + urlencode(asked) if asked else ''}{'#' + fragment if fragment else ''}"

    def to_span(self, span: Span) -> str:
        """The words in their report."""
        return self.to(f"/reports/{quote(span.article_id, safe='')}", "here", start=span.start, end=span.end)

    def to_excerpt(self, excerpt: Excerpt) -> str:
        """The sentence in its report."""
        return self.to_span(excerpt.passage.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Days that matter, what began and went on, both between two days, and the picture of them."""

    entries: tuple[TimelineEntry, ...]
    episodes: tuple[tuple[Episode, EpisodeState], ...]
    figure: Markup
    first: date
    last: date


def tell_timeline(
    store: Store,
    *,
    about: str,
    as_of: datetime,
    language: str,
    then: str,
    n_days: int,
    first: date | None,
    last: date | None,
) -> Timeline | None:
    """The timeline, of all days or of those between two."""
    selection = run.select(store, about, as_of)
    if selection is None:
        return None
    today, links = selection.as_of.date(), Links(then)
    counts = Counter(one.published_at.date() for one in selection.articles if one.published_at)
    start, end = first or min(counts), min(last or today, today)
    entries = run.chronicle(store, about, as_of, run.Wanted(n_days=n_days, first=first, last=last)) or []
    episodes = tuple(
        (one, run.tell_state(one, today))
        for one in run.list_episodes(store, about, as_of) or []
        if (one.n_excerpts > 1 or run.tell_state(one, today) is not EpisodeState.SILENT)
        and one.started.day <= end
        and _last_day(one, today) >= start
    )
    picture = charts.draw_timeline(
        start=start,
        end=max(end, start),
        entries=entries,
        episodes=list(episodes),
        counts=dict(counts),
        link=links.to_span,
        zoom=lambda one, other: links.to(
            f"/situations/{quote(about, safe='')}/timeline", first=one, last=other, days=n_days
        ),
        edition=EDITIONS[language],
    )
    figure = charts.write_figure(picture, EDITIONS[language])
    return Timeline(entries=tuple(entries), episodes=episodes, figure=figure, first=start, last=end)


def _last_day(one: Episode, today: date) -> date:
    """The day up to which an episode is known to have gone on."""
    if one.ended is not None:
        return one.ended.day
    return today if run.tell_state(one, today) is EpisodeState.ONGOING else one.last.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Where events are between two days: the picture, and small ones of the parts of that time."""

    figure: Markup
    parts: Markup
    n_events: int
    months: tuple[date, ...]
    neighbours: tuple[tuple[str, Site], ...] = ()


def draw_map(
    store: Store, *, about: str, as_of: datetime, language: str, then: str, first: date | None, last: date | None
) -> Map | None:
    """The map of a situation's events."""
    situation, _ = run.understand(store, about, as_of)
    sites, spread = run.locate(store, about, as_of), run.trace(store, about, as_of)
    if situation is None or sites is None or spread is None:
        return None
    edition, links = EDITIONS[language], Links(then)
    own = tuple(load_countries()[iso2].iso3 for iso2 in situation.countries)
    shown = [one for one in sites if (not first or one.day >= first) and (not last or one.day <= last)]
    path = f"/situations/{quote(about, safe='')}/map"
    picture = charts.draw_map(
        shown,
        own=own,
        link=lambda spot: links.to(f"/places/{quote(spot.place.geonames_id, safe='')}"),
        edition=edition,
    )
    parts = charts.draw_multiples(
        shown, own=own, link=lambda one, other: links.to(path, first=one, last=other), edition=edition
    )
    return Map(
        figure=charts.write_figure(picture, edition),
        parts=charts.write_figure(parts, edition),
        n_events=len(shown),
        months=tuple(sorted({one.day.replace(day=1) for one in sites})),
        neighbours=spread.neighbours,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How actors stand to each other: bonds by state, who replaced whom, and pictures of both and of the pairs that did
    most to each other."""

    states: tuple[tuple[EpisodeState, tuple[Bond, ...]], ...]
    handovers: tuple[Handover, ...]
    figure: Markup
    pairs: tuple[Markup, ...] = ()
    days: tuple[date, ...] = field(default=())


def tell_standing(store: Store, *, about: str, as_of: datetime, language: str, then: str) -> Standing | None:
    """The relations as of the moment."""
    related = run.relate(store, about, as_of)
    if related is None:
        return None
    today, edition, links = as_of.date(), EDITIONS[language], Links(then)
    told = [(bond, run.tell_bond(bond, today)) for bond in related.bonds]
    states = ((state, tuple(bond for bond, one in told if one is state)) for state in ORDER)
    picture = charts.draw_relations(
        told,
        today,
        link=lambda bond: links.to_excerpt((bond.ended or bond.last).excerpt),
        link_party=lambda party: links.to("/search", q=f'"{party.name}"'),
        edition=edition,
    )
    courses = [one for one in run.follow(store, about, as_of) or [] if len(one.months) > 1][:N_COURSES]
    return Standing(
        states=tuple(one for one in states if one[1]),
        handovers=tuple(related.handovers),
        figure=charts.write_figure(picture, edition),
        pairs=tuple(_draw_course(one, at, links, language) for at, one in enumerate(courses)),
        days=tuple(sorted({bond.came.day for bond in related.bonds})),
    )


def _draw_course(course: Course, at: int, links: Links, language: str) -> Markup:
    picture = charts.draw_pair(course, link=links.to_excerpt, edition=EDITIONS[language], name=f"pair-{at}")
    return charts.write_figure(picture, EDITIONS[language])


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is measured in a situation's countries: what it tells, and a picture of each series."""

    findings: tuple[Finding, ...]
    figures: tuple[Markup, ...]


def tell_figures(store: Store, *, about: str, as_of: datetime, language: str) -> Figures | None:
    """The series."""
    measured = run.measure(store, about, as_of, language)
    if measured is None:
        return None
    edition = EDITIONS[language]
    pictures = (
        charts.draw_series(rows, edition=edition, name=f"series-{at}") for at, rows in enumerate(measured.series)
    )
    return Figures(findings=measured.findings, figures=tuple(charts.write_figure(one, edition) for one in pictures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who reports on a situation, with pictures of outlets by country and by owner."""

    cover: run.Cover
    countries: Markup
    owners: Markup


def tell_coverage(store: Store, *, about: str, as_of: datetime, language: str) -> Coverage | None:
    """The coverage."""
    found = run.cover(store, about, as_of)
    if found is None:
        return None
    edition = EDITIONS[language]
    known = load_countries()
    countries = [(edition.bare(known[code]) if code in known else "?", n) for code, n in found.countries]
    owners = [(edition.label(owner or "unknown"), n) for owner, n in found.owners]
    drawn = [
        charts.draw_bars(bars, edition.say(f"chart.by_{name}"), edition=edition, name=name)
        for name, bars in (("country", countries), ("owner", owners))
    ]
    by_country, by_owner = (charts.write_figure(one, edition) for one in drawn)
    return Coverage(cover=found, countries=by_country, owners=by_owner)

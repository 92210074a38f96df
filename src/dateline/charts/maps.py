"""Maps: where the events of a situation are, in one picture or period by period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from dateline.charts.basemap import Ground, draw_ground
from dateline.charts.geometry import load_town_names
from dateline.charts.keys import LINE, draw_key, draw_mark, draw_patterns, key_height
from dateline.charts.labels import Box, Room, width_of
from dateline.charts.markup import anchor, tag
from dateline.charts.naming import beside, name_countries, name_country, name_towns, write_beside
from dateline.charts.panels import Panels, tabulate_periods
from dateline.charts.periods import choose_step, list_periods
from dateline.charts.pictures import Picture, Sheet, Table, draw_both, say_all, write_svg
from dateline.charts.projection import Frame
from dateline.charts.spots import GRAVEST_FIRST, Spot, find_view, gather, points_of, radius
from dateline.editions import ENGLISH, Edition
from dateline.records import Site

HEIGHTS = {True: (0.52, 0.72), False: (0.95, 1.25)}  # of a map, by its width: wide and narrow
MOST_PANELS = 12
N_NAMED = {True: 14, False: 7}  # places with their names
N_LISTED = 3
N_WHOLE = 4  # countries whose events have no nearer place, with their numbers
N_DISPUTES = 5  # told in full; more are only named
BOLD = 1.2  # of the width of the same words in regular type
Link = Callable[[Spot], str]


@dataclass(frozen=True, slots=True)
class _View:
    """A frame with the places in it, where they are, and what is not in it."""

    frame: Frame
    inside: tuple[tuple[Spot, float, float], ...]
    outside: tuple[Spot, ...]


def draw_map(
    sites: Iterable[Site],
    *,
    since: date | None = None,
    until: date | None = None,
    own: Sequence[str] = (),
    link: Link = lambda spot: "",
    edition: Edition = ENGLISH,
    name: str = "map",
) -> Picture:
    """The events of some days as circles where they were: the area says how many, the form of which class most are.

    `own`: the countries of the situation (ISO 3166-1 alpha-3), which stand out. `link`: where a circle leads.
    """
    spots = gather(sites, since, until)
    title, telling = edition.say("chart.map"), _describe(spots, edition)
    grounds = list[Ground]()

    def draw(sheet: Sheet) -> Markup:
        view = _see(sheet, spots, own)
        ground = draw_ground(view.frame, own, sheet.id("claimed"))
        grounds.append(ground)
        room = Room(Box(0, 0, view.frame.width, view.frame.height))
        marks = _draw_marks(sheet, room, view, link)
        names = _name_spots(sheet, room, view)
        shown = [ground.markup, *_name_ground(sheet, room, view, ground, own), marks, names]
        plate = tag("svg", *shown, width=view.frame.width, height=view.frame.height)
        bottom = view.frame.height + 16
        key = draw_key(sheet, bottom, _most(spots))
        bottom += key_height(sheet)
        whole, high = _whole_countries(sheet, spots, link, bottom)
        return write_svg(sheet, bottom + high, title, telling, draw_patterns(sheet), plate, key, whole)

    wide, narrow = draw_both(draw, name, edition)
    notes = _write_notes(spots, _see(Sheet(width=800, name=name, edition=edition), spots, own), grounds, edition)
    return Picture(
        title=title, description=telling, wide=wide, narrow=narrow, table=_tabulate(spots, edition), notes=notes
    )


def draw_multiples(
    sites: Iterable[Site],
    *,
    since: date | None = None,
    until: date | None = None,
    own: Sequence[str] = (),
    link: Callable[[date, date], str] = lambda first, last: "",
    edition: Edition = ENGLISH,
    name: str = "maps",
) -> Picture:
    """The same map period by period, twelve at most, so that the spread can be seen: months, quarters, years or more.

    `link`: where a small map leads, by its first and last day.
    """
    spots = gather(sites, since, until)
    days = [day for spot in spots for day in spot.days]
    first, last = since or min(days, default=date.min), until or max(days, default=date.min)
    periods = list_periods(first, last, choose_step(first, last, MOST_PANELS)) if spots else []
    if periods and periods[-1][1].year > last.year:  # two years, of which the second has not come
        periods[-1] = periods[-1][0], date(last.year, 12, 31)
    title, telling = edition.say("chart.maps"), _describe(spots, edition)
    grounds = list[Ground]()

    def draw(sheet: Sheet) -> Markup:
        panels = Panels(sheet, spots, own, periods)
        grounds.append(panels.ground)
        return write_svg(sheet, panels.height, title, telling, draw_patterns(sheet), *panels.draw(link))

    wide, narrow = draw_both(draw, name, edition)
    notes = tell_borders(grounds, edition)
    table = tabulate_periods(spots, periods, edition)
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=table, notes=notes)


def _see(sheet: Sheet, spots: Sequence[Spot], own: Sequence[str]) -> _View:
    low, high = (share * sheet.width for share in HEIGHTS[sheet.is_wide])
    frame = find_view(spots, own, sheet.width, (low, high))
    inside, outside = list[tuple[Spot, float, float]](), list[Spot]()
    for spot, (x, y) in zip(spots, frame.place(points_of(spots)).tolist(), strict=True):
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            inside.append((spot, x, y))
        elif not spot.is_country:
            outside.append(spot)
    return _View(frame, tuple(inside), tuple(outside))


def _most(spots: Sequence[Spot]) -> int:
    return max((spot.n for spot in spots if not spot.is_country), default=1)


def _draw_marks(sheet: Sheet, room: Room, view: _View, link: Link) -> Markup:
    """The circles, the larger ones below; their places are kept free of names."""
    most = _most([spot for spot, _, _ in view.inside])
    marks = []
    for spot, x, y in view.inside:
        if spot.is_country:
            continue
        r = radius(spot.n, most, is_wide=sheet.is_wide)
        room.take(Box(x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8))
        shape = draw_mark(sheet, spot.quad, (x, y), r, is_vague=spot.is_vague)
        marks.append(anchor(link(spot), _tell(spot, sheet.edition), shape))
    return tag("g", *marks, class_="marks")


def _name_spots(sheet: Sheet, room: Room, view: _View) -> Markup:
    """The names of the places with the most events, where there is room."""
    most, size, drawn = _most([spot for spot, _, _ in view.inside]), sheet.font, list[Markup]()
    for spot, x, y in view.inside:
        if spot.is_country or len(drawn) >= N_NAMED[sheet.is_wide]:
            continue
        r = radius(spot.n, most, is_wide=sheet.is_wide)
        label = _name(spot, sheet.edition)
        box = room.first_free(beside(x, y, r, width_of(label, size) * BOLD, size))
        if box is not None:
            drawn.append(write_beside(box, x, label, size))
    return tag("g", *drawn, class_="places", aria_hidden="true") if drawn else Markup("")


def _name_ground(sheet: Sheet, room: Room, view: _View, ground: Ground, own: Sequence[str]) -> list[Markup]:
    """Names of countries and capitals in the room that is left: those of the situation's countries first."""
    counts = {spot.place.country for spot, _, _ in view.inside}
    countries = name_countries(sheet, room, ground.pieces, own or sorted(counts)[:3])
    named = {spot.place.name for spot, _, _ in view.inside if not spot.is_country}
    return [countries, name_towns(sheet, room, view.frame, named)]


def _whole_countries(sheet: Sheet, spots: Sequence[Spot], link: Link, top: float) -> tuple[Markup, float]:
    """What is placed no nearer than its country, as numbers with links below the map, and how high that is."""
    whole = [spot for spot in spots if spot.is_country]
    if not whole:
        return Markup(""), 0.0
    said = [(sheet.edition.say("chart.in_country"), "", "")]
    for spot in whole[:N_WHOLE]:
        country = name_country(spot.place.country, sheet.edition) or spot.place.name
        said.append((f"{country} {sheet.edition.number(spot.n)}", link(spot), _tell(spot, sheet.edition)))
    if len(whole) > N_WHOLE:
        said.append((sheet.edition.say("chart.other_countries", n=sum(spot.n for spot in whole[N_WHOLE:])), "", ""))
    x, y, drawn = 8.0, top + 12, list[Markup]()
    for told, href, label in said:
        wide = width_of(told, sheet.font)
        if x + wide > sheet.width and x > 8:
            x, y = 8.0, y + LINE
        text = tag("text", told, x=x, y=y)
        drawn.append(anchor(href, label, text) if label else text)
        x += wide + 14
    return tag("g", *drawn, class_="whole"), y + 10 - top


def _tell(spot: Spot, edition: Edition) -> str:
    """Gao: 12 events; 10 material conflict, 2 verbal conflict."""
    counts = spot.counts
    parts = [f"{edition.number(counts[q])} {edition.say(f'chart.quad_{q}')}" for q in GRAVEST_FIRST if counts[q]]
    return f"{_name(spot, edition)}{edition.colon}{edition.say('chart.n_events', n=spot.n)} ({', '.join(parts)})"


def _name(spot: Spot, edition: Edition) -> str:
    """The name of a place; that of a region says that it is one, that of a country or capital is the language's."""
    if spot.place.feature.startswith("PCL"):
        return name_country(spot.place.country, edition) or spot.place.name
    if spot.place.feature.startswith("ADM"):
        return edition.say("chart.region", name=spot.place.name)
    return load_town_names(edition.code).get(spot.place.name, spot.place.name)


def _name_far(spot: Spot, edition: Edition) -> str:
    """The name with that of its country, which a map does not show."""
    country = name_country(spot.place.country, edition)
    return _name(spot, edition) if spot.is_country or not country else f"{_name(spot, edition)}, {country}"


def _describe(spots: Sequence[Spot], edition: Edition) -> str:
    if not spots:
        return edition.say("chart.no_events")
    first, last = min(spot.days[0] for spot in spots), max(spot.days[1] for spot in spots)
    listed = edition.join([f"{_name(spot, edition)} ({edition.number(spot.n)})" for spot in spots[:N_LISTED]])
    n = sum(spot.n for spot in spots)
    return edition.say("chart.map_told", n=n, k=len(spots), first=first, last=last, listed=listed)


def _tabulate(spots: Sequence[Spot], edition: Edition) -> Table:
    header = say_all(
        edition, ["place", "country", "events", *(f"quad_{quad}" for quad in GRAVEST_FIRST), "first", "last"]
    )
    rows = (
        (
            _name(spot, edition),
            name_country(spot.place.country, edition) or spot.place.country,
            edition.number(spot.n),
            *(edition.number(spot.counts[quad]) for quad in GRAVEST_FIRST),
            *map(edition.day, spot.days),
        )
        for spot in spots
    )
    return Table(header=header, rows=tuple(rows))


def _write_notes(spots: Sequence[Spot], view: _View, grounds: Sequence[Ground], edition: Edition) -> tuple[str, ...]:
    """What a reader has to know who sees the map alone: what is not on it, how near places are known, disputes."""
    notes = list[str]()
    if view.outside:
        far = [f"{_name_far(spot, edition)} ({edition.number(spot.n)})" for spot in view.outside]
        more = [edition.say("chart.n_places", n=len(far) - 5)] if len(far) > 6 else far[5:]
        notes.append(edition.say("chart.outside", listed=edition.join(far[:5] + more)))
    n_whole = sum(spot.n for spot in spots if spot.is_country)
    if n_whole:
        notes.append(edition.say("chart.no_nearer", n=n_whole))
    if any(spot.is_vague and not spot.is_country for spot in spots):
        notes.append(edition.say("chart.vague"))
    return *notes, *tell_borders(grounds, edition)


def tell_borders(grounds: Sequence[Ground], edition: Edition) -> tuple[str, ...]:
    """Whose borders are drawn, and what of them is in dispute."""
    told = list(dict.fromkeys(dispute.words[edition.code] for ground in grounds for dispute in ground.disputes))
    short = edition.list_up(one.partition(":")[0].strip() for one in told) + "."
    listed = short if len(told) > N_DISPUTES else " ".join(told)
    return (edition.say("chart.borders"), *([edition.say("chart.disputes", listed=listed)] if told else []))

"""Small maps side by side, one a period, all of the same ground and to the same scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from dateline.charts.basemap import Ground, draw_ground
from dateline.charts.keys import draw_key, draw_mark, key_height
from dateline.charts.markup import anchor, tag
from dateline.charts.periods import name_period
from dateline.charts.pictures import Sheet, Table, say_all
from dateline.charts.projection import Frame
from dateline.charts.spots import GRAVEST_FIRST, Spot, find_view, gather, points_of, radius
from dateline.editions import Edition

GUTTER, HEADING = 10.0, 18.0
COLUMNS = {True: 4, False: 2}
HEIGHTS = (0.6, 1.1)  # of a panel, by its width
SMALLER = 0.6  # than on a map of its own is a circle
Days = tuple[date, date]


class Panels:
    """The panels of one drawing: their ground is drawn once and used by each."""

    def __init__(self, sheet: Sheet, spots: Sequence[Spot], own: Sequence[str], periods: Sequence[Days]) -> None:
        self.sheet, self.spots, self.periods = sheet, spots, periods
        self.columns = min(COLUMNS[sheet.is_wide], max(1, len(periods)))
        wide = (sheet.width - GUTTER * (self.columns - 1)) / self.columns
        self.frame: Frame = find_view(spots, own, wide, (HEIGHTS[0] * wide, HEIGHTS[1] * wide))
        self.ground: Ground = draw_ground(self.frame, own, sheet.id("claimed"))
        self.inside = [
            [spot for spot in self._within(days) if not spot.is_country and self._is_seen(spot)] for days in periods
        ]
        self.most = max((spot.n for panel in self.inside for spot in panel), default=1)

    @property
    def height(self) -> float:
        """Of the whole picture."""
        rows = -(-len(self.periods) // self.columns)
        return rows * self._row + 8 + key_height(self.sheet)

    @property
    def _row(self) -> float:
        return self.frame.height + HEADING + GUTTER

    def draw(self, link: Callable[[date, date], str]) -> Iterator[Markup]:
        """The ground, the panels and the key."""
        yield tag("defs", tag("g", self.ground.markup, id=self.sheet.id("ground")))
        for at, (first, last) in enumerate(self.periods):
            x = at % self.columns * (self.frame.width + GUTTER)
            y = at // self.columns * self._row
            n = sum(spot.n for spot in self._within((first, last)))
            edition = self.sheet.edition
            told = f"{name_period(first, last, edition)}{edition.colon}{edition.say('chart.n_events', n=n)}"
            panel = self._panel(at, y + HEADING, x)
            yield anchor(link(first, last), told, tag("text", told, x=x, y=y + 13, class_="heading"), panel)
        key = draw_key(self.sheet, self.height - key_height(self.sheet) + 4, self.most, SMALLER)
        yield key

    def _panel(self, at: int, y: float, x: float) -> Markup:
        ground = tag("use", href=f"#{self.sheet.id('ground')}")
        marks = []
        for spot in self.inside[at]:
            [(left, top)] = self.frame.place(points_of([spot])).tolist()
            r = radius(spot.n, self.most, is_wide=self.sheet.is_wide) * SMALLER
            marks.append(draw_mark(self.sheet, spot.quad, (left, top), max(1.8, r), touch=0))
        return tag("svg", ground, *marks, x=x, y=y, width=self.frame.width, height=self.frame.height)

    def _within(self, days: Days) -> list[Spot]:
        return gather((site for spot in self.spots for site in spot.sites), *days)

    def _is_seen(self, spot: Spot) -> bool:
        [(x, y)] = self.frame.place(points_of([spot])).tolist()
        return bool(0 <= x <= self.frame.width and 0 <= y <= self.frame.height)


def tabulate_periods(spots: Sequence[Spot], periods: Sequence[Days], edition: Edition) -> Table:
    """How many events of each class in each period, and where the most were."""
    rows = []
    for first, last in periods:
        found = gather((site for spot in spots for site in spot.sites), first, last)
        n = sum(spot.n for spot in found)
        by_quad = [sum(spot.counts[quad] for spot in found) for quad in GRAVEST_FIRST]
        listed = ", ".join(f"{spot.place.name} ({edition.number(spot.n)})" for spot in found[:3])
        period = name_period(first, last, edition)
        rows.append((period, edition.number(n), *map(edition.number, by_quad), listed))
    header = say_all(edition, ["when", "events", *(f"quad_{quad}" for quad in GRAVEST_FIRST), "most_at"])
    return Table(header=header, rows=tuple(rows))

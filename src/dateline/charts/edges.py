"""The lines between two actors: their bend, their arrow, and the words that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from markupsafe import Markup

from dateline.charts.labels import Box, Room, width_of
from dateline.charts.markup import tag
from dateline.charts.pictures import Sheet
from dateline.records import EpisodeState, RelationKind

CLEAR = 11.0  # units from the middle of a mark
BEND = 34.0  # units between two lines of the same two actors, at their middle
AGAINST = frozenset([RelationKind.AT_WAR, RelationKind.SANCTIONS])
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plate:
    """The mark of an actor at a point with its name below it: half as wide, and as deep, as these."""

    x: float
    y: float
    half: float
    depth: float

    def leave(self, towards: Point) -> Point:
        """Where a line that goes from the mark to a point comes out from under mark and name."""
        dx, dy = towards[0] - self.x, towards[1] - self.y
        length = hypot(dx, dy) or 1.0
        dx, dy, away = dx / length, dy / length, CLEAR
        if dy > 0 and abs(dx) * CLEAR < self.half * dy:
            away = max(CLEAR, min(self.depth / dy, self.half / max(abs(dx), 1e-6)))
        away = min(away, length * 0.45)
        return self.x + dx * away, self.y + dy * away


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from one place to another, bent by so many steps to its left."""

    kind: RelationKind
    state: EpisodeState
    begin: Plate
    end: Plate
    bend: float = 0.0

    @property
    def tone(self) -> str:
        """The class by which charts.css draws it: who is against whom, who leads, and all that is between friends."""
        if self.kind in AGAINST:
            return "against"
        return "leads" if self.kind is RelationKind.LEADS else "with"

    @property
    def control(self) -> Point:
        """The point towards which it is bent."""
        ax, ay, bx, by = self.begin.x, self.begin.y, self.end.x, self.end.y
        length = hypot(bx - ax, by - ay) or 1.0
        away = self.bend * BEND * 2
        return (ax + bx) / 2 - (by - ay) / length * away, (ay + by) / 2 + (bx - ax) / length * away

    def at(self, share: float) -> Point:
        """The point on it at a share of the way."""
        (ax, ay), (bx, by) = self.begin.leave(self.control), self.end.leave(self.control)
        cx, cy = self.control if self.bend else ((ax + bx) / 2, (ay + by) / 2)
        one, two, three = (1 - share) ** 2, 2 * share * (1 - share), share**2
        return ax * one + cx * two + bx * three, ay * one + cy * two + by * three


def draw_edge(edge: Edge) -> Markup:
    """The line from mark to mark, with an arrow where one does it to the other."""
    cx, cy = edge.control
    first, last = edge.begin.leave((cx, cy)), edge.end.leave((cx, cy))
    classes = f"edge {edge.tone} {edge.state.name.casefold()} kind-{edge.kind}"
    bend = f"Q{cx:.1f} {cy:.1f} " if edge.bend else "L"
    line = f"M{first[0]:.1f} {first[1]:.1f}{bend}{last[0]:.1f} {last[1]:.1f}"
    hit = tag("path", class_="reach", d=line)
    drawn = tag("path", class_=classes, d=line)
    return hit + drawn + ("" if edge.kind.is_mutual else _arrow(edge, last))


def name_edge(sheet: Sheet, edge: Edge, room: Room) -> Markup:
    """What a line says, on it where there is room; nothing else where it is left to its title."""
    label, size = sheet.edition.say(f"chart.kind_{edge.kind}"), sheet.font * 0.85
    wide, shares = width_of(label, size) + 4, (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)
    boxes = []
    for x, y in map(edge.at, shares):
        boxes.append(Box(x - wide / 2, y - size * 0.65, x + wide / 2, y + size * 0.65))
    box = room.first_free(boxes)
    if box is None:
        return Markup("")
    x, y = (box.left + box.right) / 2, box.bottom - size * 0.35
    return tag("text", label, x=x, y=y, text_anchor="middle", class_=f"said {edge.tone} {edge.state.name.casefold()}")


def _arrow(edge: Edge, tip: Point) -> Markup:
    cx, cy = edge.control
    length = hypot(tip[0] - cx, tip[1] - cy) or 1.0
    dx, dy = (tip[0] - cx) / length, (tip[1] - cy) / length
    back = tip[0] - dx * 7, tip[1] - dy * 7
    left, right = (back[0] - dy * 3.2, back[1] + dx * 3.2), (back[0] + dy * 3.2, back[1] - dx * 3.2)
    data = f"M{tip[0]:.1f} {tip[1]:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}z"
    return tag("path", class_=f"arrow {edge.tone} {edge.state.name.casefold()}", d=data)

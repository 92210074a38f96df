"""The graph of actors: who stands how to whom as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from markupsafe import Markup

from dateline.charts.edges import Edge, Plate, draw_edge, name_edge
from dateline.charts.labels import Box, Room, width_of, wrap
from dateline.charts.layout import arrange
from dateline.charts.markup import anchor, tag
from dateline.charts.pictures import Picture, Sheet, Table, draw_both, say_all, write_svg
from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_party
from dateline.records import ActorKind, Bond, EpisodeState, Party

MOST_ACTORS = {True: 40, False: 24}
RADIUS = 7.0  # of an actor's mark
NAME_WIDTH = {True: 120.0, False: 92.0}
LINE = 14.0
KEY_LINE = 20.0
_FORMS = {
    ActorKind.COUNTRY: "state",
    ActorKind.GOVERNMENT: "person",
    ActorKind.PERSON: "person",
    ActorKind.ARMED_FORCES: "force",
    ActorKind.POLICE: "force",
    ActorKind.ARMED_GROUP: "group",
    ActorKind.CRIMINALS: "group",
    ActorKind.INTERNATIONAL_ORGANISATION: "organisation",
}  # the form of every other kind is "body"
FORMS = ("state", "person", "force", "group", "organisation", "body")
_STATES = (EpisodeState.ONGOING, EpisodeState.SILENT, EpisodeState.ENDED)
Bonds = Sequence[tuple[Bond, EpisodeState]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """Actors with their relations, the actors of most reports first, and where each leads."""

    parties: tuple[Party, ...]
    bonds: tuple[tuple[Bond, EpisodeState], ...]
    link: Callable[[Bond], str]
    link_party: Callable[[Party], str]


def draw_relations(
    bonds: Iterable[tuple[Bond, EpisodeState]],
    as_of: date,
    *,
    link: Callable[[Bond], str] = lambda bond: "",
    link_party: Callable[[Party], str] = lambda party: "",
    edition: Edition = ENGLISH,
    name: str = "relations",
) -> Picture:
    """Actors as marks and their relations as lines; each bond comes with what is known of it on the day.

    What has ended is drawn only between actors whom something else still relates, and faintly; the table has all.
    """
    told = tuple(sorted(bonds, key=_order))
    graph = _make_graph(told, link, link_party)
    title = edition.say("chart.relations", day=as_of)
    listed = [edition.say("chart.bonds_" + state.name.casefold(), n=_count(told, state)) for state in _STATES]
    n_actors = edition.say("chart.n_actors", n=len({side.key for bond, _ in told for side in (bond.left, bond.right)}))
    telling = f"{n_actors}; {edition.join(listed)}."
    wide, narrow = draw_both(lambda sheet: _draw(sheet, graph, title, telling), name, edition)
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=_tabulate(told, edition))


def _order(one: tuple[Bond, EpisodeState]) -> tuple[int, str, str, str, date]:
    bond, state = one
    return _STATES.index(state), bond.kind, bond.left.key, bond.right.key, bond.first.day


def _count(bonds: Bonds, state: EpisodeState) -> int:
    return sum(1 for _, one in bonds if one is state)


def _make_graph(bonds: Bonds, link: Callable[[Bond], str], link_party: Callable[[Party], str]) -> _Graph:
    """The latest bond of each kind between two, and its actors: those of what has not ended, where there is such."""
    latest: dict[tuple[str, str, str], tuple[Bond, EpisodeState]] = {}
    for bond, state in reversed(bonds):  # what has ended first, so that what goes on takes its place
        latest[bond.kind, bond.left.key, bond.right.key] = (bond, state)
    kept = sorted(latest.values(), key=_order)
    lasting = [one for one in kept if one[1] is not EpisodeState.ENDED] or kept
    weight = Counter[str]()
    parties: dict[str, Party] = {}
    for bond, _ in lasting:
        for side in (bond.left, bond.right):
            parties.setdefault(side.key, side)
            weight[side.key] += 1 + bond.n_reports
    first = sorted(parties.values(), key=lambda party: (-weight[party.key], party.name, party.key))
    chosen = {party.key for party in first}
    shown = tuple(one for one in kept if one[0].left.key in chosen and one[0].right.key in chosen)
    return _Graph(parties=tuple(first), bonds=shown, link=link, link_party=link_party)


def _draw(sheet: Sheet, graph: _Graph, title: str, telling: str) -> Markup:
    parties = graph.parties[: MOST_ACTORS[sheet.is_wide]]
    at = {party.key: n for n, party in enumerate(parties)}
    bonds = [one for one in graph.bonds if one[0].left.key in at and one[0].right.key in at]
    names = [wrap(name_party(party, sheet.edition), sheet.font, NAME_WIDTH[sheet.is_wide], 2) for party in parties]
    sizes = np.array([_size(sheet, lines) for lines in names]).reshape(-1, 2)
    pairs = [(at[bond.left.key], at[bond.right.key]) for bond, _ in bonds]
    places, height = arrange(pairs, sizes, sheet.width, sheet.is_wide)
    middles = [
        Plate(x, y - high / 2 + RADIUS + 6, wide / 2 - 6, high - RADIUS - 14)
        for (x, y), (wide, high) in zip(places.tolist(), sizes.tolist(), strict=True)
    ]
    plates = {party.key: middle for party, middle in zip(parties, middles, strict=True)}
    room = Room(Box(0, 0, sheet.width, height))
    for (x, y), (wide, high) in zip(places.tolist(), sizes.tolist(), strict=True):
        room.take(Box(x - wide / 2 + 6, y - high / 2 + 4, x + wide / 2 - 6, y + high / 2 - 2))
    lines = tag("g", *_draw_edges(sheet, graph, bonds, plates, room), class_="edges")
    marks = [_draw_party(sheet, graph, *one) for one in zip(parties, middles, names, strict=True)]
    key, key_height = _draw_key(sheet, bonds, parties, height + 8)
    more = len(graph.parties) - len(parties)
    rest = tag("text", sheet.edition.say("chart.more_actors", n=more), x=8, y=height + key_height + 22) if more else ""
    whole = height + key_height + (30 if more else 12)
    return write_svg(sheet, whole, title, telling, lines, tag("g", *marks, class_="actors"), key, rest)


def _size(sheet: Sheet, lines: Sequence[str]) -> tuple[float, float]:
    wide = max(2 * RADIUS, *(width_of(line, sheet.font) * 1.12 for line in lines)) + 16
    return wide, 2 * RADIUS + 10 + LINE * len(lines) + 10


def _draw_edges(sheet: Sheet, graph: _Graph, bonds: Bonds, plates: Mapping[str, Plate], room: Room) -> list[Markup]:
    """Lines with their words where there is room; several between the same two bend away from each other."""
    number, drawn = Counter[frozenset[str]](), list[Markup]()
    total = Counter(frozenset((bond.left.key, bond.right.key)) for bond, _ in bonds)
    for bond, state in bonds:
        pair = frozenset((bond.left.key, bond.right.key))
        bend = (number[pair] - (total[pair] - 1) / 2) * (1 if bond.left.key < bond.right.key else -1)
        number[pair] += 1
        ends = plates[bond.left.key], plates[bond.right.key]
        edge = Edge(kind=bond.kind, state=state, begin=ends[0], end=ends[1], bend=bend)
        label = _tell(bond, state, sheet.edition)
        drawn.append(anchor(graph.link(bond), label, draw_edge(edge), name_edge(sheet, edge, room)))
    return drawn


def _draw_party(sheet: Sheet, graph: _Graph, party: Party, middle: Plate, lines: Sequence[str]) -> Markup:
    x, y = middle.x, middle.y
    texts = [
        tag("text", line, x=x, y=y + RADIUS + LINE * (n + 1) - 1, text_anchor="middle") for n, line in enumerate(lines)
    ]
    kind = sheet.edition.say(f"chart.form_{form_of(party)}")
    return anchor(
        graph.link_party(party), f"{name_party(party, sheet.edition)} ({kind})", draw_form(form_of(party), x, y), *texts
    )


def form_of(party: Party) -> str:
    """Which form stands for an actor: that of its kind."""
    return _FORMS.get(party.kind, "body")


def draw_form(form: str, x: float, y: float, r: float = RADIUS) -> Markup:
    """The mark of an actor: a square for states, a circle for persons, and so on."""
    paths = {
        "state": f"M{x - r:.1f} {y - r:.1f}h{2 * r:g}v{2 * r:g}h-{2 * r:g}z",
        "force": f"M{x:.1f} {y - r * 1.15:.1f}l{r * 1.15:.1f} {r * 2.05:.1f}h-{r * 2.3:.1f}z",
        "group": f"M{x:.1f} {y - r * 1.3:.1f}l{r * 1.3:.1f} {r * 1.3:.1f}l-{r * 1.3:.1f} {r * 1.3:.1f}"
        f"l-{r * 1.3:.1f}-{r * 1.3:.1f}z",
        "organisation": f"M{x - r * 1.15:.1f} {y:.1f}l{r * 0.58:.1f}-{r:.1f}h{r * 1.14:.1f}l{r * 0.58:.1f} {r:.1f}"
        f"l-{r * 0.58:.1f} {r:.1f}h-{r * 1.14:.1f}z",
        "body": f"M{x - r:.1f} {y - r * 0.5:.1f}h{2 * r:g}v{r:g}h-{2 * r:g}z",
    }
    if form == "person":
        return tag("circle", class_="actor person", cx=x, cy=y, r=r)
    return tag("path", class_=f"actor {form}", d=paths[form])


def _draw_key(sheet: Sheet, bonds: Bonds, parties: Sequence[Party], top: float) -> tuple[Markup, float]:
    """What forms and lines mean, those that are there, and how high that is."""
    x, y, parts = 10.0, top + 10, list[Markup]()
    items = [(f"form_{form}", "form", form) for form in FORMS if any(form_of(one) == form for one in parties)]
    items += [(f"line_{state.name.casefold()}", "line", state.name.casefold()) for state in _STATES]
    for key, what, which in items:
        label = sheet.edition.say(f"chart.{key}")
        wide = width_of(label, sheet.font) + (24 if what == "form" else 40)
        if x + wide > sheet.width and x > 10:
            x, y = 10.0, y + KEY_LINE
        if what == "form":
            parts.append(draw_form(which, x + 6, y - 4, 5.5))
        else:
            parts.append(tag("path", class_=f"edge {which}", d=f"M{x:g} {y - 4:g}h24"))
        parts.append(tag("text", label, x=x + (16 if what == "form" else 30), y=y))
        x += wide + 12
    return tag("g", *parts, class_="key", aria_hidden="true"), y + 8 - top


def _tell(bond: Bond, state: EpisodeState, edition: Edition) -> str:
    """Mali: hosts forces of Russia; since 1 December 2021, last told of on 7 May 2025, goes on."""
    office = f" ({bond.role})" if bond.role else ""
    return edition.say(
        "chart.bond_told",
        left=name_party(bond.left, edition),
        kind=edition.say(f"chart.kind_{bond.kind}"),
        right=name_party(bond.right, edition) + office,
        first=bond.came.day,
        last=(bond.ended or bond.last).day,
        state=edition.say(f"chart.{state.name.casefold()}"),
    )


def _tabulate(bonds: Bonds, edition: Edition) -> Table:
    rows = (
        (
            name_party(bond.left, edition),
            edition.say(f"chart.kind_{bond.kind}") + (f" ({bond.role})" if bond.role else ""),
            name_party(bond.right, edition),
            edition.say(f"chart.{state.name.casefold()}"),
            edition.day(bond.came.day),
            edition.day((bond.ended or bond.last).day),
            edition.number(bond.n_reports),
        )
        for bond, state in bonds
    )
    return Table(header=say_all(edition, ["who", "how", "whom", "state", "first", "last", "reports"]), rows=tuple(rows))

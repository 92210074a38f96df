"""Where the actors of a graph stand: those who are related near each other, and no name over another.

Stress majorization (Gansner, Koren and North 2005), one actor at a time: distances on the page come as near as they can
to the number of steps between two actors. It starts from a spiral in the order given and always ends in the same
picture, on any machine: sums are made one after the other, since those of a linear algebra library differ between
processors in the last digit, and an even start would fall to one side or the other by that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]
ROUNDS, PUSHES = 300, 400
STILL = 1e-4  # steps: nobody moves more, and the picture is done
DIGITS = 9  # of sines and cosines, which differ beyond between machines
LARGE = 5  # actors of a component that has the whole width
APART = 2.6  # steps between actors that nothing connects


def lay_out(n: int, pairs: Sequence[tuple[int, int]]) -> Grid:
    """Places of n actors (n x 2, around the origin) with those of each pair a step apart."""
    if n < 2:
        return np.zeros((n, 2))
    steps = count_steps(n, pairs).tolist()
    spots = [_start(at, n) for at in range(n)]
    for _ in range(ROUNDS):
        if max(_settle(at, spots, steps[at]) for at in range(n)) < STILL:
            break
    return _turn(spots)


def _start(at: int, n: int) -> list[float]:
    """A place on a spiral."""
    angle, far = 2 * math.pi * at / n, n**0.5 * (0.8 + 0.4 * at / n)
    return [round(far * math.cos(angle), DIGITS), round(far * math.sin(angle), DIGITS)]


def _settle(at: int, spots: list[list[float]], steps: Sequence[float]) -> float:
    """Move one actor to where the others' pulls even out; how far it went."""
    x, y = spots[at]
    whole = across = along = 0.0
    for other, (far_x, far_y) in enumerate(spots):
        if other == at:
            continue
        weight = 1 / (steps[other] * steps[other])
        apart = math.sqrt((x - far_x) * (x - far_x) + (y - far_y) * (y - far_y))
        reach = steps[other] / apart if apart > 1e-9 else 0.0
        whole += weight
        across += weight * (far_x + (x - far_x) * reach)
        along += weight * (far_y + (y - far_y) * reach)
    spots[at] = [across / whole, along / whole]
    return max(abs(spots[at][0] - x), abs(spots[at][1] - y))


def count_steps(n: int, pairs: Sequence[tuple[int, int]]) -> Grid:
    """How many steps it is from each to each; a little more than the longest way to whom none leads."""
    steps = np.full((n, n), np.inf)
    np.fill_diagonal(steps, 0)
    for one, other in pairs:
        if one != other:
            steps[one, other] = steps[other, one] = 1
    for via in range(n):
        steps = np.minimum(steps, steps[:, via : via + 1] + steps[via : via + 1, :])
    known = steps[np.isfinite(steps)]
    steps[~np.isfinite(steps)] = max(APART, float(known.max()))
    np.fill_diagonal(steps, 1)
    return steps


def stretch(places: Grid, width: float, height: float, sizes: Grid) -> Grid:
    """The places spread over a page; `sizes` (n x 2) is the room that each takes."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high - low < 1e-6, 1, high - low)
    edge = sizes.max(axis=0) / 2
    room = np.maximum(1, np.array([width, height]) - 2 * edge)
    at = (places - low) / span
    at = np.where(high - low < 1e-6, 0.5, at)
    return _push(edge + at * room, width, height, sizes)


def find_components(n: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The actors that are connected with each other, the most first."""
    group = list(range(n))
    for one, other in pairs:
        low, high = sorted((group[one], group[other]))
        group = [low if at == high else at for at in group]
    found = [[at for at in range(n) if group[at] == first] for first in sorted(set(group))]
    return sorted(found, key=lambda part: -len(part))


def arrange(pairs: Sequence[tuple[int, int]], sizes: Grid, width: float, is_wide: bool) -> tuple[Grid, float]:
    """Places of all actors and how high the page gets: large components above each other, small ones in cells below."""
    places, top, cells = np.zeros((len(sizes), 2)), 0.0, list[list[int]]()
    for part in find_components(len(sizes), pairs):
        if len(part) < LARGE:
            cells.append(part)
            continue
        height = (240 + 12.5 * len(part)) if is_wide else (170 + 26 * len(part))
        places[part] = _place(part, pairs, sizes, (width, height)) + np.array([0, top])
        top += height
    each = width / (3 if is_wide else 2)
    for first in range(0, len(cells), 3 if is_wide else 2):
        row = cells[first : first + (3 if is_wide else 2)]
        height = max(_height_of(part, sizes, each) for part in row)
        for at, part in enumerate(row):
            places[part] = _place(part, pairs, sizes, (each, height)) + np.array([at * each, top])
        top += height
    return places, top


def _place(part: Sequence[int], pairs: Sequence[tuple[int, int]], sizes: Grid, page: tuple[float, float]) -> Grid:
    """The places of one component on a page of its own."""
    at = {node: n for n, node in enumerate(part)}
    own = [(at[one], at[other]) for one, other in pairs if one in at and other in at]
    places = lay_out(len(part), own)
    if page[1] > page[0] * 1.2 or sizes[part, 0].sum() > page[0]:  # a page higher than wide: the picture is turned
        places = places[:, ::-1]
    return stretch(places, *page, sizes[part])


def _height_of(part: Sequence[int], sizes: Grid, width: float) -> float:
    """How high a cell has to be: side by side where there is room, else below each other with a line between."""
    highs = sizes[part, 1]
    return float(highs.max() + 10 if sizes[part, 0].sum() + 40 * (len(part) - 1) <= width else highs.sum() + 40)


def _push(places: Grid, width: float, height: float, sizes: Grid) -> Grid:
    """Push boxes that meet apart, a little at a time, inside the page."""
    spots, edges = places.tolist(), (sizes / 2).tolist()
    pairs = [(one, other) for one in range(len(spots)) for other in range(one + 1, len(spots))]
    for _ in range(PUSHES):
        moved = [_part(spots, edges, pair, (width, height)) for pair in pairs]
        for (x, y), spot in zip(edges, spots, strict=True):
            spot[0], spot[1] = min(max(spot[0], x), width - x), min(max(spot[1], y), height - y)
        if not any(moved):
            break
    return np.array(spots)


def _part(spots: list[list[float]], edges: list[list[float]], pair: tuple[int, int], page: tuple[float, float]) -> bool:
    """Move two boxes that meet apart along the axis on which it takes less; whether they met."""
    one, other = pair
    over = [edges[one][axis] + edges[other][axis] - abs(spots[other][axis] - spots[one][axis]) for axis in (0, 1)]
    if min(over) <= 0.01:
        return False
    axis = int(over[0] / page[0] > over[1] / page[1])
    way = over[axis] / 2 if spots[other][axis] >= spots[one][axis] else -over[axis] / 2
    spots[one][axis] -= way
    spots[other][axis] += way
    return True


def _turn(spots: Sequence[Sequence[float]]) -> Grid:
    """The picture turned so that it is widest from left to right, the first actor's half on the left."""
    n = len(spots)
    middle_x, middle_y = sum(x for x, _ in spots) / n, sum(y for _, y in spots) / n
    placed = [(x - middle_x, y - middle_y) for x, y in spots]
    wide, high = sum(x * x for x, _ in placed), sum(y * y for _, y in placed)
    both = sum(x * y for x, y in placed)
    angle = math.atan2(2 * both, wide - high) / 2
    cosine, sine = round(math.cos(angle), DIGITS), round(math.sin(angle), DIGITS)
    turned = np.array([(x * cosine + y * sine, y * cosine - x * sine) for x, y in placed])
    for axis in (0, 1):
        lead = next((value for value in turned[:, axis].tolist() if abs(value) > 1e-6), 0.0)
        if lead > 0:
            turned[:, axis] *= -1
    return turned

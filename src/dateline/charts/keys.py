"""The forms that tell the classes of events apart, with and without colours, and the key that explains them."""

from __future__ import annotations

from markupsafe import Markup

from dateline.charts.labels import width_of
from dateline.charts.markup import join, number, tag
from dateline.charts.pictures import Sheet
from dateline.charts.spots import GRAVEST_FIRST, Quad, radius

LINE = 20.0  # units between two lines of a key
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
LARGEST = 10.0  # units: the radius of a circle that fits into a line of a key
TOUCH = 9.0  # the radius within which a small mark can be hit


def draw_patterns(sheet: Sheet) -> Markup:
    """The hatchings of a map: of words in conflict, and of land in dispute."""
    words = tag(
        "pattern",
        tag("rect", class_="paper", width=4, height=4),
        tag("rect", class_="conflict", width=1.9, height=4),
        id=sheet.id("words"),
        width=4,
        height=4,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    claimed = tag(
        "pattern",
        tag("rect", class_="map-claim", width=0.8, height=6),
        id=sheet.id("claimed"),
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(-45)",
    )
    return tag("defs", words, claimed)


def draw_mark(
    sheet: Sheet, quad: Quad, at: tuple[float, float], r: float, *, is_vague: bool = False, touch: float = TOUCH
) -> Markup:
    """A circle: full for conflict, a ring for cooperation; dark and heavy for deeds, hatched or thin for words."""
    x, y = at
    shapes = [tag("circle", class_="hit", cx=x, cy=y, r=touch)] if r < touch else []
    if quad is Quad.VERBAL_CONFLICT:
        shapes.append(tag("circle", class_="quad-3", cx=x, cy=y, r=r, fill=f"url(#{sheet.id('words')})"))
    elif quad is Quad.MATERIAL_COOPERATION:
        heavy = r * 0.5
        shapes.append(tag("circle", class_="quad-2", cx=x, cy=y, r=r - heavy / 2, stroke_width=number(heavy)))
    else:
        shapes.append(tag("circle", class_=f"quad-{quad}", cx=x, cy=y, r=r))
    if is_vague:
        shapes.append(tag("circle", class_="vague", cx=x, cy=y, r=r + 2.5))
    return join(shapes)


def key_height(sheet: Sheet) -> float:
    """How much room the key of a map takes."""
    return LINE * (1 if sheet.is_wide else 3) + 4


def draw_key(sheet: Sheet, top: float, most: int, scale: float = 1.0) -> Markup:
    """What the forms and sizes on a map mean; `most`: the number of events at the largest circle, `scale` how
    much smaller than on a map of its own circles are."""
    say, parts = sheet.edition.say, list[Markup]()
    x, y, left = 10.0, top, 10.0
    for at, quad in enumerate(GRAVEST_FIRST):
        if not sheet.is_wide and at == 2:
            x, y = left, y + LINE
        parts.append(draw_mark(sheet, quad, (x, y + 1), 6, touch=0))
        label = say(f"chart.quad_{quad}")
        parts.append(tag("text", label, x=x + 11, y=y + 5))
        x += 11 + width_of(label, sheet.font) + 20 if sheet.is_wide else sheet.width / 2 - 5
    x, y = (x + 4, y) if sheet.is_wide else (left, y + LINE)
    return tag("g", *parts, _sizes(sheet, (x, y), most, scale), class_="key", aria_hidden="true")


def _sizes(sheet: Sheet, place: tuple[float, float], most: int, scale: float) -> Markup:
    """Circles of round numbers, one beside another."""
    x, y = place
    fitting = [n for n in SIZES if n <= most and radius(n, most, is_wide=sheet.is_wide) <= LARGEST]
    shapes = []
    for n in dict.fromkeys([1, fitting[len(fitting) // 2], fitting[-1]]):
        r = radius(n, most, is_wide=sheet.is_wide) * scale
        label = sheet.edition.say("chart.n_events", n=n) if n == 1 else sheet.edition.number(n)
        shapes.append(tag("circle", class_="size", cx=x + r, cy=y + 1, r=r))
        shapes.append(tag("text", label, x=x + 2 * r + 4, y=y + 5))
        x += 2 * r + width_of(label, sheet.font) + 14
    return join(shapes)

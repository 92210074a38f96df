"""SVG and HTML as text: words and attributes escaped, numbers kept short, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

# What XML cannot hold, though a report may: control characters, halves of surrogate pairs, two that are no characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LEADS = re.compile(r"(?:https?://|[/?#](?![/\\]))\S*")
Value = str | float | None


def tag(name: str, *children: str, **attributes: Value) -> Markup:
    """An element. `class_` is the attribute class, `stroke_width` is stroke-width; an empty or missing one is left out.
    Children that are no markup yet are words, and escaped."""
    opening = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_write(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inside = "".join(child if isinstance(child, Markup) else words(child) for child in children)
    # All that is put together here is escaped above, or markup already.
    return Markup(f"<{name}{opening}>{inside}</{name}>" if inside else f"<{name}{opening}/>")  # noqa: S704


def words(text: str) -> Markup:
    """What a report or an edition says, fit to stand in XML."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def join(parts: Iterable[str]) -> Markup:
    """Markup one after another."""
    return Markup("").join(parts)


def anchor(href: str, label: str, *children: str, class_: str = "mark") -> Markup:
    """A mark that leads to `href` and is read out as `label`; where there is nowhere to lead, a labelled group.

    Only web addresses and those of the desk itself are followed.
    """
    title = tag("title", label)
    if not _LEADS.fullmatch(href):
        return tag("g", title, *children, class_=class_)
    return tag("a", title, *children, href=href, class_=class_, aria_label=label)


def number(value: float) -> str:
    """A coordinate with one decimal at most, as short as it can be."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(points: Sequence[tuple[float, float]], *, is_closed: bool = False) -> str:
    """The data of a path through points, in tenths and relative, so that it stays short; empty if it has no length."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(tenths)]
    steps = [step for step in steps if step != (0, 0)]
    if not steps or (is_closed and len(steps) < 2):
        return ""
    x, y = tenths[0]
    moves = "".join(_pair(dx, dy) for dx, dy in steps).lstrip()
    return f"M{number(x / 10)} {number(y / 10)}l{moves}{'z' if is_closed else ''}"


def _pair(dx: int, dy: int) -> str:
    one, other = _tenth(dx), _tenth(dy)
    return f"{'' if one.startswith('-') else ' '}{one}{'' if other.startswith('-') else ' '}{other}"


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    text = str(whole) if not rest else f"{whole or ''}.{rest}"
    return f"-{text}" if value < 0 else text


def _write(value: Value) -> str:
    return words(value) if isinstance(value, str) else number(value or 0)

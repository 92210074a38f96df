"""A picture with what belongs to it: its words, its facts as a table, the notes beneath it, at two widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from math import ceil

from markupsafe import Markup

from dateline.charts.markup import join, tag
from dateline.editions import ENGLISH, Edition

# Units of the two drawings. The page shows the narrow one where there is less room than 600 px: its words can be read
# on a phone of 320 px.
WIDE, NARROW = 800, 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The facts of a picture in words: what each column holds, and the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: `wide` and `narrow` are the same as SVG, for a page and for a phone; `title` and `description` are in
    both. `table` tells the same facts. `notes` have to stand below it."""

    title: str
    description: str
    wide: Markup
    narrow: Markup
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a picture is drawn on: `width` in units, `name` the begin of every id in it, `edition` its language."""

    width: int
    name: str
    edition: Edition

    @property
    def is_wide(self) -> bool:
        """Whether there is room for what a phone has none for."""
        return self.width > NARROW

    @property
    def font(self) -> float:
        """The size of most words, in units; charts.css knows it as `.wide` and `.narrow`."""
        return 12.0 if self.is_wide else 11.5

    def id(self, part: str) -> str:
        """An id that no other picture of the page has."""
        return f"{self.name}-{'wide' if self.is_wide else 'narrow'}-{part}"


Draw = Callable[[Sheet], Markup]


def write_svg(sheet: Sheet, height: float, title: str, description: str, *children: str) -> Markup:
    """A whole picture. One that holds links is a group of them; one without is an image."""
    inside = join(children)
    role = "group" if "<a " in inside else "img"
    heading, telling = sheet.id("title"), sheet.id("desc")
    return tag(
        "svg",
        tag("title", title, id=heading),
        tag("desc", description, id=telling),
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width} {ceil(height)}",
        class_=f"chart {'wide' if sheet.is_wide else 'narrow'}",
        role=role,
        lang=sheet.edition.code,
        aria_labelledby=f"{heading} {telling}",
    )


def draw_both(draw: Draw, name: str, edition: Edition) -> tuple[Markup, Markup]:
    """A picture at both widths."""
    return (
        draw(Sheet(width=WIDE, name=name, edition=edition)),
        draw(Sheet(width=NARROW, name=name, edition=edition)),
    )


def write_table(table: Table) -> Markup:
    """The facts as an HTML table."""
    head = tag("tr", *(tag("th", cell, scope="col") for cell in table.header))
    rows = (tag("tr", *(_cell(cell, at) for at, cell in enumerate(row))) for row in table.rows)
    return tag("table", tag("thead", head), tag("tbody", *rows) if table.rows else "")


def _cell(text: str, at: int) -> Markup:
    return tag("th", text or " ", scope="row") if at == 0 else tag("td", text or " ")


def write_figure(picture: Picture, edition: Edition = ENGLISH) -> Markup:
    """A picture as HTML: both widths, of which charts.css shows the one that fits, its notes, and its facts as a table
    that can be opened."""
    notes = [tag("p", note) for note in picture.notes]
    heading = tag("p", picture.title, class_="chart-title", aria_hidden="true")
    table = tag("details", tag("summary", edition.say("chart.as_table")), write_table(picture.table))
    return tag(
        "figure",
        heading,
        picture.wide,
        picture.narrow,
        tag("figcaption", *notes, table),
        class_="chart-figure",
    )


def styles() -> str:
    """The style sheet of every picture (charts.css): light, dark and on paper."""
    return (resources.files("dateline") / "charts" / "charts.css").read_text(encoding="utf-8")


def say_all(edition: Edition, keys: Sequence[str]) -> tuple[str, ...]:
    """Several words of the edition's table of charts, as for a table's header."""
    return tuple(edition.say(f"chart.{key}") for key in keys)

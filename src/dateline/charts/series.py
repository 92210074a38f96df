"""Figures over time: a measure with its unit and release, two actors month by month, counts as bars, small lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, log10

from markupsafe import Markup

from dateline.charts.axes import AXIS_HEIGHT, draw_axis
from dateline.charts.labels import fit, width_of
from dateline.charts.markup import anchor, number, polyline, tag
from dateline.charts.periods import MONTH, Axis, name_period
from dateline.charts.pictures import Picture, Sheet, Table, draw_both, say_all, write_svg
from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_party, name_what
from dateline.records import Course, Excerpt, Observation, PairMonth, Turn

LEFT, RIGHT = 46.0, 12.0
HEIGHTS = {True: 220.0, False: 190.0}
MOST_BARS = 40  # more periods are a line
MISSING = 1.6  # times the usual distance of two periods: more is a gap
REACH = 10.0  # of a score, up and down
BAR = 24.0
SPARK = (120, 24)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The field of a chart: values from `low` to `high` between two heights."""

    low: float
    high: float
    top: float
    bottom: float

    def at(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def draw_series(rows: Sequence[Observation], *, edition: Edition = ENGLISH, name: str = "series") -> Picture:
    """One series: bars of its periods, or a line where they are many; the last value stands at its end.

    Raises ValueError for no rows, or rows of several series.
    """
    ordered = tuple(sorted(rows, key=lambda row: (row.period_start, row.released_at)))
    if len({row.series_id for row in ordered}) != 1:
        raise ValueError("a chart shows the rows of one series, and at least one")
    latest = {row.period_start: row for row in ordered}  # a later release takes the place of an earlier one
    kept = tuple(latest.values())
    last = kept[-1]
    title = _name_series(last, edition)
    telling = edition.say(
        "chart.series_told",
        n=len(kept),
        first=name_period(kept[0].period_start, kept[0].period_end, edition),
        last=name_period(last.period_start, last.period_end, edition),
        value=last.value,
        unit=edition.label(last.unit),
    )
    wide, narrow = draw_both(lambda sheet: _draw_series(sheet, kept, title, telling), name, edition)
    sources = sorted({(row.source, row.released_at) for row in kept})
    notes = [edition.say("page.released", source=sources[-1][0], day=max(day for _, day in sources))]
    if _misses_periods(kept):
        notes.append(edition.say("chart.missing"))
    table_rows = ((name_period(row.period_start, row.period_end, edition), edition.number(row.value)) for row in kept)
    table = Table(header=(edition.say("chart.when"), edition.label(last.unit)), rows=tuple(table_rows))
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=table, notes=tuple(notes))


def _name_series(row: Observation, edition: Edition) -> str:
    """Deaths in organised violence in Mali."""
    what = name_what(row, edition)
    return what[:1].upper() + what[1:]


def _misses_periods(rows: Sequence[Observation]) -> bool:
    """Whether there is no row for a period between the first and the last."""
    return any((after.period_end - before.period_end).days > MISSING * _gap(rows) for before, after in pairwise(rows))


def _draw_series(sheet: Sheet, rows: Sequence[Observation], title: str, telling: str) -> Markup:
    plot = _scale([row.value for row in rows], 28.0, HEIGHTS[sheet.is_wide])
    axis = Axis(_begin(rows[0], _gap(rows)), rows[-1].period_end, _left(sheet, plot), sheet.width - RIGHT)
    last = rows[-1]
    marks = _bars(axis, plot, rows) if len(rows) <= MOST_BARS else _line(axis, plot, rows)
    x, y = _middle(axis, last), plot.at(last.value)
    label = sheet.edition.number(last.value)
    wide = width_of(label, sheet.font)
    at = min(x + wide / 2, sheet.width - 4)
    parts = [
        tag("text", sheet.edition.label(last.unit), x=4, y=14, class_="quiet"),
        _rules(sheet, axis, plot),
        draw_axis(sheet, axis, plot.top, plot.bottom),
        marks,
        tag("text", label, x=at, y=max(12.0, y - 7), text_anchor="end", class_="value"),
    ]
    return write_svg(sheet, plot.bottom + AXIS_HEIGHT, title, telling, *parts)


def _bars(axis: Axis, plot: _Plot, rows: Sequence[Observation]) -> Markup:
    zero, drawn = plot.at(max(plot.low, 0)), list[Markup]()
    for at, row in enumerate(rows):
        left, right = axis.at(_begin(row, _gap(rows))), _end(axis, row)
        gap, y = min(3.0, (right - left) * 0.2), plot.at(row.value)
        class_ = "column last" if at + 1 == len(rows) else "column"
        high = max(0.5, abs(zero - y))
        drawn.append(
            tag(
                "rect", class_=class_, x=left + gap / 2, y=min(y, zero), width=max(1.0, right - left - gap), height=high
            )
        )
    return tag("g", *drawn, class_="columns")


def _line(axis: Axis, plot: _Plot, rows: Sequence[Observation]) -> Markup:
    """A line that is broken where periods are missing, with a dot at its end."""
    runs, most = list[list[tuple[float, float]]](), MISSING * _gap(rows)
    for before, row in zip((None, *rows), rows, strict=False):
        if before is None or (row.period_end - before.period_end).days > most:
            runs.append([])
        runs[-1].append((_middle(axis, row), plot.at(row.value)))
    lone = [tag("circle", class_="point", cx=run[0][0], cy=run[0][1], r=1.5) for run in runs if len(run) == 1]
    x, y = runs[-1][-1]
    path = tag("path", class_="curve", d="".join(polyline(run) for run in runs))
    return tag("g", path, *lone, tag("circle", class_="point", cx=x, cy=y, r=3.5))


def _gap(rows: Sequence[Observation]) -> int:
    """How many days there are from one period to the next."""
    ends = [row.period_end for row in rows]
    return min(((after - before).days for before, after in pairwise(ends)), default=1)


def _begin(row: Observation, gap: int) -> date:
    """Where the bar of a period begins: what was counted on a day stands for the days since the one before."""
    return min(row.period_start, row.period_end - timedelta(days=gap - 1))


def _end(axis: Axis, row: Observation) -> float:
    return axis.right if row.period_end >= axis.end else axis.at(row.period_end + timedelta(days=1))


def _left(sheet: Sheet, plot: _Plot) -> float:
    """How much room the values beside the axis take."""
    widest = max(width_of(sheet.edition.number(round(value, 6)), sheet.font) for value in _values(plot))
    return max(LEFT, widest + 16)


def _middle(axis: Axis, row: Observation) -> float:
    return (axis.at(row.period_start) + _end(axis, row)) / 2


def _scale(values: Sequence[float], top: float, bottom: float) -> _Plot:
    """From nought, or the lowest value below it, to a round number above the highest."""
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low) or 1.0)
    low, high = step * floor(low / step), step * -floor(-high / step)
    return _Plot(low, high if high > low else low + step, top, bottom)


def _step(span: float) -> float:
    """The distance of three to six rules, a round number."""
    unit = float(10.0 ** floor(log10(span / 3)))
    return next(unit * n for n in (1, 2, 2.5, 5, 10) if span / (unit * n) <= 5)


def _values(plot: _Plot) -> list[float]:
    """The values at the rules."""
    step = _step(plot.high - plot.low)
    return [plot.low + step * at for at in range(round((plot.high - plot.low) / step) + 1)]


def _rules(sheet: Sheet, axis: Axis, plot: _Plot) -> Markup:
    """Level lines with their values."""
    words = [
        tag("text", sheet.edition.number(round(value, 6)), x=axis.left - 6, y=plot.at(value) + 4, text_anchor="end")
        for value in _values(plot)
    ]
    lines = "".join(f"M{number(axis.left)} {number(plot.at(value))}H{axis.right:g}" for value in _values(plot))
    return tag("g", tag("path", class_="grid", d=lines), *words, class_="axis", aria_hidden="true")


def draw_pair(
    course: Course,
    *,
    link: Callable[[Excerpt], str] = lambda excerpt: "",
    edition: Edition = ENGLISH,
    name: str = "pair",
) -> Picture:
    """Two actors month by month: what they did to each other, from -10 (war) to 10 (help), and when that turned.

    A month leads to its lowest deed where its score is below nought, else to its highest.
    """
    title = edition.say("chart.pair", left=name_party(course.left, edition), right=name_party(course.right, edition))
    first, last = course.months[0].month, course.months[-1].month
    turns = [_tell_turn(turn, edition) for turn in course.turns]
    telling = edition.say("chart.pair_told", n=course.n_deeds, first=edition.month(first), last=edition.month(last))
    wide, narrow = draw_both(lambda sheet: _draw_pair(sheet, course, link, (title, telling)), name, edition)
    header = say_all(edition, ["when", "score", "quad_1", "quad_2", "quad_3", "quad_4"])
    rows = (
        (edition.month(one.month), edition.number(round(one.score, 1)), *map(edition.number, one.quads))
        for one in course.months
    )
    table = Table(header=header, rows=tuple(rows))
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=table, notes=tuple(turns))


def _tell_turn(turn: Turn, edition: Edition) -> str:
    before, after = round(turn.before, 1), round(turn.after, 1)
    return edition.say("chart.turn", month=edition.month(turn.month), before=before, after=after)


def _draw_pair(sheet: Sheet, course: Course, link: Callable[[Excerpt], str], words: tuple[str, str]) -> Markup:
    edition, last = sheet.edition, course.months[-1].month
    axis = Axis(course.months[0].month, last + timedelta(days=30), LEFT, sheet.width - RIGHT)
    plot = _Plot(-REACH, REACH, 22.0, HEIGHTS[sheet.is_wide] * 0.85)
    zero, marks = plot.at(0), list[Markup]()
    for month in course.months:
        marks.append(anchor(_lead(month, link), _tell_month(month, edition), _column(axis, plot, month)))
    edges = [course.months[0].month, *(turn.month for turn in course.turns), axis.end]
    levels = [turn.before for turn in course.turns] + [turn.after for turn in course.turns[-1:]]
    spans = zip(edges, edges[1:], levels, strict=False)
    level = "".join(f"M{axis.at(a):.1f} {plot.at(v):.1f}H{axis.at(b):.1f}" for a, b, v in spans)
    flags = "".join(f"M{axis.at(turn.month):.1f} {plot.top:g}V{plot.bottom:g}" for turn in course.turns)
    parts = [
        _rules(sheet, axis, plot),
        draw_axis(sheet, axis, plot.top, plot.bottom),
        tag("line", class_="base", x1=LEFT, x2=axis.right, y1=zero, y2=zero),
        tag("g", *marks, class_="columns"),
        tag("text", edition.say("chart.pair_up"), x=LEFT + 6, y=14, class_="quiet"),
        tag("text", edition.say("chart.pair_down"), x=LEFT + 6, y=plot.bottom - 5, class_="quiet"),
        tag("path", class_="turning", d=flags) if flags else "",
        tag("path", class_="level", d=level) if level else "",
    ]
    return write_svg(sheet, plot.bottom + AXIS_HEIGHT, *words, *parts)


def _lead(month: PairMonth, link: Callable[[Excerpt], str]) -> str:
    return link((month.lowest if month.score < 0 else month.highest).excerpt)


def _column(axis: Axis, plot: _Plot, month: PairMonth) -> Markup:
    left = axis.at(month.month)
    wide = max(1.5, min(axis.wide(MONTH) - 0.5, 14.0))
    y, zero = plot.at(month.score), plot.at(0)
    tone = "below" if month.score < 0 else "above"
    return tag("rect", class_=f"column {tone}", x=left, y=min(y, zero), width=wide, height=max(1.0, abs(y - zero)))


def _tell_month(month: PairMonth, edition: Edition) -> str:
    score = edition.number(round(month.score, 1))
    return f"{edition.month(month.month)}{edition.colon}{score} ({edition.say('chart.n_deeds', n=month.n_deeds)})"


def draw_bars(
    counts: Sequence[tuple[str, int]],
    title: str,
    *,
    link: Callable[[str], str] = lambda label: "",
    edition: Edition = ENGLISH,
    name: str = "bars",
) -> Picture:
    """Counts as bars from the left, in the order given: outlets by country, reports by owner."""
    total = sum(n for _, n in counts)
    telling = edition.list_up(f"{label}{edition.colon}{edition.number(n)}" for label, n in counts[:3])
    wide, narrow = draw_both(lambda sheet: _draw_bars(sheet, counts, link, (title, telling)), name, edition)
    shares = [edition.number(round(100 * n / total, 1) if total else 0) for _, n in counts]
    rows = ((label, edition.number(n), share) for (label, n), share in zip(counts, shares, strict=True))
    table = Table(header=(*say_all(edition, ["what", "number"]), "%"), rows=tuple(rows))
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=table)


def _draw_bars(
    sheet: Sheet, counts: Sequence[tuple[str, int]], link: Callable[[str], str], words: tuple[str, str]
) -> Markup:
    most = max((n for _, n in counts), default=0) or 1
    room = sheet.width * (0.3 if sheet.is_wide else 0.4)
    edge = min(room, max((width_of(label, sheet.font) for label, _ in counts), default=0)) + 12
    full = sheet.width - edge - width_of(sheet.edition.number(most), sheet.font) - 14
    drawn = []
    for at, (label, n) in enumerate(counts):
        y = 4 + at * BAR
        told = sheet.edition.number(n)
        long = max(1.0, full * n / most) if n else 0.5
        parts = (
            tag("text", fit(label, sheet.font, room), x=edge - 8, y=y + 15, text_anchor="end"),
            tag("rect", class_="column", x=edge, y=y + 3, width=long, height=BAR - 8),
            tag("text", told, x=edge + long + 6, y=y + 15, class_="value"),
        )
        drawn.append(anchor(link(label), f"{label}{sheet.edition.colon}{told}", *parts))
    return write_svg(sheet, 8 + BAR * len(counts), *words, tag("g", *drawn, class_="columns"))


def draw_sparkline(counts: Sequence[int], label: str) -> Markup:
    """Counts of periods in a row as a small line for a list, its last point marked; `label` says what it shows."""
    wide, high = SPARK
    most = max((*counts, 1))
    step = (wide - 8) / max(1, len(counts) - 1)
    points = [(4 + at * step, high - 4 - (high - 8) * n / most) for at, n in enumerate(counts)]
    curve = tag("path", class_="curve", d=polyline(points)) if len(points) > 1 else ""
    dot = tag("circle", class_="point", cx=points[-1][0], cy=points[-1][1], r=2.5) if points else ""
    return tag(
        "svg",
        tag("title", label),
        curve,
        dot,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
        class_="sparkline",
        role="img",
        aria_label=label,
    )
